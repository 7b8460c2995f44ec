"""Samples -> decoded images, ready for the network, and whether they can be trained on."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from ml import cache
from ml.errors import ImagingError
from ml.facts import facts_of
from ml.imaging import display_image
from ml.imaging.values import Failure
from ml.preprocess import InputSpec, prepare
from ml.progress import Progress, no_progress
from ml.shards import joined_shards
from ml.sources import PARTS, Sample, SampleSet, pixel_aspect, read_sample

SMALLEST_CLASS = 5  # images: one to test, one to validate, three to learn from
FEW_IMAGES = 50
UNEVEN_CLASSES = 10
_AT_ONCE = 64


@dataclass(frozen=True, slots=True, eq=False)
class ImageSet:
    """Decoded samples: those that could be read, and why the others could not."""

    class_names: tuple[str, ...]
    samples: tuple[Sample, ...]
    images: np.ndarray  # uint8 (N, S, S) or (N, S, S, 3), on the disk where that is possible
    facts: np.ndarray  # FACTS (N,)
    failures: tuple[Failure, ...] = ()
    boxes: dict[int, np.ndarray] = field(default_factory=dict)  # of some images, as fractions, see ml.boxes
    note: str = ""  # why the decoded images are not kept for the next run, in words

    @property
    def labels(self) -> np.ndarray:
        return np.array([sample.label for sample in self.samples], np.int64)

    @property
    def parts(self) -> np.ndarray:
        """The part of the published split of each sample, text (N,)."""
        return np.array([sample.part for sample in self.samples], f"U{max(map(len, PARTS))}")


def load_images(
    found: SampleSet, spec: InputSpec | None = None, progress: Progress = no_progress
) -> ImageSet:
    """Decode and prepare every sample once, or take what an earlier run has decoded.

    Parameters
    ----------
    spec
        None when only facts are wanted; images are empty then.
    """
    key = cache.key_of(found.samples, spec, progress)
    decoded = cache.load(key)
    if decoded is None:
        decoded = joined_shards(key, found.samples, spec, progress)
    if decoded is None:
        decoded = _decode(key, found.samples, spec, progress)
    failures = [Failure(found.samples[index].info.path, reason) for index, reason in decoded.failures.items()]
    return ImageSet(
        found.class_names,
        tuple(sample for index, sample in enumerate(found.samples) if index not in decoded.failures),
        decoded.images,
        decoded.facts,
        (*found.failures, *failures),
        note=decoded.note,
    )


def _decode(key: str, samples: Sequence[Sample], spec: InputSpec | None, progress: Progress) -> cache.Decoded:
    side = (spec.size_px, spec.size_px) if spec else (0, 0)
    shape = (*side, 3) if spec and spec.colour else side
    with cache.Store(key, shape, len(samples)) as store:
        for index, outcome in enumerate(_decoded(samples, spec, progress)):
            if isinstance(outcome, str):
                store.add_failure(index, outcome)
            else:
                store.add(*outcome)
        return store.finish()


def _decoded(
    samples: Sequence[Sample], spec: InputSpec | None, progress: Progress
) -> Iterator[tuple[np.ndarray, np.ndarray] | str]:
    """Facts and network input of each sample, or why it cannot be read; decoders work side by side."""

    def decode(sample: Sample) -> tuple[np.ndarray, np.ndarray] | str:
        try:
            frame = read_sample(sample)
            display = display_image(frame)
        except ImagingError as error:
            return str(error)
        image = prepare(display, spec, pixel_aspect(frame))[0] if spec else np.empty((0, 0), np.uint8)
        return facts_of(display), image

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for start in range(0, len(samples), _AT_ONCE):
            progress(start, len(samples), samples[start].info.path.name)
            yield from pool.map(decode, samples[start : start + _AT_ONCE])


def judge(names: tuple[str, ...], samples: Sequence[Sample]) -> tuple[list[str], list[str]]:
    """Say why training cannot start on readable samples, and what will make its figures weak."""
    counts = {name: sum(sample.label == label for sample in samples) for label, name in enumerate(names)}
    problems, warnings = [], []
    if len(counts) < 2:
        problems.append(f"At least two classes are needed; classes with images: {len(counts)}.")
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
