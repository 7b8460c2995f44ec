"""Keeps the pictures of the documents small: fewer colours, never wider than a page."""

from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtGui import QImage, QPixmap

ROOT = Path(__file__).resolve().parents[1]
README_PICTURE = ROOT / "docs" / "screenshot.png"
SCREENSHOTS = ROOT / "docs" / "screenshots"
GUIDE_PICTURES = ROOT / "resources" / "guide" / "pictures"

_WIDEST_PX = 1400
_GUIDE_WIDTH_PX = 1000
_COLOURS = 256
_EXACT = 40  # of them the most frequent ones as they are: those of panels and text
_GUIDE_QUALITY = 72


def save_for_documents(picture: QPixmap, target: Path) -> None:
    """As PNG with a palette."""
    image = _at_most(_image(picture), _WIDEST_PX)
    few = image.quantize(palette=_palette(image), dither=Image.Dither.NONE)
    target.parent.mkdir(parents=True, exist_ok=True)
    few.save(target, optimize=True)


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
