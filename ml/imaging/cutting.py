"""Planes and slabs in any direction, cut from a volume.

A plane that lies along the grid is a part of the block as it is: nothing is interpolated, and what is no copy
costs nothing. Any other plane is interpolated linearly between the eight voxels around each of its pixels.
"""

from typing import NamedTuple

import cv2
import numpy as np

from ml.imaging.values import PlaneInfo, Projection
from ml.imaging.volume import Volume
from ml.progress import Progress, no_progress

_WHOLE = 1e-3  # of a voxel: how far from the grid a plane may lie and still be taken for one of its own
_ROWS_AT_ONCE = 32  # of a plane: what is computed on the way stays in the nearest cache
_BLEND = {Projection.MAXIMUM: np.maximum, Projection.MINIMUM: np.minimum, Projection.MEAN: np.add}
_SUMMED = (np.uint8, np.int16, np.uint16, np.float32)  # what OpenCV adds up without copying it first
_EMPTY = {Projection.MAXIMUM: -np.inf, Projection.MINIMUM: np.inf, Projection.MEAN: 0.0}


class Outside(NamedTuple):
    """What a plane shows where the volume is not."""

    value: float
    dtype: np.dtype  # of planes: that of the voxels, if it holds the value too


def outside_of(volume: Volume) -> Outside:
    """Return a value that no voxel has: that of padding, else one below the smallest; NaN between floats."""
    dtype = volume.voxels.dtype
    if dtype.kind == "f":
        return Outside(np.nan, dtype)
    value = int(volume.voxels.min()) - 1 if volume.padding is None else int(volume.padding)
    return Outside(value, np.promote_types(dtype, np.min_scalar_type(value)))


def is_along_grid(volume: Volume, plane: PlaneInfo) -> bool:
    """Whether a plane is one of the grid's own: cutting it takes next to no time."""
    return _own_axes(volume, steps_of(volume, plane), plane) is not None


def cut(volume: Volume, plane: PlaneInfo, outside: Outside, progress: Progress = no_progress) -> np.ndarray:
    """Return the modality values of a plane, or of a slab around it: (rows, columns), read-only.

    A slab is made of the planes at multiples of ``step_mm`` whose centers lie within half its thickness, as
    far as they are in the volume. ``progress`` counts rows, where there is something to compute.
    """
    steps = steps_of(volume, plane)
    axes = _own_axes(volume, steps, plane)
    if axes is None:
        pixels = _sampled(volume, plane, steps, outside, progress)
    else:
        pixels = _own(volume, plane, steps, axes)
    pixels.flags.writeable = False
    return pixels


class Steps(NamedTuple):
    """A plane in indices of the volume (column, row, slice): float64 (3,) each."""

    first: np.ndarray  # the center of its first pixel
    column: np.ndarray  # from one column to the next
    row: np.ndarray
    normal: np.ndarray  # to the next plane


def steps_of(volume: Volume, plane: PlaneInfo) -> Steps:
    assert plane.position_mm is not None and plane.orientation is not None and plane.spacing is not None
    right, down = np.array(plane.orientation[:3]), np.array(plane.orientation[3:])
    ways = (
        right * plane.spacing.column_mm,
        down * plane.spacing.row_mm,
        np.cross(right, down) * plane.step_mm,
    )
    return Steps(
        volume.to_index(np.array(plane.position_mm)),
        *(way @ volume.direction / volume.spacing_mm for way in ways),
    )


class _Axes(NamedTuple):
    """Which axes of the volume the columns, the rows and the normal of a plane follow."""

    column: int
    row: int
    normal: int


def _own_axes(volume: Volume, steps: Steps, plane: PlaneInfo) -> _Axes | None:
    """Return the axes when a plane is a whole plane of the grid, None otherwise."""
    ways = np.array([steps.column, steps.row, steps.normal])
    whole = np.rint(np.abs(ways))
    if (whole.sum(axis=1) != 1).any() or np.abs(np.abs(ways) - whole).max() > _WHOLE / plane.columns:
        return None
    axes = _Axes(*(int(np.argmax(np.abs(way))) for way in ways))
    sizes = volume.voxels.shape[::-1]
    if sorted(axes) != [0, 1, 2] or (sizes[axes.column], sizes[axes.row]) != (plane.columns, plane.rows):
        return None
    first = np.rint(steps.first)
    begins = all(
        first[axis] == (0 if way[axis] > 0 else sizes[axis] - 1)
        for axis, way in ((axes.column, steps.column), (axes.row, steps.row))
    )
    inside = 0 <= first[axes.normal] < sizes[axes.normal]
    return axes if begins and inside and np.abs(steps.first - first).max() <= _WHOLE else None


def _own(volume: Volume, plane: PlaneInfo, steps: Steps, axes: _Axes) -> np.ndarray:
    """Take a plane of the grid, or a slab of its planes."""
    middle, each_side = round(steps.first[axes.normal]), plane.planes_on_each_side
    part = slice(max(middle - each_side, 0), middle + each_side + 1)
    pixels = _slab(volume.voxels, axes.normal, part, plane.projection)
    if axes.row < axes.column:
        pixels = pixels.T
    if steps.row[axes.row] < 0:
        pixels = pixels[::-1]
    if steps.column[axes.column] < 0:
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels).view()  # the caller's own flags, even where it is the block itself


def _slab(voxels: np.ndarray, axis: int, part: slice, projection: Projection | None) -> np.ndarray:
    """Project planes across an index axis (column, row, slice); those beyond the end are left out."""
    planes = _planes_along(voxels, axis, part)
    if len(planes) == 1 or projection is None:
        return planes[len(planes) // 2]
    if projection is not Projection.MEAN:
        return _BLEND[projection].reduce(planes, axis=0)
    mean = _sum(planes)
    mean /= np.float32(len(planes))
    return mean if voxels.dtype.kind == "f" else np.rint(mean, out=mean).astype(voxels.dtype)


def _planes_along(voxels: np.ndarray, axis: int, part: slice) -> np.ndarray:
    """Return planes across an index axis, the axis itself first."""
    if axis == 2:
        return voxels[part]
    if axis == 1:
        return voxels[:, part].transpose(1, 0, 2)
    # The columns lie next to each other: turned in one go, before anything is done along them.
    turned = cv2.transpose(voxels.reshape(-1, voxels.shape[2])[:, part])
    return turned.reshape(-1, *voxels.shape[:2])


def _sum(planes: np.ndarray) -> np.ndarray:
    """Add planes up: float32, exact for 256 planes of 16 bits."""
    if planes.flags.c_contiguous and planes.dtype in _SUMMED:
        rows = planes.reshape(len(planes), -1)
        return cv2.reduce(rows, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32F).reshape(planes.shape[1:])
    whole = planes.dtype.kind != "f" and planes.dtype.itemsize <= 2
    return np.add.reduce(planes, axis=0, dtype=np.int32 if whole else np.float32).astype(np.float32)


def _sampled(
    volume: Volume, plane: PlaneInfo, steps: Steps, outside: Outside, progress: Progress
) -> np.ndarray:
    """Interpolate a plane or a slab, some rows at a time, where the volume is."""
    pixels = np.empty((plane.rows, plane.columns), outside.dtype)
    sampler = _Sampler(volume.voxels, plane.columns)
    projection = plane.projection or Projection.MAXIMUM  # of a single plane: the same
    for start in range(0, plane.rows, _ROWS_AT_ONCE):
        progress(start, plane.rows)
        rows = np.arange(start, min(start + _ROWS_AT_ONCE, plane.rows))
        total = np.full((len(rows), plane.columns), _EMPTY[projection], np.float32)
        count = np.zeros(total.shape, np.int32)
        for number in range(-plane.planes_on_each_side, plane.planes_on_each_side + 1):
            part = sampler.sample(steps.first + number * steps.normal, steps.column, steps.row, rows)
            if part is None:
                continue
            into = total[:, part.columns]
            where = True if part.inside.all() else part.inside
            _BLEND[projection](into, part.values, out=into, where=where)
            count[:, part.columns] += part.inside
        if projection is Projection.MEAN:
            total /= np.maximum(count, 1)
        if outside.dtype.kind != "f":
            np.rint(total, out=total)
        total[count == 0] = outside.value
        np.copyto(pixels[start : start + len(rows)], total, casting="unsafe")
    return pixels


def columns_inside(begins: np.ndarray, column: np.ndarray, sizes: tuple[int, ...], columns: int) -> slice:
    """Return the columns, from the first to the last, in which any of some rows meets a volume.

    The rows begin at ``begins`` (3, rows); all of them go on by ``column`` (3,) for this many columns.
    """
    low, high = np.zeros(begins.shape[1]), np.full(begins.shape[1], columns - 1.0)
    for axis, size in enumerate(sizes):
        if column[axis]:
            ends = (np.array([[-0.5], [size - 0.5]]) - begins[axis]) / column[axis]
            low, high = np.maximum(low, ends.min(axis=0)), np.minimum(high, ends.max(axis=0))
        else:
            high = np.where((begins[axis] >= -0.5) & (begins[axis] <= size - 0.5), high, -1.0)
    meets = low <= high
    if not meets.any():
        return slice(0, 0)
    return slice(int(np.floor(low[meets].min())), int(np.ceil(high[meets].max())) + 1)


class _Part(NamedTuple):
    """Interpolated values of some rows, where they meet the volume."""

    columns: slice
    values: np.ndarray  # float32
    inside: np.ndarray  # bool: within half a voxel around the centers of voxels


class _Sampler:
    """Interpolates between voxels. Its buffers are used again: what it returns lasts until the next call."""

    def __init__(self, voxels: np.ndarray, columns: int) -> None:
        self._sizes = voxels.shape[::-1]
        self._flat = voxels.reshape(-1)
        self._strides = (1, voxels.shape[2], voxels.shape[1] * voxels.shape[2])
        self._columns = columns
        most = _ROWS_AT_ONCE * columns
        self._shares = [np.empty(most, np.float32) for _ in range(3)]
        self._values = [np.empty(most, np.float32) for _ in range(4)]
        self._whole, self._index = np.empty(most, np.int32), np.empty(most, np.intp)

    def sample(
        self, first: np.ndarray, column: np.ndarray, row: np.ndarray, rows: np.ndarray
    ) -> _Part | None:
        """Interpolate some rows; None where they miss the volume."""
        begins = first[:, None] + row[:, None] * rows
        columns = columns_inside(begins, column, self._sizes, self._columns)
        shape = (len(rows), columns.stop - columns.start)
        if shape[1] <= 0:
            return None
        inside = np.ones(shape, bool)
        index = _shaped(self._index, shape)
        along = np.arange(columns.start, columns.stop)
        for axis, size in enumerate(self._sizes):
            share, whole = _shaped(self._shares[axis], shape), _shaped(self._whole, shape)
            ways = (column[axis] * along).astype(np.float32)
            np.add(begins[axis].astype(np.float32)[:, None], ways, out=share)
            corners = share[[0, 0, -1, -1], [0, -1, 0, -1]]  # between them lies all the rest
            if corners.min() < -0.5 or corners.max() > size - 0.5:
                inside &= (share >= -0.5) & (share <= size - 0.5)
            if corners.min() < 0 or corners.max() > size - 1:
                np.clip(share, 0, size - 1, out=share)
            np.copyto(whole, share, casting="unsafe")
            np.minimum(whole, max(size - 2, 0), out=whole)
            np.subtract(share, whole, out=share)
            if axis == 0:
                np.copyto(index, whole)
            else:
                index += np.multiply(whole, self._strides[axis], dtype=np.intp)
        return _Part(columns, self._between(index), inside)

    def _between(self, index: np.ndarray) -> np.ndarray:
        """Interpolate along columns, then rows, then slices."""
        beyond = [stride if size > 1 else 0 for stride, size in zip(self._strides, self._sizes, strict=True)]
        near, far, near_row, far_row = (_shaped(values, index.shape) for values in self._values)
        for slices, (start, end) in ((0, (near, near_row)), (beyond[2], (far, far_row))):
            self._between_columns(index, slices, beyond[0], start)
            self._between_columns(index, slices + beyond[1], beyond[0], end)
            _mix(start, end, _shaped(self._shares[1], index.shape))
        _mix(near, far, _shaped(self._shares[2], index.shape))
        return near

    def _between_columns(self, index: np.ndarray, offset: int, beyond: int, out: np.ndarray) -> None:
        end = self._flat[offset + beyond :].take(index).astype(np.float32)
        np.copyto(out, self._flat[offset:].take(index))
        _mix(out, end, _shaped(self._shares[0], index.shape))


def _shaped(buffer: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return as much of a buffer as is needed."""
    return buffer[: shape[0] * shape[1]].reshape(shape)


def _mix(start: np.ndarray, end: np.ndarray, share: np.ndarray) -> None:
    """Put what lies between two values into the first; the second is used up."""
    np.subtract(end, start, out=end)
    np.multiply(end, share, out=end)
    np.add(start, end, out=start)
