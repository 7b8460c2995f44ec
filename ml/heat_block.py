"""The heat maps of a series as one block in the patient, and the cuts of it that planes show.

The maps stay as coarse as the network makes them: a block takes kilobytes, and cutting it interpolates as the
way back onto a slice does. Slices without a map are unknown, which is not the same as no evidence.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np

from ml.imaging.cutting import Outside, cut
from ml.imaging.values import PlaneInfo, Spacing
from ml.imaging.volume import Volume
from ml.results import CoarseMap, HeatMap, Method

_OUTSIDE = Outside(np.nan, np.dtype(np.float32))
_HALF_KNOWN = 0.5 - 1e-6
_MOST_SAMPLES = 200_000  # of a cut; above it, as in thick slabs, the evidence is sampled more coarsely


class Grid(Protocol):
    """Where the voxels of the volume lie that a series makes; see :class:`ml.imaging.Volume`."""

    @property
    def sizes(self) -> tuple[int, int, int]: ...  # columns, rows, slices
    @property
    def origin_mm(self) -> tuple[float, float, float]: ...
    @property
    def direction(self) -> np.ndarray: ...
    @property
    def spacing_mm(self) -> tuple[float, float, float]: ...


@dataclass(frozen=True, slots=True, eq=False)
class HeatBlock:
    """The maps of one class by one method.

    Attributes
    ----------
    cells
        Evidence, float32 (slices, h, w), where it lies in the patient; 0 on slices that are not known.
    known
        bool (slices,): of which slices there is a map.
    low, high
        From where to where the volume of the series reaches, in indices of the cells, float64 (3,).
    """

    cells: Volume
    known: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def peak(self) -> float:
        """The largest evidence of all slices."""
        return float(self.cells.voxels.max())

    def cut(self, plane: PlaneInfo) -> np.ndarray:
        """The evidence in a plane: float32 (rows, columns).

        NaN outside of the volume, and where the nearest slice is not known. Of a slab, whatever it shows of
        the image, the largest evidence within it: no evidence shall be overlooked.
        """
        samples = plane.rows * plane.columns * (2 * plane.planes_on_each_side + 1)
        factor = math.ceil(math.sqrt(samples / _MOST_SAMPLES))
        sampled = plane if factor == 1 else _coarser(plane, factor)
        normal = np.cross(*_ways(plane)) * plane.step_mm
        total = None
        for number in range(-plane.planes_on_each_side, plane.planes_on_each_side + 1):
            x, y, z = (np.array(sampled.position_mm) + number * normal).tolist()
            single = self._single(replace(sampled, position_mm=(x, y, z), projection=None))
            total = single if total is None else np.fmax(total, single)
        assert total is not None
        return total if factor == 1 else _finer(total, factor)[: plane.rows, : plane.columns]

    def heat_map(self, plane: PlaneInfo, class_name: str, method: Method) -> HeatMap | None:
        """The map that a plane shows, 1 at the largest evidence of all slices; None where nothing is known.

        Its ``peak`` is the largest evidence in the plane.
        """
        evidence = self.cut(plane)
        if np.isnan(evidence).all():
            return None
        values, peak = np.nan_to_num(evidence, copy=False), self.peak
        relative = values / np.float32(peak) if peak > 0 else np.zeros_like(values)
        return HeatMap(relative, class_name, float(values.max()), method, self._cell_px(plane))

    def _single(self, plane: PlaneInfo) -> np.ndarray:
        """The evidence in a plane without thickness."""
        values = cut(self.cells, plane, _OUTSIDE).copy()
        indices = self._indices(plane)
        for index, low, high in zip(indices, self.low, self.high, strict=True):
            corners = index[[0, 0, -1, -1], [0, -1, 0, -1]]  # between them lies all the rest
            if corners.min() < low or corners.max() > high:
                values[(index < low) | (index > high)] = np.nan
        if not self.known.all():  # the mean of the known slices beside a pixel, the nearest one among them
            share = np.interp(indices[2], np.arange(len(self.known)), self.known)
            values[share < _HALF_KNOWN] = np.nan
            values /= np.maximum(share, _HALF_KNOWN)
        return values

    def _indices(self, plane: PlaneInfo) -> list[np.ndarray]:
        """Where the pixels of a plane lie in the block: three (rows, columns), column, row and slice."""
        first, (right, down) = self.cells.to_index(np.array(plane.position_mm)), self._steps(plane)
        columns, rows = np.arange(plane.columns, dtype=np.float32), np.arange(plane.rows, dtype=np.float32)
        return [
            np.float32(first[axis])
            + (np.float32(down[axis]) * rows)[:, None]
            + np.float32(right[axis]) * columns
            for axis in range(3)
        ]

    def _steps(self, plane: PlaneInfo) -> tuple[np.ndarray, np.ndarray]:
        """From one column of a plane to the next, and from one row to the next, in indices of the block."""
        assert plane.spacing is not None
        right, down = _ways(plane)
        cells = self.cells
        return (
            right * plane.spacing.column_mm @ cells.direction / cells.spacing_mm,
            down * plane.spacing.row_mm @ cells.direction / cells.spacing_mm,
        )

    def _cell_px(self, plane: PlaneInfo) -> tuple[float, float]:
        """How many columns and rows of a plane lie in one cell."""
        right, down = (float(np.linalg.norm(step)) for step in self._steps(plane))
        return 1 / right, 1 / down


def heat_block(maps: Sequence[CoarseMap | None], grid: Grid) -> HeatBlock | None:
    """Lay the maps of the slices of a series on the grid of its volume; None without any map.

    Parameters
    ----------
    maps
        One for each slice in the order of the series; None where there is none.
    grid
        That of the volume which :func:`ml.imaging.read_volume` makes of the series.
    """
    model = next((one for one in maps if one is not None), None)
    if model is None:
        return None
    blank = np.zeros_like(model.values)
    voxels = np.stack([blank if one is None else one.values for one in maps]).astype(np.float32)
    known = np.array([one is not None for one in maps])
    first = np.array([*model.first_px, 0.0])
    cell = np.array([*model.cell_px, 1.0])
    x, y, z = (first * grid.spacing_mm @ grid.direction.T + grid.origin_mm).tolist()
    columns_mm, rows_mm, slices_mm = (cell * grid.spacing_mm).tolist()
    for array in (voxels, known):
        array.flags.writeable = False
    cells = Volume(voxels, (x, y, z), grid.direction, (columns_mm, rows_mm, slices_mm))
    ends = np.array(grid.sizes) - 0.5
    return HeatBlock(cells, known, (-0.5 - first) / cell - 1e-4, (ends - first) / cell + 1e-4)


def _coarser(plane: PlaneInfo, factor: int) -> PlaneInfo:
    """The same plane with pixels as large as some of its own; the last ones may reach beyond it."""
    assert plane.spacing is not None
    right, down = _ways(plane)
    spacing = plane.spacing
    aside = (right * spacing.column_mm + down * spacing.row_mm) * (factor - 1) / 2
    x, y, z = (np.array(plane.position_mm) + aside).tolist()
    return replace(
        plane,
        rows=math.ceil(plane.rows / factor),
        columns=math.ceil(plane.columns / factor),
        position_mm=(x, y, z),
        spacing=Spacing(spacing.row_mm * factor, spacing.column_mm * factor, spacing.kind),
    )


def _finer(evidence: np.ndarray, factor: int) -> np.ndarray:
    """Interpolated onto pixels of which ``factor`` lie along each of those given."""
    size = (evidence.shape[1] * factor, evidence.shape[0] * factor)
    unknown = cv2.resize(np.isnan(evidence).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    fine: np.ndarray = cv2.resize(np.nan_to_num(evidence), size, interpolation=cv2.INTER_LINEAR)
    fine[unknown > 0] = np.nan
    return fine


def _ways(plane: PlaneInfo) -> tuple[np.ndarray, np.ndarray]:
    """Where the columns and the rows of a plane lead to."""
    assert plane.orientation is not None
    return np.array(plane.orientation[:3]), np.array(plane.orientation[3:])
