"""The figures of a report, from labels and probabilities."""

from typing import Any

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import (
    average_precision_score,
    confusion_matrix,
    precision_recall_fscore_support,
    roc_auc_score,
)

_BINS = 15


def measure(
    labels: np.ndarray, probabilities: np.ndarray, classes: tuple[str, ...], not_evaluated: int
) -> dict[str, Any]:
    """All figures of one evaluation as plain values, ready for JSON.

    Every image counts by its most probable class, whether its answer would be shown or withheld.

    Parameters
    ----------
    labels
        int (N,).
    probabilities
        float (N, K), rows sum to 1, columns in the order of ``classes``.
    not_evaluated
        Images for which the viewer would show no answer.
    """
    numbers = np.arange(len(classes))
    predicted = probabilities.argmax(axis=1)
    precision, recall, f1, support = precision_recall_fscore_support(
        labels, predicted, labels=numbers, zero_division=0
    )
    correct = int((labels == predicted).sum())
    interval = binomtest(correct, len(labels)).proportion_ci(0.95, method="wilson")
    present = support > 0
    return {
        "images": len(labels),
        "classes": list(classes),
        "accuracy": correct / len(labels),
        "accuracy_interval": [float(interval.low), float(interval.high)],
        "macro_f1": float(f1[present].mean()),
        "per_class": {
            name: {
                "precision": float(precision[index]),
                "recall": float(recall[index]),
                "f1": float(f1[index]),
                "support": int(support[index]),
            }
            for index, name in enumerate(classes)
        },
        "confusion": confusion_matrix(labels, predicted, labels=numbers).tolist(),
        "auroc": _mean_over_classes(roc_auc_score, labels, probabilities),
        "average_precision": _mean_over_classes(average_precision_score, labels, probabilities),
        "ece": expected_calibration_error(labels, probabilities),
        "not_evaluated": not_evaluated,
    }


def expected_calibration_error(labels: np.ndarray, probabilities: np.ndarray) -> float:
    """Mean gap between confidence and accuracy over 15 equal bins of the largest probability, by size."""
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(correct[bins == b].mean() - confidence[bins == b].mean()) * (bins == b).mean()
        for b in np.unique(bins)
    ]
    return float(sum(gaps))


def area_under_roc(labels: np.ndarray, probabilities: np.ndarray) -> float | None:
    """One class against the rest, averaged over the classes that are present; None when only one is."""
    return _mean_over_classes(roc_auc_score, labels, probabilities)


def _mean_over_classes(score: Any, labels: np.ndarray, probabilities: np.ndarray) -> float | None:
    """One class against the rest, averaged over the classes that are present; None when only one is."""
    present = np.unique(labels)
    if len(present) < 2:
        return None
    return float(np.mean([score(labels == index, probabilities[:, index]) for index in present]))
