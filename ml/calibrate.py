"""From scores to probabilities that mean something, on images that training did not see."""

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

_HIGHEST_THRESHOLD = 0.95


def fit_temperature(logits: Tensor, labels: Tensor) -> float:
    """The divisor of the logits (N, K) under which the labels are most probable; never changes the order.

    References
    ----------
    Guo et al., "On calibration of modern neural networks", ICML 2017.
    """
    log_temperature = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([log_temperature], lr=0.1, max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        value = cross_entropy(logits.detach() / log_temperature.exp(), labels)
        value.backward()
        return value

    optimizer.step(loss)
    return float(log_temperature.detach().exp().clamp(0.05, 20))


def choose_threshold(probabilities: np.ndarray, labels: np.ndarray, target_error: float = 0.01) -> float:
    """The lowest probability from which at most ``target_error`` of the answers are wrong, 0.5 to 0.95."""
    top = probabilities.max(axis=1)
    wrong = probabilities.argmax(axis=1) != labels
    order = np.argsort(-top)
    error_rate = np.cumsum(wrong[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(error_rate <= target_error)
    lowest = top[order][good[-1]] if good.size else _HIGHEST_THRESHOLD
    return float(np.clip(lowest, 0.5, _HIGHEST_THRESHOLD))
