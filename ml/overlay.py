"""A picture of a frame with its heat map on it, for files that leave the program."""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, PngImagePlugin

from ml.imaging import display_image
from ml.imaging.values import Frame
from ml.results import HeatMap

NOTICE = "Research use only. Not a medical device; not for diagnosis."
_OPACITY = 0.6


def blend(display: np.ndarray, values: np.ndarray, opacity: float = _OPACITY) -> np.ndarray:
    """Lay a map (H, W), 0 to 1, over a display image; uint8 (H, W, 3) RGB.

    Opacity follows the map, so the image stays as it is where the map is 0.
    """
    grey = cv2.cvtColor(display, cv2.COLOR_GRAY2RGB) if display.ndim == 2 else display
    levels = (np.clip(values, 0, 1) * 255).round().astype(np.uint8)
    colours = cv2.cvtColor(cv2.applyColorMap(levels, cv2.COLORMAP_INFERNO), cv2.COLOR_BGR2RGB)
    share = (np.clip(values, 0, 1) * opacity)[..., None].astype(np.float32)
    return (grey * (1 - share) + colours * share).round().astype(np.uint8)


def write_overlay(path: Path, frame: Frame, heat_map: HeatMap) -> None:
    """Write a PNG whose text fields say what it shows and what it is not for."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Disclaimer", NOTICE)
    text.add_text("Description", f"{heat_map.method} for {heat_map.class_name}, peak {heat_map.peak:.3g}")
    Image.fromarray(blend(display_image(frame), heat_map.values)).save(path, pnginfo=text)
