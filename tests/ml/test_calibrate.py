"""Thresholds of single classes, and sets of classes that hold the truth as often as promised."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.calibrate import choose_thresholds
from ml.conformal import conformal_quantile, conformal_set, fit_conformal


def _answers(seed: int, count: int):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 4, count)
    scores = rng.normal(size=(count, 4)) + 1.5 * np.eye(4)[labels]
    return labels, np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)


@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.1])
def test_sets_hold_the_truth_as_often_as_promised_on_images_that_were_not_fitted(alpha):
    labels, probabilities = _answers(0, 2000)
    quantile = conformal_quantile(probabilities, labels, alpha)
    labels, probabilities = _answers(1, 4000)
    sets = [conformal_set(row, quantile) for row in probabilities]
    covered = np.mean([label in chosen for label, chosen in zip(labels, sets, strict=True)])
    assert covered >= 1 - alpha - 0.01
    assert np.mean([len(chosen) for chosen in sets]) < 3.5


@given(st.lists(st.floats(0.001, 1), min_size=2, max_size=8), st.floats(0, 1))
def test_a_set_begins_with_the_likeliest_class_and_leaves_no_likelier_one_out(values, quantile):
    probabilities = np.array(values) / sum(values)
    chosen = conformal_set(probabilities, quantile)
    left_out = set(range(len(values))) - set(chosen)
    assert chosen and probabilities[chosen[0]] == probabilities.max()
    assert all(probabilities[out] <= probabilities[chosen].min() for out in left_out)


def test_a_sure_answer_stands_alone_and_an_unsure_one_does_not():
    assert conformal_set(np.array([0.02, 0.97, 0.01]), 0.6) == [1]
    assert conformal_set(np.array([0.45, 0.1, 0.45]), 0.6) == [0, 2]


def test_few_images_promise_less_and_very_few_nothing():
    labels, probabilities = _answers(2, 300)
    assert fit_conformal(probabilities, labels).alpha == 0.01
    assert fit_conformal(probabilities[:60], labels[:60]).alpha == 0.05
    assert fit_conformal(probabilities[:10], labels[:10]) is None


def test_a_class_that_is_often_wrong_has_a_higher_threshold_and_errs_half_as_often_above_it():
    rng = np.random.default_rng(0)
    sure = rng.uniform(0.5, 1, 4000)
    answers = np.repeat([0, 1], 2000)
    probabilities = np.where(answers == 0, sure, 1 - sure)
    probabilities = np.column_stack([probabilities, 1 - probabilities])
    is_right = np.where(answers == 0, sure > 0.51, rng.uniform(size=4000) < sure)
    labels = np.where(is_right, answers, 1 - answers)
    chosen = choose_thresholds(probabilities, labels, ("good", "weak"))
    assert chosen["good"] < 0.55 < chosen["weak"]
    shown = (answers == 1) & (sure >= chosen["weak"])
    assert (~is_right)[shown].mean() <= (~is_right)[answers == 1].mean() / 2


def test_a_class_that_was_hardly_ever_answered_gets_no_threshold_of_its_own():
    probabilities = np.tile([0.9, 0.1], (50, 1))
    probabilities[:3] = [0.2, 0.8]
    assert list(choose_thresholds(probabilities, np.zeros(50, int), ("a", "b"))) == ["a"]
