"""Pictures for the wizard: copies side by side, and images with what the model saw in them. Runs in tasks."""

from collections.abc import Sequence
from dataclasses import astuple, replace
from pathlib import Path

import cv2
import numpy as np

from ml.answered import ANSWERS_FILE, Answered, read_answers
from ml.card import load_card
from ml.errors import KesitError
from ml.imaging import display_image
from ml.overlay import blend
from ml.progress import Progress
from ml.reliability import reliability
from ml.sources import find_sample, read_sample
from viewer.services.training_values import AnsweredPicture, ReliabilityBar

PICTURE_PX = 150


def thumbnails_of(paths: Sequence[Path], progress: Progress) -> dict[Path, np.ndarray]:
    """A small picture of the first frame of each file; those that cannot be read are missing."""
    found = {}
    for done, path in enumerate(paths):
        progress(done, len(paths), "")
        try:
            found[path] = fitted(display_image(read_sample(find_sample(path, 0))))
        except KesitError:
            continue
    return found


def answers_of(model: Path) -> Answered | None:
    """What the model said about the images that it was measured on; None where these are not known."""
    try:
        answered = read_answers(model / ANSWERS_FILE, load_card(model).classes)
    except KesitError:
        return None
    return answered if all(answered.paths) else None


def rows_of_cell(answered: Answered, truth: int, answer: int) -> list[int]:
    """The images behind a cell of the confusion matrix, the surest answers first."""
    rows = np.flatnonzero((answered.labels == truth) & (answered.answers == answer))
    return _surest_first(answered, rows)


def rows_of_mistakes(answered: Answered) -> list[int]:
    """All wrong answers, the surest first."""
    return _surest_first(answered, np.flatnonzero(answered.labels != answered.answers))


def reliability_of(answered: Answered) -> list[ReliabilityBar]:
    """How often answers of each probability were right."""
    return [ReliabilityBar(*astuple(found)) for found in reliability(answered.labels, answered.probabilities)]


def _surest_first(answered: Answered, rows: np.ndarray) -> list[int]:
    confidence = answered.probabilities[rows].max(axis=1)
    return [int(row) for row in rows[np.argsort(-confidence, kind="stable")]]


def answered_pictures(
    model: Path, answered: Answered, rows: Sequence[int], progress: Progress
) -> list[AnsweredPicture]:
    """Some of the images that were measured, each with the heat map of its answer.

    Raises
    ------
    ModelError
        When the model cannot be loaded any more.
    """
    from ml.classifier import Classifier  # noqa: PLC0415 (torch, which the window never waits for)

    classifier = Classifier.load(model)
    classes = classifier.card.classes
    pictures = []
    for done, row in enumerate(rows):
        progress(done, len(rows), "")
        path, frame_number = Path(answered.paths[row]), int(answered.frames[row])
        truth, answer = (classes[index] for index in (answered.labels[row], answered.answers[row]))
        probability = float(answered.probabilities[row].max())
        plain = AnsweredPicture(path, frame_number, truth, answer, probability)
        try:
            frame = read_sample(find_sample(path, frame_number))
        except KesitError:  # moved or deleted since
            pictures.append(plain)
            continue
        display = display_image(frame)
        overlay = blend(display, classifier.explain(frame, answer).values)
        pictures.append(replace(plain, pixels=fitted(display), overlay=fitted(overlay)))
    return pictures


def fitted(pixels: np.ndarray) -> np.ndarray:
    """A copy whose longer side is PICTURE_PX."""
    height, width = pixels.shape[:2]
    scale = PICTURE_PX / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
