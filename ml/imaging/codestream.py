"""What a compressed frame is, told by its own first bytes: headers are sometimes wrong."""

import struct
from dataclasses import dataclass
from enum import Enum, auto

from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, RLELossless

_JPEG_FRAME_MARKERS = {*range(0xC0, 0xD0), 0xF7} - {0xC4, 0xC8, 0xCC}
_JPEG_LOSSLESS = 0xC3
_JPEG_LS = 0xF7
_DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"  # Deflated Image Frame Compression, newer than some pydicom
_UNCOMPRESSED_FRAMES = "1.2.840.10008.1.2.1.98"  # Encapsulated Uncompressed Explicit VR Little Endian
_JPEG_END = b"\xff\xd9"  # of JPEG 2000 as well
_TILE_PART = b"\xff\x90"
_VIDEO = {f"1.2.840.10008.1.2.4.{number}" for number in range(100, 109)}  # MPEG-2, MPEG-4 AVC, HEVC
_FRAGMENTABLE = ".1"  # the same, cut into pieces
_RGB_IDS = (b"RGB", b"rgb")


class Codec(Enum):
    """A family of decoders."""

    UNCOMPRESSED = auto()
    RLE = auto()
    DEFLATE = auto()
    JPEG = auto()
    JPEG_LOSSLESS = auto()
    JPEG_LS = auto()
    JPEG_2000 = auto()
    HTJ2K = auto()  # without loss; what is not sound counts as JPEG 2000
    JPEG_XL = auto()
    UNKNOWN = auto()


# What has no mark of its own; plain pixels in items, under a syntax that knows no items.
_WITHOUT_MARK = {
    RLELossless: Codec.RLE,
    _DEFLATED_FRAMES: Codec.DEFLATE,
    ImplicitVRLittleEndian: Codec.UNCOMPRESSED,
    ExplicitVRLittleEndian: Codec.UNCOMPRESSED,
}


@dataclass(frozen=True, slots=True)
class JpegHeader:
    """What the markers of a JPEG or JPEG-LS codestream say."""

    marker: int  # second byte of the frame marker: 0xC0 baseline, 0xC1 extended, 0xC3 lossless, 0xF7 JPEG-LS
    precision_bits: int
    component_ids: bytes
    adobe_transform: int | None  # 0: no colour transform, 1: YCbCr
    is_jfif: bool
    rows: int
    columns: int
    end: int | None  # just behind its end marker; None when it has none

    @property
    def has_rgb_ids(self) -> bool:
        return self.component_ids in _RGB_IDS


def is_video(transfer_syntax: str) -> bool:
    """Tell whether the frames of a transfer syntax are one stream (PS3.5 A.4.5 to A.4.7)."""
    return transfer_syntax.removesuffix(_FRAGMENTABLE) in _VIDEO


def codec_of(data: bytes, transfer_syntax: str) -> Codec:
    """Return which decoder a frame wants."""
    if transfer_syntax == _UNCOMPRESSED_FRAMES:
        return Codec.UNCOMPRESSED
    if data[:4] == b"\xff\x4f\xff\x51" or data[4:8] == b"jP  ":
        return Codec.JPEG_2000
    if data[:2] == b"\xff\x0a" or data[4:8] == b"JXL ":
        return Codec.JPEG_XL
    if data[:2] == b"\xff\xd8":
        return _jpeg_codec(data)
    return _WITHOUT_MARK.get(transfer_syntax, Codec.UNKNOWN)


def _jpeg_codec(data: bytes) -> Codec:
    header = read_jpeg_header(data)
    if header is None:
        return Codec.UNKNOWN
    return {_JPEG_LOSSLESS: Codec.JPEG_LOSSLESS, _JPEG_LS: Codec.JPEG_LS}.get(header.marker, Codec.JPEG)


def read_jpeg_header(data: bytes) -> JpegHeader | None:
    """Read the markers in front of the image data; None when there is no frame marker."""
    adobe_transform, is_jfif, position = None, False, 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            return None
        marker = data[position + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD8:  # fill byte, or a marker without a segment
            position += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack(">H", data[position + 2 : position + 4])
        segment = data[position + 4 : position + 2 + length]
        if marker in _JPEG_FRAME_MARKERS and len(segment) >= 6:
            place = data.rfind(_JPEG_END, position)
            end = place + 2 if place >= 0 else None
            rows, columns = struct.unpack(">HH", segment[1:5])
            return JpegHeader(marker, segment[0], segment[6::3], adobe_transform, is_jfif, rows, columns, end)
        if marker == 0xEE and segment[:5] == b"Adobe" and len(segment) >= 12:
            adobe_transform = segment[11]
        is_jfif = is_jfif or (marker == 0xE0 and segment[:4] == b"JFIF")
        position += 2 + length
    return None


def stated_size(data: bytes, codec: Codec) -> tuple[int, int] | None:
    """Return the rows and columns that a codestream states itself; None when it does not in the beginning."""
    if codec is Codec.JPEG_2000:
        start = data.find(b"\xff\x4f\xff\x51")
        if start < 0 or len(data) < start + 24:
            return None
        right, bottom, left, top = struct.unpack(">4L", data[start + 8 : start + 24])
        return bottom - top, right - left
    header = read_jpeg_header(data) if data[:2] == b"\xff\xd8" else None
    # 0 rows: they are told behind the first scan.
    return (header.rows, header.columns) if header is not None and header.rows else None


def jpeg_2000_precision(data: bytes) -> int | None:
    """Return the bits of a JPEG 2000 sample, from the SIZ marker of its codestream."""
    start = data.find(b"\xff\x4f\xff\x51")
    if start < 0 or len(data) < start + 43:
        return None
    return (data[start + 42] & 0x7F) + 1


def without_stray_markers(data: bytes) -> bytes:
    """Drop what follows the last tile-part of a JPEG 2000 codestream: no marker may stand there but the end.

    Some encoders pad with a comment at that place, which is where decoders stop (ISO 15444-1 A.3).
    """
    position = data.find(_TILE_PART)
    while data[position : position + 2] == _TILE_PART and len(data) >= position + 10:
        (length,) = struct.unpack(">L", data[position + 6 : position + 10])
        if length == 0:  # up to the end
            return data
        position += length
    return data[:position] + _JPEG_END if 0 < position <= len(data) else data
