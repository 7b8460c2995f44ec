"""Are answers written as DICOM, and are those files read again?"""

import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import pydicom

from ml.errors import KesitError
from ml.imaging import read_frame_at, scan
from ml.imaging.phantom import write_phantom
from ml.imaging.values import Series
from ml.library import DEFAULT_MODEL
from ml.results import Prediction, Verdict
from viewer.selftest.check import Check, checked

_SLICES = 3


def check_outputs() -> list[Check]:
    return [checked("output", "answers as DICOM", _write_and_read)]


def _write_and_read() -> str:
    """A report, a picture of each slice and a parametric map of a computed head."""
    from ml.classifier import Classifier  # noqa: PLC0415 (torch)
    from ml.results_dicom import write_series  # noqa: PLC0415 (a second, for highdicom)

    with tempfile.TemporaryDirectory() as folder:
        write_phantom(Path(folder, "phantom"), slices=_SLICES, size=128)
        series = _only_series(Path(folder, "phantom"))
        classifier = Classifier.load(DEFAULT_MODEL)
        positive = Prediction(Verdict.POSITIVE, "", *_certain_of(classifier.card.classes))
        target = Path(folder, "answers")
        target.mkdir()
        written = write_series(series, [positive] * _SLICES, classifier, target)
        if written.report is None or written.parametric_map is None:
            raise KesitError("a report or a parametric map is missing")
        kinds = Counter(pydicom.dcmread(path).SOPClassUID.name for path in target.iterdir())
        heat = read_frame_at(written.parametric_map).pixels
        if not np.isfinite(heat).all() or read_frame_at(written.pictures[0]).pixels.ndim != 3:
            raise KesitError("what was written is not read as it was written")
        return ", ".join(f"{count} × {kind}" for kind, count in kinds.items())


def _certain_of(classes: tuple[str, ...]) -> tuple[str, dict[str, float]]:
    """A made-up answer: a drawn head is not one that a model knows, and is here to be written."""
    return classes[0], {name: float(name == classes[0]) for name in classes}


def _only_series(folder: Path) -> Series:
    (study,) = scan([folder]).studies
    (series,) = study.series
    return series
