"""Grad-CAM, in closed form where the network ends in average pooling and one linear layer.

There the gradient of a class's logit with respect to the last feature map is the same at every place: the
row of the linear layer over the number of places. So the map needs one forward pass and no backward pass,
and is equal to what the general method gives. Where a network has a neck, the general method is used: the
gradient is taken through the neck and the last layer only, never through the trunk.

References
----------
Selvaraju et al., "Grad-CAM: visual explanations from deep networks via gradient-based localization",
ICCV 2017, section 3.1 (Grad-CAM generalizes CAM).
"""

import numpy as np
import torch
from torch import Tensor

from ml.model import Network
from ml.preprocess import InputGeometry, onto_source
from ml.results import HeatMap


def raw_grad_cam(network: Network, images: Tensor, index: int) -> Tensor:
    """Network input (B, 3, S, S) -> evidence for class ``index`` at each place, float32 (B, h, w), from 0."""
    with torch.no_grad():
        feature_map = network.feature_map(images).float()
        weights = _channel_weights(network, feature_map, index)
        return torch.einsum("bc,bchw->bhw", weights.expand(len(feature_map), -1), feature_map).relu()


def _channel_weights(network: Network, feature_map: Tensor, index: int) -> Tensor:
    """The gradient of the class's logit, averaged over the places of each channel; (B, C) or (1, C)."""
    if network.neck is None:
        return network.classifier.weight[index, None].float() / feature_map[0, 0].numel()
    with torch.enable_grad():
        leaf = feature_map.clone().requires_grad_()
        logits = network.head(network.pool(leaf))
        (gradient,) = torch.autograd.grad(logits[:, index].sum(), leaf)
    return gradient.mean(dim=(2, 3))


def grad_cam(
    network: Network, image: Tensor, index: int, class_name: str, geometry: InputGeometry
) -> HeatMap:
    """Map one input (1, 3, S, S) and carry the map back onto the source frame."""
    raw = raw_grad_cam(network, image, index)[0].cpu().numpy()
    peak = float(raw.max())
    relative = raw / peak if peak > 0 else np.zeros_like(raw)
    return HeatMap(np.clip(onto_source(relative, geometry), 0, 1), class_name, peak)
