"""Compressed frames -> samples.

imagecodecs was measured fastest for every syntax and releases the GIL. What it refuses is refused: a second
decoder never read a frame more, but showed half of one without a word, or never came back (docs/adr/0022).
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import imagecodecs
import numpy as np
from pydicom.uid import UID, HTJ2KLossless, HTJ2KLosslessRPCL

from ml.errors import ImagingError
from ml.imaging.codestream import (
    Codec,
    JpegHeader,
    codec_of,
    jpeg_2000_precision,
    read_jpeg_header,
    stated_size,
    without_stray_markers,
)
from ml.imaging.high_throughput import is_plain_and_reversible
from ml.imaging.pixel_format import PixelFormat

_HIGH_THROUGHPUT = (HTJ2KLossless, HTJ2KLosslessRPCL)
# JPEG with arithmetic coding, hierarchical JPEG, JPEG 2000 part 2. Some of their files are simpler than that.
_WITHOUT_DECODER = {f"1.2.840.10008.1.2.4.{number}" for number in (52, 54, 56, 58, *range(59, 67), 92, 93)}


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Decoded samples and what they mean.

    Attributes
    ----------
    values
        (rows, columns) or (rows, columns, samples), integers.
    photometric
        After decoding: a decoder may have undone a colour transform.
    precision_bits
        How many low bits of each value count.
    """

    values: np.ndarray
    photometric: str
    precision_bits: int


def decode(data: bytes, pixel_format: PixelFormat, transfer_syntax: UID) -> Samples:
    """Decode one compressed frame.

    Raises
    ------
    ImagingError
        It cannot be decoded; says what the decoder met.
    """
    codec = codec_of(data, transfer_syntax)
    if codec is Codec.UNKNOWN:
        raise ImagingError(_why_unknown(transfer_syntax))
    size = stated_size(data, codec)
    if size is not None:  # before a decoder makes room for it
        check_shape(size, pixel_format.shape[:2])
    if transfer_syntax in _HIGH_THROUGHPUT and is_plain_and_reversible(data, pixel_format.samples):
        codec = Codec.HTJ2K
    try:
        samples = _DECODERS[codec](data, pixel_format)
    except Exception as error:
        if transfer_syntax in _WITHOUT_DECODER:
            raise ImagingError(_why_unsupported(transfer_syntax)) from error
        raise ImagingError(f"damaged {codec.name.replace('_', ' ')} data: {error}") from error
    check_shape(samples.values.shape, pixel_format.shape)
    return samples


def check_shape(found: tuple[int, ...], stated: tuple[int, ...]) -> None:
    """Raise ImagingError when pixels are not of the shape that the header says."""
    if found != stated:
        texts = (" x ".join(map(str, shape)) for shape in (found, stated))
        raise ImagingError("damaged: its pixels are {}, the header says {}".format(*texts))


def _decode_rle(data: bytes, pixel_format: PixelFormat) -> Samples:
    _check_rle_header(data, pixel_format)
    dtype = np.dtype(f"<u{max(1, pixel_format.bits_allocated // 8)}")
    return _plain_samples(imagecodecs.dicomrle_decode(data, dtype), pixel_format, is_planar=True)


def _check_rle_header(data: bytes, pixel_format: PixelFormat) -> None:
    """Refuse segments that lie elsewhere: the decoder would read there (PS3.5 G.5)."""
    wanted = pixel_format.samples * max(1, pixel_format.bits_allocated // 8)
    count, *offsets = np.frombuffer(data[:64].ljust(64, b"\0"), "<u4").tolist()
    bounds = [64, *offsets[1:wanted], len(data)]
    if count != wanted or offsets[0] != 64 or bounds != sorted(bounds):
        raise ImagingError("its segments are not where its header says")


def _decode_deflate(data: bytes, pixel_format: PixelFormat) -> Samples:
    needed = -(-pixel_format.frame_bits // 8)
    unpacked = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, needed)
    return _plain_samples(unpacked, pixel_format, is_planar=None)


def _decode_uncompressed(data: bytes, pixel_format: PixelFormat) -> Samples:
    needed = -(-pixel_format.frame_bits // 8)
    if len(data) < needed:
        raise ImagingError(f"{len(data)} of {needed} bytes are there")
    return _plain_samples(data, pixel_format, is_planar=None)


def _plain_samples(data: bytes | bytearray, pixel_format: PixelFormat, is_planar: bool | None) -> Samples:
    count = prod(pixel_format.shape)
    if pixel_format.bits_allocated == 1:
        flat = np.unpackbits(np.frombuffer(data, np.uint8), count=count, bitorder="little")
    else:
        flat = np.frombuffer(data, f"<u{pixel_format.bits_allocated // 8}", count)
    values = pixel_format.shift_down(pixel_format.arrange(flat, is_planar))
    return Samples(values, pixel_format.photometric, pixel_format.bits_stored)


def _decode_jpeg(data: bytes, pixel_format: PixelFormat) -> Samples:
    header = _complete_jpeg_header(data)  # libjpeg would fill the rest with grey
    if pixel_format.samples != 3:
        return Samples(imagecodecs.jpeg8_decode(data), pixel_format.photometric, header.precision_bits)
    stored_as = "YCBCR" if _is_ycbcr(header, pixel_format.photometric) else "RGB"
    values = imagecodecs.jpeg8_decode(data, colorspace=stored_as, outcolorspace="RGB")
    return Samples(values, "RGB", header.precision_bits)


def _is_ycbcr(header: JpegHeader, photometric: str) -> bool:
    """Tell the colour space of a lossy JPEG: its own markers know it better than the DICOM header."""
    if header.adobe_transform is not None:
        return header.adobe_transform == 1
    if header.has_rgb_ids:
        return False
    return header.is_jfif or photometric != "RGB"


def _decode_jpeg_lossless(data: bytes, pixel_format: PixelFormat) -> Samples:
    # By libjpeg-turbo: the decoder for this alone, jpegsof3, writes past its memory when data is damaged.
    header = _complete_jpeg_header(data)
    same = "RGB" if pixel_format.samples == 3 else None  # from and to: nothing is converted
    values = imagecodecs.jpeg8_decode(data, colorspace=same, outcolorspace=same)
    return Samples(values, pixel_format.photometric, header.precision_bits)


def _decode_jpeg_ls(data: bytes, pixel_format: PixelFormat) -> Samples:
    header = _complete_jpeg_header(data)
    # CharLS never comes back from data that ends in a single zero byte instead of its end marker.
    values = imagecodecs.jpegls_decode(data[: header.end])
    return Samples(_samples_last(values), pixel_format.photometric, header.precision_bits)


def _decode_jpeg_2000(data: bytes, pixel_format: PixelFormat) -> Samples:
    try:
        values = imagecodecs.jpeg2k_decode(data, numthreads=1)
    except imagecodecs.Jpeg2kError:
        values = imagecodecs.jpeg2k_decode(without_stray_markers(data), numthreads=1)
    return _jpeg_2000_samples(values, data, pixel_format)


def _decode_htj2k(data: bytes, pixel_format: PixelFormat) -> Samples:
    return _jpeg_2000_samples(imagecodecs.htj2k_decode(data), data, pixel_format)


def _jpeg_2000_samples(values: np.ndarray, data: bytes, pixel_format: PixelFormat) -> Samples:
    precision = jpeg_2000_precision(data) or pixel_format.bits_stored
    # The component transform of JPEG 2000 is undone by the decoder.
    undone = pixel_format.photometric in ("YBR_RCT", "YBR_ICT")
    return Samples(_samples_last(values), "RGB" if undone else pixel_format.photometric, precision)


def _decode_jpeg_xl(data: bytes, pixel_format: PixelFormat) -> Samples:
    photometric = "RGB" if pixel_format.samples == 3 else pixel_format.photometric
    return Samples(imagecodecs.jpegxl_decode(data), photometric, pixel_format.bits_stored)


_DECODERS: dict[Codec, Callable[[bytes, PixelFormat], Samples]] = {
    Codec.UNCOMPRESSED: _decode_uncompressed,
    Codec.RLE: _decode_rle,
    Codec.DEFLATE: _decode_deflate,
    Codec.JPEG: _decode_jpeg,
    Codec.JPEG_LOSSLESS: _decode_jpeg_lossless,
    Codec.JPEG_LS: _decode_jpeg_ls,
    Codec.JPEG_2000: _decode_jpeg_2000,
    Codec.HTJ2K: _decode_htj2k,
    Codec.JPEG_XL: _decode_jpeg_xl,
}


def _complete_jpeg_header(data: bytes) -> JpegHeader:
    header = read_jpeg_header(data)
    if header is None:
        raise ImagingError("it has no frame header")
    if header.end is None:
        raise ImagingError("it stops before its end marker")
    return header


def _samples_last(values: np.ndarray) -> np.ndarray:
    """Turn (samples, rows, columns) into (rows, columns, samples), and one sample into (rows, columns)."""
    if values.ndim == 3 and values.shape[0] in (1, 3, 4) and values.shape[2] not in (3, 4):
        values = np.moveaxis(values, 0, -1)
    return values[..., 0] if values.ndim == 3 and values.shape[2] == 1 else values


def _why_unsupported(transfer_syntax: UID) -> str:
    return f"not supported: {transfer_syntax.name} ({transfer_syntax})"


def _why_unknown(transfer_syntax: UID) -> str:
    if transfer_syntax in _WITHOUT_DECODER:
        return _why_unsupported(transfer_syntax)
    if transfer_syntax.is_private or not transfer_syntax.is_transfer_syntax:
        return f"not supported: unknown transfer syntax ({transfer_syntax})"
    return f"damaged: the pixel data is not {transfer_syntax.name}, nor anything else that is known"
