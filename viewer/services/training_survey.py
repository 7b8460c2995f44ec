"""What lies in a folder of training images, as the wizard shows it. Runs in a task: it reads every file."""

from pathlib import Path

import cv2
import numpy as np

from ml.checks import Checked, Finding, Severity, check
from ml.demo import write_digits
from ml.errors import ImagingError
from ml.imaging import display_image
from ml.progress import Progress
from ml.sources import Sample, is_data_file, read_sample
from viewer.services.training_split import material_of
from viewer.services.training_values import ClassSummary, DataFinding, DataSummary, FoundFile

THUMBNAILS_PER_CLASS = 6
THUMBNAIL_PX = 104  # sharp at 200 % scaling


def takes(path: Path) -> bool:
    """Can the path be a data set, by what it is and what it is called?"""
    return path.is_dir() or is_data_file(path)


def summarise(data: Path | None, progress: Progress) -> DataSummary:
    """Check a data set, or the built-in digits (None), and pick thumbnails.

    Raises
    ------
    DatasetError
        When it is no data set at all.
    """
    checked = check(data or write_digits(), progress)
    reasons = {failure.path: failure.reason for failure in checked.failures}
    return DataSummary(
        data=data,
        classes=_summarise_classes(checked),
        duplicates=checked.duplicates,
        findings=tuple(_in_words(finding, reasons) for finding in checked.findings),
        material=material_of(checked) if checked.samples else None,
    )


def _in_words(finding: Finding, reasons: dict[Path, str]) -> DataFinding:
    return DataFinding(
        finding.text,
        stops=finding.severity is Severity.STOP,
        serious=finding.severity is Severity.SERIOUS,
        files=tuple(FoundFile(path, reasons.get(path, "")) for path in finding.files),
        kind=finding.kind,
        groups=finding.groups,
    )


def _summarise_classes(found: Checked) -> tuple[ClassSummary, ...]:
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
            thumbnails.append(shrink(display_image(read_sample(samples[index]))))
        except ImagingError:  # gone since the survey read it a moment ago
            continue
    return tuple(thumbnails)


def shrink(pixels: np.ndarray) -> np.ndarray:
    """A copy whose longer side is at most THUMBNAIL_PX."""
    height, width = pixels.shape[:2]
    scale = min(1.0, THUMBNAIL_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
