"""How far an image lies from those that a network was trained on.

Cosine distance of an image's features to the K-th nearest of a sample of training images: simple, and among
the most dependable detectors of foreign images in comparisons. The features are mean and spread of each
channel half-way through the network; those at its end are made for telling the classes apart and have given
up what would tell a digit from a head (docs/adr/0061).

References
----------
Sun et al., "Out-of-distribution detection with deep nearest neighbors", ICML 2022.
"""

import numpy as np

from ml.errors import ModelError

NEIGHBOUR = 5
BANK_SIZE = 5000
_BANK_VALUES = 2_000_000  # in all; the size counts for less where there are many features
FAMILIAR_SHARE = 0.99  # of the validation images lie within the largest distance
_LEAST_NORM = 1e-12


def make_bank(features: np.ndarray, labels: np.ndarray, seed: int, size: int = BANK_SIZE) -> np.ndarray:
    """Choose up to ``size`` training features (N, D), as many from each class where there are enough."""
    rng = np.random.default_rng(seed)
    classes = np.unique(labels)
    share = max(1, min(size, _BANK_VALUES // features.shape[1]) // len(classes))
    chosen = [rng.permutation(np.flatnonzero(labels == label))[:share] for label in classes]
    return _normalised(features[np.concatenate(chosen)])


def distances(features: np.ndarray, bank: np.ndarray) -> np.ndarray:
    """Cosine distance, 0 to 2, of each of (B, D) to its K-th nearest in the bank (N, D); float32 (B,).

    Raises
    ------
    ModelError
        When the bank was made from other features.
    """
    if features.shape[1] != bank.shape[1]:
        raise ModelError(
            f"its bank holds {bank.shape[1]} features of an image, the network gives {features.shape[1]}"
        )
    similarity = _normalised(features) @ bank.T
    rank = min(NEIGHBOUR, bank.shape[0])
    return 1 - np.partition(similarity, -rank, axis=1)[:, -rank]


def _normalised(features: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(features, axis=1, keepdims=True)
    return (features / np.maximum(norms, _LEAST_NORM)).astype(np.float32)
