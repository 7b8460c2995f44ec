"""Full or half precision in training: measured at the start, because either can win on a CPU.

What was measured is kept on this machine, so that the same training gives the same weights again.
"""

import hashlib
import json
import os
import time
from contextlib import AbstractContextManager, suppress
from enum import StrEnum

import torch
from torch import Tensor

from ml.cache import cache_folder
from ml.model import Network

_STEPS = 2
_KEPT_FILE = "precision.json"


class Precision(StrEnum):
    """The numbers that convolutions are computed in; weights and sums stay in full precision."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"

    def autocast(self, device: torch.device) -> AbstractContextManager[None]:
        return torch.autocast(device.type, torch.bfloat16, enabled=self is Precision.BFLOAT16)


def choose_precision(network: Network, images: Tensor) -> Precision:
    """What was faster before, else time two training steps of each kind on a batch (B, 3, S, S).

    Changes nothing in the network.
    """
    if images.device.type == "cuda" and not torch.cuda.is_bf16_supported():
        return Precision.FLOAT32
    key = _key(network, images)
    kept = _kept()
    if kept.get(key) in list(Precision):
        return Precision(kept[key])
    fastest = _fastest(network, images)
    _keep({**kept, key: fastest})
    return fastest


def _fastest(network: Network, images: Tensor) -> Precision:
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


def _key(network: Network, images: Tensor) -> str:
    """What the outcome depends on."""
    device = images.device
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else torch.get_num_threads()
    shapes = [tuple(value.shape) for value in network.state_dict().values()]
    text = repr((torch.__version__, device.type, name, tuple(images.shape), shapes))
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _kept() -> dict[str, str]:
    try:
        kept = json.loads((cache_folder().parent / _KEPT_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _keep(kept: dict[str, str]) -> None:
    path = cache_folder().parent / _KEPT_FILE
    writing = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):  # then it is measured again
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        writing.write_text(json.dumps(kept), encoding="utf-8")
        writing.replace(path)
