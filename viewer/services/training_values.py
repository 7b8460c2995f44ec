"""What the training wizard knows of a run: plain values, so that widgets need neither ml nor JSON."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    finish
        With `resume`: learn no more, and make the model of the best epoch so far.
    search_minutes
        For how long to try values of the recipe before the training; 0: not at all.
    changes
        Values of the recipe that are to be others, as (key, text).
    """

    out: Path
    data: Path | None
    recipe: str
    title: str = ""
    resume: bool = False
    changes: tuple[tuple[str, str], ...] = ()
    finish: bool = False
    search_minutes: int = 0


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
    validation_macro_f1: float = math.nan
    learning_rate: float = math.nan


@dataclass(frozen=True, slots=True)
class SearchTrial:
    """One set of values that a search has tried; `score` is the mean of its inner folds, 0..1."""

    number: int  # 0: the recipe as it was
    score: float
    ended_early: bool  # it looked worse than the others


@dataclass(frozen=True, slots=True)
class ClassScore:
    """How well one class is told from the others on held-out images; all in 0..1 but `support`.

    `intervals` are of 95 %, in the order precision, recall, F1; empty where they were not measured.
    """

    name: str
    precision: float
    recall: float
    f1: float
    support: int
    intervals: tuple[tuple[float, float] | None, ...] = ()


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
    TrainingStart
    | TrainingProgress
    | EpochResult
    | SearchTrial
    | TrainingReport
    | TrainingCancelled
    | TrainingFailed
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
class RecipeKnobs:
    """What most people who change a recipe change."""

    epochs: int = 0
    size_px: int = 224
    batch_size: int = 32
    learning_rate: float = 1e-3
    balance: bool = False  # rare classes are shown as often as frequent ones
    flip: bool = False  # left and right may be exchanged

    def changes_from(self, other: "RecipeKnobs") -> tuple[tuple[str, str], ...]:
        """What differs, as (key of the recipe, text)."""
        pairs = (
            ("epochs", self.epochs, other.epochs),
            ("input.size_px", self.size_px, other.size_px),
            ("batch_size", self.batch_size, other.batch_size),
            ("learning_rate", self.learning_rate, other.learning_rate),
            ("balance", self.balance, other.balance),
            ("augmentation.flip_horizontal", self.flip, other.flip),
        )
        return tuple((key, str(mine).lower()) for key, mine, theirs in pairs if mine != theirs)


@dataclass(frozen=True, slots=True)
class StartModel:
    """A model that training can begin from."""

    name: str
    title: str
    architecture: str
    size_px: int
    folder: str

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """The values of a recipe that say so."""
        return (
            ("weights", f"model:{self.name}"),
            ("architecture", self.architecture),
            ("input.size_px", str(self.size_px)),
        )


@dataclass(frozen=True, slots=True)
class RecipeChoice:
    """A recipe as the wizard offers it."""

    name: str
    title: str
    description: str
    epochs: int  # 0: only the last layer is trained
    final_epochs: int = 0  # after measuring, on all images
    is_main: bool = True
    knobs: RecipeKnobs = RecipeKnobs()


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
    kind: str = ""
    groups: tuple[tuple[Path, ...], ...] = ()  # the same files by what belongs together, where that matters


@dataclass(frozen=True, slots=True, eq=False)
class DataSummary:
    """What a data set holds.

    Attributes
    ----------
    data
        Its folder or file; None for the built-in digits.
    findings
        The worst first.
    material
        What a split is made of, see viewer.services.training_split; None in tests that need none.
    """

    data: Path | None
    classes: tuple[ClassSummary, ...]
    duplicates: int = 0
    findings: tuple[DataFinding, ...] = ()
    material: Any = None

    @property
    def problems(self) -> tuple[str, ...]:
        """Reasons why training cannot start; empty when it can."""
        return tuple(finding.text for finding in self.findings if finding.stops)

    @property
    def images(self) -> int:
        return sum(summary.images for summary in self.classes)


@dataclass(frozen=True, slots=True)
class SplitChoice:
    """How the images shall be divided; `grouping` is one of viewer.services.training_split's."""

    test_share: float = 0.15
    validation_share: float = 0.15
    grouping: str = "near"
    seed: int = 1

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """The values of a recipe that say so."""
        return (
            ("test_share", f"{self.test_share:g}"),
            ("validation_share", f"{self.validation_share:g}"),
            ("grouping", self.grouping),
            ("seed", str(self.seed)),
        )


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """What a choice gives.

    Attributes
    ----------
    counts
        Part ("train", "validation", "test") -> class -> images.
    groups
        Of copies and patients; each lies on one side.
    patients
        That the files name; 0 where they name none.
    leaks
        Test images with company among those learnt from: in the published split, or else if the images were
        drawn one by one.
    problem
        Why the images cannot be divided so; "" when they can.
    """

    counts: dict[str, dict[str, int]]
    groups: int
    patients: int
    leaks: int
    is_published: bool = False
    problem: str = ""

    def of_part(self, part: str) -> int:
        """All images of a part."""
        return sum(self.counts.get(part, {}).values())


@dataclass(frozen=True, slots=True)
class TimeEstimate:
    """How long a recipe will take, from batches that were measured; an epoch of 0 s where there is none."""

    epoch_seconds: float
    seconds: float


@dataclass(frozen=True, slots=True)
class ReliabilityBar:
    """Answers with a probability from `left` to `right`: the share that was right, with its 95 % interval."""

    left: float
    right: float
    share: float
    low: float
    high: float
    images: int


@dataclass(frozen=True, slots=True, eq=False)
class AnsweredPicture:
    """A measured image and its heat map, both uint8; None where its file has gone."""

    path: Path
    frame: int
    truth: str
    answer: str
    probability: float
    pixels: np.ndarray | None = None
    overlay: np.ndarray | None = None
