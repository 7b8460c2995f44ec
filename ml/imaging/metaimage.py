"""MetaImage headers (.mha, and .mhd with its data beside it).

References
----------
https://itk.org/Wiki/MetaIO/Documentation
"""

from math import prod
from pathlib import Path

import numpy as np

from ml.errors import ImagingError
from ml.imaging.volume_header import Encoding, Placement, VolumeHeader, VoxelData, beside, usable_steps

_HEADER_LIMIT_BYTES = 1 << 16
_TYPES = {
    "MET_CHAR": "i1",
    "MET_UCHAR": "u1",
    "MET_SHORT": "i2",
    "MET_USHORT": "u2",
    "MET_INT": "i4",
    "MET_UINT": "u4",
    "MET_LONG": "i4",  # 4 bytes in files, whatever the machine
    "MET_ULONG": "u4",
    "MET_LONG_LONG": "i8",
    "MET_ULONG_LONG": "u8",
    "MET_FLOAT": "f4",
    "MET_DOUBLE": "f8",
}


def read_header(path: Path) -> VolumeHeader:
    """Read the header of a .mha or .mhd file.

    Raises
    ------
    ImagingError
        It is damaged or of a form that cannot be shown.
    """
    fields, end = _fields(path)
    sizes = tuple(int(part) for part in fields.get("dimsize", "").split())
    if len(sizes) != int(fields.get("ndims", "0")):
        raise ImagingError("damaged: its header has no usable size")
    dtype = _dtype(fields)
    components = int(fields.get("elementnumberofchannels", "1"))
    placement = _placement(fields, len(sizes))
    return VolumeHeader(
        format_name="MetaImage",
        sizes=sizes,
        dtype=dtype,
        data=_data(path, fields, end, prod(sizes) * components * dtype.itemsize),
        placement=placement,
        components=components,
        is_colour=components in (3, 4) and dtype == np.uint8,
        notes=_notes(placement),
    )


def _fields(path: Path) -> tuple[dict[str, str], int]:
    """Return the fields of a header by their names in lower case, and where the header ends."""
    fields: dict[str, str] = {}
    with path.open("rb") as file:
        while "elementdatafile" not in fields:
            line = file.readline(_HEADER_LIMIT_BYTES)
            name, equals, value = line.decode("utf-8", "replace").partition("=")
            if not equals or file.tell() > _HEADER_LIMIT_BYTES:
                raise ImagingError("damaged: its header does not say where its pixel data is")
            fields[name.strip().lower()] = value.strip()
        return fields, file.tell()


def _dtype(fields: dict[str, str]) -> np.dtype:
    name = fields.get("elementtype", "").upper()
    if name not in _TYPES:
        raise ImagingError("not supported: the type of its values")
    is_big = _is_true(fields, "binarydatabyteordermsb") or _is_true(fields, "elementbyteordermsb")
    return np.dtype(_TYPES[name]).newbyteorder(">" if is_big else "<")


def _data(path: Path, fields: dict[str, str], end: int, length_bytes: int) -> VoxelData:
    name = fields["elementdatafile"]
    if name.upper().startswith("LIST") or "%" in name:
        raise ImagingError("not supported: a MetaImage with its pixel data in several files")
    is_local = name.upper() == "LOCAL"
    data_path = path if is_local else beside(path, name)
    start = end if is_local else 0
    if not _is_true(fields, "binarydata", default=True):
        return VoxelData(data_path, start, Encoding.TEXT)
    if _is_true(fields, "compresseddata"):
        return VoxelData(data_path, start, Encoding.DEFLATE)
    skipped = int(fields.get("headersize", "0"))
    if skipped == -1:  # the voxels are the last thing in the file
        start = max(start, data_path.stat().st_size - length_bytes)
    return VoxelData(data_path, start + max(0, skipped), Encoding.RAW)


def _placement(fields: dict[str, str], dimensions: int) -> Placement | None:
    spacing = _numbers(fields, dimensions, "elementspacing", "elementsize")
    if spacing is None:
        return None
    steps = np.eye(3)
    shown = min(3, dimensions)
    steps[:shown, :shown] *= np.array(spacing[:shown])
    matrix = _numbers(fields, dimensions**2, "transformmatrix", "orientation", "rotation")
    origin = _numbers(fields, dimensions, "offset", "position", "origin")
    if not usable_steps(steps):
        return None
    if matrix is None or origin is None or dimensions < 3:
        return Placement(np.abs(steps), None)
    # Written axis by axis: the first three numbers are the direction of a row.
    directions = np.array(matrix).reshape(dimensions, dimensions)[:3, :3].T
    placed = directions @ steps
    if not usable_steps(placed):
        raise ImagingError("damaged: its placement in the patient has no extent")
    return Placement(placed, np.array(origin[:3]))


def _notes(placement: Placement | None) -> tuple[str, ...]:
    if placement is not None and placement.origin_mm is not None:
        return ()
    return ("the file does not say how it lies in the patient",)


def _numbers(fields: dict[str, str], count: int, *names: str) -> list[float] | None:
    text = next((fields[name] for name in names if name in fields), "")
    values = [float(part) for part in text.split()]
    return values if len(values) == count and np.isfinite(values).all() else None


def _is_true(fields: dict[str, str], name: str, default: bool = False) -> bool:
    return fields[name][:1].upper() in ("T", "1", "Y") if fields.get(name) else default
