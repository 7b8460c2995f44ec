"""Architectures: a card can name one of a list, or a CNN of timm or torchvision that passes a check.

Each is a trunk that ends in a feature map, and one linear layer over its average. For such a network
Grad-CAM is exact and needs only the last linear layer. A network may have layers of its own in place of the
average, its neck; then Grad-CAM needs a gradient through these (docs/adr/0036).
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from ml import trunks
from ml.errors import ModelError
from ml.trunks import named_trunk, timm_network, torchvision_features

_LEAST_LENGTH = 1e-12


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
        depths: tuple[str, ...] = (),
        architecture: str = "",
    ) -> None:
        super().__init__()
        self.middle, self.depths = middle, depths
        self.architecture = architecture
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
        classes do not need (docs/adr/0061), and behind them those at other depths, each depth of length 1
        (docs/adr/0074); the pooled features where no layer is named for it.
        """
        if not self.middle:
            feature_map = self.feature_map(images)
            return feature_map, self.pool(feature_map)
        caught: dict[str, Tensor] = {}
        hooks = [self._catch(name, caught) for name in (self.middle, *self.depths)]
        try:
            feature_map = self.feature_map(images)
        finally:
            for hook in hooks:
                hook.remove()
        looks = [_mean_and_spread(caught[name]) for name in (self.middle, *self.depths)]
        if not self.depths:
            return feature_map, looks[0]
        lengths = [look.square().sum(dim=1, keepdim=True).sqrt().clamp_min(_LEAST_LENGTH) for look in looks]
        return feature_map, torch.cat(
            [look / length for look, length in zip(looks, lengths, strict=True)], dim=1
        )

    def _catch(self, name: str, caught: dict[str, Tensor]) -> RemovableHandle:
        """Keep what a layer of the trunk gives."""

        def keep(_layer: nn.Module, _inputs: object, output: Tensor) -> None:
            caught[name] = output

        return self.trunk.get_submodule(name).register_forward_hook(keep)

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

    def evidence(self, feature_map: Tensor) -> Tensor:
        """(B, C, h, w) -> what each place alone says for each class, (B, classes, h, w).

        Raises
        ------
        ModelError
            When the network has a neck, which makes no sense of a single place.
        """
        if self.neck is not None:
            raise ModelError("boxes cannot guide this architecture: it has layers between its map and answer")
        return torch.einsum("kc,bchw->bkhw", self.classifier.weight, feature_map)

    def forward(self, images: Tensor, *, with_evidence: bool = False) -> Tensor | tuple[Tensor, Tensor]:
        """Images (B, 3, S, S) -> logits (B, classes), and if wanted the evidence at each place."""
        feature_map = self.feature_map(images)
        logits = self.head(self.pool(feature_map))
        return (logits, self.evidence(feature_map)) if with_evidence else logits


def _mean_and_spread(feature_map: Tensor) -> Tensor:
    """(B, C, h, w) -> (B, 2 C)."""
    values = feature_map.float()
    return torch.cat([values.mean(dim=(2, 3)), values.var(dim=(2, 3), unbiased=False).sqrt()], dim=1)


@dataclass(frozen=True, slots=True)
class Architecture:
    """How to build a trunk, how many features the last layer gets, and where Grad-CAM takes its map.

    ``middle`` names the layer of the trunk that gives the last map before the last halving, ``depths`` others
    at which images are compared with training images, too.
    """

    build: Callable[[], nn.Module]
    features: int
    cam_layer: str
    neck: Callable[[], nn.Module] | None = None
    middle: str = ""
    depths: tuple[str, ...] = ()
    imagenet: str = ""  # whose ImageNet weights fit: "torchvision:NAME" or "timm:NAME"


ARCHITECTURES: dict[str, Architecture] = {
    "small-cnn": Architecture(trunks.small_cnn, 128, "trunk.11", middle="5"),
    "plain-cnn": Architecture(trunks.plain_cnn, 256, "trunk.23", middle="16"),
    "mnist-cnn": Architecture(trunks.mnist_cnn, 128, "trunk.7", trunks.mnist_neck, middle="6"),
    "mobilenet-v2": Architecture(
        torchvision_features("mobilenet_v2"), 1280, "trunk.18", middle="13", depths=("4", "7", "10", "16"),
        imagenet="torchvision:mobilenet_v2",
    ),
    "mobilenet-v3-small": Architecture(
        torchvision_features("mobilenet_v3_small"), 576, "trunk.12", middle="8",
        imagenet="torchvision:mobilenet_v3_small",
    ),
    "mobilenet-v3-large": Architecture(
        torchvision_features("mobilenet_v3_large"), 960, "trunk.16", middle="12",
        imagenet="torchvision:mobilenet_v3_large",
    ),
    "efficientnet-b0": Architecture(
        timm_network("efficientnet_b0"), 1280, "trunk.bn2", middle="blocks.4", imagenet="timm:efficientnet_b0"
    ),
    "resnet18": Architecture(
        timm_network("resnet18"), 512, "trunk.layer4", middle="layer3",
        imagenet="timm:resnet18",
    ),
    "resnet50": Architecture(
        timm_network("resnet50"), 2048, "trunk.layer4", middle="layer3",
        imagenet="timm:resnet50",
    ),
    "densenet121": Architecture(
        timm_network("densenet121"), 1024, "trunk.features.norm5", middle="features.denseblock3",
        imagenet="timm:densenet121",
    ),
    "vgg16": Architecture(trunks.vgg16, 512, "trunk.29", middle="22", imagenet="torchvision:vgg16"),
    "xception": Architecture(
        timm_network("legacy_xception"), 2048, "trunk.act4", middle="block11", imagenet="timm:legacy_xception"
    ),
    # Its layer normalisation stands before the average instead of behind it, so that the closed form holds.
    "convnext-tiny": Architecture(
        timm_network("convnext_tiny", head_norm_first=True), 768, "trunk.norm_pre", middle="stages.2",
        imagenet="timm:convnext_tiny",
    ),
}  # fmt: skip


def find_architecture(name: str) -> Architecture:
    """An architecture of the list, or any CNN as ``timm:NAME`` or ``torchvision:NAME``.

    Raises
    ------
    ModelError
        When there is none of this name, or it is not fit.
    """
    if name in ARCHITECTURES:
        return ARCHITECTURES[name]
    if ":" in name:
        trunk = named_trunk(name)
        return Architecture(trunk.build, trunk.features, "trunk", imagenet=name)
    known = ", ".join(sorted(ARCHITECTURES))
    raise ModelError(
        f"unknown architecture {name!r}; known are {known}, and CNNs as timm:NAME or torchvision:NAME"
    )


def build_network(architecture: str, classes: int, dropout: float = 0.0) -> Network:
    """Build a network with random weights.

    Raises
    ------
    ModelError
        When the architecture is not known, see :func:`find_architecture`.
    """
    plan = find_architecture(architecture)
    neck = plan.neck() if plan.neck else None
    return Network(
        plan.build(),
        plan.features,
        classes,
        dropout,
        neck,
        middle=plan.middle,
        depths=plan.depths,
        architecture=architecture,
    )


def choose_device(wish: str = "auto") -> torch.device:
    """CUDA where there is one and it is not declined, else the CPU."""
    if wish == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if wish == "cuda" and not torch.cuda.is_available():
        raise ModelError("no CUDA device is available; use --device cpu")
    return torch.device(wish)
