"""NRRD headers (.nrrd, and .nhdr with its data beside it), by pynrrd.

References
----------
https://teem.sourceforge.net/nrrd/format.html
"""

from io import BytesIO
from math import prod
from pathlib import Path
from typing import Any

import nrrd
import numpy as np
from nrrd.reader import _TYPEMAP_NRRD2NUMPY as _TYPES

from ml.errors import ImagingError
from ml.imaging.volume_header import (
    Encoding,
    Placement,
    VolumeHeader,
    VoxelData,
    beside,
    unit_mm,
    usable_steps,
)

_HEADER_LIMIT_BYTES = 1 << 20  # those of diffusion images list hundreds of directions
_LPS_FROM_SPACE = {
    "left-posterior-superior": (1, 1, 1),
    "right-anterior-superior": (-1, -1, 1),
    "left-anterior-superior": (1, -1, 1),
}
_SHORT_NAMES = {
    "lps": "left-posterior-superior",
    "ras": "right-anterior-superior",
    "las": "left-anterior-superior",
}
_ENCODINGS = {
    "raw": Encoding.RAW,
    "gzip": Encoding.DEFLATE,
    "gz": Encoding.DEFLATE,
    "bzip2": Encoding.BZIP2,
    "bz2": Encoding.BZIP2,
    "ascii": Encoding.TEXT,
    "text": Encoding.TEXT,
    "txt": Encoding.TEXT,
}
_COLOURS = {"rgb-color", "rgba-color"}


def read_header(path: Path) -> VolumeHeader:
    """Read the header of a .nrrd or .nhdr file.

    Raises
    ------
    ImagingError
        It is damaged or of a form that cannot be shown.
    """
    with path.open("rb") as file:
        stream = BytesIO(file.read(_HEADER_LIMIT_BYTES))
    header = nrrd.read_header(stream)
    sizes = [int(size) for size in header["sizes"]]
    if len(sizes) != header["dimension"]:
        raise ImagingError("damaged: its header has no usable size")
    dtype = _dtype(header)
    axes = _SpatialAxes(header, len(sizes))
    components = sizes[0] if axes.first == 1 else 1
    placement = _placement(header, axes)
    return VolumeHeader(
        format_name="NRRD",
        sizes=tuple(sizes[axes.first :]),
        dtype=dtype,
        data=_data(path, header, stream.tell(), prod(sizes) * dtype.itemsize),
        placement=placement,
        components=components,
        is_colour=dtype == np.uint8 and components in (3, 4) and axes.kind_of_first in _COLOURS,
        notes=()
        if placement is not None and placement.origin_mm is not None
        else ("the file does not say how it lies in the patient",),
    )


class _SpatialAxes:
    """Which axes of the array lie in space: all next to each other, at most one axis in front of them."""

    def __init__(self, header: dict[str, Any], dimension: int) -> None:
        kinds = [kind.lower() for kind in header.get("kinds", [])]
        self.kind_of_first = kinds[0] if kinds else ""
        directions = header.get("space directions")
        if directions is not None:
            spatial = [axis for axis, row in enumerate(directions) if row is not None and _is_finite(row)]
        elif kinds:
            spatial = [axis for axis, kind in enumerate(kinds) if kind in ("domain", "space", "???")]
        else:
            spatial = list(range(min(3, dimension)))
        spatial = spatial[:3]
        self.first, self.count = (spatial or [0])[0], len(spatial)
        adjoining = spatial == list(range(self.first, self.first + self.count))
        if not adjoining or self.count < 2 or self.first > 1 or max(spatial) >= dimension:
            raise ImagingError("not supported: the order of its axes")

    def of(self, values: Any) -> list[Any]:
        return list(values)[self.first : self.first + self.count]


def _dtype(header: dict[str, Any]) -> np.dtype:
    name = str(header["type"])
    if name not in _TYPES or name == "block":
        raise ImagingError("not supported: the type of its values")
    dtype = np.dtype(_TYPES[name])
    is_text = _ENCODINGS.get(str(header["encoding"]).lower()) is Encoding.TEXT
    if dtype.itemsize > 1 and not is_text and header.get("endian") not in ("little", "big"):
        raise ImagingError("damaged: its header does not give the order of its bytes")
    return dtype.newbyteorder(">" if header.get("endian") == "big" else "<")


def _data(path: Path, header: dict[str, Any], end: int, length_bytes: int) -> VoxelData:
    encoding = _ENCODINGS.get(str(header["encoding"]).lower())
    if encoding is None:
        raise ImagingError("not supported: the encoding of its values")
    name = header.get("data file", header.get("datafile"))
    if name is not None and (name.upper().startswith("LIST") or "%" in name):
        raise ImagingError("not supported: an NRRD with its pixel data in several files")
    data_path, start = (path, end) if name is None else (beside(path, name), 0)
    lines = header.get("line skip", header.get("lineskip", 0))
    skipped = header.get("byte skip", header.get("byteskip", 0))
    if lines or (skipped and encoding is not Encoding.RAW):
        raise ImagingError("not supported: pixel data that follows something else")
    if skipped == -1:  # the voxels are the last thing in the file
        start, skipped = max(start, data_path.stat().st_size - length_bytes), 0
    return VoxelData(data_path, start + max(0, skipped), encoding)


def _placement(header: dict[str, Any], axes: _SpatialAxes) -> Placement | None:
    directions = header.get("space directions")
    if directions is None:
        spacings = header.get("spacings")
        known = [] if spacings is None else [abs(float(value)) for value in axes.of(spacings)]
        steps = np.diag([*known, 1.0][:3]) if len(known) == axes.count else np.zeros((3, 3))
        return Placement(steps, None) if usable_steps(steps) else None
    vectors = np.array([np.asarray(row, np.float64) for row in axes.of(directions)])
    unit = _space_unit(header)
    if axes.count < 3 or vectors.shape != (3, 3):
        return _unplaced(vectors, unit)
    steps = vectors.T * unit
    if not usable_steps(steps):
        raise ImagingError("damaged: its placement in the patient has no extent")
    name = str(header.get("space", "")).lower().removesuffix("-time")
    flips = _LPS_FROM_SPACE.get(_SHORT_NAMES.get(name, name))
    origin = header.get("space origin")
    if flips is None or origin is None or not _is_finite(origin) or len(origin) != 3:
        return _unplaced(vectors, unit)
    return Placement(np.diag(flips) @ steps, np.diag(flips) @ np.asarray(origin, np.float64) * unit)


def _unplaced(vectors: np.ndarray, unit: float) -> Placement | None:
    """Keep the distances alone."""
    distances = [*np.linalg.norm(vectors, axis=1).tolist(), 1.0][:3]
    steps = np.diag(distances) * unit
    return Placement(steps, None) if usable_steps(steps) else None


def _space_unit(header: dict[str, Any]) -> float:
    names = header.get("space units") or ["mm"]
    return unit_mm(str(names[0])) or 1.0


def _is_finite(vector: Any) -> bool:
    return bool(np.isfinite(np.asarray(vector, np.float64)).all())
