"""What kind of file is this? Decided by its first bytes, not by its name."""

import struct
from enum import Enum, auto
from pathlib import Path

_HEAD_BYTES = 132
_IMAGE_SUFFIXES = {".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".bmp", ".webp", ".gif"}
_DICOM_SUFFIXES = {".dcm", ".dicom", ".dic", ".ima"}
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
    OTHER = auto()  # plainly no image, and not named like one
    BROKEN = auto()  # named like an image, but it is none


def file_kind(path: Path) -> FileKind:
    """Tell how to read a file.

    Raises
    ------
    OSError
        The file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if path.name.upper() == "DICOMDIR":
        return FileKind.OTHER
    if head[128:132] == b"DICM" or _starts_like_bare_dicom(head):
        return FileKind.DICOM
    if head.startswith(_IMAGE_MARKS) or _is_webp(head) or _is_bmp(head):
        return FileKind.IMAGE
    named_like_image = path.suffix.lower() in _IMAGE_SUFFIXES | _DICOM_SUFFIXES
    return FileKind.BROKEN if named_like_image else FileKind.OTHER


def why_no_image(path: Path) -> str:
    """Say why a file of kind OTHER or BROKEN cannot be opened, in words for the user."""
    suffix = path.suffix.lower()
    if path.stat().st_size == 0:
        return "the file is empty"
    if path.name.upper() == "DICOMDIR":
        return "a DICOMDIR lists files and is no image: open its folder instead"
    if suffix in _DICOM_SUFFIXES:
        return "not a DICOM file, though named like one: it has neither the DICM mark nor a DICOM element"
    if suffix in _IMAGE_SUFFIXES:
        return f"not an image file, though named {suffix}"
    return "not an image: neither DICOM nor PNG, JPEG, TIFF, BMP, WebP or GIF"


def _starts_like_bare_dicom(head: bytes) -> bool:
    """Tell a data set without preamble: it starts with a low element of group 0002 or 0008."""
    if len(head) < 8:
        return False
    for order in "<>":
        group, element, length = struct.unpack(f"{order}HHL", head[:8])
        is_explicit = head[4:6].isalpha() and head[4:6].isupper()
        if group in (0x0002, 0x0008) and element < 0x0080 and (is_explicit or length < 0x1000):
            return True
    return False


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_bmp(head: bytes) -> bool:
    header_bytes = int.from_bytes(head[14:18], "little")
    return head[:2] == b"BM" and header_bytes in (12, 40, 52, 56, 64, 108, 124)
