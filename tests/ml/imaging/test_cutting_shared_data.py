"""Planes of real series are those that SimpleITK makes of the same files by itself."""

import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813

from ml.imaging import read_volume, scan
from ml.imaging.cutting import cut, outside_of
from viewer.core.plane_stack import PlaneKind, VolumeGrid, grid_orientation, plane_series, turned

pytestmark = pytest.mark.shared_data

HEADS = {"sagittal MR": "FNNDSC+SAG-anon", "CT": "Slicer+Slicer/Testing/Data/Input/CTHeadAxialDicom"}


@pytest.fixture(params=HEADS)
def head(request, shared_dicom):
    """A series, its volume, and the image that SimpleITK reads from the same files."""
    series = max(
        (series for study in scan([shared_dicom / HEADS[request.param]]).studies for series in study.series),
        key=lambda series: len(series.frames),
    )
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames([str(frame.path) for frame in series.frames])
    return series, read_volume(series), reader.Execute()


def planes_of(series, volume, kind, turn=0.0):
    slices, rows, columns = volume.voxels.shape
    grid = VolumeGrid((columns, rows, slices), volume.origin_mm, volume.direction, volume.spacing_mm)
    orientation = turned(grid_orientation(grid, kind), np.array([0.6, 0.0, 0.8]), turn)
    if not turn:
        orientation = grid_orientation(grid, kind)
    return plane_series(series, grid, kind, orientation, grid.middle)


def test_straight_planes_are_those_of_the_image_turned_to_the_patient(head):
    series, volume, image = head
    lps = sitk.GetArrayFromImage(sitk.DICOMOrient(image, "LPS"))  # to the left, the back and the head
    expected = {
        PlaneKind.AXIAL: lps,
        PlaneKind.CORONAL: lps[::-1].transpose(1, 0, 2),
        PlaneKind.SAGITTAL: lps[::-1, :, ::-1].transpose(2, 0, 1),  # from left to right
    }
    for kind, block in expected.items():
        stack, _ = planes_of(series, volume, kind)
        assert len(stack.frames) == len(block)
        for index in (0, len(block) // 3, len(block) // 2, len(block) - 1):
            pixels = cut(volume, stack.frames[index], outside_of(volume))
            np.testing.assert_array_equal(pixels, block[index])


@pytest.mark.parametrize("kind", PlaneKind)
def test_oblique_planes_are_those_that_simpleitk_resamples(head, kind):
    series, volume, image = head
    stack, index = planes_of(series, volume, kind, turn=0.5)
    plane, outside = stack.frames[index], outside_of(volume)
    right, down = np.array(plane.orientation[:3]), np.array(plane.orientation[3:])
    sampler = sitk.ResampleImageFilter()
    sampler.SetSize((plane.columns, plane.rows, 1))
    sampler.SetOutputOrigin(plane.position_mm)
    sampler.SetOutputSpacing((plane.spacing.column_mm, plane.spacing.row_mm, 1.0))
    sampler.SetOutputDirection(np.column_stack([right, down, np.cross(right, down)]).ravel().tolist())
    sampler.SetInterpolator(sitk.sitkLinear)
    sampler.SetDefaultPixelValue(outside.value)
    expected = sitk.GetArrayFromImage(sampler.Execute(sitk.Cast(image, sitk.sitkFloat64)))[0]
    pixels = cut(volume, plane, outside)
    at_border = (pixels == outside.value) != (expected == outside.value)
    assert at_border.mean() < 0.005 and (pixels != outside.value).mean() > 0.3
    assert np.abs(pixels - expected)[~at_border].max() < 1
