"""Architectures, from a closed list: a card can name one of these and nothing else.

Each is a trunk that ends in a feature map, and one linear layer over its average. For such a network
Grad-CAM is exact and needs only the last linear layer. A network may have layers of its own in place of the
average, its neck; then Grad-CAM needs a gradient through these (docs/adr/0036).
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, pairwise

import torch
from torch import Tensor, nn

from ml.errors import ModelError


class Network(nn.Module):
    """A trunk, average pooling or a neck of its own, and one linear layer."""

    def __init__(
        self,
        trunk: nn.Module,
        features: int,
        classes: int,
        dropout: float = 0.0,
        neck: nn.Module | None = None,
        *,
        middle: str = "",
    ) -> None:
        super().__init__()
        self.middle = middle
        self.trunk = trunk
        self.neck = neck
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(features, classes)

    def feature_map(self, images: Tensor) -> Tensor:
        """Images (B, 3, S, S) -> last feature map (B, C, h, w)."""
        features: Tensor = self.trunk(images)
        return features

    def look(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Images -> last feature map, and what tells foreign images from familiar ones, (B, D).

        That is mean and spread of each channel half-way, where the network has not yet given up all that its
        classes do not need (docs/adr/0064); the pooled features where no layer is named for it.
        """
        if not self.middle:
            feature_map = self.feature_map(images)
            return feature_map, self.pool(feature_map)
        caught: list[Tensor] = []
        layer = self.trunk.get_submodule(self.middle)
        hook = layer.register_forward_hook(lambda _layer, _inputs, output: caught.append(output))
        try:
            feature_map = self.feature_map(images)
        finally:
            hook.remove()
        middle = caught[0].float()
        spread = middle.var(dim=(2, 3), unbiased=False).sqrt()
        return feature_map, torch.cat([middle.mean(dim=(2, 3)), spread], dim=1)

    def pool(self, feature_map: Tensor) -> Tensor:
        """(B, C, h, w) -> (B, F): the average of each channel, or what the neck makes of them."""
        if self.neck is None:
            return feature_map.mean(dim=(2, 3))
        features: Tensor = self.neck(feature_map)
        return features

    def head(self, pooled: Tensor) -> Tensor:
        """Pooled features (B, F) -> logits (B, classes)."""
        logits: Tensor = self.classifier(self.dropout(pooled))
        return logits

    def forward(self, images: Tensor) -> Tensor:
        return self.head(self.pool(self.feature_map(images)))


@dataclass(frozen=True, slots=True)
class Architecture:
    """How to build a trunk, how many features the last layer gets, and where Grad-CAM takes its map.

    ``middle`` names the layer of the trunk that gives the last map before the last halving.
    """

    build: Callable[[], nn.Module]
    features: int
    cam_layer: str
    neck: Callable[[], nn.Module] | None = None
    middle: str = ""


def _small_cnn() -> nn.Module:
    """Four blocks of convolution, for small images and for training from nothing."""

    def block(inputs: int, outputs: int, stride: int) -> list[nn.Module]:
        convolution = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        return [convolution, nn.BatchNorm2d(outputs), nn.ReLU()]

    layers = block(3, 32, 1) + block(32, 64, 2) + block(64, 128, 2) + block(128, 128, 1)
    return nn.Sequential(*layers)


def _pooled_block(inputs: int, outputs: int) -> list[nn.Module]:
    convolution = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
    return [convolution, nn.BatchNorm2d(outputs), nn.ReLU(), nn.MaxPool2d(2)]


def _plain_cnn() -> nn.Module:
    """Five blocks of convolution, four of them pooled: sees far enough for images of 96 to 128 pixels."""
    widths = (3, 32, 64, 128, 256, 256)
    blocks = [_pooled_block(*pair) for pair in pairwise(widths)]
    return nn.Sequential(*chain(*blocks))[:-1]


def _mnist_cnn() -> nn.Module:
    """Conv 32, pool, Conv 64, pool: the textbook network for digits of 28 x 28, with batch normalisation."""
    return nn.Sequential(*_pooled_block(3, 32), *_pooled_block(32, 64))


def _mnist_neck() -> nn.Module:
    """Its dense layer of 128, over all places of the map."""
    return nn.Sequential(nn.AdaptiveAvgPool2d(7), nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU())


def _mobilenet_v2() -> nn.Module:
    from torchvision.models import mobilenet_v2  # noqa: PLC0415 (two seconds that other networks need not pay)

    trunk: nn.Module = mobilenet_v2().features
    return trunk


def _timm(name: str) -> Callable[[], nn.Module]:
    def build() -> nn.Module:
        import timm  # noqa: PLC0415 (as above)

        return timm.create_model(name, num_classes=0, global_pool="")

    return build


ARCHITECTURES: dict[str, Architecture] = {
    "small-cnn": Architecture(_small_cnn, 128, "trunk.11", middle="5"),
    "plain-cnn": Architecture(_plain_cnn, 256, "trunk.18", middle="14"),
    "mnist-cnn": Architecture(_mnist_cnn, 128, "trunk.7", _mnist_neck, middle="6"),
    "mobilenet-v2": Architecture(_mobilenet_v2, 1280, "trunk.18", middle="13"),
    "resnet18": Architecture(_timm("resnet18"), 512, "trunk.layer4", middle="layer3"),
    "efficientnet-b0": Architecture(_timm("efficientnet_b0"), 1280, "trunk.bn2", middle="blocks.4"),
}


def build_network(architecture: str, classes: int, dropout: float = 0.0) -> Network:
    """Build a network with random weights.

    Raises
    ------
    ModelError
        When the architecture is not on the list.
    """
    if architecture not in ARCHITECTURES:
        known = ", ".join(sorted(ARCHITECTURES))
        raise ModelError(f"unknown architecture {architecture!r}; known are {known}")
    plan = ARCHITECTURES[architecture]
    neck = plan.neck() if plan.neck else None
    return Network(plan.build(), plan.features, classes, dropout, neck, middle=plan.middle)


def choose_device(wish: str = "auto") -> torch.device:
    """CUDA where there is one and it is not declined, else the CPU."""
    if wish == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if wish == "cuda" and not torch.cuda.is_available():
        raise ModelError("no CUDA device is available; use --device cpu")
    return torch.device(wish)
