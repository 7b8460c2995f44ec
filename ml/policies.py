"""Published augmentation policies from torchvision, kept within what a scan survives.

TrivialAugment, RandAugment and AutoAugment were made for photographs. Here what turns bright into dark or
removes grey levels does nothing (solarize, invert, posterize: air is not bone), colour is left alone, and
turns, shears, shifts and tones stay within limits. None of them mirrors: that is ``flip_horizontal``'s.

References
----------
Müller & Hutter, "TrivialAugment", ICCV 2021. Cubuk et al., "RandAugment", 2020; "AutoAugment", CVPR 2019.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torchvision.transforms import v2

from ml.augment import Policy
from ml.recipe import Recipe

_HARMFUL = frozenset({"Solarize", "Invert", "Posterize", "Color"})
_LIMITS = {"Rotate": 30.0, "ShearX": 0.15, "ShearY": 0.15, "Brightness": 0.4, "Contrast": 0.5}
_LARGEST_SHIFT = 0.1  # of the side
_GENERATOR = Lock()  # torchvision draws from the one generator of torch


class _WithinLimits:
    """What torchvision's policies do once they have drawn an operation and how strong it is."""

    def _apply_image_or_video_transform(
        self, image: Tensor, transform_id: str, magnitude: float, **how: Any
    ) -> Tensor:
        if transform_id in _HARMFUL:
            return image
        limit = _LIMITS.get(transform_id, np.inf)
        if transform_id.startswith("Translate"):
            limit = _LARGEST_SHIFT * image.shape[-1]
        within = float(np.clip(magnitude, -limit, limit))
        changed: Tensor = super()._apply_image_or_video_transform(  # type: ignore[misc]
            image, transform_id, within, **how
        )
        return changed


class _Trivial(_WithinLimits, v2.TrivialAugmentWide):
    pass


class _Rand(_WithinLimits, v2.RandAugment):
    pass


class _Auto(_WithinLimits, v2.AutoAugment):
    pass


_KINDS: dict[Policy, type[nn.Module]] = {Policy.TRIVIAL: _Trivial, Policy.RAND: _Rand, Policy.AUTO: _Auto}


@cache
def _transform(policy: Policy) -> nn.Module:
    return _KINDS[policy](interpolation=v2.InterpolationMode.BILINEAR)


def by_policy(image: np.ndarray, policy: Policy, seed: tuple[int, ...]) -> np.ndarray:
    """A prepared uint8 image, (S, S) or (S, S, 3), changed as the policy draws it from a seed."""
    if policy is Policy.NONE:
        return image
    channels = torch.from_numpy(np.atleast_3d(image).transpose(2, 0, 1).copy())
    with _seeded(seed):
        changed: np.ndarray = _transform(policy)(channels).numpy()
    return changed[0] if image.ndim == 2 else np.ascontiguousarray(changed.transpose(1, 2, 0))


def mixed(
    images: Tensor, labels: Tensor, classes: int, recipe: Recipe, seed: tuple[int, ...]
) -> tuple[Tensor, Tensor]:
    """A batch (B, 3, S, S) by mixup or cutmix, with the share of each class (B, K) instead of labels (B,)."""
    kinds = [
        kind(alpha=alpha, num_classes=classes)
        for kind, alpha in ((v2.MixUp, recipe.mixup), (v2.CutMix, recipe.cutmix))
        if alpha
    ]
    if not kinds:
        return images, labels
    with _seeded(seed):
        chosen = kinds[int(torch.randint(len(kinds), ()))]
        mixed_images, shares = chosen(images, labels)
    return mixed_images, shares


@contextmanager
def _seeded(seed: tuple[int, ...]) -> Iterator[None]:
    """Let torch draw from a seed for a while, in one thread at a time, and then go on as before."""
    number = int(np.random.SeedSequence(seed).generate_state(1)[0])
    with _GENERATOR:
        before = torch.get_rng_state()
        torch.default_generator.manual_seed(number)
        try:
            yield
        finally:
            torch.set_rng_state(before)
