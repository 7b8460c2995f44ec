"""Classifiers around networks made in a test."""

import numpy as np
import torch

from ml.card import Card
from ml.classifier import Classifier
from ml.model import Network
from ml.torch_engine import TorchEngine


def classifier_of(card: Card, network: Network, bank: np.ndarray | None = None) -> Classifier:
    """A classifier that runs a network with torch, on the CPU."""
    return Classifier(card, TorchEngine(network, torch.device("cpu")), bank)


def forget(network: Network, names: list[str], seed: int = 0) -> None:
    """Give the layers with these names random weights, as an untrained network has."""
    torch.manual_seed(seed)
    for name in names:
        layer = network.get_submodule(name)
        layer.reset_parameters()  # type: ignore[operator]
