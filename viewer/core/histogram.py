"""How often each value occurs in a frame."""

import math
from dataclasses import dataclass

import numpy as np

MOST_BINS = 256


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """Counts of values in bins of one width.

    Attributes
    ----------
    low, high
        The outer edges of the first and the last bin, in modality units.
    """

    counts: np.ndarray  # int64 (bins,)
    low: float
    high: float


def histogram_of(values: np.ndarray) -> Histogram | None:
    """The histogram of values, (n,), without NaN; None of none.

    Whole numbers get bins of whole widths: others would hold now one value more, now one less, and show teeth
    that are not in the image.
    """
    if not values.size:
        return None
    low, high = float(values.min()), float(values.max())
    if values.dtype.kind == "f":
        high = high if high > low else low + 1.0
        counts, _ = np.histogram(values, MOST_BINS, (low, high))
        return Histogram(counts, low, high)
    width = math.ceil((high - low + 1) / MOST_BINS)
    bins = math.ceil((high - low + 1) / width)
    counts = np.bincount((values.astype(np.int64) - int(low)) // width, minlength=bins)
    return Histogram(counts, low - 0.5, low - 0.5 + bins * width)
