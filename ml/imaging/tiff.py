"""TIFF files that Pillow does not know: 64-bit numbers, half precision, LZMA, JPEG 2000 ...

By tifffile, which leaves the decoding to imagecodecs.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import prod
from pathlib import Path
from typing import NamedTuple

import numpy as np
import tifffile

from ml.errors import ImagingError
from ml.imaging.codestream import Codec, stated_size
from ml.imaging.damage import damage_named

logging.getLogger("tifffile").setLevel(logging.CRITICAL)  # its remarks name the file

_MOST_PAGES = 100_000
# Their decoders make no more than they are asked for: none, CCITT, LZW, deflate, PackBits, LZMA, Zstandard.
_BOUNDED = {1, 2, 3, 4, 5, 8, 32773, 32946, 34925, 34926, 50000}
_JPEG_2000 = {33003, 33004, 33005, 34712}
_CODESTREAM_HEAD_BYTES = 4096
_LARGEST_SPARE_TILE = 1 << 22  # values: a small page may lie in one tile of the usual size
_TURNED = {5, 6, 7, 8}  # rows and columns change places
_UPRIGHT: dict[int, Callable[[np.ndarray], np.ndarray]] = {
    2: np.fliplr,
    3: lambda pixels: np.rot90(pixels, 2),
    4: np.flipud,
    5: lambda pixels: pixels.swapaxes(0, 1),
    6: lambda pixels: np.rot90(pixels, -1),
    7: lambda pixels: np.rot90(pixels, 2).swapaxes(0, 1),
    8: np.rot90,
}


class TiffPixels(NamedTuple):
    """One page, upright: (rows, columns) numbers or (rows, columns, 3) RGB of 8 bits."""

    pixels: np.ndarray
    is_inverted: bool  # 0 is white


def tiff_sizes(path: Path, most_pixels: int) -> list[tuple[int, int]]:
    """Return rows and columns of every page.

    Raises
    ------
    ImagingError
        The file is damaged, or a page has more than ``most_pixels``.
    """
    with _opened(path) as file:
        if len(file.pages) > _MOST_PAGES:
            raise ImagingError(f"not supported: more than {_MOST_PAGES} pages in one file")
        if not len(file.pages):
            raise ImagingError("damaged: it holds no page")
        return [_upright_size(_checked(page.aspage(), most_pixels)) for page in file.pages]


def read_tiff_page(path: Path, number: int, most_pixels: int) -> TiffPixels:
    """Decode one page.

    Raises
    ------
    ImagingError
        It is damaged or of a form that cannot be shown.
    """
    with _opened(path) as file:
        page = _checked(file.pages[number].aspage(), most_pixels)
        if page.compression in _JPEG_2000:
            _check_codestreams(page)
        pixels = np.asarray(page.asarray(maxworkers=1))
        if pixels.shape != page.shape:
            raise ImagingError("damaged: its pixels are not as many as its header says")
        if page.axes == "SYX":
            pixels = np.moveaxis(pixels, 0, -1)
        pixels = _UPRIGHT.get(_orientation(page), np.asarray)(pixels)
        if pixels.ndim == 3:
            return TiffPixels(_rgb(page, pixels), is_inverted=False)
        is_inverted = page.photometric == tifffile.PHOTOMETRIC.MINISWHITE
        return TiffPixels(np.ascontiguousarray(pixels), is_inverted)


@contextmanager
def _opened(path: Path) -> Iterator[tifffile.TiffFile]:
    with damage_named("the TIFF file"), tifffile.TiffFile(path) as file:
        yield file


def _checked(page: tifffile.TiffPage, most_pixels: int) -> tifffile.TiffPage:
    # JPEG that Pillow refuses would reach an unsafe decoder; others make as much as their data says.
    if page.compression not in _BOUNDED | _JPEG_2000:
        name = getattr(page.compression, "name", page.compression)
        raise ImagingError(f"not supported: a TIFF file with {name} compression")
    if page.axes not in ("YX", "YXS", "SYX"):
        raise ImagingError("not supported: a TIFF file of more than two dimensions to a page")
    if page.imagewidth * page.imagelength * page.samplesperpixel > most_pixels:
        raise ImagingError(f"not supported: {page.imagewidth} x {page.imagelength} pixels")
    if prod(page.chunks) > prod(page.shape) + _LARGEST_SPARE_TILE:
        raise ImagingError("damaged: its tiles are larger than the page")
    return page


def _check_codestreams(page: tifffile.TiffPage) -> None:
    """Refuse codestreams larger than their place in the page, before a decoder makes room for them."""
    rows, columns = page.chunks[:2] if page.axes != "SYX" else page.chunks[-2:]
    for offset, count in zip(page.dataoffsets, page.databytecounts, strict=False):
        page.parent.filehandle.seek(offset)
        size = stated_size(page.parent.filehandle.read(min(count, _CODESTREAM_HEAD_BYTES)), Codec.JPEG_2000)
        if size is None or size[0] > rows or size[1] > columns:
            raise ImagingError("damaged: its JPEG 2000 data is not of the size that its header says")


def _upright_size(page: tifffile.TiffPage) -> tuple[int, int]:
    size = page.imagelength, page.imagewidth
    return size[::-1] if _orientation(page) in _TURNED else size


def _orientation(page: tifffile.TiffPage) -> int:
    return int(page.tags.valueof(274, default=1))


def _rgb(page: tifffile.TiffPage, pixels: np.ndarray) -> np.ndarray:
    is_rgb = page.photometric in (tifffile.PHOTOMETRIC.RGB, tifffile.PHOTOMETRIC.YCBCR)
    if not is_rgb or pixels.shape[2] < 3 or pixels.dtype not in (np.uint8, np.uint16):
        raise ImagingError(f"not supported: a TIFF file of {pixels.shape[2]} numbers to a pixel")
    if pixels.dtype == np.uint16:
        pixels = pixels >> 8
    return np.ascontiguousarray(pixels[..., :3].astype(np.uint8))
