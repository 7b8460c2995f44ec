"""Small pictures and data sets that tests make for themselves."""

from pathlib import Path

import cv2
import numpy as np

from ml.imaging.values import Frame, FrameInfo


def noise(rng: np.random.Generator, rows: int = 48, columns: int = 48) -> np.ndarray:
    """Smooth dark noise, uint8, unlike any other draw."""
    picture = cv2.GaussianBlur(rng.integers(0, 256, (rows, columns), np.uint8), (0, 0), 2)
    return (picture.astype(np.float32) * 0.4).astype(np.uint8)


def with_patch(picture: np.ndarray, x: int, y: int, side: int = 10) -> np.ndarray:
    """A bright square with its top left corner at (x, y)."""
    picture = picture.copy()
    picture[y : y + side, x : x + side] = 250
    return picture


def write_patch_dataset(
    folder: Path, per_class: int, seed: int = 0, size: tuple[int, int] = (48, 48)
) -> Path:
    """Two classes that only a bright patch, anywhere, tells apart."""
    rng = np.random.default_rng(seed)
    rows, columns = size
    for name in ("patch", "plain"):
        (folder / name).mkdir(parents=True)
        for number in range(per_class):
            picture = noise(rng, rows, columns)
            if name == "patch":
                picture = with_patch(picture, int(rng.integers(columns - 10)), int(rng.integers(rows - 10)))
            cv2.imwrite(str(folder / name / f"{number:03d}.png"), picture)
    return folder


def frame_of(pixels: np.ndarray, modality: str = "OT", body_part: str = "") -> Frame:
    """A frame in memory."""
    info = FrameInfo(Path("memory.png"), 0, pixels.shape[0], pixels.shape[1])
    return Frame(info, pixels, modality=modality, body_part=body_part)
