"""Planes in a hurry: cut coarsely, for as long as they move.

A draft takes the voxel nearest to each of its pixels, and of its slab only some of the planes. All planes of
a slab are the one in its middle, moved by whole voxels: where a pixel lies is computed once for all of them.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ml.imaging.cutting import Outside, Steps, columns_inside, steps_of
from ml.imaging.values import PlaneInfo, Projection, Spacing
from ml.imaging.volume import Volume

_MOST_VOXELS = 500_000  # looked up for one draft: 5 ms
_FEWEST_PLANES = 7  # of a slab: rather fewer pixels than still fewer planes
_ROWS_AT_ONCE = 64
_BLEND = {Projection.MAXIMUM: np.maximum, Projection.MINIMUM: np.minimum, Projection.MEAN: np.add}


def coarser(plane: PlaneInfo) -> PlaneInfo:
    """The same part of the same plane by fewer pixels, its slab by fewer planes.

    At least half as many in each direction.
    """
    planes = 2 * plane.planes_on_each_side + 1
    side = 2
    while plane.rows * plane.columns / side**2 * min(planes, _FEWEST_PLANES) > _MOST_VOXELS:
        side += 1
    rows, columns = -(-plane.rows // side), -(-plane.columns // side)
    height, width = plane.rows / rows, plane.columns / columns
    assert plane.position_mm is not None and plane.orientation is not None and plane.spacing is not None
    right = np.array(plane.orientation[:3]) * plane.spacing.column_mm
    down = np.array(plane.orientation[3:]) * plane.spacing.row_mm
    x, y, z = (plane.position_mm + right * (width - 1) / 2 + down * (height - 1) / 2).tolist()
    spacing = Spacing(plane.spacing.row_mm * height, plane.spacing.column_mm * width, plane.spacing.kind)
    most = max(_MOST_VOXELS // (rows * columns), 1)
    step = plane.step_mm * -(-planes // most)
    return replace(
        plane, rows=rows, columns=columns, position_mm=(x, y, z), spacing=spacing, step_mm=step, fitted=None
    )


def draft(volume: Volume, plane: PlaneInfo, outside: Outside) -> np.ndarray:
    """Return about what :func:`ml.imaging.cutting.cut` does, in the pixels of :func:`coarser`; read-only."""
    coarse = coarser(plane)
    pixels = np.full((coarse.rows, coarse.columns), outside.value, outside.dtype)
    steps = steps_of(volume, coarse)
    shifts = _shifts(volume, steps, coarse.planes_on_each_side)
    slab = _Slab(volume, steps, shifts, plane.projection or Projection.MAXIMUM)
    for start in range(0, coarse.rows, _ROWS_AT_ONCE):
        _fill(pixels[start : start + _ROWS_AT_ONCE], start, slab)
    pixels.flags.writeable = False
    return pixels


class _Shift(NamedTuple):
    """From the middle of a slab to another of its planes."""

    steps: tuple[int, int, int]  # in voxels: columns, rows, slices
    offset: int  # likewise in the block


def _shifts(volume: Volume, steps: Steps, each_side: int) -> list[_Shift]:
    strides = _strides(volume)
    whole = [np.rint(number * steps.normal).astype(int) for number in range(-each_side, each_side + 1)]
    return [_Shift((int(x), int(y), int(z)), int((x, y, z) @ strides)) for x, y, z in whole]


def _strides(volume: Volume) -> np.ndarray:
    _, rows, columns = volume.voxels.shape
    return np.array([1, columns, rows * columns])


class _Slab(NamedTuple):
    """What is looked up where; a plane is a slab of one."""

    volume: Volume
    steps: Steps  # of its middle
    shifts: list[_Shift]
    projection: Projection


def _fill(into: np.ndarray, start: int, slab: _Slab) -> None:
    """Put what the voxels say into some rows of a draft, from the row ``start`` on."""
    volume, steps, projection = slab.volume, slab.steps, slab.projection
    rows = np.arange(start, start + len(into))[:, None]
    columns = _columns_inside(rows, into.shape[1], slab)
    along = np.arange(columns.start, columns.stop)
    if not len(along):
        return
    places = [
        np.rint(steps.first[axis] + steps.row[axis] * rows + steps.column[axis] * along).astype(np.int32)
        for axis in range(3)
    ]
    index = sum(place * np.intp(stride) for place, stride in zip(places, _strides(volume), strict=True))
    flat, sizes = volume.voxels.reshape(-1), volume.voxels.shape[::-1]
    total, count = _empty(projection, index.shape, into.dtype), np.zeros(index.shape, np.int32)
    for shift in slab.shifts:
        inside = _inside(places, shift, sizes)
        values = flat.take(index + shift.offset, mode="clip")
        _BLEND[projection](total, values, out=total, where=inside, casting="unsafe")
        count += inside
    if projection is Projection.MEAN:
        total /= np.maximum(count, 1)
        if into.dtype.kind != "f":
            np.rint(total, out=total)
    np.copyto(into[:, columns], total, casting="unsafe", where=count > 0)


def _columns_inside(rows: np.ndarray, count: int, slab: _Slab) -> slice:
    """Return the columns in which any of some rows meets the volume in any plane of the slab."""
    begins = slab.steps.first + slab.steps.row * rows
    ends = np.concatenate([begins + shift.steps for shift in (slab.shifts[0], slab.shifts[-1])])
    return columns_inside(ends.T, slab.steps.column, slab.volume.voxels.shape[::-1], count)


def _empty(projection: Projection, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """What the first value blends into without a trace."""
    if projection is Projection.MEAN:
        return np.zeros(shape, np.float32)
    ends = (-np.inf, np.inf) if dtype.kind == "f" else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    return np.full(shape, ends[projection is Projection.MINIMUM], dtype)


def _inside(places: list[np.ndarray], shift: _Shift, sizes: tuple[int, ...]) -> np.ndarray | bool:
    """Where moved pixels lie in the volume; True: everywhere."""
    inside: np.ndarray | bool = True
    for place, step, size in zip(places, shift.steps, sizes, strict=True):
        corners = place[[0, 0, -1, -1], [0, -1, 0, -1]]  # between them lies all the rest
        if corners.min() + step < 0 or corners.max() + step >= size:
            inside = inside & (place >= -step) & (place < size - step)
    return inside
