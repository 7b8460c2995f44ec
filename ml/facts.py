"""What is kept of a decoded image beside its pixels: its fingerprint, its size, its margin and its grey."""

import numpy as np

from ml.neighbours import FINGERPRINT, fingerprint

_MARGIN_SHARE = 0.04  # of the shorter side, on all four sides
_DARK, _BRIGHT = 16, 240

FACTS = np.dtype(
    [
        *((name, FINGERPRINT[name]) for name in FINGERPRINT.names or ()),
        ("rows", np.uint32),
        ("columns", np.uint32),
        ("mean", np.float32),  # grey levels, as the two below
        ("margin_mean", np.float32),
        ("margin_spread", np.float32),
        ("margin_dark", np.float32),  # share of the margin's pixels
        ("margin_bright", np.float32),
    ]
)


def facts_of(image: np.ndarray) -> np.ndarray:
    """The facts of a display image, uint8 (H, W) or (H, W, 3), as an array of one row of FACTS."""
    rows, columns = image.shape[:2]
    margin = _margin(image)
    values = (
        *fingerprint(image),
        rows,
        columns,
        image.mean(),
        margin.mean(),
        margin.std(),
        (margin < _DARK).mean(),
        (margin > _BRIGHT).mean(),
    )
    return np.array([values], FACTS)


def _margin(image: np.ndarray) -> np.ndarray:
    width = max(1, round(_MARGIN_SHARE * min(image.shape[:2])))
    sides = (image[:width], image[-width:], image[:, :width], image[:, -width:])
    return np.concatenate([side.ravel() for side in sides])
