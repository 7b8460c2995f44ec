"""Whole series and rare encodings from the shared folder; skipped where it is not beside the checkout."""

from itertools import pairwise

import numpy as np
import pytest

from ml.imaging import SortRule, display_image, read_frame, read_frame_at, scan

pytestmark = pytest.mark.shared_data


def only_series(path):
    (study,) = scan([path]).studies
    (series,) = study.series
    return series


def test_a_head_mr_of_192_slices_is_one_even_stack(shared_dicom):
    series = only_series(shared_dicom / "FNNDSC+SAG-anon")
    assert (len(series.frames), series.sort, series.notes) == (192, SortRule.POSITION, ())
    places = np.array([frame.position_mm for frame in series.frames])
    np.testing.assert_allclose(np.linalg.norm(np.diff(places, axis=0), axis=1), 0.9, atol=0.001)


def test_the_order_is_that_of_simpleitk(shared_dicom):
    sitk = pytest.importorskip("SimpleITK")
    folder = shared_dicom / "FNNDSC+SAG-anon"
    theirs = list(sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(folder)))
    ours = [str(frame.path) for frame in only_series(folder).frames]
    assert ours in (theirs, theirs[::-1])


def test_a_tilted_gantry_with_two_slice_distances_is_sorted_and_told(shared_dicom):
    series = only_series(shared_dicom / "neurolabusc+dcm_qa_ct")
    assert [frame.instance_number for frame in series.frames] == list(range(1, 29))
    assert series.notes == ("slice spacing is uneven: 1.08 to 7.00 mm", "gantry tilt 18.5°")


def test_a_ct_head_series_is_one_stack(shared_dicom):
    first = next((shared_dicom / "Slicer+Slicer").rglob("CTHead1.dcm"))
    series = only_series(first.parent)
    assert (len(series.frames), series.sort) == (93, SortRule.POSITION)


@pytest.mark.parametrize(
    "syntax",
    [
        "BigEndianExplicit",
        "DeflatedExplicit",
        "JPEG2000LosslessOnly",
        "JPEGLSLossless",
        "JPEGProcess14SV1",
        "JPEGProcess14Transfer",
        "LittleEndianImplicit",
        "RLELossless",
    ],
)
def test_one_ct_in_every_lossless_syntax_has_the_same_values(shared_dicom, syntax):
    folder = shared_dicom / "cornerstonejs+cornerstone3D/packages/dicomImageLoader/testImages"
    (path,) = folder.glob(f"CTImage.dcm_{syntax}*")
    expected = read_frame_at(folder / "CTImage.dcm").pixels
    np.testing.assert_array_equal(read_frame_at(path).pixels, expected)


@pytest.mark.parametrize("syntax", ["JPEG2000Transfer", "JPEGLSLossy", "JPEGProcess10_12", "JPEGProcess2_4"])
def test_one_ct_in_lossy_syntaxes_is_nearly_the_same(shared_dicom, syntax):
    folder = shared_dicom / "cornerstonejs+cornerstone3D/packages/dicomImageLoader/testImages"
    (path,) = folder.glob(f"CTImage.dcm_{syntax}*")
    expected = display_image(read_frame_at(folder / "CTImage.dcm")).astype(int)
    assert np.abs(display_image(read_frame_at(path)) - expected).mean() < 3


@pytest.mark.parametrize("name", ["liver_rle", "liver_deflate", "liver_nonbyte_aligned_rle", "liver_j2k"])
def test_masks_of_one_bit_are_the_same_however_they_are_compressed(shared_dicom, name):
    folder = shared_dicom / "pydicom+pydicom-data/data_store/data"
    plain = folder / ("liver_nonbyte_aligned.dcm" if "nonbyte" in name else "liver.dcm")
    for frame in range(3):
        expected = read_frame_at(plain, frame).pixels
        np.testing.assert_array_equal(read_frame_at(folder / f"{name}.dcm", frame).pixels, expected)


def test_the_frames_of_an_enhanced_mr_follow_their_positions(shared_dicom):
    (study,) = scan([shared_dicom / "neurolabusc+dcm_qa_enh/In/Philips"]).studies
    for series in study.series:
        assert series.sort is SortRule.POSITION
        heights = [frame.position_mm for frame in series.frames]
        assert len(set(heights)) > 1
        normal = np.cross(series.frames[0].orientation[:3], series.frames[0].orientation[3:])
        along = [float(np.dot(normal, height)) for height in heights]
        assert all(one <= other + 1e-3 for one, other in pairwise(along))


def test_a_file_without_its_last_delimiter_gives_all_its_frames(shared_dicom):
    name = "emri_small_jpeg_2k_lossless"
    folder = shared_dicom / "pydicom+pydicom-data/data_store/data"
    cut, whole = only_series(folder / f"{name}_too_short.dcm"), only_series(folder / f"{name}.dcm")
    assert len(cut.frames) == len(whole.frames) == 10
    for one, other in zip(cut.frames, whole.frames, strict=True):
        np.testing.assert_array_equal(read_frame(one).pixels, read_frame(other).pixels)
