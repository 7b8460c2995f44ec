"""Answers by torch: the reference, for every network and for CUDA."""

import numpy as np
import torch
from torch import Tensor

from ml.engine import Reply
from ml.model import Network


class TorchEngine:
    """A network on a device."""

    def __init__(self, network: Network, device: torch.device) -> None:
        self.title = f"PyTorch {torch.__version__.partition('+')[0]}"
        self.device = device.type
        self.is_linear = network.neck is None
        self.network = network.to(device, memory_format=torch.channels_last).eval()  # type: ignore[call-overload]
        self._device = device

    @torch.inference_mode()
    def run(self, images: np.ndarray) -> Reply:
        on_device = torch.from_numpy(images).to(self._device).contiguous(memory_format=torch.channels_last)
        features, familiar = self.network.look(on_device)
        pooled = self.network.pool(features)
        logits = self.network.head(pooled)
        return Reply(*(_array(tensor) for tensor in (features, pooled, familiar, logits)))

    def gradient(self, features: np.ndarray, target: np.ndarray) -> np.ndarray:
        if self.is_linear:
            row = target @ _array(self.network.classifier.weight.detach())
            return row.reshape(1, -1, 1, 1) / np.float32(features.shape[2] * features.shape[3])
        leaf = torch.from_numpy(features).to(self._device).requires_grad_()
        logits = self.network.head(self.network.pool(leaf))
        (gradient,) = torch.autograd.grad((logits @ torch.from_numpy(target).to(logits)).sum(), leaf)
        return _array(gradient)


def _array(tensor: Tensor) -> np.ndarray:
    values: np.ndarray = tensor.float().cpu().contiguous().numpy()
    return values
