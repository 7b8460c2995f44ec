"""DICOM objects without frames: what is one, what is a broken image, and where they are listed."""

import numpy as np
import pytest
from pydicom.uid import (
    EncapsulatedPDFStorage,
    MRImageStorage,
    RTDoseStorage,
    SegmentationStorage,
    SpatialRegistrationStorage,
)

from ml.errors import ImagingError
from ml.imaging import read_frame_at, scan
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.maker import grey_dataset, write

NAMES = {
    "rtplan.dcm": "RT Plan",
    "rtstruct.dcm": "RT Structure Set",
    "test-SR.dcm": "Comprehensive SR",
    "reportsi.dcm": "Basic Text SR",
    "waveform_ecg.dcm": "12-lead ECG Waveform",
}


def without_pixels(path, sop_class, *more, number=1):
    dataset = grey_dataset(
        np.zeros((4, 4), np.int16),
        SOPClassUID=sop_class,
        SeriesDescription="Findings",
        SeriesNumber=number,
    )
    for keyword in ("PixelData", *more):
        delattr(dataset, keyword)
    return write(dataset, path)


@pytest.mark.parametrize("name", NAMES)
def test_real_files_without_frames_are_objects_of_their_study(name):
    result = scan([wheel_file(name)])
    (study,) = result.studies
    (other,) = study.objects
    assert (study.series, result.failures) == ((), ())
    assert (other.name, other.path) == (NAMES[name], wheel_file(name))
    with pytest.raises(ImagingError, match=f"holds no image but a {NAMES[name]}"):
        read_frame_at(wheel_file(name))


def test_objects_lie_beside_the_series_of_their_study_in_the_order_of_their_numbers(tmp_path):
    write(grey_dataset(np.zeros((4, 4), np.int16)), tmp_path / "image.dcm")
    for name, number in (("b.dcm", 2), ("a.dcm", 10)):
        without_pixels(tmp_path / name, EncapsulatedPDFStorage, "Rows", "Columns", number=number)
    (study,) = scan([tmp_path]).studies
    assert len(study.series) == 1
    assert [(other.path.name, other.name, other.description) for other in study.objects] == [
        ("b.dcm", "Encapsulated PDF", "Findings"),
        ("a.dcm", "Encapsulated PDF", "Findings"),
    ]


@pytest.mark.parametrize("sop_class", [RTDoseStorage, SegmentationStorage, SpatialRegistrationStorage])
def test_what_may_come_without_pixels_is_an_object_then(tmp_path, sop_class):
    path = without_pixels(tmp_path / "a.dcm", sop_class, "Rows", "Columns")
    (study,) = scan([path]).studies
    assert (len(study.series), len(study.objects)) == (0, 1)


@pytest.mark.parametrize("more", [(), ("Rows", "Columns")])
def test_an_image_without_its_pixels_is_a_failure(tmp_path, more):
    result = scan([without_pixels(tmp_path / "a.dcm", MRImageStorage, *more)])
    assert result.studies == ()
    assert [failure.reason for failure in result.failures] == [
        "truncated, or saved without its pixel data: MR Image Storage"
    ]


def test_a_mask_that_was_cut_before_its_pixels_is_a_failure(tmp_path):
    result = scan([without_pixels(tmp_path / "a.dcm", SegmentationStorage)])
    assert [failure.reason for failure in result.failures] == [
        "truncated, or saved without its pixel data: Segmentation Storage"
    ]


def test_an_object_of_no_known_class_says_so(tmp_path):
    path = without_pixels(tmp_path / "a.dcm", "1.3.12.2.1107.5.9.1", "Rows", "Columns")
    (study,) = scan([path]).studies
    assert study.objects[0].name == "unknown object (1.3.12.2.1107.5.9.1)"
