"""A DICOM file opened up to its pixels: header, transfer syntax, and where the pixel data lies."""

import logging
import os
import struct
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pydicom
from pydicom import config
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filereader import read_dataset, read_partial
from pydicom.tag import BaseTag
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
    UID_dictionary,
)

from ml.errors import ImagingError
from ml.imaging.damage import damage_named
from ml.imaging.encoding import SHORT_VRS, Encoding, data_set_start, encoding_of, inflated, is_rle
from ml.imaging.fragments import ITEM
from ml.imaging.vr_repair import with_vrs

# Real files break the standard all the time, and what pydicom says about it quotes their values: names of
# patients among them. Nothing of it may reach a log.
config.settings.reading_validation_mode = config.IGNORE
logging.getLogger("pydicom").setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore", module=r"pydicom\..*")

_PIXEL_KEYWORDS = {0x7FE00010: "PixelData", 0x7FE00008: "FloatPixelData", 0x7FE00009: "DoubleFloatPixelData"}
_LONG_VRS = {b"OB", b"OW", b"OF", b"OD", b"OL", b"OV", b"UN"}
_UNDEFINED_LENGTH = 0xFFFFFFFF
_LONGEST_META_BYTES = 1 << 16
_LONGEST_MENDED_BYTES = 1 << 20
_MOST_ELEMENTS = 100_000  # not counting those in sequences; the longest real headers have some thousand
_UNCOMPRESSED = (ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian)
_BIG_ENDIAN_GE = "1.2.840.113619.5.2"  # a private one: a little endian header, big endian pixels
# Transfer syntaxes that are younger than some pydicom.
_NEW_NAMES = {
    _BIG_ENDIAN_GE: "GE Private Implicit VR with Big Endian Pixels",
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
        """Whether the pixels are."""
        return self.transfer_syntax not in (ExplicitVRBigEndian, _BIG_ENDIAN_GE)

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

    What the first bytes say goes before a transfer syntax that is wrong.

    Raises
    ------
    ImagingError
        The header is damaged. The text names no file and quotes no value.
    OSError
        The file cannot be read.
    """
    with damage_named("its DICOM header"), path.open("rb") as file:
        try:
            opened = _open(file, path)
        except OSError as error:
            if error.errno is not None:
                raise
            raise EOFError from error  # pydicom's, and not the disk's
    if not len(opened.dataset):
        raise ImagingError("damaged: no DICOM element can be read")
    return opened


def _open(file: BinaryIO, path: Path) -> DicomFile:
    head = file.read(_LONGEST_META_BYTES)
    start = data_set_start(head)
    meta = pydicom.dcmread(BytesIO(head[:start]), force=True).file_meta
    stated = UID(str(meta.get("TransferSyntaxUID") or "").strip())
    encoding = encoding_of(head[start:])
    file.seek(start)
    if stated == DeflatedExplicitVRLittleEndian or encoding is None:
        unpacked = inflated(file.read())
        if unpacked:
            return _read_inflated(path, unpacked, meta)
    is_wrong = stated == DeflatedExplicitVRLittleEndian or (
        encoding is not None and stated and encoding.is_little_endian != (stated != ExplicitVRBigEndian)
    )
    is_acr_nema = encoding == Encoding(is_implicit=True, is_little_endian=False)  # which pydicom knows not
    if encoding is not None and (is_wrong or is_acr_nema):
        dataset = _read_as(encoding, file, start, meta)
    else:
        file.seek(0)
        dataset = read_partial(file, _stop_at_pixels(), force=True)
        encoding = encoding or Encoding(*dataset.original_encoding)
    pixels = _find_pixels(file, encoding, stated)
    if pixels is None and (stream := _with_vrs_mended(file, start, encoding)):
        dataset = _read_as(encoding, stream, start, meta)
        pixels = _find_pixels(stream, encoding, stated)
    return DicomFile(path, dataset, _true_syntax(stated, encoding, file, pixels), pixels)


def _with_vrs_mended(file: BinaryIO, start: int, encoding: Encoding) -> BytesIO | None:
    """Return a file with VRs in place of those that are none, where pydicom loses its way; None: all are."""
    if encoding.is_implicit or not encoding.is_little_endian:
        return None
    file.seek(0)
    mended = with_vrs(file.read(_LONGEST_MENDED_BYTES), start)
    return None if mended is None else BytesIO(mended + file.read())


def _read_inflated(path: Path, unpacked: bytes, meta: FileMetaDataset) -> DicomFile:
    encoding = encoding_of(unpacked)
    assert encoding is not None  # else it would not have been unpacked
    stream = BytesIO(unpacked)
    dataset = _read_as(encoding, stream, 0, meta)
    pixels = _find_pixels(stream, encoding, encoding.syntax)
    if pixels is not None:
        pixels = replace(pixels, inflated=unpacked)
    return DicomFile(path, dataset, DeflatedExplicitVRLittleEndian, pixels)


def _read_as(encoding: Encoding, stream: BinaryIO, start: int, meta: FileMetaDataset) -> Dataset:
    stream.seek(start)
    dataset = read_dataset(stream, *encoding, stop_when=_stop_at_pixels())
    dataset.set_original_encoding(*encoding)
    dataset.file_meta = meta
    return dataset


def _stop_at_pixels() -> Callable[[BaseTag, str | None, int], bool]:
    """Return what tells pydicom where to stop.

    Black pixels that nothing announces read as empty elements, millions of them.
    """
    count = 0

    def is_end(tag: BaseTag, vr: str | None, length: int) -> bool:
        nonlocal count
        count += 1
        if count > _MOST_ELEMENTS:
            raise ImagingError(f"damaged: its DICOM header goes on after {_MOST_ELEMENTS} elements")
        return tag in _PIXEL_KEYWORDS

    return is_end


def _true_syntax(stated: UID, encoding: Encoding, file: BinaryIO, pixels: PixelElement | None) -> UID:
    """Return the transfer syntax, corrected where the pixels show that the stated one cannot be."""
    if pixels is None or not pixels.is_encapsulated:
        is_private = stated and (stated == _BIG_ENDIAN_GE or stated not in UID_dictionary)
        return stated if is_private else encoding.syntax
    if stated and stated not in _UNCOMPRESSED:
        return stated
    file.seek(pixels.offset)
    table = file.read(8)
    file.seek(len(table) and int.from_bytes(table[4:], "little") + 8, os.SEEK_CUR)
    return RLELossless if is_rle(file.read(64)) else encoding.syntax


def _find_pixels(stream: BinaryIO, encoding: Encoding, stated: UID) -> PixelElement | None:
    """Read the element header at which pydicom has stopped."""
    offset, head = stream.tell(), stream.read(12)
    size_bytes = stream.seek(0, os.SEEK_END)
    order = "<" if encoding.is_little_endian else ">"
    pixels = pixel_element(head, offset, size_bytes, order, encoding.is_implicit)
    if pixels is None:
        return None
    # Some writers give items a length, others give plain pixels none.
    stream.seek(pixels.offset)
    starts_with_item = stream.read(4) == ITEM
    if not pixels.is_encapsulated and starts_with_item and _holds_items(stream, pixels):
        return replace(pixels, length_bytes=None, available_bytes=_there(pixels))
    if pixels.is_encapsulated and not starts_with_item and (not stated or stated in _UNCOMPRESSED):
        return replace(pixels, length_bytes=pixels.available_bytes)
    return pixels


def _holds_items(stream: BinaryIO, pixels: PixelElement) -> bool:
    """Tell whether the value is an offset table and what follows it, to its end."""
    stream.seek(pixels.offset + 4)
    length = int.from_bytes(stream.read(4), "little")
    stream.seek(pixels.offset + 8 + length)
    return 8 + length < _there(pixels) and stream.read(4) == ITEM


def _there(pixels: PixelElement) -> int:
    return min(pixels.length_bytes or 0, pixels.available_bytes)


def pixel_element(
    head: bytes, offset: int, size_bytes: int, order: str, is_implicit: bool
) -> PixelElement | None:
    """Return what the first 12 bytes of an element, which stand at ``offset``, say; None: no pixel data."""
    if len(head) < 8 or (len(head) < 12 and not is_implicit and head[4:6] in _LONG_VRS):
        return None
    group, number = struct.unpack(order + "HH", head[:4])
    keyword = _PIXEL_KEYWORDS.get(group << 16 | number)
    if keyword is None:
        return None
    vr, length, header_bytes = _vr_and_length(head, order, is_implicit)
    available = size_bytes - offset - header_bytes
    return PixelElement(
        keyword,
        vr,
        offset + header_bytes,
        None if length == _UNDEFINED_LENGTH else length,
        max(0, available),
    )


def _vr_and_length(head: bytes, order: str, is_implicit: bool) -> tuple[str, int, int]:
    vr = head[4:6]
    (short_length,) = struct.unpack(order + "H", head[6:8])
    if vr in SHORT_VRS and not is_implicit and short_length:
        return "OW", short_length, 8
    # Two letters that name no VR stand in front of a long length, too (PS3.5 6.2.2).
    if len(head) == 12 and (vr in _LONG_VRS or (vr.isalpha() and not is_implicit)):
        return vr.decode(), struct.unpack(order + "L", head[8:12])[0], 12
    return "OW", struct.unpack(order + "L", head[4:8])[0], 8
