"""From scores to probabilities that mean something, on images that training did not see."""

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

_HIGHEST_THRESHOLD = 0.95
_FEWEST_ANSWERS = 20  # of a class, for a threshold of its own
_TARGET_ERROR = 0.01


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


def choose_threshold(
    probabilities: np.ndarray, labels: np.ndarray, target_error: float = _TARGET_ERROR
) -> float:
    """The lowest probability from which at most ``target_error`` of the answers are wrong, 0.5 to 0.95."""
    top = probabilities.max(axis=1)
    wrong = probabilities.argmax(axis=1) != labels
    order = np.argsort(-top)
    error_rate = np.cumsum(wrong[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(error_rate <= target_error)
    lowest = top[order][good[-1]] if good.size else _HIGHEST_THRESHOLD
    return float(np.clip(lowest, 0.5, _HIGHEST_THRESHOLD))


def choose_thresholds(
    probabilities: np.ndarray, labels: np.ndarray, classes: tuple[str, ...]
) -> dict[str, float]:
    """For each class the probability from which its answers count as given; the rest is indeterminate.

    Above it, at most 1 % of the answers with this class are wrong, or half of those that are wrong without a
    threshold, whichever is more: a model that often errs would otherwise hardly ever answer. Classes that
    were answered too rarely to tell are left out; the threshold of all answers holds for them.
    """
    answers = probabilities.argmax(axis=1)
    chosen = {}
    for index, name in enumerate(classes):
        of_class = answers == index
        if of_class.sum() < _FEWEST_ANSWERS:
            continue
        target = max(_TARGET_ERROR, float((labels[of_class] != index).mean()) / 2)
        chosen[name] = choose_threshold(probabilities[of_class], labels[of_class], target)
    return chosen
