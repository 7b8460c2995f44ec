import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.imaging import to_display
from ml.imaging.values import Frame, FrameInfo, OverlayPlane, VoiFunction, Window
from ml.results import HeatMap
from viewer.core.render_request import HeatLayer, RenderRequest
from viewer.core.viewport import FIT, Grid, View, Viewport
from viewer.services.rendering import PLANE_COLOUR, Renderer, place, shown_window, value_range, with_heat


def frame_of(pixels: np.ndarray, **fields) -> Frame:
    rows, columns = pixels.shape[:2]
    return Frame(FrameInfo(__file__, 0, rows, columns), pixels, **fields)


def one_bright_pixel(rows: int, columns: int, row: int, column: int) -> np.ndarray:
    image = np.zeros((rows, columns), np.float32)
    image[row, column] = 1
    return image


RAMP = frame_of(np.arange(64, dtype=np.int16).reshape(8, 8))


def test_one_to_one_shows_the_pixels_themselves():
    image = np.random.default_rng(0).integers(0, 255, (40, 60), np.uint8)
    viewport = Viewport(Grid(60, 40), (60, 40), View(zoom=1))
    assert np.array_equal(place(image, viewport), image)


@settings(max_examples=40)
@given(st.integers(0, 29), st.integers(0, 19), st.floats(0.5, 3), st.floats(2, 9))
def test_image_and_heat_map_lie_where_the_viewport_says(column, row, aspect, zoom):
    viewport = Viewport(Grid(30, 20, aspect), (300, 260), View(zoom, (column + 0.5, row + 0.5)))
    spot = one_bright_pixel(20, 30, row, column)
    heated = with_heat(np.zeros((260, 300), np.uint8), HeatLayer(HeatMap(spot, "c", 1.0), 1.0), viewport).max(
        axis=2
    )
    picture = place((spot * 255).astype(np.uint8), viewport)
    for drawn in (picture, heated):
        ys, xs = np.nonzero(drawn > drawn.max() / 2)
        assert (xs.mean() + 0.5, ys.mean() + 0.5) == pytest.approx((150, 130), abs=1.0)


def test_shrinking_keeps_the_mean_and_misses_no_line():
    image = np.zeros((800, 800), np.uint8)
    image[::8] = 240  # every eighth row: sampling could miss all of them
    shrunk = place(image, Viewport(Grid(800, 800), (100, 100)))
    assert shrunk.mean() == pytest.approx(30, abs=1)


def test_outside_the_image_is_black():
    white = np.full((10, 10), 255, np.uint8)
    picture = place(white, Viewport(Grid(10, 10), (300, 100), FIT))
    assert picture[:, :90].max() == 0 and picture[:, 210:].max() == 0
    assert picture[20:80, 120:180].min() == 255


def test_overlay_planes_are_drawn_where_they_lie_and_only_when_wanted():
    drawing = np.zeros((8, 8), bool)
    drawing[2, 5] = True
    frame = frame_of(RAMP.pixels, overlays=(OverlayPlane(drawing, "", is_roi=False),))
    renderer, viewport = Renderer(), Viewport(Grid(8, 8), (8, 8), View(zoom=1))
    plain = renderer.render(RenderRequest(frame, viewport, Window(32, 64)))
    drawn = renderer.render(RenderRequest(frame, viewport, Window(32, 64), planes_shown=True))
    assert plain.ndim == 2
    assert tuple(drawn[2, 5]) == PLANE_COLOUR
    assert np.array_equal(drawn[~drawing], np.repeat(plain[~drawing][:, None], 3, axis=1))


def test_an_equal_request_is_not_drawn_again():
    renderer = Renderer()
    viewport = Viewport(Grid(8, 8), (80, 80))
    first = renderer.render(RenderRequest(RAMP, viewport, Window(32, 64)))
    assert renderer.render(RenderRequest(RAMP, viewport, Window(32, 64))) is first
    assert renderer.render(RenderRequest(RAMP, viewport, Window(32, 20))) is not first


def test_a_narrower_window_has_more_contrast():
    renderer, viewport = Renderer(), Viewport(Grid(8, 8), (80, 80))
    wide = renderer.render(RenderRequest(RAMP, viewport, Window(32, 640)))
    narrow = renderer.render(RenderRequest(RAMP, viewport, Window(32, 16)))
    assert narrow.std() > 3 * wide.std()


def test_inverting_turns_black_into_white():
    renderer, viewport = Renderer(), Viewport(Grid(8, 8), (8, 8), View(zoom=1))
    plain = renderer.render(RenderRequest(RAMP, viewport, Window(32, 64)))
    inverted = renderer.render(RenderRequest(RAMP, viewport, Window(32, 64), inverted=True))
    assert np.array_equal(inverted, 255 - plain)


def test_no_influence_leaves_the_anatomy_as_it_is():
    grey = np.full((50, 50), 77, np.uint8)
    cold = HeatLayer(HeatMap(np.zeros((5, 5), np.float32), "c", 0.0), 1.0)
    assert (with_heat(grey, cold, Viewport(Grid(5, 5), (50, 50))) == 77).all()


def test_opacity_zero_shows_nothing_of_the_map():
    grey = np.full((50, 50), 77, np.uint8)
    hot = HeatLayer(HeatMap(np.ones((5, 5), np.float32), "c", 1.0), 0.0)
    assert (with_heat(grey, hot, Viewport(Grid(5, 5), (50, 50))) == 77).all()


def test_colour_images_have_no_window():
    assert shown_window(frame_of(np.zeros((4, 4, 3), np.uint8)), Window(1, 2)) is None


def test_value_range_is_largest_minus_smallest():
    assert value_range(RAMP) == 63


@pytest.mark.parametrize("dtype", [np.int16, np.uint16])
def test_a_large_image_looks_the_same_averaged_before_or_after_windowing(dtype):
    """As long as no value is cut off by the window; turned and moved, too."""
    values = np.random.default_rng(0).integers(100, 900, (160, 200)).astype(dtype)
    frame = frame_of(values)
    window = Window(500, 1000, function=VoiFunction.LINEAR_EXACT)
    for view in (FIT, View(zoom=0.3, center=(90, 70)), View(zoom=0.4, angle_deg=20)):
        viewport = Viewport(Grid(200, 160), (60, 50), view)
        picture = Renderer().render(RenderRequest(frame, viewport, window))
        expected = place(to_display(frame, window), viewport)
        assert np.abs(picture.astype(int) - expected).max() <= 2


def test_a_large_image_is_averaged_once_for_all_windows(monkeypatch):
    sizes = []
    resize = cv2.resize

    def counting(image, *others, **named):
        sizes.append(image.size)
        return resize(image, *others, **named)

    monkeypatch.setattr(cv2, "resize", counting)
    frame = frame_of(np.zeros((400, 400), np.uint16))
    renderer, viewport = Renderer(), Viewport(Grid(400, 400), (100, 100))
    for center in range(5):
        renderer.render(RenderRequest(frame, viewport, Window(center, 100)))
    assert sizes == [400 * 400]


def test_padding_is_not_averaged_into_the_image():
    values = np.full((400, 400), 50, np.int16)
    values[:, :201] = -32768
    frame = frame_of(values, padding=-32768)
    picture = Renderer().render(RenderRequest(frame, Viewport(Grid(400, 400), (100, 100)), Window(50, 100)))
    assert picture[50, 50] > 60  # three of its four columns are image


@pytest.mark.parametrize(
    "view", [FIT, View(quarter_turns=1, mirrored=True), View(3.0, (40.0, 61.0), 0, False, 20)]
)
def test_fewer_pixels_of_the_same_part_lie_where_all_of_them_would(view):
    rows, columns = np.indices((90, 121))
    whole = frame_of((np.hypot(rows - 70, columns - 31) * 20).astype(np.int16))
    draft = Frame(whole.info, cv2.resize(whole.pixels, (61, 45), interpolation=cv2.INTER_AREA))
    viewport, window = Viewport(Grid(121, 90), (300, 280), view), Window(900, 1800)
    pictures = [
        Renderer().render(RenderRequest(frame, viewport, window)).astype(int)[4:-4, 4:-4]
        for frame in (whole, draft)
    ]
    away = np.abs(pictures[0] - pictures[1])
    assert away.mean() < 2 < np.abs(pictures[0] - np.roll(pictures[1], 4, axis=1)).mean()
