"""Full or half precision in training: measured at the start, because either can win on a CPU."""

import time
from contextlib import AbstractContextManager
from enum import StrEnum

import torch
from torch import Tensor

from ml.model import Network

_STEPS = 2


class Precision(StrEnum):
    """The numbers that convolutions are computed in; weights and sums stay in full precision."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"

    def autocast(self, device: torch.device) -> AbstractContextManager[None]:
        return torch.autocast(device.type, torch.bfloat16, enabled=self is Precision.BFLOAT16)


def choose_precision(network: Network, images: Tensor) -> Precision:
    """Time two training steps of each kind on a batch (B, 3, S, S) and take the faster; changes nothing."""
    if images.device.type == "cuda" and not torch.cuda.is_bf16_supported():
        return Precision.FLOAT32
    before = {name: value.clone() for name, value in network.state_dict().items()}
    network.train()
    seconds = {precision: _time(network, images, precision) for precision in Precision}
    network.zero_grad(set_to_none=True)
    network.load_state_dict(before)
    return min(seconds, key=lambda precision: seconds[precision])


def _time(network: Network, images: Tensor, precision: Precision) -> float:
    """Seconds of the fastest of a few steps, after one to warm up."""
    fastest = float("inf")
    for _ in range(1 + _STEPS):
        started = time.perf_counter()
        with precision.autocast(images.device):
            loss = network(images).float().square().mean()
        loss.backward()
        if images.device.type == "cuda":
            torch.cuda.synchronize()
        fastest = min(fastest, time.perf_counter() - started)
    return fastest
