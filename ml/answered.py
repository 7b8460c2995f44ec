"""What a model said about each image that it was measured on: a table beside the model.

Reports are drawn from it, and the training wizard opens the images behind a cell of the confusion matrix. In
a model that is given away the table says no file names.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ml.errors import ModelError

ANSWERS_FILE = "answers.csv"
_FIXED = ("path", "frame", "group", "label", "answer", "unfamiliar")


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """Answers for N held-out images and K classes."""

    paths: tuple[str, ...]  # "" where it is not to be said
    frames: np.ndarray  # within the file, int (N,)
    groups: np.ndarray  # images that belong together have one number, int (N,)
    labels: np.ndarray  # int (N,)
    probabilities: np.ndarray  # calibrated, float (N, K)
    unfamiliar: np.ndarray  # unlike the training images, bool (N,)

    @property
    def answers(self) -> np.ndarray:
        """The most probable class of each image, int (N,)."""
        answers: np.ndarray = self.probabilities.argmax(axis=1)
        return answers

    def at(self, rows: np.ndarray) -> "Answered":
        """The same for some of the images, int (M,)."""
        paths = tuple(self.paths[row] for row in rows)
        arrays = (self.frames, self.groups, self.labels, self.probabilities, self.unfamiliar)
        return Answered(paths, *(array[rows] for array in arrays))

    def measure(self, classes: tuple[str, ...]) -> dict[str, Any]:
        """All figures of these answers."""
        from ml.metrics import measure  # noqa: PLC0415 (scikit-learn, for which the window does not wait)

        withheld = int(self.unfamiliar.sum())
        return measure(self.labels, self.probabilities, classes, withheld, self.groups)


def joined_answers(parts: Sequence[Answered]) -> Answered:
    """Several tables as one."""
    names = ("frames", "groups", "labels", "probabilities", "unfamiliar")
    arrays = [np.concatenate([getattr(part, name) for part in parts]) for name in names]
    return Answered(tuple(path for part in parts for path in part.paths), *arrays)


def write_answers(path: Path, answered: Answered, classes: tuple[str, ...], *, with_names: bool) -> None:
    """Write the table, with the paths of the images or without."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*_FIXED, *(f"p({name})" for name in classes)])
        for row, image in enumerate(answered.paths):
            writer.writerow(
                [
                    image if with_names else "",
                    answered.frames[row],
                    answered.groups[row],
                    classes[answered.labels[row]],
                    classes[answered.answers[row]],
                    int(answered.unfamiliar[row]),
                    *(f"{value:.6f}" for value in answered.probabilities[row]),
                ]
            )


def read_answers(path: Path, classes: tuple[str, ...]) -> Answered:
    """Read the table of a model with these classes.

    Raises
    ------
    ModelError
        When it is missing, damaged, or of other classes.
    """
    try:
        with path.open(newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file, strict=True)
        if header != [*_FIXED, *(f"p({name})" for name in classes)]:
            raise ModelError(f"{path} is a table of other classes than those of its model")
        fixed = len(_FIXED)
        return Answered(
            tuple(row[0] for row in rows),
            np.array([int(row[1]) for row in rows], int),
            np.array([int(row[2]) for row in rows], int),
            np.array([classes.index(row[3]) for row in rows], int),
            np.array([[float(value) for value in row[fixed:]] for row in rows]).reshape(-1, len(classes)),
            np.array([row[5] == "1" for row in rows], bool),
        )
    except (OSError, ValueError, IndexError, csv.Error) as error:
        raise ModelError(f"{path} is not a readable table of answers: {error}") from error
