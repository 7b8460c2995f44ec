"""What the training wizard knows of a run: plain values, so that widgets need neither ml nor JSON."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """What to train, and where the model will lie.

    Attributes
    ----------
    out
        Absolute path of the model folder to be made.
    data
        Data set of any kind that ml.sources reads, or None for the built-in digits.
    resume
        True to go on with the unfinished run of the same `out`.
    """

    out: Path
    data: Path | None
    recipe: str
    title: str = ""
    resume: bool = False


@dataclass(frozen=True, slots=True)
class TrainingStart:
    """The child has read its arguments and split the images."""

    out: Path
    recipe: str
    classes: tuple[str, ...]
    counts: dict[str, dict[str, int]]  # split ("train", "validation", "test") -> class -> images
    epochs: int
    device: str
    resumed_epoch: int  # epochs already finished in an earlier sitting


@dataclass(frozen=True, slots=True)
class TrainingProgress:
    """How far the current phase is."""

    phase: str
    epoch: int
    done: int
    total: int
    seconds_left: float | None
    text: str


@dataclass(frozen=True, slots=True)
class EpochResult:
    """One finished epoch; `best` when no earlier epoch did better on the validation images."""

    epoch: int  # 1-based
    epochs: int
    train_loss: float
    train_accuracy: float
    validation_loss: float
    validation_accuracy: float
    seconds_left: float | None
    best: bool


@dataclass(frozen=True, slots=True)
class ClassScore:
    """How well one class is told from the others on held-out images; all in 0..1 but `support`."""

    name: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """A finished model and its figures on images that training never saw.

    Attributes
    ----------
    confusion
        Counts, rows = truth, columns = predicted, in the order of `scores`.
    accuracy_interval
        95 % interval of the accuracy, 0..1.
    ece
        Expected calibration error, 0..1, or None when it was not computed.
    without_copies
        The same without the test images that have copies among those learnt from; None where there are none.
    """

    model: Path
    name: str
    images: int
    accuracy: float
    accuracy_interval: tuple[float, float]
    macro_f1: float
    scores: tuple[ClassScore, ...]
    confusion: tuple[tuple[int, ...], ...]
    ece: float | None
    not_evaluated: int
    without_copies: "TrainingReport | None" = None


@dataclass(frozen=True, slots=True)
class TrainingCancelled:
    """The child stopped on request; so many epochs are kept."""

    finished_epochs: int


@dataclass(frozen=True, slots=True)
class TrainingFailed:
    """The child gave up and says why, in words for the user."""

    message: str


TrainingEvent = (
    TrainingStart | TrainingProgress | EpochResult | TrainingReport | TrainingCancelled | TrainingFailed
)


@dataclass(frozen=True, slots=True)
class UnfinishedTraining:
    """A run that was left, killed or closed, as it lies on the disk."""

    out: Path
    name: str
    recipe: str
    data: str
    finished_epochs: int
    epochs: int
    alive: bool


@dataclass(frozen=True, slots=True)
class RecipeChoice:
    """A recipe as the wizard offers it."""

    name: str
    title: str
    description: str
    epochs: int  # 0: only the last layer is trained
    final_epochs: int = 0  # after measuring, on all images


@dataclass(frozen=True, slots=True, eq=False)
class ClassSummary:
    """One class of a folder; `thumbnails` are uint8, (H, W) grey or (H, W, 3) RGB."""

    name: str
    images: int
    thumbnails: tuple[np.ndarray, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that a finding is about; the reason is "" where the finding says it all."""

    path: Path
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DataFinding:
    """One thing that was found in the data, in a sentence; `stops` when training cannot start."""

    text: str
    stops: bool = False
    serious: bool = False
    files: tuple[FoundFile, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class DataSummary:
    """What a data set holds.

    Attributes
    ----------
    data
        Its folder or file; None for the built-in digits.
    findings
        The worst first.
    """

    data: Path | None
    classes: tuple[ClassSummary, ...]
    duplicates: int = 0
    findings: tuple[DataFinding, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """Reasons why training cannot start; empty when it can."""
        return tuple(finding.text for finding in self.findings if finding.stops)

    @property
    def images(self) -> int:
        return sum(summary.images for summary in self.classes)
