"""What the network gets of a frame."""

import numpy as np

from ml.card import Card
from ml.imaging import display_image
from ml.imaging.values import Frame
from ml.preprocess import prepare
from ml.sources import pixel_aspect


def network_input(frame: Frame, card: Card) -> np.ndarray:
    """The image that goes into the network, before its grey levels are scaled: uint8 (S, S[, 3])."""
    prepared, _ = prepare(display_image(frame), card.input, pixel_aspect(frame))
    return prepared
