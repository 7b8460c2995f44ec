"""The header of a volume file, whatever its format: where its voxels lie, in the file and in the patient."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from math import prod
from pathlib import Path, PurePath

import numpy as np

from ml.errors import ImagingError
from ml.imaging.unpacked import readable_path, shown_path
from ml.imaging.values import Spacing, SpacingKind, Window

MOST_FRAMES = 100_000  # of one file; more is damage, or would fill the memory with frames of a few pixels
_INFLATION_LIMIT = 1032  # deflate cannot do more
_UNIT_MM = {"m": 1000.0, "cm": 10.0, "mm": 1.0, "um": 1e-3, "µm": 1e-3, "microns": 1e-3}


class Encoding(Enum):
    """How voxels are written."""

    RAW = auto()
    DEFLATE = auto()  # with the header of gzip or of zlib
    BZIP2 = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class VoxelData:
    """Where the voxels of a volume start; behind compressed ones ``offset`` counts after inflation."""

    path: Path
    offset: int
    encoding: Encoding
    is_compressed_whole: bool = False  # the header is compressed together with the voxels


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """How voxel indices become millimetres.

    Attributes
    ----------
    steps_mm
        (3, 3): column i is the step from one voxel to the next along axis i, which are column, row, slice.
    origin_mm
        (3,): center of the first voxel; LPS. None when the file does not say how it lies in the patient:
        then only the lengths of the steps mean something.
    """

    steps_mm: np.ndarray
    origin_mm: np.ndarray | None

    @property
    def orientation(self) -> tuple[float, float, float, float, float, float] | None:
        """Direction cosines of a row and of a column; None when unknown or not perpendicular."""
        row, column = self._unit(0), self._unit(1)
        if self.origin_mm is None or abs(row @ column) > 0.05:
            return None
        return (*map(float, row), *map(float, column))  # type: ignore[return-value]  # 3 and 3

    def position_mm(self, slice_index: int) -> tuple[float, float, float] | None:
        """Center of the first voxel of a slice."""
        if self.origin_mm is None:
            return None
        x, y, z = (float(value) for value in self.origin_mm + slice_index * self.steps_mm[:, 2])
        return x, y, z

    @property
    def spacing(self) -> Spacing:
        """Of a slice; without a unit where its axes are not perpendicular."""
        columns_mm, rows_mm = (float(np.linalg.norm(self.steps_mm[:, axis])) for axis in (0, 1))
        is_sheared = abs(self._unit(0) @ self._unit(1)) > 0.05
        return Spacing(rows_mm, columns_mm, SpacingKind.NONE if is_sheared else SpacingKind.PATIENT)

    def _unit(self, axis: int) -> np.ndarray:
        return self.steps_mm[:, axis] / np.linalg.norm(self.steps_mm[:, axis])


@dataclass(frozen=True, eq=False)
class VolumeHeader:
    """A volume file without its voxels.

    Attributes
    ----------
    sizes
        Number of columns, rows, slices, and of whatever lies beyond (points in time); columns vary fastest.
    components
        How many numbers one voxel holds, next to each other.
    dtype
        Of one number, as stored.
    placement
        None when the file gives not even the distances of its voxels.
    """

    format_name: str
    sizes: tuple[int, ...]
    dtype: np.dtype
    data: VoxelData
    placement: Placement | None
    components: int = 1
    is_colour: bool = False
    slope: float = 1.0
    intercept: float = 0.0
    window: Window | None = None
    notes: tuple[str, ...] = ()

    @property
    def columns(self) -> int:
        return self.sizes[0]

    @property
    def rows(self) -> int:
        return self.sizes[1]

    @cached_property
    def slices(self) -> int:
        return self.sizes[2] if len(self.sizes) > 2 else 1

    @property
    def volumes(self) -> int:
        """How many volumes the file holds: points in time times components, unless these are a colour."""
        return prod(self.sizes[3:]) * (1 if self.is_colour else self.components)

    @property
    def slice_bytes(self) -> int:
        return self.rows * self.columns * self.components * self.dtype.itemsize

    @property
    def data_bytes(self) -> int:
        return self.slice_bytes * prod(self.sizes[2:])

    def check(self) -> None:
        """Refuse what cannot be shown and what cannot be true.

        Raises
        ------
        ImagingError
            The reason.
        OSError
            The file with the voxels cannot be read.
        """
        if self.dtype.kind == "c":
            raise ImagingError("not supported: complex values")
        if self.dtype.kind not in "iuf" or self.dtype.itemsize > 8:
            raise ImagingError(f"not supported: values of type {self.dtype}")
        if len(self.sizes) < 2 or min(self.sizes) < 1 or self.components < 1:
            raise ImagingError("damaged: its header has no usable size")
        if self.slices * self.volumes > MOST_FRAMES:
            raise ImagingError(f"not supported: more than {MOST_FRAMES} slices in one file")
        self._check_length()

    def _check_length(self) -> None:
        there, needed = self.data.path.stat().st_size, self.data_bytes
        if self.data.encoding is Encoding.RAW:
            there = max(0, there - self.data.offset)
            if there < needed:
                raise ImagingError(f"truncated: {there} of {needed} bytes of pixel data are there")
        least = {Encoding.DEFLATE: needed // _INFLATION_LIMIT, Encoding.TEXT: needed // self.dtype.itemsize}
        if there < least.get(self.data.encoding, 0):
            raise ImagingError(
                f"truncated: its {there} bytes cannot hold the {needed} that its header claims"
            )


def unit_mm(name: str) -> float | None:
    """Return the millimetres of a unit of length; None when it is unknown or none."""
    return _UNIT_MM.get(name.strip().lower().rstrip("."))


def usable_steps(steps_mm: np.ndarray) -> bool:
    """Tell whether every axis leads somewhere."""
    return bool(np.isfinite(steps_mm).all() and (np.linalg.norm(steps_mm, axis=0) > 0).all())


def beside(header: Path, name: str) -> Path:
    """Return the file with the voxels that a header names: in its own folder, nowhere else.

    Raises
    ------
    ImagingError
        The name leads elsewhere, or to nothing.
    """
    parts = PurePath(name.replace("\\", "/")).parts
    if len(parts) != 1 or parts[0] in ("..", "/") or ":" in name:
        raise ImagingError("not supported: its pixel data lies in another folder")
    path = readable_path(shown_path(header).parent / parts[0])
    if not path.is_file():
        raise ImagingError("the file with its pixel data, which lies beside it, is not there")
    return path
