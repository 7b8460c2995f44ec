"""What lies in a folder of training images, as the wizard shows it. Runs in a task: it reads every file."""

from pathlib import Path

import cv2
import numpy as np

from ml.dataset import Sample, Survey, class_folders, survey
from ml.demo import write_digits
from ml.errors import ImagingError
from ml.imaging import display_image, read_frame
from ml.progress import Progress
from viewer.services.training_values import ClassSummary, DataSummary, UnreadableFile

PARTS_OF_A_SPLIT = {"train", "training", "test", "testing", "val", "valid", "validation"}
THUMBNAILS_PER_CLASS = 6
THUMBNAIL_PX = 104  # sharp at 200 % scaling


def summarise(folder: Path | None, progress: Progress) -> DataSummary:
    """Survey a folder with one sub-folder per class, or the built-in digits (None), and pick thumbnails.

    Raises
    ------
    DatasetError
        When the folder is no data set at all.
    """
    found = survey(folder or write_digits(), progress)
    return DataSummary(
        folder=folder,
        classes=_summarise_classes(found),
        unreadable=tuple(UnreadableFile(failure.path, failure.reason) for failure in found.failures),
        duplicates=found.duplicates,
        problems=(*_no_classes(found), *found.problems),
        warnings=(*_left_out(found), *found.warnings),
    )


def _left_out(found: Survey) -> tuple[str, ...]:
    """Sub-folders that are no classes, because nothing in them can be read."""
    names = [item.name for item in class_folders(found.folder) if item.name not in found.class_names]
    return tuple(f"Sub-folder {name!r} holds no readable image and is left out." for name in names)


def _no_classes(found: Survey) -> tuple[str, ...]:
    """Many published sets come split; their halves would be learnt as if they were the classes."""
    if not found.class_names or not {name.casefold() for name in found.class_names} <= PARTS_OF_A_SPLIT:
        return ()
    names = " and ".join(repr(name) for name in found.class_names)
    return (f"{names} are parts of a split, not classes: choose the one to learn from.",)


def _summarise_classes(found: Survey) -> tuple[ClassSummary, ...]:
    by_label: list[list[Sample]] = [[] for _ in found.class_names]
    for sample in found.samples:
        by_label[sample.label].append(sample)
    return tuple(
        ClassSummary(name, len(samples), _thumbnails(samples))
        for name, samples in zip(found.class_names, by_label, strict=True)
    )


def _thumbnails(samples: list[Sample]) -> tuple[np.ndarray, ...]:
    """Images from all over the class, not its first few, which are often of one patient."""
    picked = np.linspace(0, len(samples) - 1, min(THUMBNAILS_PER_CLASS, len(samples))).astype(int)
    thumbnails = []
    for index in picked:
        try:
            thumbnails.append(shrink(display_image(read_frame(samples[index].info))))
        except ImagingError:  # gone since the survey read it a moment ago
            continue
    return tuple(thumbnails)


def shrink(pixels: np.ndarray) -> np.ndarray:
    """A copy whose longer side is at most THUMBNAIL_PX."""
    height, width = pixels.shape[:2]
    scale = min(1.0, THUMBNAIL_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
