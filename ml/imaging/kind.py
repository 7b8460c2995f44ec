"""What kind of file is this? Decided by its first bytes, not by its name."""

import re
import struct
from enum import Enum, auto
from io import FileIO
from pathlib import Path, PurePath

from ml.imaging.encoding import is_run_of_elements
from ml.imaging.unpacking import deflated_head

HEAD_BYTES = 4096  # enough to find a NIfTI header in what gzip has packed
_IMAGE_SUFFIXES = {".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".bmp", ".webp", ".gif"}
_DICOM_SUFFIXES = {".dcm", ".dicom", ".dic", ".ima"}
_VOLUME_SUFFIXES = {".nii", ".nrrd", ".nhdr", ".mha", ".mhd"}
_ARCHIVE_SUFFIXES = (".zip", ".tar", ".tgz", ".tar.gz")
_METAIMAGE_FIELD = re.compile(rb"\s*(ObjectType|NDims|Comment|ObjectSubType)\s*=")
_IMAGE_MARKS = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"GIF8",
)


class FileKind(Enum):
    """How a file is to be read."""

    DICOM = auto()
    IMAGE = auto()
    VOLUME = auto()  # NIfTI, NRRD, MetaImage
    OTHER = auto()  # plainly no image, and not named like one
    BROKEN = auto()  # named like an image, but it is none


def file_kind(path: Path) -> FileKind:
    """Tell how to read a file.

    Raises
    ------
    OSError
        The file cannot be opened.
    """
    with FileIO(path) as file:
        return kind_of_head(file.read(HEAD_BYTES), path.name)


def kind_of_head(head: bytes, name: str) -> FileKind:
    """Tell how to read a file from its first :data:`HEAD_BYTES` bytes and its name."""
    if _is_dicomdir(name):
        return FileKind.OTHER
    if head[128:132] == b"DICM" or _starts_like_bare_dicom(head):
        return FileKind.DICOM
    if head.startswith(_IMAGE_MARKS) or _is_webp(head) or _is_bmp(head):
        return FileKind.IMAGE
    suffix = PurePath(name).suffix.lower()
    unpacked = deflated_head(head, HEAD_BYTES) if head.startswith(b"\x1f\x8b") else head
    if head.startswith(b"NRRD") or _is_nifti(unpacked) or _is_metaimage(head, suffix):
        return FileKind.VOLUME
    return FileKind.BROKEN if known_suffix(name) else FileKind.OTHER


def is_archive_name(name: str) -> bool:
    """Tell a zip or tar archive by its name: documents and programs are zip archives too."""
    return name.lower().endswith(_ARCHIVE_SUFFIXES)


def holds_files(name: str) -> bool:
    """Tell by its name a file that leads to others: an archive or a DICOMDIR."""
    return is_archive_name(name) or _is_dicomdir(name)


def known_suffix(name: str) -> str:
    """Return the ending of a name that says what kind of image it is, in lower case; "" when it does not."""
    suffix = PurePath(name).suffix.lower()
    if name.lower().endswith(".nii.gz"):
        return ".nii.gz"
    return suffix if suffix in _IMAGE_SUFFIXES | _DICOM_SUFFIXES | _VOLUME_SUFFIXES else ""


def is_hidden(name: str) -> bool:
    """Tell by its name what systems keep for themselves and people do not mean."""
    return name.startswith(".") or name == "__MACOSX"


def _is_dicomdir(name: str) -> bool:
    return name.upper().partition(";")[0].rstrip(".") == "DICOMDIR"


def why_no_image(path: Path) -> str:
    """Say why a file that holds no frames cannot be opened, in words for the user."""
    suffix = path.suffix.lower()
    if path.stat().st_size == 0:
        return "the file is empty"
    if holds_files(path.name):
        return "it holds no image itself, but leads to files that may"
    if suffix in _DICOM_SUFFIXES:
        return "not a DICOM file, though named like one: it has neither the DICM mark nor a DICOM element"
    if known_suffix(path.name):
        return f"not an image file, though named {suffix}"
    return (
        "not an image: neither DICOM nor PNG, JPEG, TIFF, BMP, WebP, GIF, NIfTI, NRRD or MetaImage, "
        "nor an archive of such"
    )


def _starts_like_bare_dicom(head: bytes) -> bool:
    """Tell a data set without preamble: mostly it starts with a low element of group 0002 or 0008."""
    if len(head) < 8:
        return False
    for order in "<>":
        group, element, length = struct.unpack(f"{order}HHL", head[:8])
        is_explicit = head[4:6].isalpha() and head[4:6].isupper()
        if group in (0x0002, 0x0008) and element < 0x0080 and (is_explicit or length < 0x1000):
            return True
    return is_run_of_elements(head)


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_bmp(head: bytes) -> bool:
    header_bytes = int.from_bytes(head[14:18], "little")
    return head[:2] == b"BM" and header_bytes in (12, 40, 52, 56, 64, 108, 124)


def _is_nifti(head: bytes) -> bool:
    sizes = (head[:4], head[:4][::-1])
    is_one = struct.pack("<L", 348) in sizes and head[344:348] in (b"n+1\0", b"ni1\0")
    is_two = struct.pack("<L", 540) in sizes and head[4:8] in (b"n+2\0", b"ni2\0")
    return is_one or is_two


def _is_metaimage(head: bytes, suffix: str) -> bool:
    return suffix in (".mha", ".mhd") and _METAIMAGE_FIELD.match(head) is not None
