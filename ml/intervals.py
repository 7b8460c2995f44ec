"""How far a figure would move with other images: 95 % bootstrap intervals of every figure of a report.

Whole groups are drawn, so that copies of an image, or images of one patient, count as one piece of evidence.

References
----------
Efron & Tibshirani, "An introduction to the bootstrap", 1993, chapter 13 (percentile intervals).
"""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import norm

_MOST_DRAWS, _FEWEST_DRAWS = 1000, 200
_WORK = 5e7  # draws times images times classes: some seconds
_AT_ONCE = 4_000_000  # weights in memory
_CLASS = "class_"
_Z = float(norm.ppf(0.975))
Interval = list[float]


def intervals(
    labels: np.ndarray,
    probabilities: np.ndarray,
    groups: np.ndarray | None,
    calibration_bins: int,
    seed: int = 1,
) -> tuple[dict[str, Interval | None], list[dict[str, Interval | None]]]:
    """Intervals of the figures of all images, and of those of each class; None where one is undefined.

    Parameters
    ----------
    labels, probabilities
        int (N,) and float (N, K).
    groups
        Numbers of images that belong together, int (N,); None when each stands alone.
    """
    tables = _Tables(labels, probabilities, calibration_bins)
    own = tables.figures(np.ones((1, len(labels))))
    drawn = [tables.figures(weights) for weights in _weights(labels, probabilities, groups, seed)]
    spans = {name: _spans(np.concatenate([figures[name] for figures in drawn]), own[name]) for name in own}
    classes = probabilities.shape[1]
    truth, answers = (np.bincount(column, minlength=classes) for column in (labels, tables.predicted))
    counts = {
        "accuracy": np.array([len(labels)]),
        "macro_f1": np.array([len(labels)]),
        "class_recall": truth,
        "class_precision": answers,
        "class_f1": (truth + answers) / 2,
    }
    for name, count in counts.items():
        spans[name] = [
            _at_least_wilson(span, figure, number)
            for span, figure, number in zip(spans[name], own[name][0], count, strict=True)
        ]
    of_all = {name: found[0] for name, found in spans.items() if not name.startswith(_CLASS)}
    of_class = {name.removeprefix(_CLASS): found for name, found in spans.items() if name.startswith(_CLASS)}
    return of_all, [{name: found[k] for name, found in of_class.items()} for k in range(classes)]


class _Tables:
    """What figures are sums of, so that a thousand weightings of the images cost one multiplication."""

    def __init__(self, labels: np.ndarray, probabilities: np.ndarray, bins: int) -> None:
        classes = probabilities.shape[1]
        self.labels, self.probabilities = labels, probabilities
        self.predicted = probabilities.argmax(axis=1)
        self.correct = self.predicted == labels
        confidence = probabilities.max(axis=1)
        self.gap = self.correct - confidence
        self.truth = _one_hot(labels, classes)
        self.answer = _one_hot(self.predicted, classes)
        self.hit = _one_hot(labels, classes, self.correct)
        self.bins = _one_hot(np.minimum((confidence * bins).astype(int), bins - 1), bins, self.gap)
        self.orders = [np.argsort(-probabilities[:, k], kind="stable") for k in range(classes)]

    def figures(self, weights: np.ndarray) -> dict[str, np.ndarray]:
        """Every figure under weights (D, N): (D, 1), and (D, K) of those that each class has."""
        total = weights.sum(axis=1, keepdims=True)
        hits, truth, answers = weights @ self.hit, weights @ self.truth, weights @ self.answer
        with np.errstate(invalid="ignore", divide="ignore"):
            recall, precision = hits / truth, hits / answers
            f1 = np.where(truth > 0, 2 * hits / (truth + answers), np.nan)
        areas = [self._areas(weights, k) for k in range(self.probabilities.shape[1])]
        auroc, average_precision = (np.column_stack(columns) for columns in zip(*areas, strict=True))
        return {
            "accuracy": hits.sum(axis=1, keepdims=True) / total,
            "macro_f1": _mean(f1),
            "auroc": _mean(auroc),
            "average_precision": _mean(average_precision),
            "ece": np.abs(weights @ self.bins).sum(axis=1, keepdims=True) / total,
            "class_precision": precision,
            "class_recall": recall,
            "class_f1": f1,
            "class_auroc": auroc,
            "class_average_precision": average_precision,
        }

    def _areas(self, weights: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Areas under the ROC and the precision-recall curve of one class against the rest; (D,) each."""
        order = self.orders[k]
        score = self.probabilities[order, k]
        last = np.flatnonzero(np.append(np.diff(score) != 0, True))  # of equal scores
        positive = (self.labels[order] == k).astype(float)
        ranked = weights[:, order]
        found = np.cumsum(ranked * positive, axis=1)[:, last]
        wrong = np.cumsum(ranked * (1 - positive), axis=1)[:, last]
        more_found = np.diff(found, prepend=0)
        more_wrong = np.diff(wrong, prepend=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            roc = (more_wrong * (found - more_found / 2)).sum(axis=1) / (found[:, -1] * wrong[:, -1])
            share = np.nan_to_num(found / (found + wrong))
            return roc, (more_found * share).sum(axis=1) / found[:, -1]


def _one_hot(column: np.ndarray, columns: int, values: np.ndarray | None = None) -> csr_array:
    rows = np.arange(len(column))
    filled = np.ones(len(column)) if values is None else values.astype(float)
    return csr_array((filled, (rows, column)), shape=(len(column), columns))


def _weights(
    labels: np.ndarray, probabilities: np.ndarray, groups: np.ndarray | None, seed: int
) -> Iterator[np.ndarray]:
    """How often each image was drawn, float (D, N), some draws at a time."""
    rng = np.random.default_rng(seed)
    names = np.arange(len(labels)) if groups is None else groups
    number, group = np.unique(names, return_inverse=True)
    draws = int(np.clip(_WORK / probabilities.size, _FEWEST_DRAWS, _MOST_DRAWS))
    size = max(1, _AT_ONCE // len(labels))
    for start in range(0, draws, size):
        some = min(size, draws - start)
        drawn = rng.multinomial(len(number), np.full(len(number), 1 / len(number)), some)
        yield drawn[:, group].astype(float)


def _mean(figures: np.ndarray) -> np.ndarray:
    """Over the classes for which there is a figure; (D, 1)."""
    known = np.isfinite(figures)
    with np.errstate(invalid="ignore"):
        return np.where(known, figures, 0).sum(axis=1, keepdims=True) / known.sum(axis=1, keepdims=True)


def _spans(drawn: np.ndarray, own: np.ndarray) -> list[Interval | None]:
    """The middle 95 % of each column, widened where needed to hold the figure itself.

    Resampling makes a calibration error larger, so its interval can lie above the error that was measured.
    """
    spans: list[Interval | None] = []
    for column, figure in zip(drawn.T, own[0], strict=True):
        known = column[np.isfinite(column)]
        if not known.size or not np.isfinite(figure):
            spans.append(None)
            continue
        low, high = np.percentile(known, (2.5, 97.5))
        spans.append([float(min(low, figure)), float(max(high, figure))])
    return spans


def _at_least_wilson(span: Interval | None, share: float, count: float) -> Interval | None:
    """A bootstrap of 100 % has no width; the interval of a share is never narrower than Wilson's.

    An F1 is taken for a share too, of as many images as its precision and its recall are of on average.
    """
    if span is None:
        return None
    spread = _Z * np.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    middle, scale = share + _Z**2 / (2 * count), 1 + _Z**2 / count
    low, high = max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
    return [float(min(span[0], low)), float(max(span[1], high))]
