"""The mistakes that a model was surest of, as small pictures with what spoke for the wrong class."""

import base64
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from ml.answered import Answered
from ml.classifier import Classifier
from ml.errors import ImagingError
from ml.imaging import display_image
from ml.imaging.values import Frame
from ml.overlay import blend

MOST = 12
_SIDE_PX = 176
_JPEG_QUALITY = 82


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer; the pictures are JPEG files in base64."""

    truth: str
    answer: str
    probability: float
    picture: str
    overlay: str


def surest_mistakes(answered: Answered, most: int = MOST) -> np.ndarray:
    """Rows of the wrong answers with the highest probability, the surest first."""
    wrong = np.flatnonzero(answered.answers != answered.labels)
    confidence = answered.probabilities[wrong].max(axis=1)
    return wrong[np.argsort(-confidence, kind="stable")][:most]


def picture_mistakes(
    answered: Answered, classifier: Classifier, frame_of: Callable[[int], Frame]
) -> tuple[Mistake, ...]:
    """The surest mistakes as pictures.

    Parameters
    ----------
    frame_of
        Reads the image of a row; one that raises ImagingError is left out.
    """
    classes = classifier.card.classes
    found = []
    for row in surest_mistakes(answered):
        try:
            frame = frame_of(int(row))
        except ImagingError:
            continue
        answer = classes[answered.answers[row]]
        display = display_image(frame)
        overlay = blend(display, classifier.explain(frame, answer).values)
        truth, probability = classes[answered.labels[row]], float(answered.probabilities[row].max())
        found.append(Mistake(truth, answer, probability, _jpeg(display), _jpeg(overlay)))
    return tuple(found)


def _jpeg(pixels: np.ndarray) -> str:
    """Shrink uint8 pixels, grey or RGB, and encode them."""
    rows, columns = pixels.shape[:2]
    scale = _SIDE_PX / max(rows, columns)
    size = (max(1, round(columns * scale)), max(1, round(rows * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    bgr = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_RGB2BGR)
    _, encoded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return base64.b64encode(encoded.tobytes()).decode()
