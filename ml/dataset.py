"""A folder with one sub-folder per class -> samples, and what is wrong with them."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ml.errors import DatasetError, ImagingError
from ml.imaging import FrameInfo, display_image, read_frame, scan
from ml.imaging.values import Failure, Frame
from ml.neighbours import Fingerprint, fingerprint
from ml.preprocess import InputSpec, prepare
from ml.progress import Progress, no_progress

SMALLEST_CLASS = 5  # images: one to test, one to validate, three to learn from
FEW_IMAGES = 50
UNEVEN_CLASSES = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled frame."""

    info: FrameInfo
    label: int
    patient: str = ""  # identifier from the file, used for grouping only, never written anywhere


@dataclass(frozen=True, slots=True)
class Survey:
    """What a folder holds, before anything is trained on it."""

    folder: Path
    class_names: tuple[str, ...]
    samples: tuple[Sample, ...]
    failures: tuple[Failure, ...] = ()
    duplicates: int = 0  # images that are exact copies of an earlier one
    conflicts: int = 0  # exact copies that lie under two classes
    problems: tuple[str, ...] = ()  # why training cannot start
    warnings: tuple[str, ...] = ()

    @property
    def classes(self) -> dict[str, tuple[Path, ...]]:
        """The readable files of each class."""
        return {
            name: tuple(sample.info.path for sample in self.samples if sample.label == label)
            for label, name in enumerate(self.class_names)
        }


@dataclass(slots=True)
class ImageSet:
    """Decoded samples, ready for the network."""

    class_names: tuple[str, ...] = ()
    samples: list[Sample] = field(default_factory=list)
    images: np.ndarray = field(default_factory=lambda: np.empty(0, np.uint8))  # (N, S, S) or (N, S, S, 3)
    prints: list[Fingerprint] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def labels(self) -> np.ndarray:
        return np.array([sample.label for sample in self.samples], np.int64)


def class_folders(folder: Path) -> tuple[Path, ...]:
    """The sub-folders that name the classes.

    Raises
    ------
    DatasetError
        When there is no such folder, or it has no sub-folders.
    """
    if not folder.is_dir():
        raise DatasetError(f"{folder} is not a folder")
    found = tuple(sorted(item for item in folder.iterdir() if item.is_dir() and item.name[0] not in "._"))
    if not found:
        raise DatasetError(
            f"{folder} has no sub-folders; put the images of each class into a folder of its own"
        )
    return found


def find_samples(
    folder: Path, progress: Progress = no_progress
) -> tuple[tuple[str, ...], list[Sample], list[Failure]]:
    """Scan the class folders by header: class names, samples in a stable order, and what failed."""
    names: list[str] = []
    samples: list[Sample] = []
    failures: list[Failure] = []
    for class_folder in class_folders(folder):
        result = scan([class_folder], progress)
        failures.extend(result.failures)
        found = [
            Sample(info, len(names), study.patient.patient_id)
            for study in result.studies
            for series in study.series
            for info in series.frames
        ]
        if found:
            names.append(class_folder.name)
            samples.extend(sorted(found, key=lambda sample: (str(sample.info.path), sample.info.frame)))
    return tuple(names), samples, failures


def survey(folder: Path, progress: Progress = no_progress) -> Survey:
    """Read every image once and say what the folder holds and what speaks against training on it.

    Raises
    ------
    DatasetError
        When the folder is no data set at all.
    """
    names, samples, failures = find_samples(folder, progress)
    readable: list[Sample] = []
    seen: dict[bytes, int] = {}
    duplicates = conflicts = 0
    for index, sample in enumerate(samples):
        progress(index, len(samples), sample.info.path.name)
        try:
            digest = fingerprint(display_image(read_frame(sample.info))).digest
        except ImagingError as error:
            failures.append(Failure(sample.info.path, str(error)))
            continue
        readable.append(sample)
        duplicates += digest in seen
        conflicts += seen.setdefault(digest, sample.label) != sample.label
    problems, warnings = judge(names, readable)
    warnings += _judge_copies(duplicates, conflicts)
    return Survey(
        folder,
        names,
        tuple(readable),
        tuple(failures),
        duplicates,
        conflicts,
        tuple(problems),
        tuple(warnings),
    )


def load_images(
    class_names: tuple[str, ...], samples: list[Sample], spec: InputSpec, progress: Progress = no_progress
) -> ImageSet:
    """Decode and prepare every sample once; unreadable ones are left out and listed."""
    loaded = ImageSet(class_names)
    shape = (len(samples), spec.size_px, spec.size_px, *((3,) if spec.colour else ()))
    images = np.empty(shape, np.uint8)
    for index, sample in enumerate(samples):
        progress(index, len(samples), sample.info.path.name)
        try:
            frame = read_frame(sample.info)
            display = display_image(frame)
        except ImagingError as error:
            loaded.failures.append(Failure(sample.info.path, str(error)))
            continue
        images[len(loaded.samples)], _ = prepare(display, spec, pixel_aspect(frame))
        loaded.samples.append(sample)
        loaded.prints.append(fingerprint(display))
    loaded.images = images[: len(loaded.samples)]
    return loaded


def pixel_aspect(frame: Frame) -> float:
    """Height of a pixel over its width; 1 where the spacing is unknown."""
    spacing = frame.info.spacing
    return spacing.row_mm / spacing.column_mm if spacing else 1.0


def judge(names: tuple[str, ...], samples: list[Sample]) -> tuple[list[str], list[str]]:
    """Say why training cannot start on readable samples, and what will make its figures weak."""
    counts = {name: sum(sample.label == label for sample in samples) for label, name in enumerate(names)}
    problems, warnings = [], []
    if len(counts) < 2:
        problems.append(f"At least two classes are needed; sub-folders with images: {len(counts)}.")
    problems += [
        f"Class {name!r} has {count} readable images; at least {SMALLEST_CLASS} are needed."
        for name, count in counts.items()
        if count < SMALLEST_CLASS
    ]
    warnings += [
        f"Class {name!r} has only {count} images: the measured figures will be uncertain."
        for name, count in counts.items()
        if SMALLEST_CLASS <= count < FEW_IMAGES
    ]
    if counts and max(counts.values()) > UNEVEN_CLASSES * max(1, min(counts.values())):
        warnings.append("The largest class has more than ten times as many images as the smallest.")
    return problems, warnings


def _judge_copies(duplicates: int, conflicts: int) -> list[str]:
    warnings = []
    if duplicates:
        warnings.append(
            f"{duplicates} images are exact copies of another; copies stay on one side of the split."
        )
    if conflicts:
        warnings.append(f"{conflicts} exact copies lie under two different classes; check their labels.")
    return warnings
