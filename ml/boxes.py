"""Boxes around what gives an image its label: a table beside the images, and where they lie on the input.

A table has one row per box: the image's file name, alone or after its folder's name (column ``image`` or
``image_id``), and ``x, y, width, height`` of the box as fractions of the image's width and height, from the
upper left corner.
"""

import csv
from pathlib import Path

import cv2
import numpy as np

from ml.dataset import ImageSet
from ml.errors import DatasetError
from ml.preprocess import InputSpec, fitted_square

_NAME_COLUMNS = ("image", "image_id")
_COLUMNS = ("x", "y", "width", "height")


def read_boxes(path: Path) -> dict[str, np.ndarray]:
    """File name -> its boxes, float (N, 4): left, top, right, bottom as fractions of the image.

    Raises
    ------
    DatasetError
        When the table cannot be read, lacks a column, or a box is not inside its image; names the line.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(f"the boxes in {path} cannot be read: {error}") from error
    found: dict[str, list[list[float]]] = {}
    for line, row in enumerate(rows, start=2):
        name = next((row[column] for column in _NAME_COLUMNS if row.get(column)), None)
        try:
            x, y, width, height = (float(row[column]) for column in _COLUMNS)
        except (KeyError, TypeError, ValueError):
            name = None
        if name is None:
            raise DatasetError(
                f"{path}, line {line}: a box has the columns image, x, y, width and height, as numbers"
            )
        if not (0 <= x < x + width <= 1.001 and 0 <= y < y + height <= 1.001):
            raise DatasetError(f"{path}, line {line}: the box is not inside its image; fractions are wanted")
        found.setdefault(name, []).append([x, y, x + width, y + height])
    return {name: np.array(boxes) for name, boxes in found.items()}


def on_input(boxes: np.ndarray, rows: int, columns: int, spec: InputSpec) -> np.ndarray:
    """Carry the boxes (N, 4) of an image of this size, with square pixels, into those of the input."""
    top, left, height, width = fitted_square(rows, columns, spec)
    return boxes * (width, height, width, height) + (left, top, left, top)


def mask_of(boxes: np.ndarray, size_px: int) -> np.ndarray:
    """Boxes (N, 4) on the network input as a mask, uint8 (S, S), 255 inside."""
    mask = np.zeros((size_px, size_px), np.uint8)
    for left, top, right, bottom in np.round(boxes).astype(int).tolist():
        cv2.rectangle(mask, (left, top), (right, bottom), 255, cv2.FILLED)
    return mask


def boxes_of(images: ImageSet, path: Path) -> dict[int, np.ndarray]:
    """Number of an image -> its boxes as fractions, for all images that the table names.

    Raises
    ------
    DatasetError
        When the table cannot be read or names none of the images.
    """
    table = read_boxes(path)
    boxes = (boxes_in(table, sample.info.path) for sample in images.samples)
    found = {number: own for number, own in enumerate(boxes) if own is not None}
    if not found:
        raise DatasetError(f"the boxes in {path} name none of the images")
    return found


def boxes_in(table: dict[str, np.ndarray], path: Path) -> np.ndarray | None:
    """The boxes that a table has for a file; None where it has none."""
    own = table.get(f"{path.parent.name}/{path.name}")
    return table.get(path.name) if own is None else own
