"""Drafts are what the plane itself shows, by fewer pixels."""

from dataclasses import replace

import numpy as np
import pytest

from ml.imaging.cutting import cut, outside_of
from ml.imaging.drafts import coarser, draft
from ml.imaging.values import Projection
from ml.imaging.volume import Volume
from tests.ml.imaging.test_cutting import DIRECTIONS, SOURCE, stack
from viewer.core.plane_stack import PlaneKind, Slab, VolumeGrid, plane_series

TURN = (10, -25, 40)
SIZES = (48, 40, 30)  # columns, rows, slices


def make_ramp(name: str = "tilted", dtype: type = np.int16) -> Volume:
    """No two neighbours differ by more than 13."""
    z, y, x = np.indices(SIZES[::-1])
    return Volume(
        (7 * x - 13 * y + 11 * z).astype(dtype), (-31.0, 12.5, 40.0), DIRECTIONS[name], (0.8, 1.1, 2.5)
    )


def through_the_middle(volume: Volume, kind: PlaneKind, slab: Slab | None = None):
    orientation = stack(volume, kind, TURN)[0].orientation
    grid = VolumeGrid(SIZES, volume.origin_mm, volume.direction, volume.spacing_mm)
    series, index = plane_series(SOURCE, grid, kind, orientation, grid.middle, slab=slab or Slab())
    return series.frames[index]


@pytest.mark.parametrize("kind", PlaneKind)
@pytest.mark.parametrize("name", DIRECTIONS)
def test_a_draft_shows_what_the_plane_shows(name, kind):
    volume = make_ramp(name)
    outside, plane = outside_of(volume), through_the_middle(volume, kind)
    pixels, exact = draft(volume, plane, outside), cut(volume, coarser(plane), outside)
    assert pixels.shape == (-(-plane.rows // 2), -(-plane.columns // 2))
    assert pixels.dtype == np.int16 and not pixels.flags.writeable
    inside = (pixels != outside.value) & (exact != outside.value)
    assert ((pixels != outside.value) == (exact != outside.value)).mean() > 0.99 and inside.mean() > 0.2
    assert np.abs(pixels.astype(int) - exact)[inside].max() <= (7 + 13 + 11) / 2 + 1  # half a voxel each way


@pytest.mark.parametrize("projection", Projection)
@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_the_draft_of_a_slab_projects_its_planes(projection, dtype):
    volume = make_ramp(dtype=dtype)
    outside = outside_of(volume)
    plane = through_the_middle(volume, PlaneKind.CORONAL, Slab(projection, 8.0))
    assert plane.planes_on_each_side == 5
    pixels, exact = draft(volume, plane, outside), cut(volume, coarser(plane), outside)
    inside = np.isfinite(pixels) & np.isfinite(exact) if dtype is np.float32 else (
        (pixels != outside.value) & (exact != outside.value)
    )  # fmt: skip
    assert inside.mean() > 0.2
    away = np.abs(pixels.astype(float) - exact)[inside]
    # half a voxel in its plane, half a voxel across; more where another plane of the slab is still inside
    assert np.quantile(away, 0.97) <= 7 + 13 + 11 and away.max() <= 2 * (7 + 13 + 11)


@pytest.mark.parametrize(("dtype", "padding"), [(np.int16, None), (np.float32, None), (np.int16, 3000.0)])
def test_nothing_of_a_draft_beside_the_volume_counts(dtype, padding):
    volume = replace(make_ramp(dtype=dtype), padding=padding)
    plane = through_the_middle(volume, PlaneKind.AXIAL, Slab(Projection.MEAN, 8.0))
    corner = draft(volume, plane, outside_of(volume))[0, 0]
    assert np.isnan(corner) if dtype is np.float32 else corner == (padding or volume.voxels.min() - 1)


@pytest.mark.parametrize("thickness_mm", [0.0, 5.0, 20.0, 200.0])
def test_a_draft_is_cheap_however_large_and_thick_the_plane(thickness_mm):
    small = through_the_middle(make_ramp(), PlaneKind.AXIAL, Slab(Projection.MAXIMUM, thickness_mm))
    plane = replace(small, rows=834, columns=752)
    coarse = coarser(plane)
    planes = 2 * coarse.planes_on_each_side + 1
    assert coarse.rows * coarse.columns * planes <= 600_000
    assert planes >= min(2 * plane.planes_on_each_side + 1, 5)
    assert coarse.rows * coarse.spacing.row_mm == pytest.approx(plane.rows * plane.spacing.row_mm)
    assert coarse.columns * coarse.spacing.column_mm == pytest.approx(plane.columns * plane.spacing.column_mm)
    if planes > 1:
        assert planes * coarse.step_mm > 0.7 * thickness_mm
