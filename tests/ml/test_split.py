import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.errors import DatasetError
from ml.neighbours import FINGERPRINT, exact_groups, fingerprint, joined, near_groups
from ml.sources import TRAIN
from ml.split import Split, complete_split, fold_of, split_folds, unseen
from tests.ml.pictures import noise


def split_by_group(labels, groups, validation_share, test_share, seed) -> Split:
    """All three parts are cut: nothing was published."""
    nothing = np.full(len(labels), TRAIN)
    return complete_split(nothing, labels, groups, (validation_share, test_share), seed)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(2, 4), st.integers(12, 60))
def test_no_group_lies_on_two_sides_and_nothing_is_lost(seed, classes, per_class):
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(classes), per_class)
    groups = labels * 1000 + rng.integers(0, per_class, len(labels))  # about two thirds are alone
    split = split_by_group(labels, groups, 0.15, 0.2, seed)
    parts = (split.train, split.validation, split.test)
    assert sorted(np.concatenate(parts)) == list(range(len(labels)))
    for first, second in ((0, 1), (0, 2), (1, 2)):
        assert not set(groups[parts[first]]) & set(groups[parts[second]])
    assert all(set(labels[part]) == set(labels) for part in parts)


def test_the_same_seed_gives_the_same_split_and_another_seed_another():
    labels, groups = np.repeat([0, 1], 50), np.arange(100)
    first, second, other = (split_by_group(labels, groups, 0.2, 0.2, seed).test for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, second)
    assert set(first) != set(other)


def test_a_class_of_copies_only_cannot_be_split():
    labels = np.repeat([0, 1], 10)
    groups = np.where(labels == 0, 0, np.arange(20) + 1)
    with pytest.raises(DatasetError, match="independent groups"):
        split_by_group(labels, groups, 0.2, 0.2, 0)


def test_copies_and_near_copies_are_found_and_strangers_are_not():
    import cv2

    rng = np.random.default_rng(3)
    pictures = [noise(rng, 128, 128) for _ in range(6)]
    smaller = cv2.resize(pictures[0], (100, 100), interpolation=cv2.INTER_AREA)
    brighter = cv2.convertScaleAbs(pictures[1], alpha=1.1, beta=4)
    shown = [*pictures, pictures[0].copy(), smaller, brighter]
    prints = np.array([fingerprint(picture) for picture in shown], FINGERPRINT)
    exact, near = exact_groups(prints), near_groups(prints)
    assert exact[6] == exact[0] and len(set(exact)) == 8
    assert near[6] == near[7] == near[0] and near[8] == near[1] and len(set(near)) == 6


def test_images_of_one_patient_are_joined_across_chains():
    groups = joined(np.array([0, 0, 1, 2, 3]), ["A", "", "A", "", "B"])
    assert groups[0] == groups[1] == groups[2]
    assert len({groups[0], groups[3], groups[4]}) == 3


def test_a_published_split_is_kept_and_what_it_lacks_is_cut_by_group():
    labels = np.tile([0, 1], 60)
    groups = np.arange(120) // 4
    parts = np.array(["train"] * 80 + ["test"] * 40, "U10")
    split = complete_split(parts, labels, groups, (0.2, 0.2), 1)
    np.testing.assert_array_equal(split.test, np.arange(80, 120))
    assert sorted([*split.train, *split.validation]) == list(range(80))
    assert not set(groups[split.train]) & set(groups[split.validation])
    parts[60:80] = "validation"
    split = complete_split(parts, labels, groups, (0.2, 0.2), 1)
    np.testing.assert_array_equal(split.train, np.arange(60))
    np.testing.assert_array_equal(split.validation, np.arange(60, 80))


def test_test_images_with_company_in_training_or_validation_are_known():
    split = Split(np.array([0, 1]), np.array([2]), np.array([3, 4, 5]))
    np.testing.assert_array_equal(unseen(split, np.array([7, 8, 9, 8, 5, 9])), [False, True, False])


def test_every_image_is_tested_once_over_all_folds_and_groups_stay_whole():
    labels, groups = np.tile([0, 1], 50), np.arange(100) // 2
    splits = split_folds(labels, groups, 4, 0.2, 1)
    assert sorted(np.concatenate([split.test for split in splits])) == list(range(100))
    for split in splits:
        sides = [set(groups[part]) for part in (split.train, split.validation, split.test)]
        assert not (sides[0] & sides[1] or sides[0] & sides[2] or sides[1] & sides[2])


def test_folds_are_as_even_as_those_of_scikit_learn():
    from sklearn.model_selection import StratifiedGroupKFold

    rng = np.random.default_rng(2)
    labels, groups = rng.integers(0, 4, 1500), (rng.pareto(0.8, 1500) * 50).astype(int)
    splitter = StratifiedGroupKFold(6, shuffle=True, random_state=1)
    theirs = np.empty_like(labels)
    for number, (_, test) in enumerate(splitter.split(labels, labels, groups)):
        theirs[test] = number

    def unevenness(fold: np.ndarray) -> float:
        counts = np.zeros((6, 4))
        np.add.at(counts, (fold, labels), 1)
        return float((counts / counts.sum(axis=0)).std(axis=0).mean())

    ours = fold_of(labels, groups, 6, 1)
    assert all(len(set(ours[groups == group])) == 1 for group in np.unique(groups))
    assert unevenness(ours) <= 1.1 * unevenness(theirs)


def test_as_many_single_images_as_mnist_has_are_split_in_seconds():
    labels = np.arange(60_000) % 10
    started = time.monotonic()
    fold = fold_of(labels, np.arange(60_000), 10, 1)
    assert time.monotonic() - started < 10
    assert set(np.bincount(fold)) == {6000}


def test_more_folds_than_groups_are_refused():
    with pytest.raises(DatasetError, match="3 independent groups"):
        split_folds(np.tile([0, 1], 3), np.arange(6), 4, 0.2, 1)
