"""PNG, JPEG, TIFF, BMP, WebP and GIF files as frames.

They have no spacing: the resolution that some of them state is that of a scanner, a printer or a default,
and says nothing of millimetres in a patient.
"""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.TiffImagePlugin import TiffImageFile

from ml.errors import ImagingError
from ml.imaging.codestream import read_jpeg_header
from ml.imaging.damage import damage_named
from ml.imaging.record import FileRecord, uid_of_path
from ml.imaging.tiff import read_tiff_page, tiff_sizes
from ml.imaging.unpacked import shown_path
from ml.imaging.values import Frame, FrameInfo

# Large scans are what radiographs are; Pillow refuses what is twice as large as its warning.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)

_MOST_PIXELS = 2 * (Image.MAX_IMAGE_PIXELS or 0)  # where Pillow refuses
_SAMPLE_FORMAT, _SIGNED = 339, 2
_BITS_PER_SAMPLE = 258
_PLANAR_CONFIGURATION, _PLANAR = 284, 2
_PHOTOMETRIC, _WHITE_IS_ZERO = 262, 0
_MULTI_PAGE = {"TIFF", "GIF", "WEBP"}
_TIFF_MARKS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_JPEG_HEAD_BYTES = 1 << 16
_EXIF_ORIENTATION = 0x0112
_EXIF_TURNED = {5, 6, 7, 8}  # rows and columns change places


def image_record(path: Path) -> FileRecord:
    """Read what scanning wants to know of an image file.

    The images of a folder are one series; a file of several pages is one by itself.

    Raises
    ------
    ImagingError
        The file is damaged or of a form that Pillow does not know.
    """
    try:
        file_format, frames = _read_header(path)
    except ImagingError:
        if not _is_tiff(path):
            raise
        sizes = tiff_sizes(path, _MOST_PIXELS)
        file_format = "TIFF"
        frames = tuple(FrameInfo(path, page, rows, columns) for page, (rows, columns) in enumerate(sizes))
    shown = shown_path(path).resolve()
    series = shown.parent if len(frames) == 1 else shown
    return FileRecord(
        study_uid=uid_of_path("study", shown.parent),
        series_uid=uid_of_path("series", series),
        frames=frames,
        modality="OT",
        transfer_syntax=file_format,
        series_description=series.name,
        is_picture=True,
    )


def read_image_frame(info: FrameInfo) -> Frame:
    """Decode one page of an image file: EXIF orientation applied, transparency over black.

    Grey images keep their 8 or 16 bits; grey stored as three equal channels becomes grey again, so that
    it can be windowed. Colour comes as 8-bit RGB, of 16 bits the upper half.

    Raises
    ------
    ImagingError
        The file is damaged or of a form that Pillow does not know.
    """
    try:
        pixels, is_inverted = _decoded(info)
    except ImagingError:
        if not _is_tiff(info.path):
            raise
        pixels, is_inverted = read_tiff_page(info.path, info.frame, _MOST_PIXELS)
        pixels = _displayable(pixels)
    pixels.flags.writeable = False
    photometric = "RGB" if pixels.ndim == 3 else "MONOCHROME1" if is_inverted else "MONOCHROME2"
    return Frame(info, pixels, modality="OT", photometric=photometric, inverted=is_inverted)


def _decoded(info: FrameInfo) -> tuple[np.ndarray, bool]:
    with _opened(info.path) as image:
        image.seek(info.frame)
        if image.format == "PNG" and getattr(image, "tile", [[None] * 4])[0][3] == "LA;16B":
            return _grey_without_transparency(info.path), False
        tags = image.tag_v2 if isinstance(image, TiffImageFile) else {}
        if _is_misread(image.mode, tags):
            raise ImagingError("not supported by Pillow, which would give wrong values")
        # Pillow has turned white to black and back itself where there are 8 bits or fewer.
        is_inverted = image.mode not in ("1", "L") and tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO
        return _pixels(_upright(image)), is_inverted


def _is_misread(mode: str, tags: Mapping[int, Any]) -> bool:
    """Tell the TIFF files of which Pillow 13 makes other numbers, without a word."""
    is_signed = tags.get(_SAMPLE_FORMAT) == (_SIGNED,)
    bits = max(tags.get(_BITS_PER_SAMPLE, (1,)))
    is_planar = tags.get(_PLANAR_CONFIGURATION) == _PLANAR
    return (
        (mode == "L" and is_signed)
        or (mode == "I" and bits == 32 and not is_signed)
        or (is_planar and bits > 8)
    )


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        # Given a name instead of a stream, Pillow maps the file and turns uncompressed TIFFs into noise
        # when their orientation exchanges rows and columns.
        with _size_limited(), damage_named("the image"), path.open("rb") as file, Image.open(file) as image:
            yield image
    except UnidentifiedImageError as error:
        raise ImagingError(_why_unidentified(path)) from error
    except OSError as error:
        if error.errno is not None:  # the disk, not the content
            raise
        raise ImagingError(f"damaged: {error}") from error


def _read_header(path: Path) -> tuple[str, tuple[FrameInfo, ...]]:
    with _opened(path) as image:
        pages = getattr(image, "n_frames", 1) if image.format in _MULTI_PAGE else 1
        frames = []
        for page in range(pages):
            image.seek(page)
            columns, rows = _upright_size(image)
            frames.append(FrameInfo(path, page, rows, columns))
        return _format_name(image), tuple(frames)


@contextmanager
def _size_limited() -> Iterator[None]:
    try:
        yield
    except ImagingError as error:
        if isinstance(error.__cause__, Image.DecompressionBombError):
            raise ImagingError(f"not supported: more than {_MOST_PIXELS} pixels") from error
        raise


def _why_unidentified(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_JPEG_HEAD_BYTES)
    header = read_jpeg_header(head) if head.startswith(b"\xff\xd8") else None
    if header is not None and header.precision_bits > 8:
        return f"not supported: a JPEG of {header.precision_bits} bits outside of DICOM"
    return "damaged, or an image of a kind that cannot be read"


def _is_tiff(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in _TIFF_MARKS


def _format_name(image: Image.Image) -> str:
    return "JPEG" if image.format == "MPO" else image.format or ""  # MPO: a camera's JPEG with previews


def _orientation(image: Image.Image) -> int:
    # Pillow turns TIFF itself. Asking a PNG without EXIF in front of its pixels would decode all of it.
    if image.format == "TIFF" or (image.format == "PNG" and "exif" not in image.info):
        return 1
    return int(image.getexif().get(_EXIF_ORIENTATION, 1))


def _upright_size(image: Image.Image) -> tuple[int, int]:
    columns, rows = image.size
    return (rows, columns) if _orientation(image) in _EXIF_TURNED else (columns, rows)


def _upright(image: Image.Image) -> Image.Image:
    return image if _orientation(image) == 1 else ImageOps.exif_transpose(image)


def _grey_without_transparency(path: Path) -> np.ndarray:
    """Return a PNG of grey and alpha over black; Pillow would drop half of 16 bits."""
    pixels = imagecodecs.png_decode(path.read_bytes())
    opacity = pixels[..., 1] / np.iinfo(pixels.dtype).max
    return np.rint(pixels[..., 0] * opacity).astype(pixels.dtype)


def _displayable(pixels: np.ndarray) -> np.ndarray:
    """Return a type of value that a frame may have."""
    if pixels.dtype.kind == "f":
        with np.errstate(over="ignore"):
            return pixels.astype(np.float32)
    if pixels.dtype == bool:
        return pixels.astype(np.uint8) * np.uint8(255)
    return pixels if pixels.dtype in (np.uint8, np.uint16, np.int16) else _smallest_integers(pixels)


def _pixels(image: Image.Image) -> np.ndarray:
    if image.mode in ("1", "L"):
        return np.array(image.convert("L"))
    if image.mode.startswith("I;16"):
        return np.array(image).astype(np.uint16)
    if image.mode == "I":
        return _smallest_integers(np.array(image))
    if image.mode == "F":
        return np.array(image, np.float32)
    return _grey_if_grey(np.array(_without_transparency(image).convert("RGB")))


def _smallest_integers(pixels: np.ndarray) -> np.ndarray:
    low, high = int(pixels.min()), int(pixels.max())
    for dtype in (np.uint16, np.int16, np.int32):
        limits = np.iinfo(dtype)
        if limits.min <= low and high <= limits.max:
            return pixels.astype(dtype)
    return pixels.astype(np.float32)


def _without_transparency(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), image)


def _grey_if_grey(pixels: np.ndarray) -> np.ndarray:
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    is_grey = np.array_equal(red, green) and np.array_equal(green, blue)
    return np.ascontiguousarray(red) if is_grey else pixels
