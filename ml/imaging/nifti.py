"""NIfTI headers, by nibabel.

References
----------
https://nifti.nimh.nih.gov/nifti-1 (the comments of nifti1.h are the standard).
"""

from pathlib import Path

import numpy as np
from nibabel.nifti1 import Nifti1Header
from nibabel.nifti2 import Nifti2Header

from ml.errors import ImagingError
from ml.imaging.unpacked import readable_path, shown_path
from ml.imaging.unpacking import deflated_head
from ml.imaging.values import VoiFunction, Window
from ml.imaging.volume_header import Encoding, Placement, VolumeHeader, VoxelData, usable_steps

_HEADER_BYTES = 540  # of NIfTI-2, the longer one
_PACKED_HEAD_BYTES = 4096
_LPS_FROM_RAS = np.diag([-1.0, -1.0, 1.0])
_UNIT_MM = {"meter": 1000.0, "mm": 1.0, "micron": 1e-3, "unknown": 1.0}


def read_header(path: Path) -> VolumeHeader:
    """Read the header of a .nii, .nii.gz, or .hdr file with its .img.

    Raises
    ------
    ImagingError
        It is damaged or of a form that cannot be shown.
    """
    with path.open("rb") as file:
        is_compressed = file.read(2) == b"\x1f\x8b"
    header = _parse(_head(path, is_compressed))
    dtype, components = _value_type(header.get_data_dtype())
    slope, intercept = header.get_slope_inter()
    return VolumeHeader(
        format_name="NIfTI",
        sizes=_sizes(header),
        dtype=dtype,
        data=_data(path, header, is_compressed),
        placement=_placement(header),
        components=components,
        is_colour=components > 1,
        slope=1.0 if slope is None else float(slope),
        intercept=0.0 if intercept is None else float(intercept),
        window=_window(header),
        notes=_notes(header),
    )


def _head(path: Path, is_compressed: bool) -> bytes:
    with path.open("rb") as file:
        head = file.read(_PACKED_HEAD_BYTES)
    return deflated_head(head, _HEADER_BYTES) if is_compressed else head


def _parse(head: bytes) -> Nifti1Header:
    kind = Nifti2Header if head[4:7] in (b"n+2", b"ni2") else Nifti1Header
    if len(head) < kind.sizeof_hdr:
        raise ImagingError("truncated: it ends within its header")
    header = kind(head[: kind.sizeof_hdr], check=False)
    header.get_data_dtype()  # KeyError for a code that is none
    return header


def _sizes(header: Nifti1Header) -> tuple[int, ...]:
    count = int(header["dim"][0])
    if not 1 <= count <= 7:
        raise ImagingError("damaged: its header has no usable size")
    sizes = [int(size) for size in header["dim"][1 : count + 1]]
    return tuple(sizes) if count > 1 else (sizes[0], 1)


def _value_type(stored: np.dtype) -> tuple[np.dtype, int]:
    """Return the type of one number and how many make a voxel: 3 or 4 for RGB and RGBA."""
    if stored.fields is None:
        return stored, 1
    return np.dtype(np.uint8), len(stored.fields)


def _data(path: Path, header: Nifti1Header, is_compressed: bool) -> VoxelData:
    offset = int(header["vox_offset"])
    if bytes(header["magic"].tobytes())[:2] == b"ni":  # a pair: the voxels lie in the .img
        found = next(
            ((shown, file) for shown in _partners(path) if (file := readable_path(shown)).is_file()), None
        )
        if found is None:
            raise ImagingError("the file with its pixel data, which lies beside it, is not there")
        path, is_compressed = found[1], found[0].suffix == ".gz"
    elif offset < header.sizeof_hdr:
        offset = header.single_vox_offset
    if offset < 0:
        raise ImagingError("damaged: its pixel data would start in front of the file")
    encoding = Encoding.DEFLATE if is_compressed else Encoding.RAW
    return VoxelData(path, offset, encoding, is_compressed_whole=is_compressed)


def _partners(path: Path) -> list[Path]:
    path = shown_path(path)
    stem = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return [stem.with_suffix(suffix) for suffix in (".img", ".IMG", ".img.gz")]


def _placement(header: Nifti1Header) -> Placement | None:
    """Prefer the sform, as nibabel and most programs do; without any form only the distances are known."""
    unit = _UNIT_MM[header.get_xyzt_units()[0]]
    is_placed = int(header["sform_code"]) > 0 or int(header["qform_code"]) > 0
    if not is_placed:
        distances = [abs(float(value)) or 1.0 for value in header["pixdim"][1:4]]
        steps = np.diag(distances) * unit
        return Placement(steps, None) if usable_steps(steps) else None
    affine = np.asarray(header.get_best_affine(), np.float64) * unit
    steps, origin = _LPS_FROM_RAS @ affine[:3, :3], _LPS_FROM_RAS @ affine[:3, 3]
    if not (usable_steps(steps) and np.isfinite(origin).all()):
        raise ImagingError("damaged: its placement in the patient has no extent")
    return Placement(steps, origin)


def _notes(header: Nifti1Header) -> tuple[str, ...]:
    sform, qform = header.get_sform(coded=True)[0], header.get_qform(coded=True)[0]
    if sform is None and qform is None:
        return ("the file does not say how it lies in the patient",)
    if sform is not None and qform is not None and not np.allclose(sform, qform, atol=0.01):
        return ("the file gives two placements (qform and sform) that differ; shown by its sform",)
    return ()


def _window(header: Nifti1Header) -> Window | None:
    low, high = float(header["cal_min"]), float(header["cal_max"])
    if not (np.isfinite([low, high]).all() and low < high):
        return None
    return Window((low + high) / 2, high - low, "of the file", VoiFunction.LINEAR_EXACT)
