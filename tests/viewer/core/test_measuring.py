"""Golden values of lengths, angles, areas and region statistics."""

from pathlib import Path

import numpy as np
import pytest
from pytest import approx

from ml.imaging.values import Frame, FrameInfo, Region, Spacing, SpacingKind
from viewer.core.measurement import Kind, Measurement
from viewer.core.measurement_text import label_lines, value_text
from viewer.core.measuring import clamped, distance_to, measured, outline, scale_of, within
from viewer.core.region_statistics import ellipse_mask, polygon_mask, rectangle_mask

ANISOTROPIC = Spacing(2.0, 0.5, SpacingKind.PATIENT)  # rows are 2 mm apart, columns 0.5 mm
LEFT_SCAN = Region(0, 0, 9, 9, Spacing(0.1, 0.1, SpacingKind.REGION))
RIGHT_SCAN = Region(0, 10, 9, 19, Spacing(0.4, 0.4, SpacingKind.REGION))


def frame(spacing=None, regions=(), pixels=None, **more) -> Frame:
    pixels = np.arange(200, dtype=np.int16).reshape(10, 20) if pixels is None else pixels
    rows, columns = pixels.shape[:2]
    return Frame(FrameInfo(Path("a.dcm"), 0, rows, columns, spacing, regions=regions), pixels, **more)


def read(kind, *points, on=None):
    return measured(on or frame(), Measurement(kind, points)).reading


def mask_of(mask, shape=(10, 20)) -> np.ndarray:
    whole = np.zeros(shape, bool)
    rows, columns = mask.inside.shape
    whole[mask.first_row : mask.first_row + rows, mask.first_column : mask.first_column + columns] = (
        mask.inside
    )
    return whole


def test_a_length_counts_rows_and_columns_each_in_their_own_millimetres():
    on = frame(ANISOTROPIC)
    assert read(Kind.LENGTH, (2, 1), (8, 1), on=on).length == approx(3.0)  # 6 columns of 0.5 mm
    assert read(Kind.LENGTH, (2, 1), (2, 4), on=on).length == approx(6.0)  # 3 rows of 2 mm
    assert read(Kind.LENGTH, (2, 1), (10, 2.5), on=on).length == approx(5.0)  # 4 mm and 3 mm
    assert read(Kind.LENGTH, (2, 1), (8, 1), on=on).unit == "mm"


def test_an_angle_is_that_in_the_patient_not_that_of_the_raster():
    assert read(Kind.ANGLE, (4, 0), (0, 0), (4, 1), on=frame(ANISOTROPIC)).angle_deg == approx(45)
    assert read(Kind.ANGLE, (4, 0), (0, 0), (4, 1)).angle_deg == approx(14.0362434679)
    assert read(Kind.ANGLE, (0, 0), (4, 0), (9, 0)).angle_deg == approx(180)


def test_a_cobb_angle_does_not_depend_on_the_direction_of_its_lines():
    lines = (0, 0), (10, 0), (0, 9), (10, 9 - 10 * np.tan(np.radians(25)))
    assert read(Kind.COBB, *lines).angle_deg == approx(25)
    assert read(Kind.COBB, lines[1], lines[0], *lines[2:]).angle_deg == approx(25)


def test_areas_are_those_of_the_drawn_figures():
    on = frame(ANISOTROPIC)  # 1 mm² a pixel
    assert read(Kind.RECTANGLE, (1, 1), (7, 4), on=on).area == approx(18)
    assert read(Kind.ELLIPSE, (1, 1), (7, 4), on=on).area == approx(np.pi * 3 * 1.5)
    assert read(Kind.FREEHAND, (0, 0), (6, 0), (0, 4), on=on).area == approx(12)
    assert read(Kind.RECTANGLE, (7, 4), (1, 1), on=on).area == approx(18)  # drawn from right to left


def test_statistics_of_a_rectangle_by_hand():
    values = read(Kind.RECTANGLE, (2, 1), (4, 3)).values  # pixels 22 23 42 43
    assert (values.count, values.mean, values.smallest, values.largest) == (4, 32.5, 22, 43)
    assert values.sd == approx(np.sqrt(100.25))


def test_a_pixel_belongs_to_a_region_when_its_center_does():
    assert read(Kind.RECTANGLE, (2.4, 1.4), (4.6, 3.6)).values.count == 9
    assert read(Kind.RECTANGLE, (2.6, 1.6), (4.4, 3.4)).values.count == 1
    assert read(Kind.RECTANGLE, (2.6, 1.6), (3.4, 2.4)).values is None  # between the centers


def test_an_ellipse_holds_the_centers_that_its_foci_say():
    """The sum of the distances to both foci is at most the long axis."""
    box = (24.4 - 14.6, 17.7 - 9.3), (24.4 + 14.6, 17.7 + 9.3)
    focus = np.sqrt(14.6**2 - 9.3**2)
    y, x = np.mgrid[0.5:40, 0.5:50]
    expected = np.hypot(x - 24.4 + focus, y - 17.7) + np.hypot(x - 24.4 - focus, y - 17.7) <= 2 * 14.6
    assert np.array_equal(mask_of(ellipse_mask(box, (40, 50)), (40, 50)), expected)


def test_a_freehand_region_holds_the_centers_that_a_ray_finds_inside():
    rng = np.random.default_rng(4)
    for _ in range(20):
        points = tuple(map(tuple, rng.uniform(-3, 23, (rng.integers(3, 9), 2))))
        centers = np.stack(np.meshgrid(np.arange(20) + 0.5, np.arange(10) + 0.5), axis=-1).reshape(-1, 2)
        crossings = np.array([even_odd(center, points) for center in centers]).reshape(10, 20)
        assert np.array_equal(mask_of(polygon_mask(points, (10, 20))), crossings)


def even_odd(center, points) -> bool:
    """Whether a ray to the left crosses the closed line an odd number of times."""
    x, y = center
    inside = False
    for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True):
        if (y0 > y) != (y1 > y) and x0 + (y - y0) * (x1 - x0) / (y1 - y0) < x:
            inside = not inside
    return inside


def test_regions_that_reach_beyond_the_frame_count_what_is_in_it():
    assert mask_of(rectangle_mask(((-5, -5), (3, 2)), (10, 20))).sum() == 6
    assert not mask_of(ellipse_mask(((30, 30), (40, 40)), (10, 20))).any()
    assert mask_of(polygon_mask(((-5, -5), (25, -5), (25, 15), (-5, 15)), (10, 20))).all()


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.int32, np.float32])
def test_small_differences_of_large_values_are_not_lost(dtype):
    highest = {np.uint8: 250, np.int16: 30_000, np.uint16: 60_000, np.int32: 2_000_000_000, np.float32: 1e6}
    pixels = (highest[dtype] + np.arange(10_000).reshape(100, 100) % 3).astype(dtype)
    values = read(Kind.RECTANGLE, (0, 0), (100, 100), on=frame(pixels=pixels)).values
    assert values.sd == approx(np.std(pixels.astype(np.float64)), rel=1e-9)
    assert values.mean == approx(np.mean(pixels.astype(np.float64)), rel=1e-12)


def test_padding_and_what_is_no_number_is_left_out():
    pixels = np.array([[1, 2, 3, -2000]], np.int16)
    everything = (0, 0), (4, 1)
    assert read(Kind.RECTANGLE, *everything, on=frame(pixels=pixels, padding=-2000)).values.mean == 2
    ranged = frame(pixels=pixels, padding=-1000, padding_limit=-3000)
    assert read(Kind.RECTANGLE, *everything, on=ranged).values.smallest == 1
    floats = np.array([[1, np.nan, np.inf, 4]], np.float32)
    assert read(Kind.RECTANGLE, *everything, on=frame(pixels=floats)).values.mean == 2.5
    assert read(Kind.PROBE, (3.5, 0.5), on=frame(pixels=pixels, padding=-2000)).values is None


def test_colour_has_an_area_and_no_values():
    on = frame(pixels=np.zeros((10, 20, 3), np.uint8))
    reading = read(Kind.ELLIPSE, (1, 1), (7, 4), on=on)
    assert reading.values is None and reading.area > 0
    assert read(Kind.PROBE, (1, 1), on=on).values is None


def test_the_point_shows_the_pixel_under_it():
    assert read(Kind.PROBE, (3.9, 2.1)).values.mean == 43
    assert read(Kind.PROBE, (20, 10)).values is None  # the very corner: no pixel


@pytest.mark.parametrize(
    ("points", "unit", "length"),
    [
        (((1, 1), (9, 1)), "mm", 0.8),
        (((12, 1), (20, 1)), "mm", 3.2),  # both corners belong to a region
        (((5, 1), (15, 1)), "px", 10),  # from one region into another
    ],
)
def test_ultrasound_is_measured_in_the_region_that_holds_all_points(points, unit, length):
    on = frame(Spacing(9, 9, SpacingKind.REGION), (LEFT_SCAN, RIGHT_SCAN))
    reading = read(Kind.LENGTH, *points, on=on)
    assert (reading.unit, reading.length) == (unit, approx(length))


def test_where_two_regions_could_hold_there_are_no_millimetres():
    overlapping = Region(0, 0, 9, 9, Spacing(0.3, 0.3, SpacingKind.REGION))
    on = frame(None, (LEFT_SCAN, overlapping))
    assert read(Kind.LENGTH, (1, 1), (9, 1), on=on).unit == "px"


def test_without_a_spacing_lengths_are_in_pixels():
    assert scale_of(frame().info, ((0, 0),)).unit == "px"
    shape_only = scale_of(frame(Spacing(2, 1, SpacingKind.NONE)).info, ((0, 0),))
    assert (shape_only.unit, shape_only.x, shape_only.y) == ("px", 1, 2)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (SpacingKind.PATIENT, "6.0 mm"),
        (SpacingKind.DETECTOR, "6.0 mm at detector"),
        (SpacingKind.CALIBRATED, "6.0 mm calibrated"),
        (SpacingKind.NONE, "6.0 px"),
    ],
)
def test_a_length_says_what_its_millimetres_mean(kind, words):
    drawn = measured(frame(Spacing(1, 1, kind)), Measurement(Kind.LENGTH, ((0, 0), (6, 0)), "lesion"))
    assert value_text(drawn) == words and label_lines(drawn) == ("lesion", words)


def test_a_region_says_its_values_with_their_unit():
    on = frame(Spacing(1, 1, SpacingKind.PATIENT), unit="HU")
    drawn = measured(on, Measurement(Kind.RECTANGLE, ((2, 1), (4, 3))))
    assert label_lines(drawn) == ("mean 32.5 ± 10.0 HU", "min 22, max 43", "area 4 mm²")
    assert value_text(drawn) == "32.5 ± 10.0 HU, 4 mm²"


def test_small_values_keep_their_digits():
    on = frame(pixels=np.full((4, 4), 0.00081, np.float32))
    assert label_lines(measured(on, Measurement(Kind.RECTANGLE, ((0, 0), (4, 4)))))[0].startswith(
        "mean 0.00081"
    )


def test_a_corner_of_a_box_moves_its_two_sides():
    box = Measurement(Kind.ELLIPSE, ((1, 2), (5, 6)))
    for number in range(4):
        changed = box.with_handle(number, (8, 9))
        assert changed.handles[number] == (8, 9)
        opposite = number ^ 1
        assert changed.handles[opposite] == box.handles[opposite] and changed.id == box.id


def test_what_is_dragged_stays_in_the_frame():
    line = Measurement(Kind.LENGTH, ((2, 2), (6, 4)))
    assert within(line.moved(-10, 30), frame().info).points == ((0, 8), (4, 10))
    assert clamped((-3, 99), frame().info) == (0, 10)


def test_figures_without_extent_are_none():
    assert Measurement(Kind.LENGTH, ((1, 1), (1, 1))).is_degenerate
    assert Measurement(Kind.RECTANGLE, ((1, 1), (1, 4))).is_degenerate
    assert not Measurement(Kind.LENGTH, ((1, 1), (1, 4))).is_degenerate
    assert Measurement(Kind.COBB, ((1, 1), (1, 1), (2, 2), (3, 3))).is_degenerate
    assert not Measurement(Kind.COBB, ((1, 1), (2, 2), (2, 2), (3, 3))).is_degenerate


def test_outlines_lie_where_the_points_are():
    (circle,) = outline(Kind.ELLIPSE, ((0, 0), (4, 4)))
    assert all(np.hypot(x - 2, y - 2) == approx(2) for x, y in circle)
    assert distance_to((5, 5), ((0, 0), (10, 0))) == 5
    assert distance_to((13, 4), ((0, 0), (10, 0))) == 5
