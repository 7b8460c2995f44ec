"""The answers for a series -> DICOM objects of the same study, in a new folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ml.errors import ImagingError
from ml.imaging import read_frame
from ml.imaging.values import FrameInfo, Series
from ml.new_folder import check_is_new, filled_at_the_end
from ml.progress import Progress
from ml.results import Prediction, Verdict
from viewer.services.classifiers import Classifier


@dataclass(frozen=True, slots=True)
class SavedAnswers:
    """What was written, and what could not be, in words."""

    folder: Path
    files: tuple[Path, ...]
    notes: tuple[str, ...]


def save_answers(
    series: Series,
    predictions: tuple[Prediction | None, ...],
    load: Callable[[], Classifier],
    target: Path,
    progress: Progress,
) -> SavedAnswers:
    """Write report, pictures and parametric map of one series; ``target`` must be new or empty.

    A classifier of its own is loaded, because the one that answers on screen is not for two threads. Slices
    without an answer yet are answered here.

    Raises
    ------
    KesitError, OSError, Cancelled
        Nothing is left behind then.
    """
    from ml.results_dicom import write_series  # noqa: PLC0415 (it takes a second, and few people want it)

    check_is_new(target)
    classifier = load()
    known = [
        _answer(classifier, info) if prediction is None else prediction
        for info, prediction in zip(series.frames, predictions, strict=True)
    ]
    with filled_at_the_end(target) as unfinished:
        written = write_series(series, known, classifier, unfinished, progress)
    files = sorted(path for path in target.iterdir() if path.is_file())
    return SavedAnswers(target, tuple(files), written.notes)


def _answer(classifier: Classifier, info: FrameInfo) -> Prediction:
    try:
        return classifier.predict(read_frame(info))
    except ImagingError as error:
        return Prediction(Verdict.NOT_EVALUATED, str(error))
