"""Ultrasound: several scales in one image, and when none of them holds."""

import numpy as np
import pytest
from pydicom.dataset import Dataset

from ml.imaging import Spacing, SpacingKind, scan
from ml.imaging.values import Region
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.maker import grey_dataset, write

PIXELS = np.zeros((40, 60), np.uint8)


def item(x_cm=0.02, y_cm=0.03, corners=(0, 0, 59, 39), units=3, spatial_format=1):
    dataset = Dataset()
    dataset.RegionSpatialFormat = spatial_format
    dataset.RegionDataType = 1
    corner_names = ("MinX0", "MinY0", "MaxX1", "MaxY1")
    for name, value in zip(corner_names, corners, strict=True):
        setattr(dataset, f"RegionLocation{name}", value)
    dataset.PhysicalUnitsXDirection = dataset.PhysicalUnitsYDirection = units
    dataset.PhysicalDeltaX, dataset.PhysicalDeltaY = x_cm, y_cm
    return dataset


def frame_with(tmp_path, *items, **attributes):
    dataset = grey_dataset(PIXELS, Modality="US", SequenceOfUltrasoundRegions=list(items), **attributes)
    (series,) = scan([write(dataset, tmp_path / "a.dcm")]).studies[0].series
    return series.frames[0], series.notes


def test_one_region_in_centimetres_gives_the_spacing_in_millimetres(tmp_path):
    frame, notes = frame_with(tmp_path, item(), PixelSpacing=[9, 9])
    assert frame.spacing == Spacing(0.3, 0.2, SpacingKind.REGION)
    assert frame.regions == (Region(0, 0, 39, 59, frame.spacing),)
    assert notes == ()


def test_an_axis_that_runs_upwards_has_a_negative_delta_and_no_negative_length(tmp_path):
    assert frame_with(tmp_path, item(y_cm=-0.03))[0].spacing == Spacing(0.3, 0.2, SpacingKind.REGION)


def test_regions_of_different_scales_give_no_spacing_for_the_frame(tmp_path):
    halves = item(corners=(0, 0, 29, 39)), item(x_cm=0.04, y_cm=0.04, corners=(30, 0, 59, 39))
    frame, _ = frame_with(tmp_path, *halves, PixelSpacing=[9, 9])
    assert frame.spacing is None
    assert [(region.first_column, region.spacing.row_mm) for region in frame.regions] == [(0, 0.3), (30, 0.4)]


def test_two_regions_of_one_scale_share_it(tmp_path):
    halves = item(corners=(0, 0, 29, 39)), item(corners=(30, 0, 59, 39))
    assert frame_with(tmp_path, *halves)[0].spacing == Spacing(0.3, 0.2, SpacingKind.REGION)


def test_a_spectrum_has_seconds_along_an_axis_and_no_part_in_lengths(tmp_path):
    spectrum = item(x_cm=0.005, corners=(0, 30, 59, 39), units=4, spatial_format=3)
    frame, _ = frame_with(tmp_path, item(corners=(0, 0, 59, 29)), spectrum)
    assert len(frame.regions) == 1
    assert frame.spacing == Spacing(0.3, 0.2, SpacingKind.REGION)
    frame, _ = frame_with(tmp_path, spectrum, PixelSpacing=[9, 9])
    assert (frame.spacing, frame.regions) == (None, ())


def test_a_region_that_counts_one_too_far_is_cut_to_the_frame(tmp_path):
    frame, notes = frame_with(tmp_path, item(corners=(0, 0, 60, 40)))
    assert (frame.regions[0].last_row, frame.regions[0].last_column) == (39, 59)
    assert notes == ()


def test_the_scale_of_a_larger_image_is_not_used_and_that_is_said(tmp_path):
    """The image was halved, its regions were not: lengths would be half of what they are."""
    frame, notes = frame_with(tmp_path, item(corners=(10, 10, 119, 79)), PixelSpacing=[9, 9])
    assert (frame.spacing, frame.regions) == (None, ())
    assert notes == ("the ultrasound scale is that of a larger image, and is not used",)


def test_a_real_image_that_was_halved_shows_pixels_not_wrong_millimetres():
    (series,) = scan([wheel_file("examples_ybr_color.dcm")]).studies[0].series
    assert {frame.spacing for frame in series.frames} == {None}
    assert "the ultrasound scale is that of a larger image, and is not used" in series.notes


def test_each_frame_may_have_regions_of_its_own(tmp_path):
    groups = []
    for x_cm in (0.02, 0.05):
        group = Dataset()
        group.SequenceOfUltrasoundRegions = [item(x_cm=x_cm)]
        groups.append(group)
    dataset = grey_dataset(np.stack([PIXELS, PIXELS]), Modality="US", PerFrameFunctionalGroupsSequence=groups)
    (series,) = scan([write(dataset, tmp_path / "a.dcm")]).studies[0].series
    assert [frame.spacing.column_mm for frame in series.frames] == [0.2, 0.5]


@pytest.mark.shared_data
def test_a_real_ultrasound_with_one_region_and_one_with_two_alike(shared_dicom):
    path = next(shared_dicom.rglob("US-YBR_FULL_422-EVRLE.dcm"))
    (series,) = scan([path]).studies[0].series
    assert series.frames[0].spacing == Spacing(0.0616, 0.0616, SpacingKind.REGION)
    path = next(shared_dicom.rglob("gdcm-US-ALOKA-16.dcm"))
    (series,) = scan([path]).studies[0].series
    assert len(series.frames[0].regions) == 2
    assert round(series.frames[0].spacing.row_mm, 6) == 0.382653
