"""The figures of a report, from labels and probabilities."""

from typing import Any

import numpy as np
from sklearn.metrics import (
    average_precision_score,
    confusion_matrix,
    precision_recall_fscore_support,
    roc_auc_score,
)

from ml.intervals import intervals
from ml.reliability import CALIBRATION_BINS


def measure(
    labels: np.ndarray,
    probabilities: np.ndarray,
    classes: tuple[str, ...],
    not_evaluated: int,
    groups: np.ndarray | None = None,
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
    groups
        Numbers of images that belong together, int (N,): the intervals are of whole groups.
    """
    numbers = np.arange(len(classes))
    predicted = probabilities.argmax(axis=1)
    precision, recall, f1, support = precision_recall_fscore_support(
        labels, predicted, labels=numbers, zero_division=0
    )
    spans, of_class = intervals(labels, probabilities, groups, CALIBRATION_BINS)
    present = support > 0
    return {
        "images": len(labels),
        "classes": list(classes),
        "accuracy": float((labels == predicted).mean()),
        "accuracy_interval": spans["accuracy"],
        "macro_f1": float(f1[present].mean()),
        "per_class": {
            name: {
                "precision": float(precision[index]),
                "recall": float(recall[index]),
                "f1": float(f1[index]),
                "support": int(support[index]),
                "auroc": _of_class(roc_auc_score, labels, probabilities, index),
                "average_precision": _of_class(average_precision_score, labels, probabilities, index),
                "intervals": of_class[index],
            }
            for index, name in enumerate(classes)
        },
        "confusion": confusion_matrix(labels, predicted, labels=numbers).tolist(),
        "auroc": _mean_over_classes(roc_auc_score, labels, probabilities),
        "average_precision": _mean_over_classes(average_precision_score, labels, probabilities),
        "ece": expected_calibration_error(labels, probabilities),
        "not_evaluated": not_evaluated,
        "intervals": spans,
    }


def expected_calibration_error(labels: np.ndarray, probabilities: np.ndarray) -> float:
    """Mean gap between confidence and accuracy over 15 equal bins of the largest probability, by size."""
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [
        abs(correct[bins == b].mean() - confidence[bins == b].mean()) * (bins == b).mean()
        for b in np.unique(bins)
    ]
    return float(sum(gaps))


def area_under_roc(labels: np.ndarray, probabilities: np.ndarray) -> float | None:
    """One class against the rest, averaged over the classes that are present; None when only one is."""
    return _mean_over_classes(roc_auc_score, labels, probabilities)


def _of_class(score: Any, labels: np.ndarray, probabilities: np.ndarray, index: int) -> float | None:
    """One class against the rest; None where there are no images of it, or no others."""
    truth = labels == index
    return float(score(truth, probabilities[:, index])) if truth.any() and not truth.all() else None


def _mean_over_classes(score: Any, labels: np.ndarray, probabilities: np.ndarray) -> float | None:
    """One class against the rest, averaged over the classes that are present; None when only one is."""
    present = np.unique(labels)
    if len(present) < 2:
        return None
    return float(np.mean([score(labels == index, probabilities[:, index]) for index in present]))
