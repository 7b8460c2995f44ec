"""What a model answers: plain values without torch, so that any room of the house can hold them."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np


class Verdict(StrEnum):
    """The answer in one word. "Not evaluated" is an answer too."""

    POSITIVE = "positive"  # a finding, with at least the card's threshold of probability
    INDETERMINATE = "indeterminate"  # no class reaches the threshold
    NEGATIVE = "negative"  # the class that means "nothing found" reaches the threshold
    NOT_EVALUATED = "not_evaluated"  # the image is outside what the card covers


class Method(StrEnum):
    """How a heat map is made. Where a network ends in average pooling, the first two give the same."""

    GRAD_CAM = "Grad-CAM"
    HIRES_CAM = "HiResCAM"
    CONTRAST = "Contrast"  # Grad-CAM of the class's logit over the mean of the others'


@dataclass(frozen=True, slots=True)
class Prediction:
    """A classifier's answer for one frame.

    ``probabilities`` are calibrated, in the card's order, and sum to 1; they are empty when the image could
    not be given to the network at all. ``reason`` is for people and empty for a plain answer.
    ``plausible`` are the classes, likeliest first, of which one is the truth as often as the card promises;
    ``None`` where the card promises nothing.
    """

    verdict: Verdict
    reason: str = ""
    top_class: str | None = None
    probabilities: dict[str, float] = field(default_factory=dict)
    plausible: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class HeatMap:
    """Where the pixels lie that spoke for a class, on the grid of the source frame.

    Attributes
    ----------
    values
        float32 (rows, columns) of the source frame, 0 to 1; 0 where the network saw nothing.
    peak
        Largest value before normalising; 0 or less means that nothing in the image spoke for the class,
        and then ``values`` is 0 everywhere.
    cell_px
        How many columns and rows of the frame one value of the network's map stands for: no finer is it seen.
    """

    values: np.ndarray
    class_name: str
    peak: float
    method: Method = Method.GRAD_CAM
    cell_px: tuple[float, float] = (1.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class CoarseMap:
    """The same as the network makes it, with one value for each cell of the frame: a few hundred bytes.

    Attributes
    ----------
    values
        float32 (h, w), the evidence before it is scaled to 1; 0 or more.
    first_px
        Where the middle of the first cell lies in the frame: (x, y), centers of pixels at whole numbers.
    cell_px
        How many columns and rows of the frame a cell is wide and high.
    """

    values: np.ndarray
    first_px: tuple[float, float]
    cell_px: tuple[float, float]
