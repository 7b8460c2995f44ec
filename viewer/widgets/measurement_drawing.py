"""Measurements as lines, handles and labels in the pixels of a pane, and which one lies under the pointer."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from viewer.core.measurement import Kind, Measurement
from viewer.core.measurement_text import label_lines
from viewer.core.measuring import distance_to, outline
from viewer.core.viewport import Point, Viewport

_GRIP = 8.0  # logical pixels around a handle
_LINE_GRIP = 5.0  # logical pixels beside a line
_TICK, _CROSS, _HEAD, _GAP = 5.0, 7.0, 13.0, 3.0  # logical pixels
_HEAD_ANGLE = math.radians(24)

Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """How one measurement looks in a pane; places are device pixels."""

    lines: tuple[Line, ...]
    label: tuple[str, ...]
    handles: tuple[Point, ...] = ()  # of what is selected


@dataclass(frozen=True, slots=True)
class Grip:
    """What a press takes hold of: a handle by its number, or the whole."""

    measurement: Measurement
    handle: int | None = None


def drawing_of(measurement: Measurement, viewport: Viewport, ratio: float, *, selected: bool) -> Drawing:
    """A measurement as it lies on the screen; ``ratio`` is device pixels per logical one."""
    lines = _placed(measurement, viewport)
    if measurement.kind is Kind.LENGTH:
        lines += _ticks(lines[0], _TICK * ratio)
    elif measurement.kind is Kind.PROBE:
        lines = _cross(lines[0][0], _GAP * ratio, _CROSS * ratio)
    elif measurement.kind is Kind.ARROW:
        lines += _arrow_head(lines[0], _HEAD * ratio)
    handles = tuple(map(viewport.image_to_screen, measurement.handles)) if selected else ()
    return Drawing(lines, label_lines(measurement), handles)


def grip_at(
    position: Point, measurements: Iterable[Measurement], viewport: Viewport, ratio: float, *, lines: bool
) -> Grip | None:
    """What lies under the pointer: the nearest handle, else, if ``lines``, the nearest line."""
    near: list[tuple[float, Grip]] = []
    for measurement in measurements:
        for number, handle in enumerate(measurement.handles):
            distance = math.dist(position, viewport.image_to_screen(handle))
            if distance <= _GRIP * ratio:
                near.append((distance - _GRIP * ratio, Grip(measurement, number)))  # before any line
        distance = min(distance_to(position, line) for line in _placed(measurement, viewport))
        if lines and distance <= _LINE_GRIP * ratio:
            near.append((distance, Grip(measurement)))
    return min(near, key=lambda found: found[0])[1] if near else None


def _placed(measurement: Measurement, viewport: Viewport) -> tuple[Line, ...]:
    return tuple(
        tuple(map(viewport.image_to_screen, line))
        for line in outline(measurement.kind, measurement.points)
        if line
    )


def _ticks(line: Line, half: float) -> tuple[Line, ...]:
    """A short line across each end."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    length = math.dist(line[0], line[-1])
    if length == 0:
        return ()
    across_x, across_y = (y0 - y1) / length * half, (x1 - x0) / length * half
    return tuple(((x - across_x, y - across_y), (x + across_x, y + across_y)) for x, y in (line[0], line[-1]))


def _cross(place: Point, near: float, far: float) -> tuple[Line, ...]:
    """Four arms that leave the pixel itself free."""
    x, y = place
    return tuple(
        ((x + near * dx, y + near * dy), (x + far * dx, y + far * dy))
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1))
    )


def _arrow_head(line: Line, size: float) -> tuple[Line, ...]:
    """The point of the arrow is the end of the line."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    back = math.atan2(y0 - y1, x0 - x1)
    left, right = (
        (x1 + size * math.cos(back + turn), y1 + size * math.sin(back + turn))
        for turn in (-_HEAD_ANGLE, _HEAD_ANGLE)
    )
    return ((left, line[-1], right),)
