"""A series as a volume: the grid and the values that SimpleITK finds, or the reason why there is none."""

from dataclasses import replace

import numpy as np
import psutil
import pytest
import SimpleITK as sitk  # noqa: N813
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.uid import (
    EnhancedCTImageStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)

from ml.errors import Cancelled, ImagingError
from ml.imaging import scan, series_pixels
from ml.imaging.read import read_frame
from ml.imaging.volume import Volume, read_volume
from tests.ml.imaging.maker import colour_dataset, grey_dataset, write

AXIAL = [1, 0, 0, 0, 1, 0]
OBLIQUE = [0.8, 0.6, 0, -0.48, 0.64, 0.6]
NORMALS = {tuple(AXIAL): (0, 0, 1), tuple(OBLIQUE): (0.36, -0.48, 0.8)}


def slices(count, dtype=np.int16, low=-1000, high=1000):
    random = np.random.default_rng(count)
    return [random.integers(low, high, (6, 8)).astype(dtype) for _ in range(count)]


def write_series(
    folder, pixels, orientation=AXIAL, distance=2.5, syntax=ExplicitVRLittleEndian, **attributes
):
    """Write slices under names that are not in their order; return the one series that a scan finds."""
    normal = np.array(NORMALS[tuple(orientation)])
    for index, values in enumerate(pixels):
        dataset = grey_dataset(
            values,
            ImageOrientationPatient=orientation,
            ImagePositionPatient=(np.array([-10.5, 20, 5]) + index * 2.5 * normal).round(9).tolist(),
            PixelSpacing=[0.5, 0.75],
            InstanceNumber=index + 1,
        )
        for keyword, value in attributes.items():
            setattr(dataset, keyword, value(index) if callable(value) else value)
        if syntax == RLELossless:
            write(dataset, folder / "uncompressed")
            dataset.compress(RLELossless)
            (folder / "uncompressed").unlink()
            dataset.save_as(folder / f"{index * 7 % 10}-{index}.dcm")
        else:
            write(dataset, folder / f"{index * 7 % 10}-{index}.dcm", syntax)
    return only_series(folder)


def only_series(*paths):
    (study,) = scan(paths).studies
    (series,) = study.series
    return series


def simpleitk_volume(paths):
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames([str(path) for path in paths])
    return reader.Execute()


def assert_equal_volumes(volume: Volume, image: sitk.Image):
    assert np.array_equal(volume.voxels, sitk.GetArrayFromImage(image))
    assert volume.origin_mm == pytest.approx(image.GetOrigin(), abs=1e-6)
    assert volume.spacing_mm == pytest.approx(image.GetSpacing(), abs=1e-6)
    assert volume.direction.ravel() == pytest.approx(image.GetDirection(), abs=1e-6)
    index = (3, 2, 1)
    expected = image.TransformIndexToPhysicalPoint(index)
    assert volume.to_patient(index) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("orientation", [AXIAL, OBLIQUE], ids=["axial", "oblique"])
@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
def test_a_series_is_the_volume_that_simpleitk_reads(syntax, orientation, tmp_path):
    series = write_series(
        tmp_path, slices(6), orientation, syntax=syntax, RescaleSlope=1, RescaleIntercept=-1024
    )
    volume = read_volume(series)
    assert_equal_volumes(volume, simpleitk_volume(frame.path for frame in series.frames))
    assert volume.unit == "HU"
    assert volume.voxels.dtype == np.int16
    assert volume.voxels.flags.c_contiguous
    assert not volume.voxels.flags.writeable


STORED = {
    "unsigned 12 bits": (np.uint16, 0, 4095, {"BitsStored": 12, "HighBit": 11, "RescaleIntercept": -1024}),
    "signed 12 bits": (np.int16, -2000, 2000, {"BitsStored": 12, "HighBit": 11, "RescaleIntercept": -24}),
    "high bit above": (np.uint16, 0, 4095, {"BitsStored": 8, "HighBit": 11}),
    "unused bits set": (np.uint16, 0, 65535, {"BitsStored": 10, "HighBit": 9}),
    "8 bits": (np.uint8, 0, 255, {}),
    "8 bits shifted": (np.uint8, 0, 255, {"RescaleIntercept": -1000}),
    "sums beyond 16 bits": (np.int16, -32768, 32767, {"RescaleIntercept": -1024}),
    "unsigned sums beyond": (np.uint16, 0, 65535, {"RescaleIntercept": -1}),
    "a slope": (np.int16, -1000, 1000, {"RescaleSlope": 2, "RescaleIntercept": 5}),
    "a fraction": (np.int16, -1000, 1000, {"RescaleSlope": 0.25, "RescaleIntercept": 0}),
    "another slope in each": (np.int16, -99, 99, {"RescaleSlope": lambda i: 1 + i, "RescaleIntercept": 0}),
    "another shift in each": (np.int16, -99, 99, {"RescaleSlope": 1, "RescaleIntercept": lambda i: i}),
    "inverted": (np.uint16, 0, 4095, {"PhotometricInterpretation": "MONOCHROME1"}),
}


@pytest.mark.parametrize("stored", STORED.values(), ids=STORED)
def test_voxels_are_the_modality_values_of_the_frames(stored, tmp_path):
    dtype, low, high, attributes = stored
    series = write_series(tmp_path, slices(4, dtype, low, high), **({"RescaleSlope": 1} | attributes))
    voxels = read_volume(series).voxels
    for values, info in zip(voxels, series.frames, strict=True):
        assert np.array_equal(values, read_frame(info).pixels)


def test_sums_that_fit_stay_in_the_type_that_is_stored(tmp_path):
    small = write_series(tmp_path, slices(3), RescaleSlope=1, RescaleIntercept=-1024)
    assert read_frame(small.frames[0]).pixels.dtype == np.int32  # by what 16 bits could hold
    assert read_volume(small).voxels.dtype == np.int16


def test_big_endian_slices_are_the_same_volume(tmp_path):
    pixels = slices(3)
    swapped = {"PixelData": lambda index: pixels[index].astype(">i2").tobytes()}
    series = write_series(tmp_path, pixels, syntax=ExplicitVRBigEndian, RescaleIntercept=-24, **swapped)
    assert np.array_equal(read_volume(series).voxels, np.stack(pixels) - 24)


def test_compressed_slices_are_the_same_volume(tmp_path):
    pixels = slices(9)
    series = write_series(tmp_path, pixels, syntax=RLELossless, RescaleIntercept=-24)
    assert series.transfer_syntax == "RLE Lossless"
    assert np.array_equal(read_volume(series).voxels, np.stack(pixels) - 24)


def functional_group(index):
    """The groups of a frame of an enhanced object, the last frame lowest."""
    group, position, rescale = Dataset(), Dataset(), Dataset()
    position.ImagePositionPatient = [-10.5, 20, -2.5 * index]
    rescale.RescaleSlope, rescale.RescaleIntercept = 1, -1024
    group.PlanePositionSequence, group.PixelValueTransformationSequence = [position], [rescale]
    return group


def test_the_frames_of_one_file_are_a_volume_in_order_of_place(tmp_path):
    pixels, shared = slices(4), Dataset()
    shared.PlaneOrientationSequence, shared.PixelMeasuresSequence = [Dataset()], [Dataset()]
    shared.PlaneOrientationSequence[0].ImageOrientationPatient = AXIAL
    shared.PixelMeasuresSequence[0].PixelSpacing = [0.5, 0.75]
    dataset = grey_dataset(np.stack(pixels), SOPClassUID=EnhancedCTImageStorage)
    dataset.SharedFunctionalGroupsSequence = [shared]
    dataset.PerFrameFunctionalGroupsSequence = [functional_group(index) for index in range(4)]
    volume = read_volume(only_series(write(dataset, tmp_path / "enhanced.dcm")))
    assert np.array_equal(volume.voxels, np.stack(pixels[::-1]) - 1024)
    assert volume.origin_mm == (-10.5, 20, -7.5)
    assert volume.spacing_mm == (0.75, 0.5, 2.5)


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["neurolabusc+dcm_qa_agfa", "neurolabusc+dcm_qa_enh"])
def test_shared_multi_frame_files_are_the_volumes_that_simpleitk_reads(name, shared_dicom):
    compared = 0
    for series in (series for study in scan([shared_dicom / name]).studies for series in study.series):
        paths = {frame.path for frame in series.frames}
        try:
            volume = read_volume(series)
        except ImagingError:
            continue
        image = sitk.ReadImage(str(paths.pop()))
        if not paths and image.GetDepth() == len(series.frames):
            compared += 1
            assert_equal_volumes(volume, image)
    assert compared


@pytest.mark.shared_data
def test_shared_series_are_the_volumes_that_simpleitk_reads(shared_dicom):
    compared = 0
    for study in scan([shared_dicom / "FNNDSC+SAG-anon", shared_dicom / "neurolabusc+dcm_qa_ct"]).studies:
        for series in study.series:
            paths = [frame.path for frame in series.frames]
            try:
                volume = read_volume(series)
            except ImagingError:
                continue
            if len(set(paths)) == len(paths):
                assert_equal_volumes(volume, simpleitk_volume(paths))
                compared += 1
    assert compared >= 1


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_a_volume_file_is_the_volume_that_simpleitk_reads(suffix, tmp_path):
    image = sitk.GetImageFromArray(np.stack(slices(4)))
    image.SetOrigin((-10, 20, 5.5))
    image.SetSpacing((0.75, 0.5, 2.5))
    image.SetDirection(np.column_stack([OBLIQUE[:3], OBLIQUE[3:], NORMALS[tuple(OBLIQUE)]]).ravel().tolist())
    path = tmp_path / f"volume{suffix}"
    sitk.WriteImage(image, str(path))
    assert_equal_volumes(read_volume(only_series(path)), sitk.ReadImage(str(path)))


def moved(series, index, by):
    """The series with one of its frames elsewhere."""
    frames = list(series.frames)
    x, y, z = frames[index].position_mm
    frames[index] = replace(frames[index], position_mm=(x + by[0], y + by[1], z + by[2]))
    return replace(series, frames=tuple(frames))


@pytest.fixture
def series(tmp_path):
    return write_series(tmp_path, slices(5))


def changed(series, **values):
    return replace(series, frames=(replace(series.frames[0], **values), *series.frames[1:]))


def test_what_is_no_regular_grid_is_refused_with_the_reason(series):
    spacing = series.frames[0].spacing
    refused = {
        "one slice": replace(series, frames=series.frames[:1]),
        "different sizes": changed(series, rows=9),
        "where the frames lie": changed(series, position_mm=None),
        "different directions": changed(series, orientation=(1, 0, 0, 0, 0.8, 0.6)),
        "spacing in the patient is not known": changed(series, spacing=None),
        "different pixel spacings": changed(series, spacing=replace(spacing, row_mm=0.6)),
        "same place": moved(series, 2, (0, 0, -2.5)),
        "1.50 to 3.50 mm apart": moved(series, 2, (0, 0, 1)),
        "2.50 to 5.00 mm apart": replace(series, frames=(*series.frames[:2], *series.frames[3:])),
        "shifted sideways, by up to 2.0 mm": moved(series, 4, (0, 2, 0)),
        "not in order": replace(series, frames=series.frames[::-1]),
    }
    for reason, odd in refused.items():
        with pytest.raises(ImagingError, match=f"^no volume: .*{reason}"):
            read_volume(odd)


def test_a_leaning_stack_is_refused(series):
    leaning = series
    for index in range(5):
        leaning = moved(leaning, index, (0, 0.6 * index, 0))
    with pytest.raises(ImagingError, match=r"shifted sideways.*gantry tilt"):
        read_volume(leaning)


def test_rounded_positions_are_no_gaps(series):
    assert read_volume(moved(series, 2, (0, 0.01, 0.05))).spacing_mm == pytest.approx((0.75, 0.5, 2.5))


def test_colours_are_no_volume(tmp_path):
    for index in range(2):
        dataset = colour_dataset(np.zeros((2, 2, 3), np.uint8), Modality="MR")
        dataset.ImageOrientationPatient, dataset.ImagePositionPatient = AXIAL, [0, 0, index]
        dataset.PixelSpacing = [1, 1]
        write(dataset, tmp_path / f"{index}.dcm")
    with pytest.raises(ImagingError, match="colour"):
        read_volume(only_series(tmp_path))


@pytest.mark.parametrize("slope", [1, 0.5])
def test_values_in_different_units_are_no_volume(slope, tmp_path):
    units = {"RescaleType": lambda index: "HU" if index else "mg/ml"}
    series = write_series(tmp_path, slices(3), RescaleSlope=slope, RescaleIntercept=0, **units)
    with pytest.raises(ImagingError, match="different units"):
        read_volume(series)


def test_a_file_that_is_cut_off_later_is_named(series):
    path = series.frames[3].path
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ImagingError, match=rf"{path.name}: truncated"):
        read_volume(series)


def test_a_series_that_memory_cannot_hold_is_refused_with_the_figures(series, monkeypatch):
    class Full:
        available = 300_000_000

    monkeypatch.setattr(series_pixels, "_SPARE_BYTES", 300_000_000)
    monkeypatch.setattr(psutil, "virtual_memory", Full)
    with pytest.raises(ImagingError, match=r"takes 0\.0 GB of memory, 0\.3 GB are free"):
        read_volume(series)


@pytest.mark.parametrize("slope", [1, 0.5], ids=["in place", "frame by frame"])
def test_reading_tells_how_far_it_is_and_can_be_stopped(slope, tmp_path):
    series = write_series(tmp_path, slices(5), RescaleSlope=slope, RescaleIntercept=0)
    steps = []

    def progress(done, total, text=""):
        steps.append((done, total))
        if done == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_volume(series, progress)
    assert steps[-1] == (4, 5)


coordinates = st.floats(-1e4, 1e4)
vectors = st.tuples(coordinates, coordinates, coordinates)


@settings(deadline=None)
@given(
    origin=vectors,
    axes=st.tuples(vectors, vectors),
    spacing=st.tuples(*[st.floats(0.01, 100)] * 3),
    point=vectors,
)
def test_a_point_goes_to_its_index_and_back(origin, axes, spacing, point):
    direction, _ = np.linalg.qr(np.column_stack([*axes, (0, 0, 1)]) + 1e-3 * np.eye(3))
    volume = Volume(np.zeros((2, 2, 2), np.int16), origin, direction, spacing)
    index = volume.to_index(point)
    assert volume.to_patient(index) == pytest.approx(np.array(point), abs=1e-6)
    assert (volume.affine @ [*index, 1])[:3] == pytest.approx(np.array(point), abs=1e-6)


def test_indices_go_to_the_patient_one_or_many_at_once():
    volume = Volume(np.zeros((2, 2, 2)), (1, 2, 3), np.eye(3), (0.5, 2, 10))
    assert volume.to_patient(np.array([[2, 1, 1], [0, 0, 0]])).tolist() == [[2, 4, 13], [1, 2, 3]]
    assert volume.to_index((2, 4, 13)).tolist() == [2, 1, 1]
