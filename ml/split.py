"""Splitting samples so that near copies and images of one patient never lie on both sides."""

from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from ml.errors import DatasetError


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
    everything = np.arange(len(labels))
    rest, test = _take(everything, labels, groups, test_share, seed)
    train, validation = _take(rest, labels, groups, validation_share / (1 - test_share), seed)
    for part in (train, validation, test):
        missing = np.setdiff1d(labels, labels[part])
        if missing.size:
            raise DatasetError(
                f"class number {missing[0]} cannot be split: its images are too few, "
                "or nearly all copies of one another"
            )
    return Split(train, validation, test)


def _take(
    pool: np.ndarray, labels: np.ndarray, groups: np.ndarray, share: float, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Split off about ``share`` of the pool: (what stays, what was taken)."""
    fewest = min(len(np.unique(groups[pool][labels[pool] == label])) for label in np.unique(labels[pool]))
    folds = min(round(1 / share), fewest)
    if folds < 2:
        raise DatasetError(
            "a class has fewer than two independent groups of images: nothing could be held out for measuring"
        )
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    stays, taken = next(splitter.split(pool, labels[pool], groups[pool]))
    return pool[stays], pool[taken]
