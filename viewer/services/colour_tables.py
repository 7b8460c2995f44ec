"""The colours of each map: those of the standard, and maps whose steps look even."""

from functools import cache

import cv2
import numpy as np

from viewer.core.image_colours import ColourMap

_STANDARD = {
    ColourMap.HOT_IRON: "hotiron",
    ColourMap.HOT_METAL_BLUE: "hotmetalblue",
    ColourMap.PET: "pet",
    ColourMap.PET_20_STEP: "pet20step",
}
_EVEN = {
    ColourMap.INFERNO: cv2.COLORMAP_INFERNO,
    ColourMap.MAGMA: cv2.COLORMAP_MAGMA,
    ColourMap.VIRIDIS: cv2.COLORMAP_VIRIDIS,
    ColourMap.CIVIDIS: cv2.COLORMAP_CIVIDIS,
}


@cache
def colour_table(colour_map: ColourMap) -> np.ndarray:
    """The colours of a map from the smallest to the largest display value: uint8 (256, 3), RGB."""
    ramp = np.arange(256, dtype=np.uint8)
    if colour_map in _STANDARD:
        from ml.imaging.palettes import standard_palette  # noqa: PLC0415 (pydicom, only when it is used)

        return standard_palette(_STANDARD[colour_map])
    if colour_map in _EVEN:
        return cv2.cvtColor(cv2.applyColorMap(ramp, _EVEN[colour_map]), cv2.COLOR_BGR2RGB).reshape(256, 3)
    shades = ramp[::-1] if colour_map is ColourMap.INVERTED else ramp
    return np.repeat(shades[:, np.newaxis], 3, axis=1)
