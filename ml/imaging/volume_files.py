"""NIfTI, NRRD and MetaImage files as frames: one per slice, in the order and direction of the array."""

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from threading import Lock

import numpy as np

from ml.errors import ImagingError
from ml.imaging.damage import damage_named
from ml.imaging.record import FileRecord, uid_of_path
from ml.imaging.unpacked import shown_path
from ml.imaging.unpacking import inflate, unpack_bzip2
from ml.imaging.values import Frame, FrameInfo
from ml.imaging.volume_header import Encoding, VolumeHeader

_OPEN_HEADERS = 8
_LARGEST_UNPACKED_BYTES = 8 << 30

_unpacking = Lock()  # two threads that want two slices must not unpack one volume twice


def volume_record(path: Path) -> FileRecord:
    """Read what scanning wants to know of a volume file; it is a series by itself, or several.

    Raises
    ------
    ImagingError
        The file is damaged or of a form that cannot be shown.
    """
    header = _header(path)
    shown = shown_path(path).resolve()
    return FileRecord(
        study_uid=uid_of_path("study", shown.parent),
        series_uid=uid_of_path("series", shown),
        frames=_frames(path, header),
        modality="",
        transfer_syntax=header.format_name,
        series_description=shown.name.partition(".")[0] or shown.name,
        notes=header.notes,
    )


def read_volume_frame(info: FrameInfo) -> Frame:
    """Read one slice: modality values (slope and intercept applied), or colour.

    Integers stay integers where they fit 32 bits; all else becomes float32. Values that are not finite are
    kept. Of uncompressed files no more than the slice is read; the last compressed one stays unpacked in
    memory.

    Raises
    ------
    ImagingError
        The slice is damaged or not there.
    """
    header = _header(info.path)
    with damage_named("this slice"):
        pixels = _values(header, info.frame)
    pixels.flags.writeable = False
    return Frame(
        info=info,
        pixels=pixels,
        windows=() if header.window is None or header.is_colour else (header.window,),
        photometric="RGB" if header.is_colour else "MONOCHROME2",
    )


def _header(path: Path) -> VolumeHeader:
    stat = path.stat()
    return _checked_header(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=_OPEN_HEADERS)
def _checked_header(path: Path, modified_ns: int, size_bytes: int) -> VolumeHeader:
    with damage_named("its header"):
        header = _read_header(path)
        header.check()
        return header


def _read_header(path: Path) -> VolumeHeader:
    with path.open("rb") as file:
        is_nrrd = file.read(4) == b"NRRD"
    is_metaimage = path.suffix.lower() in (".mha", ".mhd")
    # nibabel and pynrrd are loaded for the files that need them and for no others.
    module = "nrrd_header" if is_nrrd else "metaimage" if is_metaimage else "nifti"
    return import_module(f"ml.imaging.{module}").read_header(path)


def _frames(path: Path, header: VolumeHeader) -> tuple[FrameInfo, ...]:
    placement = header.placement
    spacing = placement.spacing if placement else None
    orientation = placement.orientation if placement else None
    positions = [
        placement.position_mm(index) if placement and orientation else None for index in range(header.slices)
    ]
    return tuple(
        FrameInfo(
            path=path,
            frame=volume * header.slices + index,
            rows=header.rows,
            columns=header.columns,
            spacing=spacing,
            position_mm=position,
            orientation=orientation,
            stack=(("volume", str(volume + 1)),) if header.volumes > 1 else (),
        )
        for volume in range(header.volumes)
        for index, position in enumerate(positions)
    )


def _values(header: VolumeHeader, frame: int) -> np.ndarray:
    volume, index = divmod(frame, header.slices)
    component = 0
    if not header.is_colour:
        volume, component = divmod(volume, header.components)
    stored = _stored_slice(header, volume * header.slices + index)
    if header.is_colour:
        return _without_transparency(stored)
    values = np.ascontiguousarray(stored[..., component])
    return _rescaled(values.astype(values.dtype.newbyteorder("="), copy=False), header)


def _stored_slice(header: VolumeHeader, number: int) -> np.ndarray:
    """Return (rows, columns, components) as stored."""
    start, length = number * header.slice_bytes, header.slice_bytes
    if header.data.encoding is Encoding.RAW:
        with header.data.path.open("rb") as file:
            file.seek(header.data.offset + start)
            data = file.read(length)
    else:
        with _unpacking:
            stat = header.data.path.stat()
            data = bytes(_unpacked(header, stat.st_mtime_ns, stat.st_size)[start : start + length])
    if len(data) < length:
        raise ImagingError(f"truncated: {len(data)} of {length} bytes of this slice are there")
    return np.frombuffer(data, header.dtype).reshape(header.rows, header.columns, header.components)


@lru_cache(maxsize=1)
def _unpacked(header: VolumeHeader, modified_ns: int, size_bytes: int) -> memoryview:
    data = header.data
    if header.data_bytes > _LARGEST_UNPACKED_BYTES:
        raise ImagingError(f"not supported: {header.data_bytes >> 30} GiB of compressed pixel data")
    with data.path.open("rb") as file:
        if not data.is_compressed_whole:
            file.seek(data.offset)
        start = data.offset if data.is_compressed_whole else 0
        if data.encoding is Encoding.TEXT:
            return memoryview(_from_text(file.read(), header.dtype))
        unpack = inflate if data.encoding is Encoding.DEFLATE else unpack_bzip2
        return memoryview(unpack(file, start + header.data_bytes))[start:]


def _from_text(text: bytes, dtype: np.dtype) -> bytes:
    return np.array(text.split(), np.float64 if dtype.kind == "f" else np.int64).astype(dtype).tobytes()


def _rescaled(values: np.ndarray, header: VolumeHeader) -> np.ndarray:
    """Apply slope and intercept; of up to 16 bits, the type of all slices is the same."""
    slope, intercept = header.slope, header.intercept
    if values.dtype.kind == "f" or not (slope.is_integer() and intercept.is_integer()):
        with np.errstate(over="ignore", invalid="ignore"):
            return (values * np.float64(slope) + np.float64(intercept)).astype(np.float32)
    limits = np.iinfo(values.dtype)
    wanted = _smallest_type(limits.min, limits.max, header)
    if wanted is None:
        wanted = _smallest_type(int(values.min()), int(values.max()), header) and np.dtype(np.int32)
    if wanted is None:
        return (values * slope + intercept).astype(np.float32)
    if (slope, intercept) == (1, 0):
        return values.astype(wanted, copy=False)
    return (values.astype(np.int64) * int(slope) + int(intercept)).astype(wanted)


def _smallest_type(low: int, high: int, header: VolumeHeader) -> np.dtype | None:
    """Return the type that holds these stored values after rescale, None when no integer of 32 bits does."""
    ends = sorted(value * int(header.slope) + int(header.intercept) for value in (low, high))
    for dtype in (np.uint8, np.int16, np.uint16, np.int32):
        limits = np.iinfo(dtype)
        if limits.min <= ends[0] and ends[1] <= limits.max:
            return np.dtype(dtype)
    return None


def _without_transparency(pixels: np.ndarray) -> np.ndarray:
    """Return (rows, columns, 3) of RGB, or of RGBA over black."""
    if pixels.shape[2] == 4:
        pixels = (pixels[..., :3] * (pixels[..., 3:] / 255.0) + 0.5).astype(np.uint8)
    return np.ascontiguousarray(pixels)
