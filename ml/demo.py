"""A data set that everybody has: the handwritten digits inside scikit-learn, written out as pictures."""

from pathlib import Path

import cv2
import numpy as np

from ml.library import user_models_folder

_PIXEL = 4  # each of the 8 x 8 pixels becomes 4 x 4


def digits_folder() -> Path:
    """Where the pictures go."""
    return user_models_folder().parent / "demo" / "digits"


def write_digits(folder: Path | None = None) -> Path:
    """Write 1,797 PNG files in ten sub-folders, unless they are there already, and return the folder.

    References
    ----------
    Alpaydin & Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository,
    CC BY 4.0; as ``sklearn.datasets.load_digits``.
    """
    from sklearn.datasets import load_digits  # noqa: PLC0415 (half a second that a real run need not pay)

    folder = folder or digits_folder()
    digits = load_digits()
    for number, (image, label) in enumerate(zip(digits.images, digits.target, strict=True)):
        path = folder / str(label) / f"digit_{number:04d}.png"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            large = np.kron(np.round(image * 255 / 16).astype(np.uint8), np.ones((_PIXEL, _PIXEL), np.uint8))
            cv2.imwrite(str(path), large)
    return folder
