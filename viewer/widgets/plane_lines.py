"""The lines in which planes of one volume cut each other: how they are drawn, and what a press holds."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from ml.imaging.values import FrameInfo, PlaneInfo
from viewer.core.measuring import distance_to
from viewer.core.planes import crossing, plane_of
from viewer.core.viewport import Point, Viewport

Line = tuple[Point, Point]

_GRIP, _LINE_GRIP = 10.0, 5.0  # logical pixels around a point and beside a line
_NEAREST_HANDLE = 34.0  # logical pixels from where planes meet; nearer there is no room to tell them apart
_HANDLE_SHARE = 0.8  # of the way to the end of a line
_EDGE = 44.0  # logical pixels of a pane that handles keep free for letters


@dataclass(frozen=True, slots=True)
class PlaneLine:
    """Where one plane cuts another; places are device pixels."""

    plane: str
    ends: Line
    handles: tuple[Point, ...] = ()  # to turn it by
    slab: tuple[Line, ...] = ()  # both faces of a thick plane


@dataclass(frozen=True, slots=True)
class PlaneLines:
    """All that other planes draw into one."""

    lines: tuple[PlaneLine, ...] = ()
    middle: Point | None = None  # where all planes meet


class Hold(Enum):
    """What a press takes hold of."""

    MIDDLE = "both lines"
    LINE = "one line"
    TURN = "the turn of both"


@dataclass(frozen=True, slots=True)
class LineGrip:
    """A hold, and the plane of the line that was pressed."""

    hold: Hold
    plane: str = ""


NO_LINES = PlaneLines()


def plane_lines(
    info: FrameInfo, others: Iterable[FrameInfo], meeting: np.ndarray | None, viewport: Viewport, ratio: float
) -> PlaneLines:
    """The lines of other planes in one; ``meeting`` is the patient point in which all meet."""
    here = plane_of(info)
    if here is None:
        return NO_LINES
    middle = None if meeting is None else viewport.image_to_screen(here.to_image(meeting))
    lines = []
    for other in others:
        ends = _on_screen(other, info, viewport)
        if ends is not None and isinstance(other, PlaneInfo):
            handles = _handles(ends, middle, viewport.screen, ratio) if middle is not None else ()
            lines.append(PlaneLine(other.plane, ends, handles, tuple(_faces(other, info, viewport))))
    return PlaneLines(tuple(lines), middle)


def line_grip_at(position: Point, drawn: PlaneLines, ratio: float) -> LineGrip | None:
    """What lies under the pointer: the middle before handles, handles before lines."""
    if drawn.middle is not None and math.dist(position, drawn.middle) <= _GRIP * ratio:
        return LineGrip(Hold.MIDDLE)
    for line in drawn.lines:
        if any(math.dist(position, handle) <= _GRIP * ratio for handle in line.handles):
            return LineGrip(Hold.TURN, line.plane)
    near = [(distance_to(position, line.ends), line.plane) for line in drawn.lines]
    distance, plane = min(near, default=(math.inf, ""))
    return LineGrip(Hold.LINE, plane) if distance <= _LINE_GRIP * ratio else None


def _on_screen(source: FrameInfo, target: FrameInfo, viewport: Viewport) -> Line | None:
    ends = crossing(source, target)
    return (viewport.image_to_screen(ends[0]), viewport.image_to_screen(ends[1])) if ends else None


def _faces(source: PlaneInfo, target: FrameInfo, viewport: Viewport) -> Iterable[Line]:
    """The lines of the outermost planes of a slab."""
    plane, away = plane_of(source), source.planes_on_each_side * source.step_mm
    if plane is None or source.position_mm is None or not away:
        return
    for distance in (-away, away):
        x, y, z = np.array(source.position_mm) + distance * plane.normal
        ends = _on_screen(replace(source, position_mm=(x, y, z)), target, viewport)
        if ends is not None:
            yield ends


def _handles(ends: Line, middle: Point, screen: tuple[int, int], ratio: float) -> tuple[Point, ...]:
    """A point towards each end of a line, inside the pane and not too near to the middle."""
    handles = []
    for end in ends:
        way = (end[0] - middle[0], end[1] - middle[1])
        length = math.hypot(*way)
        if not length:
            continue
        room = [_HANDLE_SHARE * length]
        for place, step, size in zip(middle, way, screen, strict=True):
            if step:
                side = size - _EDGE * ratio if step > 0 else _EDGE * ratio
                room.append((side - place) / step * length)
        if min(room) >= _NEAREST_HANDLE * ratio:
            share = min(room) / length
            handles.append((middle[0] + share * way[0], middle[1] + share * way[1]))
    return tuple(handles)
