"""Modality values -> display: the standard's formulas, MONOCHROME1 last, percentiles."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.pixels import apply_windowing

from ml.imaging import (
    Frame,
    FrameInfo,
    VoiFunction,
    Window,
    auto_window,
    default_window,
    display_image,
    to_display,
)

unhurried = settings(deadline=None, max_examples=40)  # a busy machine is no failure
FORMULAS = [VoiFunction.LINEAR, VoiFunction.LINEAR_EXACT, VoiFunction.SIGMOID]


def frame_of(pixels, **attributes):
    rows, columns = pixels.shape[:2]
    return Frame(FrameInfo(Path("made"), 0, rows, columns), pixels, **attributes)


def row_of(values, dtype):
    return frame_of(np.array([values], dtype))


def displayed_by_pydicom(values, window):
    """Apply pydicom's own windowing, its output range set to 0..255."""
    header = Dataset()
    header.PhotometricInterpretation, header.BitsStored, header.PixelRepresentation = "MONOCHROME2", 8, 0
    header.WindowCenter, header.WindowWidth = window.center, window.width
    header.VOILUTFunction = window.function.value
    return apply_windowing(values, header)


@pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning")  # in pydicom's sigmoid
@pytest.mark.parametrize("function", FORMULAS)
@pytest.mark.parametrize(("center", "width"), [(40, 400), (0, 1), (-600.5, 1500.25), (128, 256), (300, 2)])
@pytest.mark.parametrize("dtype", [np.int16, np.int32, np.float32])
def test_windows_give_what_pydicom_gives(function, center, width, dtype):
    values = np.arange(-1500, 1500, dtype=dtype)
    window = Window(center, width, function=function)
    expected = displayed_by_pydicom(values, window)
    np.testing.assert_allclose(to_display(row_of(values, dtype), window)[0], expected, atol=0.51)


def test_linear_window_has_its_ends_where_the_standard_puts_them():
    # PS3.3 C.11.2.1.2.1: center 2048, width 4096 is the identity of 12 bits; 100/1 is a threshold.
    ends = to_display(row_of([0, 4095], np.uint16), Window(2048, 4096))
    assert ends.tolist() == [[0, 255]]
    threshold = to_display(row_of([99, 100], np.uint16), Window(100, 1))
    assert threshold.tolist() == [[0, 255]]


def test_eight_bit_images_without_a_window_are_shown_as_they_are():
    pixels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    np.testing.assert_array_equal(display_image(frame_of(pixels)), pixels)


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.int32])
@pytest.mark.parametrize("function", FORMULAS)
def test_tables_and_formulas_give_the_same_display(dtype, function):
    values = np.random.default_rng(1).integers(0, 250, (40, 50)).astype(dtype)
    if np.dtype(dtype).kind == "i":
        values -= 120
    window = Window(12.5, 180, function=function)
    through_formula = to_display(frame_of(values.astype(np.float32)), window)
    through_table = to_display(frame_of(values), window)
    assert np.abs(through_table.astype(int) - through_formula).max() <= 1
    assert (through_table == through_formula).mean() > 0.99


def test_32_bit_values_too_far_apart_for_a_table_are_still_windowed():
    frame = row_of([-100_000, 0, 100_000], np.int32)
    window = Window(0, 200_000, function=VoiFunction.LINEAR_EXACT)
    assert to_display(frame, window).tolist() == [[0, 128, 255]]


def test_32_bit_values_above_16_bits_use_the_right_part_of_the_table():
    frame = row_of([70_000, 70_100, 70_200], np.int32)
    window = Window(70_100, 200, function=VoiFunction.LINEAR_EXACT)
    assert to_display(frame, window).tolist() == [[0, 128, 255]]


@unhurried
@given(
    center=st.floats(-5000, 5000),
    width=st.floats(0.01, 20000),
    function=st.sampled_from(FORMULAS),
)
def test_any_window_is_a_rising_ramp_from_black_to_white(center, width, function):
    values = np.arange(-32768, 32768, dtype=np.int16)
    display = to_display(row_of(values, np.int16), Window(center, width, function=function))[0].astype(int)
    assert (np.diff(display) >= 0).all()
    # Also between the table and the formula for values that a table cannot hold.
    ends = to_display(row_of([center - 20 * width, center + 20 * width], np.float32), Window(center, width))
    assert ends.tolist() == [[0, 255]]


@unhurried
@given(center=st.floats(-500, 500), width=st.floats(1, 2000), invert=st.booleans())
def test_monochrome1_is_the_negative_of_the_same_window(center, width, invert):
    pixels = np.arange(-1000, 1000, dtype=np.int16).reshape(40, 50)
    window = Window(center, width)
    positive = to_display(frame_of(pixels), window, invert=invert)
    negative = to_display(frame_of(pixels, inverted=True), window, invert=invert)
    np.testing.assert_array_equal(negative, 255 - positive)


def test_a_voi_table_is_applied_step_by_step_and_clamped_outside():
    window = Window(center=12, width=4, function=VoiFunction.TABLE, table=bytes([0, 200, 50, 255]))
    display = to_display(row_of([-5, 10, 11, 12, 13, 99], np.int16), window)
    assert display.tolist() == [[0, 0, 200, 50, 255, 255]]


def test_a_voi_table_stretches_with_its_window():
    window = Window(center=0, width=8, function=VoiFunction.TABLE, table=bytes([0, 200, 50, 255]))
    assert to_display(row_of([-4, -3, -2, 0, 2, 3], np.int16), window).tolist() == [[0, 0, 200, 50, 255, 255]]


def test_windows_with_the_same_table_are_equal_and_hashable():
    one, other = (Window(1, 2, function=VoiFunction.TABLE, table=bytes([0, 255])) for _ in range(2))
    assert one == other
    assert len({one, other}) == 1


def test_colour_passes_through_and_inverts_only_on_request():
    pixels = np.random.default_rng(0).integers(0, 256, (4, 5, 3)).astype(np.uint8)
    frame = frame_of(pixels)
    np.testing.assert_array_equal(to_display(frame, Window(1, 2)), pixels)
    np.testing.assert_array_equal(to_display(frame, invert=True), 255 - pixels)


def test_auto_window_cuts_a_thousandth_at_either_end():
    pixels = np.arange(10_000, dtype=np.uint16).reshape(100, 100)
    window = auto_window(frame_of(pixels))
    assert window.center == pytest.approx(4999.5)
    assert window.width == pytest.approx(9999 * 0.998)


def test_auto_window_is_not_pulled_by_outliers_or_padding():
    pixels = np.random.default_rng(0).integers(100, 201, (200, 200)).astype(np.int16)
    pixels[:50] = -2000
    pixels[60, 60] = 30_000
    window = auto_window(frame_of(pixels, padding=-2000.0))
    assert window.center - window.width / 2 > 90
    assert window.center + window.width / 2 < 210


def test_auto_window_of_a_large_image_is_that_of_its_samples():
    pixels = np.random.default_rng(0).normal(1000, 100, (2000, 1500)).astype(np.int16)
    low, high = np.percentile(pixels, [0.1, 99.9])
    window = auto_window(frame_of(pixels))
    assert window.center == pytest.approx((low + high) / 2, rel=0.02)
    assert window.width == pytest.approx(high - low, rel=0.03)


def test_auto_window_shows_the_little_there_is():
    pixels = np.zeros((100, 100), np.uint16)
    pixels[50, 50] = 7  # fewer than a thousandth of all
    display = to_display(frame_of(pixels), auto_window(frame_of(pixels)))
    assert display[50, 50] == 255
    assert display[0, 0] == 0


@pytest.mark.parametrize("value", [0, -1024, 4095])
def test_a_frame_of_one_value_is_black_and_no_error(value):
    frame = frame_of(np.full((8, 8), value, np.int16))
    assert (display_image(frame) == 0).all()


def test_values_that_are_no_numbers_are_black_and_do_not_move_the_window():
    pixels = np.linspace(0, 1, 10_000, dtype=np.float32).reshape(100, 100)
    pixels[0, :3] = [np.nan, np.inf, -np.inf]
    window = auto_window(frame_of(pixels))
    assert window.width == pytest.approx(1, abs=0.01)
    assert to_display(frame_of(pixels), window)[0, :3].tolist() == [0, 255, 0]


def test_padding_all_over_gives_a_window_nevertheless():
    frame = frame_of(np.full((4, 4), -2000, np.int16), padding=-2000.0)
    assert auto_window(frame).width > 0


def test_the_first_window_of_the_file_comes_first():
    first, second = Window(40, 80, "BRAIN"), Window(600, 2800, "BONE")
    frame = frame_of(np.zeros((2, 2), np.int16), windows=(first, second))
    assert default_window(frame) is first


def test_frames_that_are_windowed_stay_as_they_are():
    pixels = np.arange(100, dtype=np.int16).reshape(10, 10)
    pixels.flags.writeable = False
    before = pixels.copy()
    to_display(frame_of(pixels), Window(50, 20))
    np.testing.assert_array_equal(pixels, before)
