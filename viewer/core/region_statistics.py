"""Which pixels lie in a region, and what their values are.

A pixel belongs to a region when its center does. Points are (x, y) with the first pixel's outer corner at
(0, 0), so the center of the pixel in row r and column c is (c + 0.5, r + 0.5).
"""

import math
from dataclasses import dataclass

import numpy as np

from ml.imaging.values import Frame
from viewer.core.viewport import Point


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of modality values; the standard deviation is that of these pixels (divided by their number)."""

    count: int
    mean: float
    sd: float
    smallest: float
    largest: float


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """The pixels of a region, within the rows and columns that it reaches."""

    first_row: int
    first_column: int
    inside: np.ndarray  # bool (rows, columns)


def rectangle_mask(corners: tuple[Point, Point], shape: tuple[int, int]) -> Mask:
    """Pixels whose centers lie in a rectangle, its border included, of a frame of ``shape``."""
    rows, columns = _reach(corners, shape)
    return Mask(rows.start, columns.start, np.ones((len(rows), len(columns)), bool))


def ellipse_mask(corners: tuple[Point, Point], shape: tuple[int, int]) -> Mask:
    """Pixels whose centers lie in the ellipse that a rectangle encloses."""
    rows, columns = _reach(corners, shape)
    (x0, y0), (x1, y1) = corners
    if x0 == x1 or y0 == y1:
        return Mask(rows.start, columns.start, np.zeros((len(rows), len(columns)), bool))
    across = (np.array(columns) + 0.5 - (x0 + x1) / 2) / ((x1 - x0) / 2)
    down = (np.array(rows) + 0.5 - (y0 + y1) / 2) / ((y1 - y0) / 2)
    return Mask(rows.start, columns.start, np.square(down)[:, None] + np.square(across) <= 1)


def polygon_mask(points: tuple[Point, ...], shape: tuple[int, int]) -> Mask:
    """Pixels whose centers lie in a closed line, by the even-odd rule."""
    rows, columns = _reach(points, shape)
    crossings = np.zeros((len(rows), len(columns) + 1), np.int64)
    for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True):
        low, high = min(y0, y1), max(y0, y1)
        first, last = max(math.ceil(low - 0.5), rows.start), min(math.ceil(high - 0.5), rows.stop)
        crossed = np.arange(first, last)  # rows with low <= center < high
        if crossed.size:
            x = x0 + (crossed + 0.5 - y0) * (x1 - x0) / (y1 - y0)
            begin = np.clip(np.ceil(x - 0.5).astype(int) - columns.start, 0, len(columns))
            np.add.at(crossings, (crossed - rows.start, begin), 1)
    return Mask(rows.start, columns.start, np.cumsum(crossings, axis=1)[:, :-1] % 2 == 1)


def statistics(frame: Frame, mask: Mask) -> Statistics | None:
    """Mean, standard deviation, smallest and largest value; None for colour, or without a pixel.

    Padding and what is not a number is left out.
    """
    if frame.is_colour:
        return None
    rows, columns = mask.inside.shape
    part = frame.pixels[
        mask.first_row : mask.first_row + rows, mask.first_column : mask.first_column + columns
    ]
    values = _without_padding(frame, part[mask.inside])
    if not values.size:
        return None
    mean = float(values.mean(dtype=np.float64))
    apart = np.subtract(values, mean, dtype=np.float64)  # two passes: squares of large values lose digits
    sd = math.sqrt(float(apart @ apart) / values.size)
    return Statistics(values.size, mean, sd, float(values.min()), float(values.max()))


def value_at(frame: Frame, point: Point) -> Statistics | None:
    """The value of the pixel under a point, None where there is none."""
    rows, columns = frame.pixels.shape[:2]
    row, column = math.floor(point[1]), math.floor(point[0])
    if not (0 <= row < rows and 0 <= column < columns):
        return None
    return statistics(frame, Mask(row, column, np.ones((1, 1), bool)))


def _without_padding(frame: Frame, values: np.ndarray) -> np.ndarray:
    if values.dtype.kind == "f":
        values = values[np.isfinite(values)]
    if frame.padding is None:
        return values
    limit = frame.padding if frame.padding_limit is None else frame.padding_limit
    first, last = sorted((frame.padding, limit))
    return values[(values < first) | (values > last)]


def _reach(points: tuple[Point, ...], shape: tuple[int, int]) -> tuple[range, range]:
    """The rows and columns whose centers lie between the outermost points."""
    (left, top), (right, bottom) = np.min(points, axis=0), np.max(points, axis=0)
    return _centers_between(top, bottom, shape[0]), _centers_between(left, right, shape[1])


def _centers_between(low: float, high: float, count: int) -> range:
    first, last = max(math.ceil(low - 0.5), 0), min(math.floor(high - 0.5), count - 1)
    return range(first, max(last + 1, first))
