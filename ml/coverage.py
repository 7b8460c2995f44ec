"""Does a model's card cover this image? If not, why, in words for the user."""

import numpy as np

from ml.card import Coverage
from ml.imaging.values import Frame, Series

_BLANK_RANGE = 4  # grey levels between the darkest and the brightest thousandth
_COLOUR_SPREAD = 12  # grey levels that the channels differ in a picture with real colour
_COLOURED_SHARE = 0.02


def why_not_covered(frame: Frame, display: np.ndarray, covers: Coverage) -> str:
    """Say why the card does not cover a frame; "" when it does.

    ``display`` is the frame's default 8-bit display, (H, W) or (H, W, 3).
    """
    return why_header_not_covered(frame, covers) or _outside_pixels(display, covers)


def is_made_for(series: Series, covers: Coverage) -> bool:
    """Does the card name the modality of a series, and rule out nothing that its header says?"""
    return _named(series.modality, covers.modalities) and not why_header_not_covered(series, covers)


def why_header_not_covered(frame: Frame | Series, covers: Coverage) -> str:
    """Say why the card does not cover what a header tells; "" when it does, or tells nothing."""
    modality = "" if frame.modality == "OT" else frame.modality  # ordinary images do not say
    if covers.modalities and modality and not _named(modality, covers.modalities):
        return f"modality {modality} is not among those of the model: {', '.join(covers.modalities)}"
    if covers.body_parts and frame.body_part and not _named(frame.body_part, covers.body_parts):
        return f"body part {frame.body_part} is not among those of the model: {', '.join(covers.body_parts)}"
    return ""


def _outside_pixels(display: np.ndarray, covers: Coverage) -> str:
    rows, columns = display.shape[:2]
    aspect = max(rows, columns) / max(1, min(rows, columns))
    low, high = np.percentile(display, (0.1, 99.9))
    if min(rows, columns) < covers.smallest_side_px:
        return f"the image is too small: {columns} x {rows}, needed are {covers.smallest_side_px} pixels"
    if aspect > covers.largest_aspect:
        return f"the image is too elongated: {aspect:.1f} to 1, at most {covers.largest_aspect:g} to 1"
    if high - low < _BLANK_RANGE:
        return "the image is blank"
    if not covers.colour and _is_coloured(display):
        return "the image is in colour, the model was trained on grey images"
    return ""


def _named(value: str, allowed: tuple[str, ...]) -> bool:
    return value.upper() in {name.upper() for name in allowed}


def _is_coloured(display: np.ndarray) -> bool:
    if display.ndim == 2:
        return False
    spread = display.max(axis=2).astype(np.int16) - display.min(axis=2)
    return bool((spread > _COLOUR_SPREAD).mean() > _COLOURED_SHARE)
