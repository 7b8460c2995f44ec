"""Where frames lie in the patient: nearest slices, lines where planes cross, one point in many planes.

Positions are millimetres in the patient coordinates of a frame of reference (PS3.3 C.7.6.2, C.7.4.1); only
those with the same frame of reference can be compared.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ml.imaging.values import FrameInfo, PlaneInfo
from viewer.core.viewport import Grid, Point

Orientation = tuple[float, float, float, float, float, float]

PARALLEL_COSINE = 0.996  # of 5 degrees: planes that differ by less are taken for parallel
_SAME_PLACE_MM = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """The plane of a frame: image points <-> patient points. All arrays are float64 (3,)."""

    corner: np.ndarray  # image point (0, 0), the outer corner of the first pixel
    column_step: np.ndarray  # from one column to the next, mm
    row_step: np.ndarray
    normal: np.ndarray  # of length 1
    columns: int
    rows: int

    def to_patient(self, point: Point) -> np.ndarray:
        """The patient point of an image point."""
        return self.corner + point[0] * self.column_step + point[1] * self.row_step

    def to_image(self, place: np.ndarray) -> Point:
        """The image point under a patient point, which may lie beside the plane."""
        away = place - self.corner
        x = float(away @ self.column_step / (self.column_step @ self.column_step))
        y = float(away @ self.row_step / (self.row_step @ self.row_step))
        return x, y

    def distance(self, place: np.ndarray) -> float:
        """Millimetres along the normal from the plane to a patient point."""
        return float((place - self.corner) @ self.normal)


def grid_of_info(frame: FrameInfo) -> Grid:
    """The raster of a frame as its header says it; square pixels where the spacing is unknown."""
    aspect = frame.spacing.row_mm / frame.spacing.column_mm if frame.spacing else 1.0
    return Grid(frame.columns, frame.rows, aspect, fitted_of(frame))


def fitted_of(frame: FrameInfo) -> tuple[float, float] | None:
    """The columns and rows that a fitted view shows; None: all."""
    return frame.fitted if isinstance(frame, PlaneInfo) else None


def plane_of(frame: FrameInfo) -> Plane | None:
    """The plane of a frame; None when its header does not say where it lies."""
    if frame.position_mm is None or frame.orientation is None or frame.spacing is None:
        return None
    column_step = np.array(frame.orientation[:3]) * frame.spacing.column_mm
    row_step = np.array(frame.orientation[3:]) * frame.spacing.row_mm
    corner = np.array(frame.position_mm) - (column_step + row_step) / 2
    return Plane(
        corner, column_step, row_step, np.array(_normal(frame.orientation)), frame.columns, frame.rows
    )


def in_one_space(first: FrameInfo, second: FrameInfo) -> bool:
    """Whether positions of the two frames can be compared."""
    return bool(first.frame_of_reference) and first.frame_of_reference == second.frame_of_reference


def parallel(first: FrameInfo, second: FrameInfo) -> bool:
    """Whether two frames are slices in the same direction."""
    if first.orientation is None or second.orientation is None:
        return False
    cosine = sum(a * b for a, b in zip(_normal(first.orientation), _normal(second.orientation), strict=True))
    return abs(cosine) > PARALLEL_COSINE


def crossing(source: FrameInfo, target: FrameInfo) -> tuple[Point, Point] | None:
    """Where the frame ``source`` cuts through ``target``: two image points of ``target``.

    None when they do not meet, are parallel or lie in different spaces.
    """
    if not in_one_space(source, target) or parallel(source, target):
        return None
    cutting, cut = plane_of(source), plane_of(target)
    if cutting is None or cut is None:
        return None
    corners = [(0, 0), (cutting.columns, 0), (cutting.columns, cutting.rows), (0, cutting.rows)]
    places = [cutting.to_patient(corner) for corner in corners]
    sides = [cut.distance(place) for place in places]
    ends = []
    for this in range(4):
        following = (this + 1) % 4
        if (sides[this] < 0) != (sides[following] < 0):
            share = sides[this] / (sides[this] - sides[following])
            ends.append(cut.to_image(places[this] + share * (places[following] - places[this])))
    return (ends[0], ends[1]) if len(ends) == 2 else None


def nearest_slice(frames: Sequence[FrameInfo], place: np.ndarray, near: int) -> int | None:
    """The frame whose plane lies nearest to a patient point; the one nearest to index ``near`` among equals.

    None when no frame says where it lies.
    """
    known = [index for index, frame in enumerate(frames) if frame.position_mm and frame.orientation]
    if not known:
        return None
    positions = np.array([frames[index].position_mm for index in known])
    directions = np.array([frames[index].orientation for index in known])
    normals = np.cross(directions[:, :3], directions[:, 3:])
    distances = np.abs(np.einsum("ij,ij->i", place - positions, normals))
    equal = np.flatnonzero(distances <= distances.min() + _SAME_PLACE_MM)
    return min((known[index] for index in equal), key=lambda index: abs(index - near))


def _normal(orientation: Orientation) -> tuple[float, float, float]:
    """Of length 1. Plain arithmetic: NumPy takes twenty times as long for three numbers."""
    a, b, c, d, e, f = orientation
    x, y, z = b * f - c * e, c * d - a * f, a * e - b * d
    length = math.hypot(x, y, z)
    return x / length, y / length, z / length
