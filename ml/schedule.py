"""How fast which layer learns, and on how large images: one cycle, discriminative rates, growing sides.

References
----------
Smith & Topin, "Super-convergence", 2018 (the one-cycle schedule).
Howard & Ruder, "Universal language model fine-tuning", ACL 2018 (discriminative rates).
"""

import math
from collections.abc import Iterable
from itertools import pairwise

import torch

from ml.model import Network
from ml.recipe import Recipe

_WARM_UP_SHARE = 0.25
_START_DIVISOR = 25.0
_END_DIVISOR = 1e4
_STAGES = 6  # of the trunk, as deep as one another


def one_cycle(step: int, steps: int, peak: float) -> float:
    """Learning rate at a step: a cosine up over the first quarter, a cosine down to nearly nothing."""
    warm_up = max(1, round(_WARM_UP_SHARE * steps))
    if step < warm_up:
        return _cosine(peak / _START_DIVISOR, peak, step / warm_up)
    return _cosine(peak, peak / _END_DIVISOR, (step - warm_up) / max(1, steps - 1 - warm_up))


def _cosine(start: float, end: float, share: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * min(1.0, share))) / 2


def side_of(epoch: int, recipe: Recipe) -> int:
    """Side of the images in an epoch, from 1: from the first size to the last in steps of 32 pixels."""
    full = recipe.input.size_px
    grown = (epoch - 1) / max(1, recipe.epochs // 2)
    if not recipe.first_size_px or grown >= 1:
        return full
    return min(full, 32 * round((recipe.first_size_px + grown * (full - recipe.first_size_px)) / 32))


def full_sized(epochs: Iterable[int], recipe: Recipe) -> float:
    """How many epochs with images of full size see as many pixels as these do: what their time goes by."""
    return sum(side_of(epoch, recipe) ** 2 for epoch in epochs) / recipe.input.size_px**2


def make_optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW; no weight decay on biases and normalisation. ``share`` of a group is that of the peak rate."""
    groups = []
    for parameters, share in _stages(network, recipe.first_layers_rate):
        decayed = [p for p in parameters if p.ndim > 1]
        plain = [p for p in parameters if p.ndim <= 1]
        for members, decay in ((decayed, recipe.weight_decay), (plain, 0.0)):
            if members:
                groups.append({"params": members, "weight_decay": decay, "share": share})
    return torch.optim.AdamW(groups, lr=recipe.learning_rate)


def set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    """Let every group learn at its share of a rate."""
    for group in optimizer.param_groups:
        group["lr"] = rate * group.get("share", 1.0)


def _stages(network: Network, first_share: float) -> list[tuple[list[torch.nn.Parameter], float]]:
    """Parameters from the image to the answer, and the share of the rate of each stage.

    Shares grow by equal factors from the first stage of the trunk to its last; the last layers have all.
    """
    if first_share == 1.0:
        return [(list(network.parameters()), 1.0)]
    trunk = list(network.trunk.parameters())
    rest = [p for name, p in network.named_parameters() if not name.startswith("trunk.")]
    bounds = [len(trunk) * stage // _STAGES for stage in range(_STAGES + 1)]
    stages = [
        (trunk[start:end], first_share ** (1 - stage / (_STAGES - 1)))
        for stage, (start, end) in enumerate(pairwise(bounds))
    ]
    return [*stages, (rest, 1.0)]
