"""Compressed bytes -> bytes, never more than were asked for."""

import bz2
import zlib
from typing import BinaryIO

from ml.errors import ImagingError

_CHUNK_BYTES = 1 << 20
_SMALL_STEP_BYTES = 64
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


def inflate(file: BinaryIO, needed: int) -> bytearray:
    """Inflate what follows in a file, of gzip (one member or several) or of zlib.

    Raises
    ------
    ImagingError
        It is damaged, by its checksum too, or holds fewer than ``needed`` bytes.
    """
    unpacked, filled = bytearray(needed), 0
    decoder, packed = zlib.decompressobj(_GZIP_OR_ZLIB), file.read(_CHUNK_BYTES)
    try:
        # One byte more than needed is asked for: only at its end does zlib check what it has unpacked.
        while packed and filled <= needed and not (decoder.eof and filled == needed):
            if decoder.eof:
                decoder = zlib.decompressobj(_GZIP_OR_ZLIB)
            piece = decoder.decompress(packed, min(needed + 1 - filled, 16 * _CHUNK_BYTES))
            unpacked[filled : min(filled + len(piece), needed)] = piece[: needed - filled]
            filled += len(piece)
            packed = decoder.unconsumed_tail or decoder.unused_data or file.read(_CHUNK_BYTES)
    except zlib.error as error:
        raise ImagingError("damaged: its compressed pixel data cannot be unpacked") from error
    if filled < needed or not (decoder.eof or filled > needed):
        raise ImagingError(f"truncated: {filled} of {needed} bytes are there after unpacking")
    return unpacked


def unpack_bzip2(file: BinaryIO, needed: int) -> bytes:
    """Unpack bzip2; raises as :func:`inflate`."""
    try:
        unpacked = bz2.BZ2File(file).read(needed)
    except (OSError, EOFError, ValueError) as error:
        raise ImagingError("damaged: its compressed pixel data cannot be unpacked") from error
    if len(unpacked) < needed:
        raise ImagingError(f"truncated: {len(unpacked)} of {needed} bytes are there after unpacking")
    return unpacked


def deflated_head(head: bytes, count: int) -> bytes:
    """Return up to ``count`` bytes of what the head of a gzip file unpacks to, as far as it is sound."""
    unpacked, decoder = b"", zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        for start in range(0, len(head), _SMALL_STEP_BYTES):
            unpacked += decoder.decompress(head[start : start + _SMALL_STEP_BYTES])
            if len(unpacked) >= count:
                break
    except zlib.error:
        pass  # what stands in front of the damage still tells what the file is
    return unpacked[:count]
