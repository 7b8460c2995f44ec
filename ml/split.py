"""Splitting samples so that near copies and images of one patient never lie on both sides."""

from dataclasses import dataclass

import numpy as np

from ml.errors import DatasetError
from ml.sources import TEST, TRAIN, VALIDATION


@dataclass(frozen=True, slots=True)
class Split:
    """Indices of the samples of each part, sorted."""

    train: np.ndarray
    validation: np.ndarray
    test: np.ndarray


def complete_split(
    parts: np.ndarray,
    labels: np.ndarray,
    groups: np.ndarray,
    shares: tuple[float, float],
    seed: int,
) -> Split:
    """Keep a published split, and cut what it lacks from its training part by whole groups, stratified.

    Parameters
    ----------
    parts
        The published part of each sample, text (N,).
    shares
        Of the validation and of the test part, where they have to be cut.

    Raises
    ------
    DatasetError
        When a class has too few independent groups for what must be cut, or is missing in a part that was.
    """
    validation_share, test_share = shares
    train, validation, test = (np.flatnonzero(parts == part) for part in (TRAIN, VALIDATION, TEST))
    present = labels[train]
    if not len(test):
        train, test = _take(train, labels, groups, test_share, seed)
        validation_share /= 1 - test_share
        _check_classes(present, labels[test])
    if not len(validation):
        train, validation = _take(train, labels, groups, validation_share, seed)
        _check_classes(present, labels[validation])
    _check_classes(present, labels[train])
    return Split(train, validation, test)


def split_folds(
    labels: np.ndarray, groups: np.ndarray, folds: int, validation_share: float, seed: int
) -> list[Split]:
    """Split ``folds`` times, so that every sample is in one test part; stratified, with every group whole.

    Raises
    ------
    DatasetError
        When a class has fewer independent groups than there are folds.
    """
    everything = np.arange(len(labels))
    fewest = _fewest_groups(everything, labels, groups)
    if fewest < folds:
        raise DatasetError(
            f"a class has only {fewest} independent groups of images: {folds} folds cannot each hold one out"
        )
    fold = fold_of(labels, groups, folds, seed)
    splits = []
    for number in range(folds):
        rest, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        train, validation = _take(rest, labels, groups, validation_share, seed)
        for part in (train, validation, test):
            _check_classes(labels, labels[part])
        splits.append(Split(train, validation, test))
    return splits


def fold_of(labels: np.ndarray, groups: np.ndarray, folds: int, seed: int) -> np.ndarray:
    """Number the fold of each sample so that groups are whole and each class is spread evenly; int (N,).

    The largest groups are placed first, in random order among equals, each where the sum over classes and
    folds of the squared share of a class grows least (docs/adr/0035).
    """
    label = np.unique(labels, return_inverse=True)[1]
    group = np.unique(groups, return_inverse=True)[1]
    counts = np.zeros((group.max() + 1, label.max() + 1))
    np.add.at(counts, (group, label), 1)
    shares = counts / counts.sum(axis=0)
    order = np.random.default_rng(seed).permutation(len(shares))
    order = order[np.argsort(-shares[order].sum(axis=1), kind="stable")]
    filled = np.zeros((folds, shares.shape[1]))
    fold = np.empty(len(shares), np.int64)
    for number in order:
        fold[number] = np.argmin(filled @ shares[number])
        filled[fold[number]] += shares[number]
    return fold[group]


def unseen(split: Split, groups: np.ndarray) -> np.ndarray:
    """Which test samples have nothing of their group on the other side; bool (N of the test part,)."""
    seen = np.union1d(groups[split.train], groups[split.validation])
    return ~np.isin(groups[split.test], seen)


def _check_classes(expected: np.ndarray, found: np.ndarray) -> None:
    missing = np.setdiff1d(expected, found)
    if missing.size:
        raise DatasetError(
            f"class number {missing[0]} cannot be split: its images are too few, "
            "or nearly all copies of one another"
        )


def _fewest_groups(pool: np.ndarray, labels: np.ndarray, groups: np.ndarray) -> int:
    return min(len(np.unique(groups[pool][labels[pool] == label])) for label in np.unique(labels[pool]))


def _take(
    pool: np.ndarray, labels: np.ndarray, groups: np.ndarray, share: float, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Split off about ``share`` of the pool: (what stays, what was taken)."""
    folds = min(round(1 / share), _fewest_groups(pool, labels, groups))
    if folds < 2:
        raise DatasetError(
            "a class has fewer than two independent groups of images: nothing could be held out for measuring"
        )
    taken = fold_of(labels[pool], groups[pool], folds, seed) == 0
    return pool[~taken], pool[taken]
