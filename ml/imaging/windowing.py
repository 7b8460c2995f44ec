"""Modality values -> 8-bit display values.

The order is the standard's: modality values, then the VOI transformation (a window or a VOI LUT), and the
inversion of MONOCHROME1 last. Inverting earlier would turn a window upside down.

References
----------
PS3.3 C.11.2 (VOI LUT), C.7.6.3.1.2 (Photometric Interpretation).
"""

from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np

from ml.imaging.values import Frame, VoiFunction, Window

# The identity for 8-bit images, which are made to be looked at as they are.
FULL_8_BIT = Window(center=128, width=256, name="full range")

_TAIL_PERCENT = 0.1
_SAMPLE_SIDE = 512  # percentiles of a larger image are taken from every n-th row and column
_HAS_16_BIT_LUT = int(cv2.__version__.split(".")[0]) >= 5


def default_window(frame: Frame) -> Window:
    """Return the window that a frame is first shown with.

    The file's first window; without one, the full range of an 8-bit image and the percentile window of
    any other.
    """
    if frame.windows:
        return frame.windows[0]
    if frame.pixels.dtype == np.uint8:
        return FULL_8_BIT
    return auto_window(frame)


def auto_window(frame: Frame) -> Window:
    """Return the window from the 0.1st to the 99.9th percentile of a frame, its padding left out."""
    values = sampled_values(frame)
    if not values.size:
        return Window(center=0.5, width=1, name="auto", function=VoiFunction.LINEAR_EXACT)
    low, high = (float(value) for value in np.percentile(values, [_TAIL_PERCENT, 100 - _TAIL_PERCENT]))
    if low == high:  # nearly all of it is background: do not lose the little there is
        low, high = float(values.min()), float(values.max())
    if low == high:
        high = low + 1.0
    return Window((low + high) / 2, high - low, name="auto", function=VoiFunction.LINEAR_EXACT)


def to_display(frame: Frame, window: Window | None = None, invert: bool = False) -> np.ndarray:
    """Map a frame to what a screen shows.

    Parameters
    ----------
    window
        None means :func:`default_window`. Colour frames have none: they pass through.
    invert
        The user's wish to see black and white exchanged; comes on top of MONOCHROME1.

    Returns
    -------
    np.ndarray
        uint8, (rows, columns) or (rows, columns, 3) RGB. A colour frame that is not inverted is returned
        without a copy: do not write into it.
    """
    if frame.is_colour:
        return cv2.bitwise_not(frame.pixels) if invert else frame.pixels
    inverted = invert != frame.inverted
    window = window or default_window(frame)
    domain = _table_domain(frame.pixels)
    if domain is None:
        return _display_values(frame.pixels, window, inverted)
    return _look_up(_display_table(window, domain, inverted), frame.pixels)


def display_image(frame: Frame) -> np.ndarray:
    """Return a frame as it is first shown, which is also what a network gets to see."""
    return to_display(frame, default_window(frame))


def sampled_values(frame: Frame) -> np.ndarray:
    """Return the values of a grey frame without padding, (n,); of a large one every n-th row and column."""
    step = max(1, -(-max(frame.pixels.shape[:2]) // _SAMPLE_SIDE))
    values = frame.pixels[::step, ::step].ravel()
    if values.dtype.kind == "f":
        values = values[np.isfinite(values)]
    if frame.padding is None:
        return values
    if frame.padding_limit is None:
        return values[values != frame.padding]
    first, last = sorted((frame.padding, frame.padding_limit))
    return values[(values < first) | (values > last)]


class _Domain(NamedTuple):
    """The ``2**bits`` consecutive values that a lookup table covers."""

    first: int
    bits: int


_DOMAINS = {
    np.dtype(np.uint8): _Domain(0, 8),
    np.dtype(np.uint16): _Domain(0, 16),
    np.dtype(np.int16): _Domain(-(1 << 15), 16),
}


def _table_domain(pixels: np.ndarray) -> _Domain | None:
    """Return what a table must cover for these pixels, None when no table of 16 bits can."""
    if pixels.dtype != np.int32:
        return _DOMAINS.get(pixels.dtype)
    # CT with 16 bits stored and an offset: it nearly always fits 16 bits, only not the unsigned ones.
    low, high, *_ = cv2.minMaxLoc(pixels)
    first = int(low) // (1 << 15) * (1 << 15)  # rounded, so that the slices of a series share a table
    return _Domain(first, 16) if high < first + (1 << 16) else None


@lru_cache(maxsize=32)
def _display_table(window: Window, domain: _Domain, inverted: bool) -> np.ndarray:
    """Return the display value of each modality value of a domain, indexed by its low bits."""
    indices = np.arange(1 << domain.bits)
    values = domain.first + ((indices - domain.first) & (len(indices) - 1))
    return _display_values(values, window, inverted)


def _look_up(table: np.ndarray, pixels: np.ndarray) -> np.ndarray:
    if pixels.dtype == np.uint8:
        return cv2.LUT(pixels, table)
    indices = pixels.astype(np.uint16) if pixels.dtype == np.int32 else pixels.view(np.uint16)
    return cv2.LUT(indices, table) if _HAS_16_BIT_LUT else table[indices]


def _display_values(values: np.ndarray, window: Window, inverted: bool) -> np.ndarray:
    if window.function is VoiFunction.TABLE:
        display = _through_table(values, window)
    else:
        # Tables are made once and in double precision; float images go through here at every change.
        share = _share_of_white(
            values.astype(np.float32 if values.dtype == np.float32 else np.float64), window
        )
        display = np.rint(255 * np.fmin(np.fmax(share, 0), 1)).astype(np.uint8)  # NaN becomes black
    return cv2.bitwise_not(display) if inverted else display


def _share_of_white(values: np.ndarray, window: Window) -> np.ndarray:
    """Return 0 (black) to 1 (white), not yet clipped, by the formulas of PS3.3 C.11.2.1."""
    center, width = window.center, window.width
    if window.function is VoiFunction.SIGMOID:
        return 1 / (1 + np.exp(np.clip(-4 * (values - center) / width, -80, 80)))
    if window.function is VoiFunction.LINEAR and width >= 1:  # below 1 only the exact form has a meaning
        center, width = center - 0.5, width - 1
    if width == 0:
        return (values > center).astype(np.float64)
    return (values - center) / width + 0.5


def _through_table(values: np.ndarray, window: Window) -> np.ndarray:
    table = np.frombuffer(window.table, np.uint8)
    first = window.center - window.width / 2
    steps = np.floor((values.astype(np.float64) - first) * (table.size / window.width))
    return table[np.clip(np.nan_to_num(steps), 0, table.size - 1).astype(np.intp)]
