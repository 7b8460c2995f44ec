"""Where planes of a volume lie, what comes of a turn, and where three of them meet."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytest import approx

from ml.imaging.values import FrameInfo, Projection, Series, SortRule
from viewer.core.linking import view_kept
from viewer.core.plane_stack import (
    PlaneKind,
    Slab,
    VolumeGrid,
    grid_orientation,
    index_through,
    meeting_point,
    of_one_volume,
    plane_series,
    source_of,
    turned,
    turned_like,
    with_slab,
)
from viewer.core.planes import grid_of_info, plane_of
from viewer.core.viewport import View, Viewport

SOURCE = Series("1.2", "MR", "head", "", "", SortRule.POSITION, (FrameInfo(Path("a"), 0, 40, 30),))
GRID = VolumeGrid((30, 40, 20), (-15.0, -20.0, 5.0), np.eye(3), (1.0, 1.0, 2.5))
POINT = np.array([3.0, -4.0, 30.0])


def stack(kind: PlaneKind, slab: Slab | None = None):
    orientation = grid_orientation(GRID, kind)
    return plane_series(SOURCE, GRID, kind, orientation, POINT, slab=slab or Slab())


def test_planes_are_in_order_along_their_normal():
    for kind, direction in (
        (PlaneKind.AXIAL, (0, 0, 1)),  # feet to head
        (PlaneKind.CORONAL, (0, 1, 0)),  # front to back
        (PlaneKind.SAGITTAL, (-1, 0, 0)),  # left to right
    ):
        series, index = stack(kind)
        first, last = (np.array(series.frames[place].position_mm) for place in (0, -1))
        assert (last - first) / np.linalg.norm(last - first) == approx(direction)
        assert plane_of(series.frames[index]).distance(POINT) == approx(0)
        assert index_through(series, POINT) == index


def test_planes_know_their_series():
    series, _ = stack(PlaneKind.AXIAL)
    assert source_of(series) is SOURCE and source_of(SOURCE) is SOURCE
    assert series.frames[0].source_uid == "1.2" and series.description == "head"
    assert series.frames[0].frame_of_reference  # so that planes can be compared where the file says none
    assert of_one_volume(series, SOURCE) and of_one_volume(stack(PlaneKind.CORONAL)[0], series)
    assert not of_one_volume(SOURCE, SOURCE) and not of_one_volume(series, replace(SOURCE, series_uid="3"))


def test_the_same_planes_are_equal_whatever_point_they_were_asked_through():
    orientation = grid_orientation(GRID, PlaneKind.CORONAL)
    other, _ = plane_series(SOURCE, GRID, PlaneKind.CORONAL, orientation, POINT + 7.3)
    assert other.frames == stack(PlaneKind.CORONAL)[0].frames
    assert len({*other.frames, *stack(PlaneKind.CORONAL)[0].frames}) == len(other.frames)


def test_a_plane_is_no_file_frame_and_thickness_makes_another():
    plain, _ = stack(PlaneKind.AXIAL)
    thick = with_slab(plain, Slab(Projection.MEAN, 12))
    assert thick.frames != plain.frames and thick.frames[0] not in plain.frames
    assert thick.frames[0].planes_on_each_side == 2  # 2.5 and 5 mm, not 7.5
    assert with_slab(thick, Slab(None, 12)).frames == plain.frames
    fields = ("path", "frame", "rows", "columns", "spacing", "position_mm", "orientation")
    file_frame = FrameInfo(**{name: getattr(plain.frames[0], name) for name in fields})
    assert file_frame != plain.frames[0]


@pytest.mark.parametrize(("thickness", "sides"), [(0.5, 0), (4.9, 0), (5.0, 1), (9.9, 1), (10.0, 2)])
def test_a_slab_takes_whole_planes_within_half_its_thickness(thickness, sides):
    series, _ = stack(PlaneKind.AXIAL, Slab(Projection.MAXIMUM, thickness))
    assert series.frames[0].planes_on_each_side == sides


def test_an_oblique_stack_covers_every_corner_of_the_volume():
    orientation = turned(grid_orientation(GRID, PlaneKind.CORONAL), np.array([0.0, 0.6, 0.8]), 0.5)
    series, index = plane_series(SOURCE, GRID, PlaneKind.CORONAL, orientation, POINT)
    assert plane_of(series.frames[index]).distance(POINT) == approx(0, abs=1e-9)
    first, last = plane_of(series.frames[0]), plane_of(series.frames[-1])
    for corner in GRID.corners:
        x, y = first.to_image(corner)
        assert -0.51 <= x <= first.columns + 0.51 and -0.51 <= y <= first.rows + 0.51
        assert first.distance(corner) > -1 and last.distance(corner) < 1


def test_three_planes_meet_in_the_point_that_they_go_through():
    frames = [series.frames[index] for series, index in map(stack, PlaneKind)]
    assert meeting_point(frames) == approx(POINT)
    assert meeting_point(frames[:2]) is None
    assert meeting_point([frames[0], frames[0], frames[1]]) is None


def test_a_turned_plane_fills_a_pane_as_the_straight_one_does():
    series, index = stack(PlaneKind.SAGITTAL)
    oblique, place = plane_series(
        SOURCE, GRID, PlaneKind.SAGITTAL, turned(series.orientation, np.array([0.0, 0, 1]), 0.4), POINT
    )
    before = Viewport(grid_of_info(series.frames[index]), (400, 300))
    after = Viewport(grid_of_info(oblique.frames[place]), (400, 300))
    assert after.zoom / 1.0 == approx(before.zoom / 1.0)  # both have columns of 1 mm
    assert after.scale[1] / 1.0 == approx(before.scale[1] / 2.5)


def test_turns_keep_right_angles_and_can_be_repeated_on_others():
    axial, coronal = (grid_orientation(GRID, kind) for kind in (PlaneKind.AXIAL, PlaneKind.CORONAL))
    once = axial
    for _ in range(500):
        once = turned(once, np.array([0.6, 0.0, 0.8]), 0.01)
    right, down = np.array(once[:3]), np.array(once[3:])
    assert abs(right @ down) < 1e-12 and np.linalg.norm(right) == approx(1)
    at_once = turned(axial, np.array([0.6, 0.0, 0.8]), 5.0)
    assert once == approx(at_once)
    assert turned_like(coronal, axial, at_once) == approx(turned(coronal, np.array([0.6, 0.0, 0.8]), 5.0))


@pytest.mark.parametrize("view", [View(), View(3.0, (10.0, 25.0), 1, mirrored=True)])
def test_a_turned_plane_is_seen_as_large_and_about_the_same_point(view):
    series, index = stack(PlaneKind.CORONAL)
    oblique, place = plane_series(
        SOURCE, GRID, PlaneKind.CORONAL, turned(series.orientation, np.array([0.0, 0, 1]), 0.4), POINT
    )
    here, there = plane_of(series.frames[index]), plane_of(oblique.frames[place])
    before = Viewport(grid_of_info(series.frames[index]), (400, 300), view)
    after = Viewport(grid_of_info(oblique.frames[place]), (400, 300), view_kept(before, here, there, POINT))
    assert after.image_to_screen(there.to_image(POINT)) == approx(
        before.image_to_screen(here.to_image(POINT))
    )
    assert after.scale[0] / np.linalg.norm(there.column_step) == approx(
        before.scale[0] / np.linalg.norm(here.column_step)
    )
