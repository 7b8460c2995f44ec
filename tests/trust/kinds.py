"""Images of other kinds than a model was made for: computed, or shipped with libraries used anyway."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from ml.errors import ImagingError
from ml.imaging import read_frame, scan
from ml.imaging.values import Frame
from tests.ml.pictures import frame_of

_SIDE = 224


def _photos(rng: np.random.Generator, count: int = 60) -> Iterator[np.ndarray]:
    """Grey crops of the photographs in scikit-learn."""
    from sklearn.datasets import load_sample_images

    pictures = [cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) for picture in load_sample_images().images]
    for number in range(count):
        picture, side = pictures[number % len(pictures)], int(rng.integers(120, 400))
        y, x = (int(rng.integers(0, size - side)) for size in picture.shape)
        yield picture[y : y + side, x : x + side]


def _digits(rng: np.random.Generator, count: int = 60) -> Iterator[np.ndarray]:
    """The handwritten digits in scikit-learn, white on black and black on white."""
    from sklearn.datasets import load_digits

    images = load_digits().images
    for number, index in enumerate(rng.permutation(len(images))[:count]):
        large = cv2.resize(
            (images[index] * 255 / 16).astype(np.uint8), (160, 160), interpolation=cv2.INTER_CUBIC
        )
        yield large if number % 2 else 255 - large


def _noise(rng: np.random.Generator, count: int = 60) -> Iterator[np.ndarray]:
    """White noise, and noise smoothed to clouds."""
    for number in range(count):
        values = rng.standard_normal((_SIDE, _SIDE))
        if number % 3:
            values = cv2.GaussianBlur(values, (0, 0), float(rng.uniform(1, 20)))
        yield cv2.normalize(values, None, 0, 255, cv2.NORM_MINMAX).astype(np.uint8)


def _blank(rng: np.random.Generator) -> Iterator[np.ndarray]:
    """One grey level, and ramps."""
    for level in (0, 40, 127, 200, 255):
        yield np.full((_SIDE, _SIDE), level, np.uint8)
    ramp = np.tile(np.linspace(0, 255, _SIDE).astype(np.uint8), (_SIDE, 1))
    yield from (ramp, ramp.T.copy(), ramp[:, ::-1].copy())


def _shapes(rng: np.random.Generator, count: int = 30) -> Iterator[np.ndarray]:
    """Bright discs and boxes on black."""
    for number in range(count):
        picture = np.zeros((_SIDE, _SIDE), np.uint8)
        x, y = (int(value) for value in rng.integers(60, _SIDE - 60, 2))
        size, level = int(rng.integers(15, 60)), int(rng.integers(90, 256))
        if number % 2:
            cv2.circle(picture, (x, y), size, level, -1)
        else:
            cv2.rectangle(picture, (x - size, y - size), (x + size, y + size), level, -1)
        yield picture


_MAKERS = {"photos": _photos, "digits": _digits, "noise": _noise, "blank": _blank, "shapes": _shapes}
COMPUTED = tuple(_MAKERS)


@cache
def computed(kind: str) -> tuple[Frame, ...]:
    """Frames of a kind that everybody can make, without a header that would give them away."""
    return tuple(frame_of(image) for image in _MAKERS[kind](np.random.default_rng(0)))


def without_header(frame: Frame) -> Frame:
    """The same picture as if it came as a PNG file: no modality, no body part."""
    from ml.imaging import display_image

    return frame_of(display_image(frame))


def dicom_frames(folder: Path, most_of_a_series: int = 12) -> Iterator[Frame]:
    """Some frames of each series in a folder; what cannot be read is left out."""
    for study in scan([folder]).studies:
        for series in study.series:
            for info in series.frames[:: max(1, len(series.frames) // most_of_a_series)]:
                try:
                    yield read_frame(info)
                except ImagingError:
                    continue
