"""Networks without their heads: those of our own, and the convolutional ones of torchvision and timm by name.

A trunk takes images (B, 3, S, S) and ends in a feature map (B, C, h, w). A name is looked up in a library's
own table and what it gives is tried on the meta device, where nothing is computed or allocated, before
anything is built: a card can name a network, never code or a file (docs/adr/0051).
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import torch
from torch import Tensor, nn

from ml.errors import ModelError

LARGEST_NETWORK = 400_000_000  # weights; four times that in bytes
_TRIED_SIDES_PX = (224, 160)  # a convolutional network takes any size
_NOT_FIT = (RuntimeError, ValueError, TypeError, AssertionError, AttributeError)
_TORCHVISION_FAMILIES = re.compile(
    r"(alexnet|convnext|densenet|efficientnet|mnasnet|mobilenet|regnet|res[nN]|shufflenet|squeezenet|vgg"
    r"|wide_resnet)\w*"
)


def _convolution(inputs: int, outputs: int, stride: int = 1) -> list[nn.Module]:
    convolution = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
    return [convolution, nn.BatchNorm2d(outputs), nn.ReLU()]


def small_cnn() -> nn.Module:
    """Four blocks of convolution, for small images and for training from nothing."""
    widths = ((3, 32, 1), (32, 64, 2), (64, 128, 2), (128, 128, 1))
    return nn.Sequential(*chain(*(_convolution(*width) for width in widths)))


def _pooled_block(inputs: int, outputs: int) -> list[nn.Module]:
    return [*_convolution(inputs, outputs), nn.MaxPool2d(2)]


def plain_cnn() -> nn.Module:
    """Seven convolutions, the first with a stride, three followed by pooling: for 96 to 128 pixels.

    As quick as four wide ones without the stride, and it sees the whole of such an image.
    """
    layers = [*_convolution(3, 32, 2), nn.MaxPool2d(2)]
    for inputs, outputs in ((32, 64), (64, 128)):
        layers += [*_convolution(inputs, outputs), *_convolution(outputs, outputs), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, *_convolution(128, 256), *_convolution(256, 256))


def mnist_cnn() -> nn.Module:
    """Conv 32, pool, Conv 64, pool: the textbook network for digits of 28 x 28, with batch normalisation."""
    return nn.Sequential(*_pooled_block(3, 32), *_pooled_block(32, 64))


def mnist_neck() -> nn.Module:
    """Its dense layer of 128, over all places of the map."""
    return nn.Sequential(nn.AdaptiveAvgPool2d(7), nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU())


def vgg16() -> nn.Module:
    """The thirteen convolutions of VGG16, without its last pooling and its dense layers.

    As in Zhou et al., "Learning deep features for discriminative localization", CVPR 2016: the map is then
    14 x 14 instead of 7 x 7 for 224 pixels, and nine tenths of the weights are gone.
    """
    from torchvision.models.vgg import cfgs, make_layers  # noqa: PLC0415 (seconds that others need not pay)

    layers = make_layers(cfgs["D"])[:-1]
    for layer in layers:
        if isinstance(layer, nn.Conv2d) and layer.bias is not None:
            # Without normalisation it learns from nothing only if it starts so.
            nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return layers


def torchvision_features(name: str) -> Callable[[], nn.Module]:
    """The ``features`` of a torchvision network."""

    def build() -> nn.Module:
        from torchvision import models  # noqa: PLC0415 (as above)

        features: nn.Module = models.get_model(name).features
        return features

    return build


def timm_network(name: str, **arguments: Any) -> Callable[[], nn.Module]:
    """A timm network whose forward pass without pooling and classes ends in its feature map."""

    def build() -> nn.Module:
        import timm  # noqa: PLC0415 (as above)

        return timm.create_model(name, num_classes=0, global_pool="", **arguments)

    return build


@dataclass(frozen=True, slots=True)
class NamedTrunk:
    """A network of a library by name, found fit to be a trunk."""

    build: Callable[[], nn.Module]
    features: int


@cache
def named_trunk(architecture: str) -> NamedTrunk:
    """Look up ``timm:NAME`` or ``torchvision:NAME`` and see whether it ends in a feature map.

    Raises
    ------
    ModelError
        When the library has no such network, or it is none of convolutions, or too large.
    """
    library, _, name = architecture.partition(":")
    known = {"timm": _is_in_timm, "torchvision": _is_in_torchvision}
    if library not in known or not re.fullmatch(r"\w+", name) or not known[library](name):
        raise ModelError(f"unknown architecture {architecture!r}: there is no such network, or it is no CNN")
    whole = _TimmTrunk if library == "timm" else _torchvision_trunk
    try:
        network = _on_meta(whole, name)
        unused = _cut_unused(network)
        shapes = [tuple(network(_empty(side)).shape) for side in _TRIED_SIDES_PX]
    except (
        RuntimeError,
        ValueError,
        TypeError,
        AssertionError,
        AttributeError,
        NotImplementedError,
    ) as error:
        raise ModelError(f"the architecture {architecture!r} cannot be used: {error}") from error
    channels = shapes[0][1]
    for side, shape in zip(_TRIED_SIDES_PX, shapes, strict=True):
        if not (len(shape) == 4 and shape[1] == channels and shape[2] == shape[3] <= side // 4):
            raise ModelError(
                f"the architecture {architecture!r} does not end in a feature map but in {shape}"
            )

    def build() -> nn.Module:
        trunk = whole(name)
        _cut(trunk, unused)
        return trunk

    return NamedTrunk(build, channels)


def _on_meta(whole: Callable[[str], nn.Module], name: str) -> nn.Module:
    """The network without memory for its weights."""
    if whole is _torchvision_trunk:  # some of these compute with numbers when they are built
        from torchvision import models  # noqa: PLC0415 (as above)

        _refuse_giant(models.get_model_weights(name).DEFAULT.meta["num_params"])
        return whole(name).to("meta").eval()
    with torch.device("meta"):
        network = whole(name).eval()
    _refuse_giant(sum(parameter.numel() for parameter in network.parameters()))
    return network


def _refuse_giant(weights: int) -> None:
    if weights > LARGEST_NETWORK:
        raise ValueError(f"it has {weights:,} weights, more than can be trained or answered with here")


def _empty(side_px: int) -> Tensor:
    return torch.empty(1, 3, side_px, side_px, device="meta")


def _is_in_timm(name: str) -> bool:
    import timm  # noqa: PLC0415 (as above)

    return timm.is_model(name)


def _is_in_torchvision(name: str) -> bool:
    from torchvision import models  # noqa: PLC0415 (as above)

    return bool(_TORCHVISION_FAMILIES.fullmatch(name)) and name in models.list_models(module=models)


class _TimmTrunk(nn.Module):
    """All of a timm network up to its last feature map."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.net: Any = timm_network(name)()

    def forward(self, images: Tensor) -> Tensor:
        features: Tensor = self.net.forward_features(images)
        return features


def _torchvision_trunk(name: str) -> nn.Module:
    """All layers of a torchvision network before its pooling; they follow one another in these families."""
    from torchvision import models  # noqa: PLC0415 (as above)

    layers: OrderedDict[str, nn.Module] = OrderedDict()
    for key, layer in models.get_model(name).named_children():
        if key in ("avgpool", "classifier", "fc"):
            break
        layers[key] = layer
    if name.startswith("densenet"):  # it has this one as a function
        layers["relu"] = nn.ReLU(inplace=True)
    return nn.Sequential(layers)


def _cut_unused(network: nn.Module) -> tuple[str, ...]:
    """Cut out the modules that have weights and no part in the feature map; returns their names."""
    worked: set[str] = set()
    hooks = [
        module.register_forward_hook(lambda *_, name=name: worked.add(name))
        for name, module in network.named_modules()
    ]
    network(_empty(_TRIED_SIDES_PX[0]))
    for hook in hooks:
        hook.remove()
    idle = [
        name
        for name, module in network.named_modules()
        if name not in worked
        and not any(other.startswith(f"{name}.") for other in worked)
        and any(True for _ in module.parameters())
    ]
    outermost = tuple(
        name for name in idle if not any(name.startswith(f"{other}.") for other in idle if other != name)
    )
    _cut(network, outermost)
    return outermost


def _cut(network: nn.Module, names: tuple[str, ...]) -> None:
    for name in names:
        network.set_submodule(name, nn.Identity())
