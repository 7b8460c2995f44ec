"""A DICOM file opened up to its pixels: header, transfer syntax, and where the pixel data lies."""

import logging
import os
import struct
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pydicom
from pydicom import config
from pydicom.dataset import Dataset
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from ml.errors import ImagingError
from ml.imaging.damage import damage_named

# Real files break the standard all the time, and what pydicom says about it quotes their values: names of
# patients among them. Nothing of it may reach a log.
config.settings.reading_validation_mode = config.IGNORE
logging.getLogger("pydicom").setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore", module=r"pydicom\..*")

_PIXEL_KEYWORDS = {0x7FE00010: "PixelData", 0x7FE00008: "FloatPixelData", 0x7FE00009: "DoubleFloatPixelData"}
_LONG_VRS = {b"OB", b"OW", b"OF", b"OD", b"OL", b"OV", b"UN"}
_UNDEFINED_LENGTH = 0xFFFFFFFF
# Transfer syntaxes that are younger than some pydicom.
_NEW_NAMES = {
    "1.2.840.10008.1.2.8.1": "Deflated Image Frame Compression",
    "1.2.840.10008.1.2.4.110": "JPEG XL Lossless",
    "1.2.840.10008.1.2.4.111": "JPEG XL JPEG Recompression",
    "1.2.840.10008.1.2.4.112": "JPEG XL",
}


@dataclass(frozen=True, slots=True)
class PixelElement:
    """Where the pixel data of a file lies.

    Attributes
    ----------
    offset
        Position of its first byte in the file, or in ``inflated``.
    length_bytes
        As the header says; None when undefined, which is how encapsulated frames are stored.
    available_bytes
        How many bytes there really are from ``offset`` on.
    """

    keyword: str
    vr: str
    offset: int
    length_bytes: int | None
    available_bytes: int
    inflated: bytes | None = None

    @property
    def is_encapsulated(self) -> bool:
        return self.length_bytes is None


@dataclass(frozen=True, slots=True, eq=False)
class DicomFile:
    """The header of a file, without its pixels."""

    path: Path
    dataset: Dataset
    transfer_syntax: UID
    pixels: PixelElement | None

    @property
    def is_little_endian(self) -> bool:
        return self.transfer_syntax != ExplicitVRBigEndian

    @property
    def transfer_syntax_name(self) -> str:
        return _NEW_NAMES.get(self.transfer_syntax, self.transfer_syntax.name)

    def open_pixels(self) -> BinaryIO:
        """Return a stream in which ``pixels.offset`` counts; the caller closes it."""
        if self.pixels is not None and self.pixels.inflated is not None:
            return BytesIO(self.pixels.inflated)
        return self.path.open("rb")


def open_dicom(path: Path) -> DicomFile:
    """Read a DICOM header; files without preamble or meta information are read as well as they can be.

    Raises
    ------
    ImagingError
        The header is damaged. The text names no file and quotes no value.
    OSError
        The file cannot be read.
    """
    with damage_named("its DICOM header"), path.open("rb") as file:
        dataset = pydicom.dcmread(file, stop_before_pixels=True, force=True)
        transfer_syntax = _transfer_syntax(dataset)
        if transfer_syntax == DeflatedExplicitVRLittleEndian:
            return _open_deflated(path)
        pixels = _find_pixels(file, dataset)
    if not len(dataset):
        raise ImagingError("damaged: no DICOM element can be read")
    return DicomFile(path, dataset, transfer_syntax, pixels)


def _open_deflated(path: Path) -> DicomFile:
    dataset = pydicom.dcmread(path, force=True)
    pixels = None
    for keyword in _PIXEL_KEYWORDS.values():
        if keyword in dataset:
            element = dataset[keyword]
            pixels = PixelElement(
                keyword, element.VR, 0, len(element.value), len(element.value), inflated=element.value
            )
            del dataset[keyword]
    return DicomFile(path, dataset, DeflatedExplicitVRLittleEndian, pixels)


def _transfer_syntax(dataset: Dataset) -> UID:
    stated = dataset.file_meta.get("TransferSyntaxUID") if hasattr(dataset, "file_meta") else None
    if stated:
        return UID(str(stated).strip())
    is_implicit, is_little_endian = dataset.original_encoding
    if is_implicit:
        return ImplicitVRLittleEndian
    return ExplicitVRLittleEndian if is_little_endian else ExplicitVRBigEndian


def _find_pixels(file: BinaryIO, dataset: Dataset) -> PixelElement | None:
    """Read the element header at which pydicom has stopped."""
    offset, head = file.tell(), file.read(12)
    size_bytes = os.fstat(file.fileno()).st_size
    return pixel_element(head, offset, size_bytes, "<" if dataset.original_encoding[1] else ">")


def pixel_element(head: bytes, offset: int, size_bytes: int, order: str) -> PixelElement | None:
    """Return what the first 12 bytes of an element, which stand at ``offset``, say; None for no pixel data."""
    if len(head) < 8:
        return None
    group, number = struct.unpack(order + "HH", head[:4])
    keyword = _PIXEL_KEYWORDS.get(group << 16 | number)
    if keyword is None:
        return None
    vr, length, header_bytes = _vr_and_length(head, order)
    available = size_bytes - offset - header_bytes
    return PixelElement(
        keyword,
        vr,
        offset + header_bytes,
        None if length == _UNDEFINED_LENGTH else length,
        max(0, available),
    )


def _vr_and_length(head: bytes, order: str) -> tuple[str, int, int]:
    if head[4:6] in _LONG_VRS and len(head) == 12:
        return head[4:6].decode(), struct.unpack(order + "L", head[8:12])[0], 12
    return "OW", struct.unpack(order + "L", head[4:8])[0], 8
