"""How well a model of digits refuses what is no digit.

python -m tests.trust.digits MODEL DATA

DATA is what the model was trained on: its test part are the digits. The others are made here: letters, drawn
like the digits of MNIST and without those that are written like one, strokes, and noise. For each kind the
area under the curve is given for the distance to the training images, for the confidence of the answer, and
for both together, and how many would be shown as "not evaluated".
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from sklearn.metrics import roc_auc_score

from ml.classifier import Classifier
from ml.library import find_model
from tests.trust.__main__ import right_kind

SIDE = 28
_LETTERS = "ACEFGHJKMNPQRTUVWXYadefhkmnprtuwx"  # none that is written like a digit
_COUNT = 1000


def letter(rng: np.random.Generator) -> np.ndarray:
    """A letter as MNIST shows digits: 20 pixels high or wide, centered by its mass, uint8 (28, 28)."""
    canvas = np.zeros((120, 120), np.uint8)
    text, font = _LETTERS[rng.integers(len(_LETTERS))], int(rng.integers(8))
    cv2.putText(
        canvas, text, (35, 80), font, rng.uniform(1.6, 2.4), 255, int(rng.integers(5, 11)), cv2.LINE_AA
    )
    angle, shear = np.deg2rad(rng.uniform(-12, 12)), rng.uniform(-0.25, 0.25)
    turn = np.array([[np.cos(angle), -np.sin(angle) + shear], [np.sin(angle), np.cos(angle)]])
    matrix = np.column_stack([turn, 60 - turn @ [60, 60]])
    drawn = cv2.GaussianBlur(cv2.warpAffine(canvas, matrix, (120, 120)), (0, 0), 1.5)
    left, top, width, height = cv2.boundingRect((drawn > 20).astype(np.uint8))
    scale = 20 / max(width, height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(drawn[top : top + height, left : left + width], size, interpolation=cv2.INTER_AREA)
    mass = cv2.moments(small)
    x = int(np.clip(round(SIDE / 2 - mass["m10"] / mass["m00"]), 0, SIDE - size[0]))
    y = int(np.clip(round(SIDE / 2 - mass["m01"] / mass["m00"]), 0, SIDE - size[1]))
    image = np.zeros((SIDE, SIDE), np.uint8)
    image[y : y + size[1], x : x + size[0]] = small
    return image


def strokes(rng: np.random.Generator) -> np.ndarray:
    """Some straight strokes that mean nothing."""
    canvas = np.zeros((3 * SIDE, 3 * SIDE), np.uint8)
    for _ in range(rng.integers(3, 8)):
        start, end = (tuple(rng.integers(8, 3 * SIDE - 8, 2).tolist()) for _ in range(2))
        cv2.line(canvas, start, end, 255, int(rng.integers(3, 8)), cv2.LINE_AA)
    return cv2.resize(canvas, (SIDE, SIDE), interpolation=cv2.INTER_AREA)


def noise(rng: np.random.Generator) -> np.ndarray:
    """Noise of every pixel alone, in blots, or salt."""
    kind = rng.integers(3)
    if kind == 0:
        return rng.integers(0, 256, (SIDE, SIDE), np.uint8)
    if kind == 1:
        return ((rng.random((SIDE, SIDE)) < rng.uniform(0.05, 0.4)) * 255).astype(np.uint8)
    blots = cv2.GaussianBlur(rng.normal(size=(SIDE, SIDE)), (0, 0), rng.uniform(0.7, 3))
    return cv2.normalize(blots, None, 0, 255, cv2.NORM_MINMAX).astype(np.uint8)


KINDS = {"letters": letter, "strokes": strokes, "noise": noise}


def areas(classifier: Classifier, digits: np.ndarray) -> Iterator[tuple[str, float, float, float, float]]:
    """For each kind: areas of distance, confidence and both, and the share that is not evaluated."""
    rng = np.random.default_rng(5)
    known_confidence, known_far = _ask(classifier, digits)
    limit = classifier.card.covers.largest_distance or 1.0
    for kind, make in KINDS.items():
        confidence, far = _ask(classifier, np.stack([make(rng) for _ in range(_COUNT)]))
        truth = np.repeat([0, 1], [len(known_far), len(far)])
        distance = np.concatenate([known_far, far]) / limit
        doubt = 1 - np.concatenate([known_confidence, confidence])
        scores = (distance, doubt, distance + 2 * doubt)
        yield kind, *(float(roc_auc_score(truth, score)) for score in scores), float((far > limit).mean())


def _ask(classifier: Classifier, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    answers = [classifier.answer(images[start : start + 500]) for start in range(0, len(images), 500)]
    probabilities, far = (np.concatenate(parts) for parts in zip(*answers, strict=True))
    return probabilities.max(axis=1), far


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.trust.digits")
    parser.add_argument("model")
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    folder = find_model(options.model).folder
    digits = np.stack([frame.pixels for frame in right_kind(folder, options.data)])
    print(f"{'kind':10}{'distance':>10}{'confidence':>12}{'both':>8}{'not evaluated':>15}")
    for kind, distance, doubt, both, refused in areas(Classifier.load(folder, "cpu"), digits):
        print(f"{kind:10}{distance:10.4f}{doubt:12.4f}{both:8.4f}{refused:15.1%}")


if __name__ == "__main__":
    main()
