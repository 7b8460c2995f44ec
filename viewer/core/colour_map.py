"""The perceptual colour map of the heat map, and how opaque each value is."""

from functools import cache

import cv2
import numpy as np

TRANSPARENT_BELOW = 0.08  # weaker influence is noise: it must not tint the anatomy
OPAQUE_ABOVE = 0.55


@cache
def inferno() -> np.ndarray:
    """The inferno map: uint8 (256, 3), RGB, dark to bright. Monotone in lightness, so it has an order."""
    ramp = np.arange(256, dtype=np.uint8).reshape(-1, 1)
    table = cv2.cvtColor(cv2.applyColorMap(ramp, cv2.COLORMAP_INFERNO), cv2.COLOR_BGR2RGB).reshape(256, 3)
    table.flags.writeable = False
    return table


@cache
def coverage() -> np.ndarray:
    """How much of the image each heat value covers at full opacity: float32 (256,), 0 to 1."""
    values = np.linspace(0, 1, 256, dtype=np.float32)
    table = np.clip((values - TRANSPARENT_BELOW) / (OPAQUE_ABOVE - TRANSPARENT_BELOW), 0, 1)
    table.flags.writeable = False
    return table
