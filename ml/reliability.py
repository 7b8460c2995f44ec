"""How often answers of each probability were right, bin by bin."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

CALIBRATION_BINS = 15


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Answers with a probability from ``left`` to ``right``: the share that was right, with its interval."""

    left: float
    right: float
    share: float
    low: float  # 95 %, Wilson
    high: float
    images: int


def reliability(labels: np.ndarray, probabilities: np.ndarray) -> list[ReliabilityBin]:
    """The bins of the calibration error that hold any answer."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    found = []
    for number in np.unique(bins):
        inside = bins == number
        hits, count = int(right[inside].sum()), int(inside.sum())
        span = binomtest(hits, count).proportion_ci(0.95, method="wilson")
        left, after = number / CALIBRATION_BINS, (number + 1) / CALIBRATION_BINS
        found.append(ReliabilityBin(left, after, hits / count, float(span.low), float(span.high), count))
    return found
