"""Lengths, angles and areas of points on a frame, in millimetres where its header allows it."""

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ml.imaging.values import Frame, FrameInfo, SpacingKind
from viewer.core.measurement import Kind, Measurement, Points, Reading
from viewer.core.region_statistics import (
    Mask,
    ellipse_mask,
    polygon_mask,
    rectangle_mask,
    statistics,
    value_at,
)
from viewer.core.viewport import Point

_ELLIPSE_STEPS = 96


@dataclass(frozen=True, slots=True)
class Scale:
    """How long one column and one row are."""

    x: float
    y: float
    unit: str = "px"
    kind: SpacingKind = SpacingKind.NONE


def scale_of(info: FrameInfo, points: Points) -> Scale:
    """In which unit, and with what a millimetre means, these points can be measured.

    Where a frame has ultrasound regions, millimetres are those of the region that holds all points; if none
    does, or two do that differ, lengths are in pixels (docs/adr/0017).
    """
    if info.regions:
        holding = {
            region.spacing
            for region in info.regions
            if all(
                region.first_column <= x <= region.last_column + 1
                and region.first_row <= y <= region.last_row + 1
                for x, y in points
            )
        }
        spacing = holding.pop() if len(holding) == 1 else None
    else:
        spacing = info.spacing
    if spacing is None:
        return Scale(1.0, 1.0)
    if spacing.kind is SpacingKind.NONE:
        return Scale(1.0, spacing.row_mm / spacing.column_mm)  # as the scale bar: columns count
    return Scale(spacing.column_mm, spacing.row_mm, "mm", spacing.kind)


def measured(frame: Frame, measurement: Measurement) -> Measurement:
    """The measurement with what it gives on this frame."""
    kind, points = measurement.kind, measurement.points
    scale = scale_of(frame.info, points)
    reading = Reading(unit=scale.unit, spacing_kind=scale.kind)
    if kind is Kind.LENGTH and len(points) == 2:
        reading = replace(reading, length=_length(*_scaled(points, scale)))
    elif kind is Kind.ANGLE and len(points) == 3:
        first, vertex, last = _scaled(points, scale)
        reading = replace(reading, angle_deg=_angle_deg(first - vertex, last - vertex))
    elif kind is Kind.COBB and len(points) == 4:
        a, b, c, d = _scaled(points, scale)
        between = _angle_deg(b - a, d - c)
        reading = replace(reading, angle_deg=min(between, 180 - between))
    elif kind.is_region and len(points) >= 2:
        values = statistics(frame, _mask(kind, points, frame.pixels.shape[:2]))
        area = _area(kind, points) * scale.x * scale.y
        reading = replace(reading, area=area, values=values, value_unit=frame.unit)
    elif kind is Kind.PROBE:
        reading = replace(reading, values=value_at(frame, points[0]), value_unit=frame.unit)
    return replace(measurement, reading=reading)


def outline(kind: Kind, points: Points) -> tuple[Points, ...]:
    """The lines that draw a measurement, in image points."""
    if kind is Kind.COBB:
        return (points[:2], points[2:]) if len(points) > 2 else (points,)
    if kind is Kind.FREEHAND:
        return ((*points, points[0]),)
    if kind not in (Kind.RECTANGLE, Kind.ELLIPSE):
        return (points,)
    (x0, y0), (x1, y1) = points
    if kind is Kind.RECTANGLE:
        return (((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)),)
    angles = [2 * math.pi * step / _ELLIPSE_STEPS for step in range(_ELLIPSE_STEPS + 1)]
    (middle_x, middle_y), (radius_x, radius_y) = (
        ((x0 + x1) / 2, (y0 + y1) / 2),
        ((x1 - x0) / 2, (y1 - y0) / 2),
    )
    return (tuple((middle_x + radius_x * math.cos(t), middle_y + radius_y * math.sin(t)) for t in angles),)


def within(measurement: Measurement, info: FrameInfo) -> Measurement:
    """The measurement pushed back into the frame as a whole."""
    left, top = np.min(measurement.points, axis=0)
    right, bottom = np.max(measurement.points, axis=0)
    return measurement.moved(_push(left, right, info.columns), _push(top, bottom, info.rows))


def clamped(point: Point, info: FrameInfo) -> Point:
    """The nearest point of the frame."""
    return min(max(point[0], 0.0), float(info.columns)), min(max(point[1], 0.0), float(info.rows))


def distance_to(point: Point, line: Points) -> float:
    """How far a point is from a line through several points."""
    return min(
        (_distance_to_segment(np.array(point), np.array(a), np.array(b)) for a, b in pairwise(line)),
        default=math.dist(point, line[0]),
    )


def _distance_to_segment(point: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    along = end - start
    squared = float(along @ along)
    share = 0.0 if squared == 0 else min(max(float((point - start) @ along) / squared, 0.0), 1.0)
    return math.dist(point, start + share * along)


def _push(low: float, high: float, size: int) -> float:
    return max(-low, 0.0) if low < 0 else min(size - high, 0.0)


def _scaled(points: Points, scale: Scale) -> np.ndarray:
    return np.array(points) * (scale.x, scale.y)


def _length(start: np.ndarray, end: np.ndarray) -> float:
    return math.dist(start, end)


def _angle_deg(first: np.ndarray, second: np.ndarray) -> float:
    """Between two directions, 0 to 180."""
    cross = first[0] * second[1] - first[1] * second[0]
    return math.degrees(math.atan2(abs(cross), float(first @ second)))


def _mask(kind: Kind, points: Points, shape: tuple[int, int]) -> Mask:
    if kind is Kind.FREEHAND:
        return polygon_mask(points, shape)
    corners = (points[0], points[1])
    return rectangle_mask(corners, shape) if kind is Kind.RECTANGLE else ellipse_mask(corners, shape)


def _area(kind: Kind, points: Points) -> float:
    """Of the drawn figure, in pixels: not the number of pixel centers in it."""
    if kind is Kind.FREEHAND:
        (x, y), (next_x, next_y) = np.transpose(points), np.transpose((*points[1:], points[0]))
        return abs(float(x @ next_y - next_x @ y)) / 2
    (x0, y0), (x1, y1) = points
    box = abs((x1 - x0) * (y1 - y0))
    return box if kind is Kind.RECTANGLE else box * math.pi / 4
