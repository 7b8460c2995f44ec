"""Display image -> network input. The only one: training and prediction share it bit for bit.

The way back is kept as an affine, so that a heat map lands on the pixels that caused it.
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from ml.errors import ImagingError

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


class Fit(StrEnum):
    """How an image that is not square becomes one."""

    PAD = "pad"  # keep the proportions, fill with black
    STRETCH = "stretch"


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What a network wants to be fed; part of its card."""

    size_px: int = 224
    fit: Fit = Fit.PAD
    colour: bool = False  # False: colour images are made grey first, then repeated in three channels
    mean: tuple[float, float, float] = IMAGENET_MEAN
    std: tuple[float, float, float] = IMAGENET_STD


@dataclass(frozen=True, slots=True, eq=False)
class InputGeometry:
    """Where the source frame lies in the network input.

    ``matrix`` is 2 x 3 and maps source (x, y) to input (x, y), both with pixel centers at whole numbers.
    """

    rows: int
    columns: int
    size_px: int
    matrix: np.ndarray


def prepare(
    image: np.ndarray, spec: InputSpec, pixel_aspect: float = 1.0
) -> tuple[np.ndarray, InputGeometry]:
    """Fit a display image into the square that the network takes.

    Parameters
    ----------
    image
        uint8 (H, W) or (H, W, 3) RGB, as the viewer shows it by default.
    pixel_aspect
        Height of a pixel over its width (row spacing over column spacing), so that round stays round.

    Returns
    -------
    uint8 (S, S), or (S, S, 3) for colour networks, and the geometry that leads back.
    """
    _check(image)
    image = _as_channels(image, spec.colour)
    rows, columns = image.shape[:2]
    top, left, height, width = fitted_square(rows * pixel_aspect, columns, spec)
    shrinks = height < rows or width < columns
    resized = (
        image
        if (height, width) == (rows, columns)
        else cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    )
    square = np.zeros((spec.size_px, spec.size_px, *image.shape[2:]), np.uint8)
    square[top : top + height, left : left + width] = resized
    return square, geometry_of(rows, columns, spec, pixel_aspect)


def geometry_of(rows: int, columns: int, spec: InputSpec, pixel_aspect: float = 1.0) -> InputGeometry:
    """Where ``prepare`` puts an image of this size."""
    top, left, height, width = fitted_square(rows * pixel_aspect, columns, spec)
    scale_x, scale_y = width / columns, height / rows
    matrix = np.array(
        [[scale_x, 0, left + (scale_x - 1) / 2], [0, scale_y, top + (scale_y - 1) / 2]], np.float64
    )
    return InputGeometry(rows, columns, spec.size_px, matrix)


def fitted_square(height: float, width: float, spec: InputSpec) -> tuple[int, int, int, int]:
    """Where an image of this size lies in the input square: top, left, height and width in its pixels."""
    if spec.fit is Fit.STRETCH:
        return 0, 0, spec.size_px, spec.size_px
    scale = spec.size_px / max(height, width)
    rows, columns = max(1, round(height * scale)), max(1, round(width * scale))
    return (spec.size_px - rows) // 2, (spec.size_px - columns) // 2, rows, columns


def normalise(batch: np.ndarray, spec: InputSpec) -> np.ndarray:
    """Turn prepared uint8 images, (B, S, S) or (B, S, S, 3), into float32 (B, 3, S, S)."""
    mean = np.asarray(spec.mean, np.float32)[:, None, None]
    std = np.asarray(spec.std, np.float32)[:, None, None]
    channels = batch.transpose(0, 3, 1, 2) if batch.ndim == 4 else batch[:, None]
    return channels * (np.float32(1 / 255) / std) - mean / std


def onto_source(small: np.ndarray, geometry: InputGeometry) -> np.ndarray:
    """Carry a map over the network input, float (h, w), back onto the source frame.

    The map's cells tile the input square; source pixels take the bilinear value at their place.
    Returns float32 (rows, columns).
    """
    size = (geometry.size_px, geometry.size_px)
    on_input = cv2.resize(small.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    return cv2.warpAffine(
        on_input,
        geometry.matrix,
        (geometry.columns, geometry.rows),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )


def _check(image: np.ndarray) -> None:
    if image.dtype != np.uint8 or image.ndim not in (2, 3) or 0 in image.shape:
        raise ImagingError(
            f"a display image is uint8 (H, W) or (H, W, 3), this one is {image.dtype} {image.shape}"
        )


def _as_channels(image: np.ndarray, colour: bool) -> np.ndarray:
    if colour and image.ndim == 2:
        return np.repeat(image[..., None], 3, axis=2)
    if not colour and image.ndim == 3:
        return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return image
