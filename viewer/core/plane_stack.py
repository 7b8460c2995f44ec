"""Planes through a volume as series: each plane is a frame like any other, only that no file holds it.

Whatever knows how to show, scroll, link, measure or export a series can do so with planes (docs/adr/0040).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import permutations
from typing import Any

import numpy as np

from ml.imaging.values import FrameInfo, PlaneInfo, Projection, Series, SortRule, Spacing, SpacingKind
from viewer.core.planes import Orientation, nearest_slice, plane_of

_ALONG_GRID = 1e-6  # how far a cosine may be from 1
_PLANE_FIELDS = [field.name for field in fields(PlaneInfo)]
_LEAST_CROSSING = 1e-3  # determinant of three normals; below it two planes are as good as parallel


class PlaneKind(StrEnum):
    """The three planes of the body; the value stands in files."""

    AXIAL = "axial"
    CORONAL = "coronal"
    SAGITTAL = "sagittal"


@dataclass(frozen=True, slots=True)
class Slab:
    """How thick planes are, and what is shown of the values in them."""

    projection: Projection | None = None  # None: no slab
    thickness_mm: float = 10.0


NO_SLAB = Slab()


@dataclass(frozen=True, slots=True, eq=False)
class VolumeGrid:
    """Where the voxels of a volume lie, as :class:`ml.imaging.Volume` says it."""

    sizes: tuple[int, int, int]  # columns, rows, slices
    origin_mm: tuple[float, float, float]
    direction: np.ndarray  # (3, 3), the index axes in its columns
    spacing_mm: tuple[float, float, float]

    def to_patient(self, index: np.ndarray) -> np.ndarray:
        """The patient point (3,), or points (..., 3), of indices (column, row, slice)."""
        return np.asarray(index, float) * self.spacing_mm @ self.direction.T + self.origin_mm

    @property
    def middle(self) -> np.ndarray:
        """The patient point of the voxel in the middle."""
        return self.to_patient(np.array([size // 2 for size in self.sizes]))

    @property
    def corners(self) -> np.ndarray:
        """The outer corners in patient coordinates: float64 (8, 3)."""
        ends = [(-0.5, size - 0.5) for size in self.sizes]
        return self.to_patient(np.array([(x, y, z) for x in ends[0] for y in ends[1] for z in ends[2]]))


@dataclass(frozen=True, slots=True)
class PlaneSeries(Series):
    """All planes in one direction through the volume of a series."""

    source: Series | None = None
    plane: PlaneKind = PlaneKind.AXIAL

    @property
    def orientation(self) -> Orientation:
        orientation = self.frames[0].orientation
        assert orientation is not None
        return orientation


def source_of(series: Series) -> Series:
    """The series whose files hold the pixels: a series itself, or that which planes are cut from."""
    return series.source if isinstance(series, PlaneSeries) and series.source is not None else series


def nearest_slice_of(source: Series, info: FrameInfo) -> int:
    """The number of the slice of a series that lies nearest to the middle of a plane."""
    plane, middle = plane_of(info), len(source.frames) // 2
    if plane is None:
        return middle
    found = nearest_slice(source.frames, plane.to_patient((plane.columns / 2, plane.rows / 2)), middle)
    return middle if found is None else found


def of_one_volume(first: Series, second: Series) -> bool:
    """Whether one of two series is planes of the other, or both are planes of a third."""
    planes = isinstance(first, PlaneSeries) or isinstance(second, PlaneSeries)
    return planes and source_of(first).series_uid == source_of(second).series_uid


def grid_orientation(grid: VolumeGrid, kind: PlaneKind) -> Orientation:
    """The plane of the grid that is nearest to one of the body, as radiologists hang it.

    Axial planes are seen from the feet, coronal ones from the front, sagittal ones from the left.
    """
    left, back, head = _axes_of_body(grid)
    right, down = {
        PlaneKind.AXIAL: (left, back),
        PlaneKind.CORONAL: (left, -head),
        PlaneKind.SAGITTAL: (back, -head),
    }[kind]
    return _orientation(right, down)


def plane_info(source: Series, **values: Any) -> PlaneInfo:
    """A plane of the volume of a series, with what they have in common."""
    first = source.frames[0]
    return PlaneInfo(
        path=first.path,
        instance_uid=first.instance_uid,
        frame_of_reference=first.frame_of_reference or f"volume of {source.series_uid}",
        source_uid=source.series_uid,
        **values,
    )


def plane_series(
    source: Series,
    grid: VolumeGrid,
    kind: PlaneKind,
    orientation: Orientation,
    through: np.ndarray,
    *,
    slab: Slab = NO_SLAB,
) -> tuple[PlaneSeries, int]:
    """The planes of one direction, and the number of the one through a patient point.

    Along the grid they are its own planes, pixel for voxel. Otherwise their pixels are squares with the
    shortest side of a voxel, as far apart as they are wide, and one of them goes through the point exactly.
    """
    raster = _own_raster(grid, orientation, through)
    if raster is None:
        straight = _own_raster(grid, grid_orientation(grid, kind), through)
        raster = _free_raster(grid, orientation, through, straight)
    template = plane_info(
        source, frame=0, rows=raster.rows, columns=raster.columns, spacing=raster.spacing,
        orientation=orientation, plane=kind.value, step_mm=raster.step_mm, fitted=raster.fitted,
        projection=slab.projection, thickness_mm=slab.thickness_mm if slab.projection else 0.0,
    )  # fmt: skip
    normal = np.cross(orientation[:3], orientation[3:]) * raster.step_mm
    positions = (raster.first_mm + np.arange(raster.count)[:, None] * normal).tolist()
    frames = _along(template, positions)
    series = PlaneSeries(
        f"{source.series_uid}#{kind}", source.modality, source.description, source.body_part,
        source.transfer_syntax, SortRule.POSITION, frames, source.number, source.notes, source.is_parametric,
        None, source, kind,
    )  # fmt: skip
    return series, raster.index


def with_slab(series: PlaneSeries, slab: Slab) -> PlaneSeries:
    """The same planes, as thick as wanted."""
    thickness = slab.thickness_mm if slab.projection else 0.0
    frames = tuple(
        replace(frame, projection=slab.projection, thickness_mm=thickness)  # type: ignore[call-arg]
        for frame in series.frames
    )
    return replace(series, frames=frames)


def index_through(series: PlaneSeries, place: np.ndarray) -> int:
    """The number of the plane nearest to a patient point, which may lie beyond both ends."""
    first = series.frames[0]
    assert isinstance(first, PlaneInfo) and first.position_mm is not None
    normal = np.cross(series.orientation[:3], series.orientation[3:])
    return round(float((place - np.array(first.position_mm)) @ normal) / first.step_mm)


def turned(orientation: Orientation, axis: np.ndarray, angle: float) -> Orientation:
    """The orientation after a turn about an axis of length 1, in radians."""
    x, y, z = axis
    skew = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    rotation = np.eye(3) + math.sin(angle) * skew + (1 - math.cos(angle)) * skew @ skew
    right, down = rotation @ orientation[:3], rotation @ orientation[3:]
    right /= np.linalg.norm(right)
    down -= (down @ right) * right  # many small turns must not add up to a skewed image
    return _orientation(right, down / np.linalg.norm(down))


def turned_like(orientation: Orientation, before: Orientation, after: Orientation) -> Orientation:
    """The orientation after the turn that leads from one orientation to another."""
    turn = _axes(after).T @ _axes(before)
    return _orientation(turn @ orientation[:3], turn @ orientation[3:])


def meeting_point(frames: Iterable[FrameInfo]) -> np.ndarray | None:
    """The patient point that three planes have in common; None when they do not meet in one point."""
    planes = [plane for plane in map(plane_of, frames) if plane is not None]
    normals = np.array([plane.normal for plane in planes])
    if len(planes) != 3 or abs(np.linalg.det(normals)) < _LEAST_CROSSING:
        return None
    return np.linalg.solve(normals, np.array([plane.normal @ plane.corner for plane in planes]))


def _along(template: PlaneInfo, positions: list[list[float]]) -> tuple[PlaneInfo, ...]:
    """A plane at each position; twice as fast as ``replace``, and this is done at each move of the mouse."""
    values = [getattr(template, name) for name in _PLANE_FIELDS]
    number_at, position_at = _PLANE_FIELDS.index("frame"), _PLANE_FIELDS.index("position_mm")
    planes = []
    for values[number_at], (x, y, z) in enumerate(positions):
        values[position_at] = (x, y, z)
        planes.append(PlaneInfo(*values))
    return tuple(planes)


@dataclass(frozen=True, slots=True, eq=False)
class _Raster:
    """The pixels of a stack of planes."""

    columns: int
    rows: int
    count: int
    spacing: Spacing
    step_mm: float
    first_mm: np.ndarray  # center of the first pixel of the first plane
    index: int  # of the plane through the wanted point
    fitted: tuple[float, float] | None = None


def _own_raster(grid: VolumeGrid, orientation: Orientation, through: np.ndarray) -> _Raster | None:
    """The raster of the grid's own planes; None when the orientation is not along it."""
    right, down = np.array(orientation[:3]), np.array(orientation[3:])
    ways = np.array([right, down, np.cross(right, down)]) @ grid.direction
    axes = np.abs(ways).argmax(axis=1)
    signs = ways[np.arange(3), axes]
    if (np.abs(signs) < 1 - _ALONG_GRID).any():
        return None
    column, row, normal = (int(axis) for axis in axes)
    first = np.zeros(3)
    for axis, sign in zip(axes, signs, strict=True):
        first[axis] = 0 if sign > 0 else grid.sizes[axis] - 1
    first_mm = grid.to_patient(first)
    step = grid.spacing_mm[normal]
    away = float((through - first_mm) @ np.cross(right, down)) / step
    index = min(max(round(away), 0), grid.sizes[normal] - 1)
    spacing = Spacing(grid.spacing_mm[row], grid.spacing_mm[column], SpacingKind.PATIENT)
    return _Raster(grid.sizes[column], grid.sizes[row], grid.sizes[normal], spacing, step, first_mm, index)


def _free_raster(
    grid: VolumeGrid, orientation: Orientation, through: np.ndarray, straight: _Raster | None
) -> _Raster:
    """A raster of cubes that covers the whole volume, and is seen as large as a straight plane."""
    right, down = np.array(orientation[:3]), np.array(orientation[3:])
    normal, side = np.cross(right, down), min(grid.spacing_mm)
    reach = (grid.corners - through) @ np.array([right, down, normal]).T
    low, high = reach.min(axis=0), reach.max(axis=0)
    columns, rows = (max(1, math.ceil((high[axis] - low[axis]) / side - 1e-6)) for axis in (0, 1))
    before, behind = max(0, math.floor(-low[2] / side)), max(0, math.floor(high[2] / side))
    corner = [(low[axis] + high[axis] - (count - 1) * side) / 2 for axis, count in ((0, columns), (1, rows))]
    first_mm = through + corner[0] * right + corner[1] * down - before * side * normal
    spacing = Spacing(side, side, SpacingKind.PATIENT)
    fitted = None
    if straight is not None:
        width, height = straight.columns * straight.spacing.column_mm, straight.rows * straight.spacing.row_mm
        fitted = (width / side, height / side)
    return _Raster(columns, rows, before + behind + 1, spacing, side, first_mm, before, fitted)


def _axes_of_body(grid: VolumeGrid) -> np.ndarray:
    """The axes of the grid that lead most nearly to the left, the back and the head, in rows: (3, 3)."""
    best = max(
        permutations(range(3)),
        key=lambda order: sum(abs(grid.direction[axis, order[axis]]) for axis in range(3)),
    )
    axes = grid.direction[:, best].T
    return axes * np.where(np.diag(axes) < 0, -1.0, 1.0)[:, None]


def _axes(orientation: Orientation) -> np.ndarray:
    """Where columns, rows and normal lead to, in rows: (3, 3)."""
    right, down = np.array(orientation[:3]), np.array(orientation[3:])
    return np.array([right, down, np.cross(right, down)])


def _orientation(right: np.ndarray, down: np.ndarray) -> Orientation:
    a, b, c, d, e, f = (np.concatenate([right, down]) + 0.0).tolist()  # + 0.0: no minus zero
    return a, b, c, d, e, f
