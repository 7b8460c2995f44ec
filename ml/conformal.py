"""Sets of classes that hold the truth as often as promised: split conformal prediction.

A class's score is the probability of all classes that are likelier than it. The set of an image has every
class whose score is at most the quantile of the scores of the true classes of validation images. So it
always has the likeliest class, and others only where the model is unsure.

References
----------
Romano, Sesia & Candes, "Classification with valid and adaptive coverage", NeurIPS 2020 (their score, without
its random part).
Angelopoulos et al., "Uncertainty sets for image classifiers using conformal prediction", ICLR 2021.
"""

import math

import numpy as np

from ml.card import Conformal

_ERROR_RATES = (0.01, 0.05, 0.1)
_ERRORS_EXPECTED = 2  # among the validation images, at the least: rarer errors cannot be told from none


def fit_conformal(probabilities: np.ndarray, labels: np.ndarray) -> Conformal | None:
    """The sets with the lowest error rate that so many images can promise; None where they are too few."""
    count = len(labels)
    alpha = next((rate for rate in _ERROR_RATES if rate * count >= _ERRORS_EXPECTED), None)
    return None if alpha is None else Conformal(alpha, conformal_quantile(probabilities, labels, alpha))


def conformal_quantile(probabilities: np.ndarray, labels: np.ndarray, alpha: float) -> float:
    """The score that the true class of a new image exceeds with a chance of at most ``alpha``; 0 to 1."""
    own = probabilities[np.arange(len(labels)), labels]
    scores = np.where(probabilities > own[:, None], probabilities, 0).sum(axis=1)
    rank = math.ceil((len(labels) + 1) * (1 - alpha))
    return float(min(1.0, np.sort(scores)[rank - 1])) if rank <= len(labels) else 1.0


def conformal_set(probabilities: np.ndarray, quantile: float) -> list[int]:
    """The classes of one image's set, likeliest first; never empty."""
    order = np.argsort(-probabilities, kind="stable")
    ranked = probabilities[order]
    above = np.array([probabilities[probabilities > value].sum() for value in ranked])
    return [int(index) for index, score in zip(order, above, strict=True) if score <= quantile]
