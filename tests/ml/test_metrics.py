import numpy as np
import pytest
import torch

from ml.calibrate import choose_threshold, fit_temperature
from ml.metrics import expected_calibration_error, measure


def _answers(seed=0, count=400, classes=3):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, count)
    scores = rng.normal(size=(count, classes)) + 2.0 * np.eye(classes)[labels]
    return labels, torch.softmax(torch.tensor(scores), 1).numpy()


def test_the_figures_are_scikit_learns():
    from sklearn.metrics import accuracy_score, f1_score, roc_auc_score

    labels, probabilities = _answers()
    figures = measure(labels, probabilities, ("a", "b", "c"), 7)
    assert figures["accuracy"] == pytest.approx(accuracy_score(labels, probabilities.argmax(1)))
    assert figures["macro_f1"] == pytest.approx(f1_score(labels, probabilities.argmax(1), average="macro"))
    assert figures["auroc"] == pytest.approx(roc_auc_score(labels, probabilities, multi_class="ovr"))
    assert np.sum(figures["confusion"]) == figures["images"] == 400
    low, high = figures["accuracy_interval"]
    assert low < figures["accuracy"] < high and figures["not_evaluated"] == 7


def test_a_class_without_images_gives_no_crash_and_no_invented_figure():
    labels, probabilities = _answers()
    figures = measure(np.zeros_like(labels), probabilities, ("a", "b", "c"), 0)
    assert figures["auroc"] is None and figures["per_class"]["b"]["support"] == 0


def test_the_calibration_error_of_a_confident_liar_is_large_and_of_the_truth_zero():
    labels = np.array([0, 1] * 50)
    always_first = np.tile([0.99, 0.01], (100, 1))
    assert expected_calibration_error(labels, always_first) == pytest.approx(0.49)
    assert expected_calibration_error(labels, np.eye(2)[labels]) == pytest.approx(0.0)


def test_the_temperature_finds_the_factor_that_scores_were_spoiled_with():
    rng = np.random.default_rng(0)
    logits = torch.tensor(rng.normal(size=(4000, 3)) * 2, dtype=torch.float32)
    chances = torch.softmax(logits, dim=1)
    labels = torch.multinomial(chances, 1, generator=torch.Generator().manual_seed(0))[:, 0]
    assert fit_temperature(logits * 3.5, labels) == pytest.approx(3.5, rel=0.1)


def test_above_the_threshold_errors_are_rare():
    labels, probabilities = _answers(1, 5000)
    threshold = choose_threshold(probabilities, labels, 0.02)
    shown = probabilities.max(1) >= threshold
    assert 0.5 <= threshold <= 0.95
    assert (probabilities.argmax(1) != labels)[shown].mean() <= 0.02
