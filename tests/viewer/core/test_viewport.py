from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.core.viewport import LARGEST_ZOOM, SNAPS_WITHIN_DEG, Grid, View, Viewport

sizes = st.integers(1, 4000)
coordinates = st.floats(-500, 5000)
grids = st.builds(Grid, columns=sizes, rows=sizes, pixel_aspect=st.floats(0.2, 5))
views = st.builds(
    View,
    zoom=st.none() | st.floats(0.05, 30),
    center=st.none() | st.tuples(st.floats(0, 2000), st.floats(0, 2000)),
    quarter_turns=st.integers(0, 3),
    mirrored=st.booleans(),
    angle_deg=st.just(0.0) | st.floats(-45, 45),
)
viewports = st.builds(Viewport, grid=grids, screen=st.tuples(sizes, sizes), view=views)


@given(viewports, coordinates, coordinates)
def test_screen_and_image_points_are_each_others_inverse(viewport, x, y):
    there = viewport.image_to_screen((x, y))
    assert viewport.screen_to_image(there) == pytest.approx((x, y), rel=1e-6, abs=1e-6)


@given(viewports, st.floats(0.3, 3), coordinates, coordinates)
def test_zooming_leaves_the_point_under_the_cursor_where_it_is(viewport, factor, x, y):
    before = viewport.screen_to_image((x, y))
    after = Viewport(viewport.grid, viewport.screen, viewport.zoomed(factor, (x, y)))
    assert after.image_to_screen(before) == pytest.approx((x, y), rel=1e-5, abs=1e-3)


@given(viewports)
def test_the_matrix_maps_indices_to_where_pixel_centers_are(viewport):
    left, top = viewport.image_to_screen((3.5, 7.5))
    index = viewport.matrix() @ np.array([3, 7, 1])
    assert index + 0.5 == pytest.approx([left, top], rel=1e-6, abs=1e-6)


@given(grids, st.tuples(sizes, sizes), views)
def test_fit_shows_the_whole_image_and_touches_two_edges(grid, screen, view):
    viewport = Viewport(grid, screen, view.fitted())
    corners = [viewport.image_to_screen((x, y)) for x in (0, grid.columns) for y in (0, grid.rows)]
    (left, *_, right), (top, *_, bottom) = (sorted(values) for values in zip(*corners, strict=True))
    assert left >= -1e-6 * screen[0] and top >= -1e-6 * screen[1]
    fills = ((right - left) / screen[0], (bottom - top) / screen[1])
    assert max(fills) == pytest.approx(1)


def test_tall_pixels_are_drawn_tall():
    viewport = Viewport(Grid(10, 10, pixel_aspect=2), (400, 400))
    assert viewport.scale == (20, 40)


def test_panning_moves_the_image_with_the_mouse():
    viewport = Viewport(Grid(100, 100), (200, 200), View(zoom=4))
    moved = Viewport(viewport.grid, viewport.screen, viewport.panned(20, -8))
    assert moved.image_to_screen((50, 50)) == (120, 92)


def test_panning_never_loses_the_image():
    viewport = Viewport(Grid(100, 100), (200, 200), View(zoom=4))
    assert viewport.panned(1e6, -1e6).center == (0, 100)


def test_zoom_has_an_end():
    viewport = Viewport(Grid(100, 100), (200, 200))
    assert viewport.zoomed(1e9, (0, 0)).zoom == LARGEST_ZOOM


@given(views)
def test_four_turns_and_two_flips_are_none(view):
    assert view.turned(1).turned(1).turned(1).turned(1) == view == view.turned(1).turned(-1)
    assert view.flipped().flipped() == view == view.flipped(vertically=True).flipped(vertically=True)
    assert view.flipped().flipped(vertically=True) == view.turned(2)


@given(viewports, coordinates, coordinates)
def test_turns_and_flips_move_points_as_they_are_seen(viewport, x, y):
    def seen(view: View) -> np.ndarray:
        """From the middle of the pane, at the same zoom."""
        fixed = replace(view, zoom=viewport.zoom)
        place = replace(viewport, view=fixed).image_to_screen((x, y))
        return np.subtract(place, np.divide(viewport.screen, 2))

    right, down = seen(viewport.view)
    assert seen(viewport.view.flipped()) == pytest.approx([-right, down])
    assert seen(viewport.view.flipped(vertically=True)) == pytest.approx([right, -down])
    assert seen(viewport.view.turned(1)) == pytest.approx([-down, right])  # clockwise


@given(viewports, st.floats(-200, 200), st.floats(-200, 200))
def test_a_drag_moves_the_image_with_the_mouse_however_it_is_turned(viewport, dx, dy):
    middle = (viewport.grid.columns / 2, viewport.grid.rows / 2)
    viewport = replace(viewport, view=replace(viewport.view, center=middle))
    moved = replace(viewport, view=viewport.panned(dx, dy))
    (from_x, from_y), (to_x, to_y) = viewport.image_to_screen(middle), moved.image_to_screen(middle)
    inside = all(
        0 < value < side for value, side in zip(moved.center, (middle[0] * 2, middle[1] * 2), strict=True)
    )
    if inside:
        assert (to_x - from_x, to_y - from_y) == pytest.approx((dx, dy), abs=1e-6)


@given(views, st.floats(-720, 720), coordinates, coordinates)
def test_a_free_turn_moves_points_round_the_middle_of_the_pane(view, angle_deg, x, y):
    grid, screen = Grid(50, 40, 1.5), (300, 200)
    view = replace(view, zoom=2.0)
    right, down = np.subtract(Viewport(grid, screen, view).image_to_screen((x, y)), (150, 100))
    turned = view.rotated(angle_deg)
    applied = np.radians(90 * (turned.quarter_turns - view.quarter_turns) + turned.angle_deg - view.angle_deg)
    expected = (
        right * np.cos(applied) - down * np.sin(applied),
        right * np.sin(applied) + down * np.cos(applied),
    )
    there = np.subtract(Viewport(grid, screen, turned).image_to_screen((x, y)), (150, 100))
    assert there == pytest.approx(expected, rel=1e-6, abs=1e-3)
    assert abs((np.degrees(applied) - angle_deg + 180) % 360 - 180) <= SNAPS_WITHIN_DEG + 1e-6


def test_turning_nearly_upright_is_upright():
    view = View().rotated(44).rotated(47)
    assert (view.quarter_turns, view.angle_deg) == (1, 0.0)
    assert View().rotated(30).rotated(-30) == View()
    assert View().rotated(200).rotated(15) == View(quarter_turns=2, angle_deg=35)
