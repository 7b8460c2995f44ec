"""What computes an answer: torch, or a runtime that is quicker on CPUs and starts at once (docs/adr/0060)."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Reply:
    """What a network gives for some images, float32.

    Attributes
    ----------
    features
        Last feature map, (B, C, h, w).
    pooled
        What the last layer gets, (B, F).
    familiar
        What tells foreign images from familiar ones, (B, D), see :mod:`ml.familiarity`.
    logits
        (B, K).
    """

    features: np.ndarray
    pooled: np.ndarray
    familiar: np.ndarray
    logits: np.ndarray


class Engine(Protocol):
    """A network that is ready to run. Not for two threads at once."""

    title: str  # of the program that computes, with its version
    device: str  # "cpu" or "cuda"
    is_linear: bool  # the map is averaged and given to one linear layer: its gradient is the same everywhere

    def run(self, images: np.ndarray) -> Reply:
        """Normalised images, float32 (B, 3, S, S) -> all that an answer needs."""
        ...

    def gradient(self, features: np.ndarray, target: np.ndarray) -> np.ndarray:
        """Of the weighted sum of logits, weights (K,), with respect to the last feature map.

        (B, C, h, w), or (1, C, 1, 1) where it is the same everywhere.
        """
        ...
