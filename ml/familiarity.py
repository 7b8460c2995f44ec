"""How far an image lies from those that a network was trained on.

Cosine distance of the pooled features to the K-th nearest of a sample of training images: simple, and among
the most dependable detectors of foreign images in comparisons.

References
----------
Sun et al., "Out-of-distribution detection with deep nearest neighbors", ICML 2022.
"""

import torch
from torch import Tensor
from torch.nn.functional import normalize

NEIGHBOUR = 5
BANK_SIZE = 1000


def make_bank(features: Tensor, labels: Tensor, seed: int, size: int = BANK_SIZE) -> Tensor:
    """Choose up to ``size`` training features (N, C), as many from each class where there are enough."""
    generator = torch.Generator().manual_seed(seed)
    classes = labels.unique()
    share = max(1, size // len(classes))
    chosen = []
    for label in classes:
        members = torch.nonzero(labels == label)[:, 0]
        chosen.append(members[torch.randperm(len(members), generator=generator)[:share]])
    return normalize(features[torch.cat(chosen)])


def distances(features: Tensor, bank: Tensor) -> Tensor:
    """Cosine distance, 0 to 2, of each of (B, C) to its K-th nearest in the bank (N, C); (B,)."""
    similarity = normalize(features) @ bank.T
    nearest = similarity.topk(min(NEIGHBOUR, bank.shape[0]), dim=1).values
    return 1 - nearest[:, -1]
