"""Volumes that were written lie in the patient where SimpleITK says that the DICOM files do."""

import numpy as np
import pytest
import SimpleITK

from ml.imaging import scan
from ml.imaging.volume import read_volume
from ml.imaging.volume_writing import write_nifti, write_nrrd
from tests.ml.imaging.maker import grey_dataset, write

OBLIQUE = [0.8, 0.6, 0.0, -0.48, 0.64, 0.6]
WRITERS = {"a.nii.gz": write_nifti, "a.nii": write_nifti, "a.nrrd": write_nrrd}


@pytest.fixture
def folder(tmp_path):
    """Five oblique slices with rectangular pixels and negative values."""
    normal = np.cross(OBLIQUE[:3], OBLIQUE[3:])
    random = np.random.default_rng(3)
    for number in range(5):
        place = np.array([10, -20, 30]) + 2.5 * number * normal
        pixels = random.integers(-1000, 2000, (6, 9)).astype(np.int16)
        dataset = grey_dataset(
            pixels, PixelSpacing=[0.7, 0.5], ImageOrientationPatient=OBLIQUE, SliceThickness=2.5,
            ImagePositionPatient=[round(float(x), 6) for x in place],
            InstanceNumber=number + 1, RescaleSlope=1, RescaleIntercept=0,
        )  # fmt: skip
        write(dataset, tmp_path / f"{number}.dcm")
    return tmp_path


@pytest.fixture
def expected(folder):
    names = SimpleITK.ImageSeriesReader.GetGDCMSeriesFileNames(str(folder))
    return SimpleITK.ReadImage(names)


@pytest.mark.parametrize("name", WRITERS)
def test_geometry_and_values_are_those_that_simpleitk_reads_from_dicom(folder, expected, tmp_path, name):
    volume = read_volume(scan([folder]).studies[0].series[0])
    WRITERS[name](volume, tmp_path / name, "research use only")
    written = SimpleITK.ReadImage(str(tmp_path / name))
    assert written.GetSize() == expected.GetSize() == (9, 6, 5)
    assert written.GetSpacing() == pytest.approx(expected.GetSpacing(), abs=1e-4)
    assert written.GetOrigin() == pytest.approx(expected.GetOrigin(), abs=1e-3)
    assert written.GetDirection() == pytest.approx(expected.GetDirection(), abs=1e-5)
    assert np.array_equal(SimpleITK.GetArrayFromImage(written), SimpleITK.GetArrayFromImage(expected))


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_written_is_read_back_as_the_same_volume(folder, tmp_path, name):
    volume = read_volume(scan([folder]).studies[0].series[0])
    WRITERS[name](volume, tmp_path / name)
    again = read_volume(scan([tmp_path / name]).studies[0].series[0])
    middle = np.array([4, 3, 2])
    assert np.array_equal(again.voxels[2, 3, 4], volume.voxels[2, 3, 4])
    assert again.to_patient(middle) == pytest.approx(volume.to_patient(middle), abs=1e-3)
