"""Spoiled codestreams straight into the decoders, a thousand a second, each codec in a process of its own.

    python -m tests.fuzz.codestreams [--count 60000] [--seed S] [--codec NAME]

Native code that writes past its memory often goes on for a while: a crash tells the codec, and that one of
the codestreams before it is to blame. Exit code 0: no process crashed or hung; 1: one did.
"""

import argparse
import mmap
import os
import resource
import struct
import sys
import time
from random import Random

import imagecodecs
import numpy as np
from pydicom.uid import (
    UID,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from ml.errors import ImagingError
from ml.imaging.codecs import decode
from ml.imaging.pixel_format import PixelFormat
from tests.fuzz import seeds
from tests.fuzz.mutate import spoiled_codestream

_HANG_S = 15.0
_NOTE = struct.Struct("<q")  # the number of the codestream that is being decoded
_ADDRESS_SPACE_BYTES = 8 << 30

Source = tuple[bytes, np.ndarray, UID]


def sources() -> dict[str, Source]:
    """Return a sound codestream of every codec, with the pixels it holds."""
    grey, colour = seeds.GREY, seeds.COLOUR
    eight = np.ascontiguousarray(colour[..., 0])
    return {
        "jpeg": (imagecodecs.jpeg8_encode(eight), eight, JPEGBaseline8Bit),
        "jpeg-rgb": (imagecodecs.jpeg8_encode(colour), colour, JPEGBaseline8Bit),
        "jpeg12": (seeds.jpeg_12_bit(), grey, JPEGExtended12Bit),
        "lossless": (imagecodecs.ljpeg_encode(grey), grey, JPEGLosslessSV1),
        "jls": (imagecodecs.jpegls_encode(grey), grey, JPEGLSLossless),
        "jls-rgb": (imagecodecs.jpegls_encode(colour), colour, JPEGLSLossless),
        "j2k": (seeds.jpeg_2000(grey), grey, JPEG2000Lossless),
        "j2k-rgb": (seeds.jpeg_2000(colour), colour, JPEG2000Lossless),
        "htj2k": (imagecodecs.htj2k_encode(grey), grey, HTJ2KLossless),
        "htj2k-rgb": (imagecodecs.htj2k_encode(colour), colour, HTJ2KLossless),
        "jxl": (imagecodecs.jpegxl_encode(grey, lossless=True), grey, seeds.JPEG_XL),
        "rle": (seeds.rle(grey), grey, RLELossless),
    }


def run(source: Source, seed: int, count: int) -> list[str]:
    """Decode spoiled copies of a codestream in a child process; return what became of it, if not its end."""
    note, first, problems = mmap.mmap(-1, _NOTE.size), 0, []
    while first < count:
        _NOTE.pack_into(note, 0, first)
        child = os.fork()
        if child == 0:
            _decode_all(source, seed, range(first, count), note)
        status = _wait(child, note)
        first = _NOTE.unpack_from(note)[0] + 1
        if status == 0:
            break
        problems.append(f"number {first - 1}: " + ("hang" if status is None else f"crash (status {status})"))
    return problems


def _decode_all(source: Source, seed: int, numbers: range, note: mmap.mmap) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE_BYTES, _ADDRESS_SPACE_BYTES))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    data, pixels, syntax = source
    form = _format_of(pixels)
    for number in numbers:
        _NOTE.pack_into(note, 0, number)
        try:
            decode(spoiled_codestream(data, Random(f"{seed}:{number}")), form, syntax)
        except ImagingError:
            continue
    os._exit(0)


def _wait(child: int, note: mmap.mmap) -> int | None:
    """Return the exit status, None for a process that hung and was ended."""
    seen, since = _NOTE.unpack_from(note)[0], time.monotonic()
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        number = _NOTE.unpack_from(note)[0]
        if number != seen:
            seen, since = number, time.monotonic()
        if time.monotonic() - since > _HANG_S:
            os.kill(child, 9)
            os.waitpid(child, 0)
            return None
        time.sleep(0.05)


def _format_of(pixels: np.ndarray) -> PixelFormat:
    bits, samples = 8 * pixels.dtype.itemsize, 3 if pixels.ndim == 3 else 1
    return PixelFormat(
        rows=pixels.shape[0],
        columns=pixels.shape[1],
        samples=samples,
        bits_allocated=bits,
        bits_stored=bits,
        high_bit=bits - 1,
        is_signed=False,
        is_float=False,
        photometric="RGB" if samples == 3 else "MONOCHROME2",
        is_planar=False,
        is_halved=False,
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    known = sources()
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.codestreams")
    parser.add_argument("--count", type=int, default=60_000, help="of each codec (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="what chance starts from (default: %(default)s)")
    parser.add_argument("--codec", choices=tuple(known), help="this one only")
    options = parser.parse_args(arguments)
    found = 0
    for name in [options.codec] if options.codec else known:
        problems = run(known[name], options.seed, options.count)
        print(
            f"{name}: {options.count} codestreams, {len(problems)} problems",
            *problems,
            sep="\n  ",
            flush=True,
        )
        found += len(problems)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
