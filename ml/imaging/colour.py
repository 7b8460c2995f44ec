"""Colour samples of any kind -> 8-bit RGB.

References
----------
PS3.3 C.7.6.3.1.2 (Photometric Interpretation), C.7.9 (Palette Color Lookup Table).
"""

import cv2
import numpy as np
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_color_lut

from ml.errors import ImagingError
from ml.imaging.codecs import Samples

PALETTE = "PALETTE COLOR"

# (Y, Cb, Cr, 1) -> (R, G, B) of 8 bits: JPEG's full range, and ITU-R BT.601 with black at 16.
_FULL = np.array(
    [[1, 0, 1.402, -179.456], [1, -0.344136, -0.714136, 135.458816], [1, 1.772, 0, -226.816]], np.float32
)
_PARTIAL = np.array(
    [
        [1.164383, 0, 1.596027, -222.921617],
        [1.164383, -0.391762, -0.812968, 135.575313],
        [1.164383, 2.017232, 0, -276.835823],
    ],
    np.float32,
)
_TO_RGB = {
    "YBR_FULL": _FULL,
    "YBR_FULL_422": _FULL,
    "YBR_PARTIAL_422": _PARTIAL,
    "YBR_PARTIAL_420": _PARTIAL,
}


def is_colour(samples: Samples) -> bool:
    """Tell whether samples mean colours rather than modality values."""
    return samples.values.ndim == 3 or samples.photometric == PALETTE


def to_rgb(samples: Samples, dataset: Dataset) -> np.ndarray:
    """Return (rows, columns, 3) uint8.

    Raises
    ------
    ImagingError
        The photometric interpretation is not known, or its palette is damaged.
    """
    if samples.photometric == PALETTE:
        return _through_palette(samples.values, dataset)
    values = np.ascontiguousarray(_to_8_bit(samples.values, samples.precision_bits))
    # Three samples are no grey, whatever the header says.
    if samples.photometric in ("RGB", "MONOCHROME1", "MONOCHROME2") and values.shape[2] == 3:
        return values
    matrix = _TO_RGB.get(samples.photometric)
    if matrix is None or samples.values.shape[2] != 3:
        raise ImagingError(f"not supported: Photometric Interpretation {samples.photometric}")
    # In float: OpenCV's integer versions of the same are off by one in every thirtieth value.
    rgb = cv2.transform(values.astype(np.float32), matrix)
    return np.clip(np.rint(rgb), 0, 255).astype(np.uint8)


def _to_8_bit(values: np.ndarray, precision_bits: int) -> np.ndarray:
    if precision_bits > 8:
        values = values >> (precision_bits - 8)
    return values.astype(np.uint8)


def _through_palette(values: np.ndarray, dataset: Dataset) -> np.ndarray:
    try:
        colours = apply_color_lut(values, dataset)[..., :3]
    except Exception as error:
        raise ImagingError("damaged: its colour palette cannot be read") from error
    # A table announced as 16 bits whose entries stay below 256 was written with 8.
    is_8_bit = colours.dtype == np.uint8 or colours.max() < 256
    return np.ascontiguousarray((colours if is_8_bit else colours >> 8).astype(np.uint8))
