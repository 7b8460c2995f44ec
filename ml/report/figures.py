"""The charts of a report."""

from typing import Any

import numpy as np
from sklearn.metrics import precision_recall_curve, roc_curve

from ml.answered import Answered
from ml.reliability import reliability as bins
from ml.report.svg import COLOURS, Chart

_TRAINING, _VALIDATION = COLOURS[4], COLOURS[0]
_MOST_CURVES = len(COLOURS)
History = list[dict[str, float | None]]


def learning_curves(history: History) -> list[str]:
    """Loss, accuracy and learning rate by epoch."""
    if len(history) < 2:
        return []
    best = max((row["epoch"] or 0 for row in history if row["best"]), default=None)
    pairs = (
        ("Loss", ("train_loss", "validation_loss"), False),
        ("Accuracy and macro F1", ("train_accuracy", "validation_accuracy", "validation_macro_f1"), True),
        ("Learning rate", ("learning_rate",), False),
    )
    return [_by_epoch(history, title, names, best, is_share) for title, names, is_share in pairs]


def _by_epoch(
    history: History, title: str, names: tuple[str, ...], best: float | None, is_share: bool
) -> str:
    curves = {name: [(row["epoch"], row[name]) for row in history if row[name] is not None] for name in names}
    values = [value for points in curves.values() for _, value in points if value is not None]
    top = 1.0 if is_share else max(values) * 1.05
    low = min(0.5, *values) if is_share else 0.0
    last = max(row["epoch"] or 0 for row in history)
    chart = Chart(title, "epoch", "", (1, last), (low, top), percent=(False, is_share))
    if best is not None and title != "Learning rate":
        chart.guide((best, low), (best, top), "best")
    for name, colour in zip(names, (_TRAINING, _VALIDATION, COLOURS[2]), strict=False):
        points = [(x, y) for x, y in curves[name] if x is not None and y is not None]
        is_training = name.startswith("train")
        chart.line(points, colour, name.replace("_", " ").replace(" f1", " F1"), dashed=is_training)
    return chart.svg()


def roc(answered: Answered, names: list[str], metrics: dict[str, Any]) -> str:
    """A curve for each class against the rest."""
    chart = Chart("ROC, each class against the rest", "false positive rate", "sensitivity")
    chart.guide((0, 0), (1, 1))
    for k, colour in _drawable(answered):
        wrong, found, _ = roc_curve(answered.labels == k, answered.probabilities[:, k])
        chart.line(
            list(zip(wrong, found, strict=True)), colour, _with_area(names[k], metrics, k, "auroc", "AUC")
        )
    return chart.svg()


def precision_recall(answered: Answered, names: list[str], metrics: dict[str, Any]) -> str:
    """A curve for each class against the rest."""
    chart = Chart("Precision and recall", "recall", "precision")
    for k, colour in _drawable(answered):
        precision, recall, _ = precision_recall_curve(answered.labels == k, answered.probabilities[:, k])
        points = list(zip(recall[::-1], precision[::-1], strict=True))
        chart.line(points, colour, _with_area(names[k], metrics, k, "average_precision", "AP"))
    return chart.svg()


def reliability(answered: Answered) -> str:
    """How often answers of each confidence were right."""
    chart = Chart("Reliability", "probability that was shown", "share that was right")
    for found in bins(answered.labels, answered.probabilities):
        hint = f"{found.share:.0%} of {found.images} right"
        chart.bar(found.left, found.right, found.share, "#9cc4de", hint)
        chart.whisker((found.left + found.right) / 2, found.low, found.high)
    chart.guide((0, 0), (1, 1))
    return chart.svg()


def _drawable(answered: Answered) -> list[tuple[int, str]]:
    """Classes that have images and are not all there is, with a colour; the first few of many."""
    counts = np.bincount(answered.labels, minlength=answered.probabilities.shape[1])
    present = [k for k, count in enumerate(counts) if 0 < count < len(answered.labels)]
    return list(zip(present, COLOURS, strict=False))


def _with_area(name: str, metrics: dict[str, Any], k: int, figure: str, word: str) -> str:
    value = metrics["per_class"][metrics["classes"][k]].get(figure)
    return name if value is None else f"{name}: {word} {value:.3f}"
