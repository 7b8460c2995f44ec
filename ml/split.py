"""Splitting samples so that near copies and images of one patient never lie on both sides."""

from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from ml.errors import DatasetError
from ml.sources import TEST, TRAIN, VALIDATION


@dataclass(frozen=True, slots=True)
class Split:
    """Indices of the samples of each part, sorted."""

    train: np.ndarray
    validation: np.ndarray
    test: np.ndarray


def split_by_group(
    labels: np.ndarray, groups: np.ndarray, validation_share: float, test_share: float, seed: int
) -> Split:
    """Split into three parts, stratified by class, with every group whole.

    Raises
    ------
    DatasetError
        When a class has too few independent groups to be in every part.
    """
    shares = (validation_share, test_share)
    return complete_split(np.full(len(labels), TRAIN), labels, groups, shares, seed)


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
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    splits = []
    for rest, test in splitter.split(everything, labels, groups):
        train, validation = _take(rest, labels, groups, validation_share, seed)
        for part in (train, validation, test):
            _check_classes(labels, labels[part])
        splits.append(Split(train, validation, test))
    return splits


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
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    stays, taken = next(splitter.split(pool, labels[pool], groups[pool]))
    return pool[stays], pool[taken]
