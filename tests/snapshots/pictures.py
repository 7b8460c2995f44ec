"""What is kept of a state of the window, and how it is compared.

Fonts differ from machine to machine, and some have none. So image panes are drawn without text, in a size of
their own, and compared closely. Of the window around them, reduced pictures are compared: closely where it is
written in the font that is wished for, loosely in any other, not at all where there is none.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

KEPT = Path(__file__).parent

_SHRINKS = {"panes": 2, "window": 4}  # what is kept is so many times smaller than it was drawn
_BLOCK_PX = 16  # each side of the blocks that are compared, as drawn
_PANE_MEAN, _PANE_BLOCK = 2.0, 14.0  # levels of 255 by which panes may differ: on average, and a block
_WINDOW_BLOCK = 30.0  # levels by which a block differs much
_WINDOW_MEAN, _WINDOW_SHARE = 1.5, 0.01  # levels of all blocks, and how many of them may differ much
_OTHER_FONT_MEAN, _OTHER_FONT_SHARE = 9.0, 0.09
FONT_FILE = "font.txt"  # the family that the pictures beside it are written in; empty: there is no font


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One state: uint8 (height, width, 3), RGB, in the size in which it is kept."""

    name: str  # ends in "-panes" or "-window"
    pixels: np.ndarray


def reduced(name: str, drawn: np.ndarray) -> Picture:
    """The picture to keep of one that was drawn: uint8 (height, width, 3), RGB."""
    height, width = drawn.shape[:2]
    size = (width // _shrinks(name), height // _shrinks(name))
    return Picture(name, cv2.resize(drawn, size, interpolation=cv2.INTER_AREA))


def save(picture: Picture, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{picture.name}.png"
    cv2.imwrite(str(path), picture.pixels[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])
    return path


def load(path: Path) -> Picture:
    return Picture(path.stem, cv2.imread(str(path), cv2.IMREAD_COLOR)[..., ::-1])


def difference(seen: Picture, kept: Picture, same_font: bool = True) -> str:
    """In which way two pictures differ by more than fonts and rounding; "" if they do not."""
    if seen.pixels.shape != kept.pixels.shape:
        return f"{seen.pixels.shape} instead of {kept.pixels.shape}"
    side = _BLOCK_PX // _shrinks(seen.name)
    blocks = np.abs(_blocks(seen.pixels, side) - _blocks(kept.pixels, side)).max(axis=2)
    if seen.name.endswith("-panes"):
        mean = np.abs(seen.pixels.astype(float) - kept.pixels).mean()
        if mean > _PANE_MEAN or blocks.max() > _PANE_BLOCK:
            return f"panes differ by {mean:.1f} levels, one block by {blocks.max():.1f}"
        return ""
    mean, share = blocks.mean(), (blocks > _WINDOW_BLOCK).mean()
    most = (_WINDOW_MEAN, _WINDOW_SHARE) if same_font else (_OTHER_FONT_MEAN, _OTHER_FONT_SHARE)
    if mean > most[0] or share > most[1]:
        return f"blocks differ by {mean:.1f} levels, {share:.1%} of them by more than {_WINDOW_BLOCK:g}"
    return ""


def _shrinks(name: str) -> int:
    return _SHRINKS[name.rpartition("-")[2]]


def _blocks(pixels: np.ndarray, side: int) -> np.ndarray:
    """The mean of each block: float32 (rows, columns, 3)."""
    height, width = pixels.shape[:2]
    size = (width // side, height // side)
    return cv2.resize(pixels.astype(np.float32), size, interpolation=cv2.INTER_AREA)
