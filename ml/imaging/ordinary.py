"""PNG, JPEG, TIFF, BMP, WebP and GIF files as frames."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ml.errors import ImagingError
from ml.imaging.damage import damage_named
from ml.imaging.record import FileRecord, uid_of_path
from ml.imaging.values import Frame, FrameInfo

# Large scans are what radiographs are; Pillow refuses what is twice as large as its warning.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)

_MULTI_PAGE = {"TIFF", "GIF", "WEBP"}
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
    file_format, frames = _read_header(path)
    folder = path.resolve().parent
    series = folder if len(frames) == 1 else path.resolve()
    return FileRecord(
        study_uid=uid_of_path("study", folder),
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
    it can be windowed. Colour comes as 8-bit RGB.

    Raises
    ------
    ImagingError
        The file is damaged or of a form that Pillow does not know.
    """
    with _opened(info.path) as image:
        image.seek(info.frame)
        pixels = _pixels(_upright(image))
    pixels.flags.writeable = False
    photometric = "RGB" if pixels.ndim == 3 else "MONOCHROME2"
    return Frame(info, pixels, modality="OT", photometric=photometric)


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        # Given a name instead of a stream, Pillow maps the file and turns uncompressed TIFFs into noise
        # when their orientation exchanges rows and columns.
        with damage_named("the image"), path.open("rb") as file, Image.open(file) as image:
            yield image
    except UnidentifiedImageError as error:
        raise ImagingError("damaged, or an image of a kind that cannot be read") from error
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
    for dtype in (np.uint16, np.int16):
        limits = np.iinfo(dtype)
        if pixels.min() >= limits.min and pixels.max() <= limits.max:
            return pixels.astype(dtype)
    return pixels.astype(np.int32)


def _without_transparency(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), image)


def _grey_if_grey(pixels: np.ndarray) -> np.ndarray:
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    is_grey = np.array_equal(red, green) and np.array_equal(green, blue)
    return np.ascontiguousarray(red) if is_grey else pixels
