"""Random transforms for training: one affine and one change of brightness per image, with OpenCV.

One warp on the grey image costs a tenth of the same chain of separate transforms (measured;
see docs/adr/0006). Every image draws from a generator of its own, seeded by (seed, epoch, image), so that a
resumed epoch sees the same pictures.
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np


class Policy(StrEnum):
    """A published augmentation policy that comes before the transforms here, see ml.policies."""

    NONE = "none"
    TRIVIAL = "trivial"  # one operation of any strength
    RAND = "rand"  # two operations, strong
    AUTO = "auto"  # one of the pairs that were found for ImageNet


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Limits of the random transforms; 0 or False leaves one out."""

    rotate_deg: float = 15.0
    shift: float = 0.08  # fraction of the side
    scale: float = 0.15  # 0.15: from 1/1.15 to 1.15
    stretch: float = 0.08  # height against width
    shear: float = 0.05
    flip_horizontal: bool = True
    flip_vertical: bool = False
    brightness: float = 0.15  # fraction of full range
    contrast: float = 0.25
    gamma: float = 0.2
    blur: float = 0.1  # probability
    noise: float = 0.0  # standard deviation, fraction of full range
    policy: Policy = Policy.NONE


def augment(image: np.ndarray, limits: Augmentation, rng: np.random.Generator) -> np.ndarray:
    """Return a transformed copy of a prepared uint8 image, (S, S) or (S, S, 3)."""
    size = image.shape[0]
    warped = cv2.warpAffine(image, _random_affine(size, limits, rng), (size, size), flags=cv2.INTER_LINEAR)
    if rng.random() < limits.blur:
        warped = cv2.GaussianBlur(warped, (0, 0), rng.uniform(0.4, 1.2))
    toned = cv2.LUT(warped, _random_tone(limits, rng))
    if limits.noise:
        sigma = 255 * limits.noise * rng.random()
        toned = np.clip(toned + rng.normal(0, sigma, toned.shape), 0, 255).astype(np.uint8)
    return toned


def augment_mask(mask: np.ndarray, limits: Augmentation, rng: np.random.Generator) -> np.ndarray:
    """Move a mask, uint8 (S, S), as ``augment`` moves the image that draws from an equal generator."""
    size = mask.shape[0]
    return cv2.warpAffine(mask, _random_affine(size, limits, rng), (size, size), flags=cv2.INTER_LINEAR)


def _random_affine(size: int, limits: Augmentation, rng: np.random.Generator) -> np.ndarray:
    """Rotation, scale, stretch, shear, flip and shift about the image center, as 2 x 3."""
    angle = np.deg2rad(rng.uniform(-1, 1) * limits.rotate_deg)
    scale = (1 + limits.scale) ** rng.uniform(-1, 1)
    stretch = (1 + limits.stretch) ** rng.uniform(-1, 1)
    shear = rng.uniform(-1, 1) * limits.shear
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = rotation @ np.array([[scale * stretch, shear], [0, scale / stretch]])
    linear[:, 0] *= -1 if limits.flip_horizontal and rng.random() < 0.5 else 1
    linear[:, 1] *= -1 if limits.flip_vertical and rng.random() < 0.5 else 1
    center = np.full(2, (size - 1) / 2)
    shift = rng.uniform(-1, 1, 2) * limits.shift * size
    return np.column_stack([linear, center - linear @ center + shift])


def _random_tone(limits: Augmentation, rng: np.random.Generator) -> np.ndarray:
    """A random brightness, contrast and gamma as one table of 256 grey levels."""
    grey = np.linspace(0, 1, 256) ** ((1 + limits.gamma) ** rng.uniform(-1, 1))
    contrast = 1 + rng.uniform(-1, 1) * limits.contrast
    brightness = rng.uniform(-1, 1) * limits.brightness
    table = (grey - 0.5) * contrast + 0.5 + brightness * grey  # black stays nearly black: air has no signal
    return (np.clip(table, 0, 1) * 255).round().astype(np.uint8)
