"""Keeps the pictures of the documents small: fewer colours, never wider than a page."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from PySide6.QtGui import QImage, QPixmap

ROOT = Path(__file__).resolve().parents[1]
README_PICTURE = ROOT / "docs" / "screenshot.png"
SCREENSHOTS = ROOT / "docs" / "screenshots"
GUIDE_PICTURES = ROOT / "resources" / "guide" / "pictures"

_WIDEST_PX = 1400
_GUIDE_WIDTH_PX = 1000
_NOISE = 10  # levels of 255 that a pixel may be taken closer to its neighbours
_SAME = 5  # levels by which a pixel may differ from what its left neighbour became, and become the same
_COLOURS = 256
_EXACT = 40  # of them the most frequent ones as they are: those of panels and text
_GUIDE_QUALITY = 72


def save_for_documents(picture: QPixmap, target: Path) -> None:
    """As PNG with a palette."""
    target.parent.mkdir(parents=True, exist_ok=True)
    small(_at_most(_image(picture), _WIDEST_PX)).save(target, optimize=True)


def small(image: Image.Image) -> Image.Image:
    """A picture that looks the same and takes less room as a PNG: less noise, in runs, with a palette."""
    calm = Image.fromarray(_in_runs(_calmed(np.asarray(image))))
    return calm.quantize(palette=_palette(calm), dither=Image.Dither.NONE)


def _calmed(pixels: np.ndarray) -> np.ndarray:
    """The median of neighbours, where that changes little: lines and letters stay as they are."""
    median = cv2.medianBlur(pixels, 3)
    little = cv2.absdiff(median, pixels).max(axis=2, keepdims=True) <= _NOISE
    return np.where(little, median, pixels)


def _in_runs(pixels: np.ndarray) -> np.ndarray:
    """Pixels that hardly differ from the one on their left become like it."""
    runs = pixels.transpose(1, 0, 2).astype(np.int16)  # a column in a row
    for left, column in pairwise(runs):
        same = np.abs(column - left).max(axis=1, keepdims=True) <= _SAME
        np.copyto(column, left, where=same)
    return runs.transpose(1, 0, 2).astype(np.uint8)


def save_for_guide(picture: QPixmap, name: str, language: str) -> None:
    """Reduced, as WebP, which every browser reads."""
    image = _at_most(_image(picture), _GUIDE_WIDTH_PX)
    GUIDE_PICTURES.mkdir(parents=True, exist_ok=True)
    image.save(GUIDE_PICTURES / f"{name}_{language}.webp", quality=_GUIDE_QUALITY, method=6)


def _palette(image: Image.Image) -> Image.Image:
    """Few colours for an image in which the rare ones count: a heat map beside much grey, a coloured line."""
    colours, counts = np.unique(np.asarray(image).reshape(-1, 3), axis=0, return_counts=True)
    weighted = np.repeat(colours, np.ceil(np.sqrt(counts)).astype(int), axis=0)
    mixed = Image.fromarray(weighted[None]).quantize(_COLOURS - _EXACT, Image.Quantize.MEDIANCUT, kmeans=2)
    exact = colours[np.argsort(-counts)[:_EXACT]]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*exact.ravel().tolist(), *(mixed.getpalette() or [])])
    return palette


def _image(picture: QPixmap) -> Image.Image:
    drawn = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    size, stride = (drawn.width(), drawn.height()), drawn.bytesPerLine()
    return Image.frombytes("RGB", size, bytes(drawn.constBits()), "raw", "RGB", stride)


def _at_most(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
