import numpy as np
import pytest
from sklearn.metrics import average_precision_score, f1_score, precision_score, recall_score, roc_auc_score

from ml.intervals import _Tables, intervals
from ml.metrics import measure
from ml.reliability import CALIBRATION_BINS


def _answers(seed: int = 0, count: int = 300):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, count)
    scores = np.round(rng.normal(size=(count, 3)) + 1.5 * np.eye(3)[labels], 1)  # rounded: with equal scores
    return labels, np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)


def test_the_figures_of_a_weighting_are_scikit_learns():
    labels, probabilities = _answers()
    weights = np.random.default_rng(1).integers(0, 4, (3, len(labels))).astype(float)
    figures = _Tables(labels, probabilities, CALIBRATION_BINS).figures(weights)
    answers = probabilities.argmax(axis=1)
    for draw, weight in enumerate(weights):
        assert figures["macro_f1"][draw, 0] == pytest.approx(
            f1_score(labels, answers, average="macro", sample_weight=weight)
        )
        for k in range(3):
            truth, said, score = labels == k, answers == k, probabilities[:, k]
            expected = {
                "class_auroc": roc_auc_score(truth, score, sample_weight=weight),
                "class_average_precision": average_precision_score(truth, score, sample_weight=weight),
                "class_recall": recall_score(truth, said, sample_weight=weight),
                "class_precision": precision_score(truth, said, sample_weight=weight),
            }
            for name, value in expected.items():
                assert figures[name][draw, k] == pytest.approx(value), name


def test_the_interval_of_a_mean_has_the_width_that_statistics_give_it():
    labels = np.array([0, 1] * 200)
    right = np.arange(400) % 10 != 0  # 90 % of 400
    probabilities = np.eye(2)[np.where(right, labels, 1 - labels)]
    (low, high) = intervals(labels, probabilities, None, CALIBRATION_BINS)[0]["accuracy"]
    width = 2 * 1.96 * np.sqrt(0.9 * 0.1 / 400)
    assert high - low == pytest.approx(width, rel=0.15) and low < 0.9 < high


def test_copies_are_no_evidence():
    """Every image five times: the interval is as wide as that of the images alone."""
    labels, probabilities = _answers(count=100)
    alone = intervals(labels, probabilities, None, CALIBRATION_BINS)[0]["macro_f1"]
    rows = np.repeat(np.arange(100), 5)
    copied = intervals(labels[rows], probabilities[rows], rows, CALIBRATION_BINS)[0]["macro_f1"]
    assert copied[1] - copied[0] == pytest.approx(alone[1] - alone[0], rel=0.1)


def test_a_perfect_score_is_not_called_certain():
    labels = np.array([0, 1] * 20)
    low, high = measure(labels, np.eye(2)[labels], ("a", "b"), 0)["accuracy_interval"]
    assert high == 1 and low == pytest.approx(0.9124, abs=1e-3)  # Wilson's for 40 of 40


def test_every_figure_lies_in_its_interval_and_what_is_undefined_has_none():
    labels, probabilities = _answers()
    figures = measure(labels, probabilities, ("a", "b", "c"), 0)
    for name, (low, high) in figures["intervals"].items():
        assert low <= figures[name] <= high, name
    for row in figures["per_class"].values():
        assert all(low <= row[name] <= high for name, (low, high) in row["intervals"].items())
    lonely = measure(np.zeros(300, int), probabilities, ("a", "b", "c"), 0)
    assert lonely["intervals"]["auroc"] is None and lonely["per_class"]["b"]["intervals"]["recall"] is None
