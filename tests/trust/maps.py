"""Does a heat map tell anything of network and image? The checks, as figures.

References
----------
Adebayo et al., "Sanity checks for saliency maps", NeurIPS 2018 (the cascade).
Petsiuk et al., "RISE: randomized input sampling for explanation of black-box models", BMVC 2018 (deletion,
insertion). Rong et al., "A consistent and efficient evaluation strategy for attribution methods", ICML 2022
(most relevant first against least relevant first).
"""

import copy
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import torch
from scipy.stats import spearmanr
from torch import nn

from ml.classifier import Classifier
from ml.explain import raw_map, target_of
from ml.model import Network
from ml.results import Method
from ml.torch_engine import TorchEngine

_BLUR_PX = 12.0  # takes the place of what is deleted; a black patch would be a thing of its own
_SHARES = (0.1, 0.2, 0.3, 0.4)


class Maps:
    """The maps of a model for some prepared images, uint8 (N, S, S)."""

    def __init__(self, classifier: Classifier, images: Sequence[np.ndarray]) -> None:
        self._classifier, self.images = classifier, list(images)
        self.answers = [int(np.argmax(self._logits(image))) for image in self.images]

    def of(self, image: np.ndarray, index: int, method: Method) -> np.ndarray:
        """Raw map, float32 (h, w)."""
        engine = self._classifier.engine
        features = engine.run(self._classifier._as_input(image[None])).features
        target = target_of(method, index, len(self._classifier.card.classes))
        return raw_map(method, features, engine.gradient(features, target))[0]

    def all(self, method: Method) -> list[np.ndarray]:
        return [self.of(image, index, method) for image, index in zip(self.images, self.answers, strict=True)]

    def margin(self, image: np.ndarray, index: int) -> float:
        """The logit of a class over the mean of the others."""
        logits = self._logits(image)
        return float(logits[index] - np.delete(logits, index).mean())

    def _logits(self, image: np.ndarray) -> np.ndarray:
        return self._classifier.engine.run(self._classifier._as_input(image[None])).logits[0]


def likeness(ours: Sequence[np.ndarray], theirs: Sequence[np.ndarray]) -> float:
    """Mean rank correlation of maps; a map that is the same everywhere is like none."""
    found = []
    for one, other in zip(ours, theirs, strict=True):
        is_flat = min(one.std(), other.std()) < 1e-12
        found.append(0.0 if is_flat else float(spearmanr(one.ravel(), other.ravel())[0]))
    return float(np.mean(found))


def cascade(
    reference: Classifier, images: Sequence[np.ndarray], methods: Sequence[Method]
) -> Iterator[tuple[str, dict[Method, float]]]:
    """How like the maps stay while layer after layer forgets, from the last one down; torch only."""
    before = Maps(reference, images)
    engine = reference.engine
    assert isinstance(engine, TorchEngine)
    wanted = {method: before.all(method) for method in methods}
    network: Network = copy.deepcopy(engine.network)
    torch.manual_seed(0)
    for name, layer in [("classifier", network.classifier), *reversed(list(network.trunk.named_children()))]:
        forget(layer)
        after = Maps(Classifier(reference.card, TorchEngine(network, torch.device("cpu"))), images)
        after.answers = before.answers
        yield name, {method: likeness(wanted[method], after.all(method)) for method in methods}


def forget(layer: nn.Module) -> None:
    """Weights as of a network that has learnt nothing."""
    for part in layer.modules():
        if hasattr(part, "reset_parameters"):
            part.reset_parameters()


def shifted_likeness(maps: Maps, method: Method) -> float:
    """How like the map of a moved image is to the moved map, for a move of one cell."""
    found = []
    for image, index in zip(maps.images, maps.answers, strict=True):
        before = maps.of(image, index, method)
        step = image.shape[1] // before.shape[1]
        moved = np.roll(image, step, axis=1)
        moved[:, :step] = 0
        after = np.roll(maps.of(moved, index, method), -1, axis=1)
        found.append(np.corrcoef(before[:, 1:-1].ravel(), after[:, 1:-1].ravel())[0, 1])
    return float(np.mean(np.nan_to_num(found)))


def flipped_likeness(maps: Maps, method: Method) -> float:
    """How like the map of a mirrored image is to the mirrored map."""
    found = []
    for image, index in zip(maps.images, maps.answers, strict=True):
        before = maps.of(image, index, method)
        after = maps.of(np.ascontiguousarray(image[:, ::-1]), index, method)[:, ::-1]
        found.append(np.corrcoef(before.ravel(), after.ravel())[0, 1])
    return float(np.mean(np.nan_to_num(found)))


def perturbation(maps: Maps, method: Method, seed: int = 0) -> dict[str, float]:
    """The margin that is left when cells are blurred, and that is reached when they are shown, on average.

    ``most`` and ``least`` delete the most and the least relevant cells first, ``random`` any; ``shown`` and
    ``shown_random`` show the most relevant cells, or any, of an image that is blurred otherwise.
    """
    rng = np.random.default_rng(seed)
    sums: dict[str, list[float]] = {name: [] for name in ("most", "least", "random", "shown", "shown_random")}
    for image, index in zip(maps.images, maps.answers, strict=True):
        relevance = maps.of(image, index, method)
        order = np.argsort(-relevance.ravel(), kind="stable")
        any_order = rng.permutation(len(order))
        blurred = cv2.GaussianBlur(image, (0, 0), _BLUR_PX)
        orders = {"most": order, "least": order[::-1], "random": any_order}
        for name, chosen in orders.items():
            sums[name] += _margins(maps, index, chosen, relevance.shape, (blurred, image))
        for name, chosen in {"shown": order, "shown_random": any_order}.items():
            sums[name] += _margins(maps, index, chosen, relevance.shape, (image, blurred))
    return {name: float(np.mean(values)) for name, values in sums.items()}


def _margins(
    maps: Maps, index: int, order: np.ndarray, shape: tuple[int, ...], pair: tuple[np.ndarray, np.ndarray]
) -> list[float]:
    """Margins of the second image with the first in its place at more and more cells."""
    found = []
    for share in _SHARES:
        cells = np.zeros(len(order), np.uint8)
        cells[order[: max(1, round(share * len(order)))]] = 1
        size = pair[0].shape[1], pair[0].shape[0]
        mask = cv2.resize(cells.reshape(shape), size, interpolation=cv2.INTER_NEAREST).astype(bool)
        found.append(maps.margin(np.where(mask, *pair), index))
    return found
