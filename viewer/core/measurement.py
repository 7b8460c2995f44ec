"""A measurement: a few points on a frame, what they mean, and what was measured there."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import uuid4

from ml.imaging.values import SpacingKind
from viewer.core.language import tr, tr_later
from viewer.core.region_statistics import Statistics
from viewer.core.viewport import Point

Points = tuple[Point, ...]


class Kind(StrEnum):
    """What is measured; the value stands in files."""

    LENGTH = "length"  # from point to point
    ANGLE = "angle"  # three points, the second is the vertex
    COBB = "cobb"  # two lines, two points each
    RECTANGLE = "rectangle"  # two opposite corners, sides along rows and columns
    ELLIPSE = "ellipse"  # inscribed into such a rectangle
    FREEHAND = "freehand"  # a closed line through all points
    PROBE = "probe"  # the value of one pixel
    ARROW = "arrow"  # from its text to what it points at

    @property
    def words(self) -> str:
        """What people call it."""
        return tr(_WORDS[self])

    @property
    def is_region(self) -> bool:
        return self in (Kind.RECTANGLE, Kind.ELLIPSE, Kind.FREEHAND)

    @property
    def point_count(self) -> int:
        """How many points make it whole; of a freehand region the fewest."""
        return _POINT_COUNTS.get(self, 2)


_WORDS = {
    Kind.LENGTH: tr_later("Length"),
    Kind.ANGLE: tr_later("Angle"),
    Kind.COBB: tr_later("Cobb angle"),
    Kind.RECTANGLE: tr_later("Rectangle"),
    Kind.ELLIPSE: tr_later("Ellipse"),
    Kind.FREEHAND: tr_later("Freehand region"),
    Kind.PROBE: tr_later("Point"),
    Kind.ARROW: tr_later("Arrow"),
}
_POINT_COUNTS = {Kind.ANGLE: 3, Kind.COBB: 4, Kind.FREEHAND: 3, Kind.PROBE: 1}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a measurement gives, in numbers; None for what it does not give.

    Attributes
    ----------
    unit
        Of the length, "mm" or "px"; the area is in its square.
    spacing_kind
        What a millimetre means here; NONE with pixels.
    values
        Of the pixels in a region, or of the one under a point.
    value_unit
        Of these values.
    """

    length: float | None = None
    area: float | None = None
    angle_deg: float | None = None
    unit: str = "px"
    spacing_kind: SpacingKind = SpacingKind.NONE
    values: Statistics | None = None
    value_unit: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measurement on one frame; its points are image points."""

    kind: Kind
    points: Points
    text: str = ""
    reading: Reading = Reading()
    id: str = field(default_factory=lambda: uuid4().hex)

    @property
    def handles(self) -> Points:
        """The points that can be dragged; of a box all four corners, of a freehand line none."""
        if self.kind is Kind.FREEHAND:
            return ()
        if self.kind in (Kind.RECTANGLE, Kind.ELLIPSE):
            (left, top), (right, bottom) = self.points
            return (left, top), (right, bottom), (right, top), (left, bottom)
        return self.points

    def with_handle(self, index: int, place: Point) -> "Measurement":
        """The measurement after a handle was dragged somewhere."""
        if index < len(self.points):
            return replace(self, points=(*self.points[:index], place, *self.points[index + 1 :]))
        (left, top), (right, bottom) = self.points
        corners = (
            ((left, place[1]), (place[0], bottom)) if index == 2 else ((place[0], top), (right, place[1]))
        )
        return replace(self, points=corners)

    def moved(self, dx: float, dy: float) -> "Measurement":
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))

    @property
    def is_degenerate(self) -> bool:
        """Too small to mean anything: a line without length, a region without area."""
        if self.kind is Kind.PROBE:
            return False
        if self.kind is Kind.FREEHAND or len(self.points) != self.kind.point_count:
            return len(self.points) < self.kind.point_count
        if self.kind.is_region:
            return any(first == second for first, second in zip(*self.points, strict=True))
        step = 2 if self.kind is Kind.COBB else 1  # the two lines of a Cobb angle may touch
        starts, ends = self.points[:-1:step], self.points[1::step]
        return any(start == end for start, end in zip(starts, ends, strict=True))
