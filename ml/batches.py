"""Which images an epoch shows and in which order; how rare classes are made up for; batches made ahead."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from ml.recipe import Recipe

_Batch = TypeVar("_Batch")


def order_of(labels: np.ndarray, recipe: Recipe, epoch: int) -> np.ndarray:
    """Indices of the training images in the order in which an epoch shows them; the same in every process."""
    rng = np.random.default_rng((recipe.seed, epoch))
    if recipe.balance:
        chance = 1.0 / np.bincount(labels)[labels]
        return rng.choice(len(labels), len(labels), p=chance / chance.sum())
    if recipe.oversample:
        return rng.permutation(_raised(labels, rng))
    return rng.permutation(len(labels))


def images_per_epoch(labels: np.ndarray, recipe: Recipe) -> int:
    """How many images :func:`order_of` gives."""
    if not recipe.oversample or recipe.balance:
        return len(labels)
    counts = np.bincount(labels)
    return int(counts.max() * np.count_nonzero(counts))


def _raised(labels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """All images, and those of rare classes again until every class has as many as the largest."""
    largest = np.bincount(labels).max()
    raised = []
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        whole, rest = divmod(largest, len(members))
        raised += [np.tile(members, whole), rng.permutation(members)[:rest]]
    return np.concatenate(raised)


def class_weights(labels: np.ndarray, classes: int, recipe: Recipe) -> Tensor | None:
    """What an image of each class counts in the loss, float32 (K,): rare ones more, one on average."""
    if not recipe.class_weights:
        return None
    counts = np.maximum(np.bincount(labels, minlength=classes), 1)
    return torch.from_numpy(len(labels) / (classes * counts)).float()


def prior_of(labels: np.ndarray, classes: int, recipe: Recipe) -> Tensor:
    """What to take from the logits (K,) in training where rare classes are shown more often than they are.

    The network then still learns probabilities for classes as frequent as they are (docs/adr/0058).

    References
    ----------
    Menon et al., "Long-tail learning via logit adjustment", ICLR 2021.
    """
    if not (recipe.balance or recipe.oversample):
        return torch.zeros(classes)
    counts = torch.from_numpy(np.bincount(labels, minlength=classes)).clamp_min(1)
    return (counts / counts.sum()).log()


def ahead(load: Callable[[int], _Batch], steps: int, workers: int) -> Iterator[_Batch]:
    """What ``load`` gives for each step, in order; with workers, made by threads while others are used."""
    if not workers:
        yield from map(load, range(steps))
        return
    with ThreadPoolExecutor(workers) as pool:
        coming = deque(pool.submit(load, step) for step in range(min(steps, 2 * workers)))
        for step in range(steps):
            batch = coming.popleft().result()
            if step + 2 * workers < steps:
                coming.append(pool.submit(load, step + 2 * workers))
            yield batch
