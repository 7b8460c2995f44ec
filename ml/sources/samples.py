"""What every kind of data set becomes: samples with a label, a group and a part of the published split."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ml.errors import DatasetError
from ml.imaging import FrameInfo, read_frame
from ml.imaging.values import Failure, Frame

TRAIN, VALIDATION, TEST = PARTS = ("train", "validation", "test")
_PART_NAMES = {
    "train": TRAIN,
    "training": TRAIN,
    "val": VALIDATION,
    "valid": VALIDATION,
    "validation": VALIDATION,
    "test": TEST,
    "testing": TEST,
}


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One labelled frame."""

    info: FrameInfo
    label: int
    group: str = ""  # a patient's identifier, say; used for grouping only, never written anywhere
    part: str = ""  # of the published split: one of PARTS, or "" where there is none
    pixels: np.ndarray | None = None  # uint8 (H, W) or (H, W, 3) of a sample that has no file of its own


@dataclass(frozen=True, slots=True)
class SampleSet:
    """All samples of a data set, and what is not among them."""

    class_names: tuple[str, ...]
    samples: tuple[Sample, ...]
    failures: tuple[Failure, ...] = ()
    left_out: tuple[str, ...] = ()  # in words: what looked like a class and holds no readable image

    @property
    def has_parts(self) -> bool:
        """Was the data set published with a split?"""
        return any(sample.part for sample in self.samples)


def read_sample(sample: Sample) -> Frame:
    """Decode a sample; raises ImagingError where its file cannot be."""
    if sample.pixels is None:
        return read_frame(sample.info)
    photometric = "RGB" if sample.pixels.ndim == 3 else "MONOCHROME2"
    return Frame(sample.info, sample.pixels, modality="OT", photometric=photometric)


def draw(found: SampleSet, most_per_class: int, seed: int) -> SampleSet:
    """Keep at most so many samples of each class, drawn at random; their order stays."""
    rng = np.random.default_rng(seed)
    labels = np.array([sample.label for sample in found.samples])
    chosen = [
        rng.permutation(np.flatnonzero(labels == label))[:most_per_class] for label in np.unique(labels)
    ]
    kept = sorted(number for numbers in chosen for number in numbers.tolist())
    return replace(found, samples=tuple(found.samples[index] for index in kept))


def array_samples(
    path: Path, images: np.ndarray, labels: np.ndarray, part: str, first: int = 0
) -> list[Sample]:
    """Samples of an array of images, uint8 (N, H, W[, 3]); frames are numbered from ``first``."""
    images.flags.writeable = False
    rows, columns = images.shape[1:3]
    return [
        Sample(FrameInfo(path, first + index, rows, columns), int(label), part=part, pixels=image)
        for index, (image, label) in enumerate(zip(images, labels, strict=True))
    ]


def part_called(name: str) -> str | None:
    """The part of a split that a folder or a column names; None for any other name."""
    return _PART_NAMES.get(name.strip().casefold())


def check_parts(samples: SampleSet, source: Path) -> SampleSet:
    """Return what was given when its published split can be used.

    Raises
    ------
    DatasetError
        When there is no training part, or another part has classes that training never sees.
    """
    if not samples.has_parts:
        return samples
    learnt = {sample.label for sample in samples.samples if sample.part == TRAIN}
    if not learnt:
        raise DatasetError(f"{source} has validation or test images but none to train on")
    unknown = sorted({sample.label for sample in samples.samples} - learnt)
    if unknown:
        names = ", ".join(repr(samples.class_names[label]) for label in unknown)
        raise DatasetError(f"{source}: the training part has no images of {names}, other parts have")
    return samples


def pixel_aspect(frame: Frame) -> float:
    """Height of a pixel over its width; 1 where the spacing is unknown."""
    spacing = frame.info.spacing
    return spacing.row_mm / spacing.column_mm if spacing else 1.0
