"""How far an image lies from those that a network was trained on.

A normal distribution of the features of training images says how they vary together; the distance is that of
Mahalanobis, with the directions in which they vary most taken as they are and the same spread in all others.
The features are mean and spread of each channel at several depths of the network; those at its end are made
for telling the classes apart and have given up what would tell a digit from a head (docs/adr/0061, 0074).
Models of old are compared with the training images themselves: the cosine distance to the fifth nearest.

References
----------
Lee et al., "A simple unified framework for detecting out-of-distribution samples and adversarial attacks",
NeurIPS 2018 (Mahalanobis distance at several depths).
Tipping & Bishop, "Probabilistic principal component analysis", J. R. Stat. Soc. B 61 (1999).
Sun et al., "Out-of-distribution detection with deep nearest neighbors", ICML 2022.
"""

import numpy as np

from ml.card import DEPTHS_FEATURES, MIDDLE_FEATURES
from ml.errors import ModelError

FAMILIAR_SHARE = 0.985  # of the validation images lie within the largest distance (docs/adr/0074)
_NEIGHBOUR = 5
_MOST_DIRECTIONS = 96
_IMAGES_PER_DIRECTION = 4  # fewer images do not say how features vary in it
_LEAST_NORM = 1e-12
_LEAST_SPREAD = 1e-3  # of unit features: half precision can still hold its inverse


def make_bank(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Say how features of training images (N, D) vary, each class counting the same.

    Returns
    -------
    float32 (2 + K, D), as exact as half precision keeps it: the mean; K directions, each over the spread in
    it; the inverse of the spread in all other directions, D times.
    """
    unit = _normalised(features)
    classes, counts = np.unique(labels, return_counts=True)
    weights = 1 / (len(classes) * counts[np.searchsorted(classes, labels)])
    mean = (weights[:, None] * unit).sum(axis=0)
    centered = (unit - mean) * np.sqrt(weights)[:, None]
    variances, directions = np.linalg.eigh(centered.T @ centered)
    count = max(1, min(_MOST_DIRECTIONS, len(features) // _IMAGES_PER_DIRECTION, features.shape[1] - 1))
    spreads = np.sqrt(np.maximum(variances, 0))[::-1]
    rest = np.sqrt(np.mean(spreads[count:] ** 2))
    known = directions.T[::-1][:count] / np.maximum(spreads[:count], _LEAST_SPREAD)[:, None]
    others = np.full((1, features.shape[1]), 1 / max(rest, _LEAST_SPREAD))
    bank = np.vstack([mean, known, others]).astype(np.float16)
    return np.ascontiguousarray(bank, np.float32)  # safetensors writes memory as it lies


def familiar_distances(kind: str, familiar: np.ndarray, pooled: np.ndarray, bank: np.ndarray) -> np.ndarray:
    """Distances of images as the card of their model takes them; float32 (B,).

    Parameters
    ----------
    kind
        ``features`` of :class:`ml.card.Coverage`.
    familiar, pooled
        See :class:`ml.engine.Reply`.
    """
    if kind == DEPTHS_FEATURES:
        return distances(familiar, bank)
    if kind == MIDDLE_FEATURES:  # the middle comes first
        return neighbour_distances(familiar[:, : bank.shape[1]], bank)
    return neighbour_distances(pooled, bank)


def distances(features: np.ndarray, bank: np.ndarray) -> np.ndarray:
    """How far features (B, D) lie from the training images that the bank was made of; float32 (B,).

    About 1 for images like them.

    Raises
    ------
    ModelError
        When the bank was made from other features.
    """
    _check_width(features, bank)
    mean, known, others = bank[0], bank[1:-1], bank[-1, 0]
    away = _normalised(features) - mean
    along = away @ known.T
    spent = (along**2 / (known**2).sum(axis=1)).sum(axis=1)  # of the squared length, by the known directions
    left = np.maximum((away**2).sum(axis=1) - spent, 0) * others**2
    far: np.ndarray = np.sqrt(((along**2).sum(axis=1) + left) / features.shape[1])
    return far.astype(np.float32)


def neighbour_distances(features: np.ndarray, bank: np.ndarray) -> np.ndarray:
    """Cosine distance, 0 to 2, of each of (B, D) to its K-th nearest in a bank of features (N, D); (B,).

    Raises
    ------
    ModelError
        When the bank was made from other features.
    """
    _check_width(features, bank)
    similarity = _normalised(features) @ bank.T
    rank = min(_NEIGHBOUR, bank.shape[0])
    nearest: np.ndarray = 1 - np.partition(similarity, -rank, axis=1)[:, -rank]
    return nearest


def _check_width(features: np.ndarray, bank: np.ndarray) -> None:
    if features.shape[1] != bank.shape[1]:
        raise ModelError(
            f"its bank holds {bank.shape[1]} features of an image, the network gives {features.shape[1]}"
        )


def _normalised(features: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(features, axis=1, keepdims=True)
    return (features / np.maximum(norms, _LEAST_NORM)).astype(np.float32)
