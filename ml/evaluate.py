"""How good a model is on labelled images.

python -m ml.evaluate MODEL DATA [--boxes FILE] [--json] [--report FILE [--no-pictures]]
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from ml.answered import Answered
from ml.boxes import boxes_in, read_boxes
from ml.classifier import Classifier
from ml.console import own_name, prepare_console
from ml.errors import DatasetError, ImagingError, KesitError, WritingError
from ml.imaging.values import Failure
from ml.pointing import score, sentence
from ml.progress import Progress, no_progress, on_bar
from ml.report import Content, Mistake, make_page, picture_mistakes
from ml.results import Prediction, Verdict
from ml.sources import KINDS, TEST, Sample, SampleSet, find_samples, read_sample

_BATCH = 32
_MEASURED = (
    "Measured with python -m ml.evaluate on a data set of its own. Whether the model had learnt from these "
    "images is not known here; if it had, the figures mean little."
)


def evaluate(
    classifier: Classifier, data: Path, progress: Progress = no_progress
) -> tuple[dict[str, Any], list[Failure]]:
    """Figures of a model on a data set, and the files that could not be read.

    Of a data set that was published with a test part, only that part is looked at.

    Raises
    ------
    DatasetError
        When it is no data set, or its classes are not classes of the model.
    """
    answered, _, failures = answer_all(classifier, data, progress)
    return answered.measure(classifier.card.classes), failures


def answer_all(
    classifier: Classifier, data: Path, progress: Progress = no_progress
) -> tuple[Answered, list[Sample], list[Failure]]:
    """The answers for a data set, the images that they are for, and the files that could not be read.

    Raises
    ------
    DatasetError
        As ``evaluate``.
    """
    found = find_samples(data)
    label_of = _match(found.class_names, classifier.card.classes)
    samples, failures = held_out(found), list(found.failures)
    seen: list[Sample] = []
    answers: list[Prediction] = []
    for start in range(0, len(samples), _BATCH):
        progress(start, len(samples))
        batch, frames = _read(samples[start : start + _BATCH], failures)
        if frames:
            seen += batch
            answers += classifier.predict_batch(frames)
    if not seen:
        raise DatasetError(f"{data}: none of the images could be read")
    names = np.array([sample.group or f"image {number}" for number, sample in enumerate(seen)])
    answered = Answered(
        tuple(str(sample.info.path) for sample in seen),
        np.array([sample.info.frame for sample in seen]),
        np.unique(names, return_inverse=True)[1],
        np.array([label_of[sample.label] for sample in seen]),
        np.array([list(answer.probabilities.values()) for answer in answers]),
        np.array([answer.verdict is Verdict.NOT_EVALUATED for answer in answers]),
    )
    return answered, seen, failures


def write_report(
    path: Path, classifier: Classifier, answered: Answered, seen: list[Sample], *, with_pictures: bool
) -> None:
    """Write a page about these answers; raises WritingError where that is not possible."""
    mistakes: tuple[Mistake, ...] = ()
    if with_pictures:
        mistakes = picture_mistakes(answered, classifier, lambda row: read_sample(seen[row]))
    card = classifier.card
    page = make_page(Content(card, answered.measure(card.classes), answered, _MEASURED, mistakes=mistakes))
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise WritingError(f"{path} cannot be written: {error.strerror}") from error


def point(classifier: Classifier, answered: Answered, seen: list[Sample], table: Path) -> dict[str, Any]:
    """The pointing game on the images that a table names, with the heat maps of their labels.

    Raises
    ------
    DatasetError
        When the table cannot be read or names none of the images.
    """
    boxes = read_boxes(table)
    found = [(row, boxes_in(boxes, sample.info.path)) for row, sample in enumerate(seen)]
    classes = classifier.card.classes
    figures = score(
        (classifier.explain(read_sample(seen[row]), classes[answered.labels[row]]).values, own)
        for row, own in found
        if own is not None
    )
    if not figures:
        raise DatasetError(f"the boxes in {table} name none of the images")
    return figures


def held_out(found: SampleSet) -> list[Sample]:
    """The test part of a published split; all samples where there is none."""
    return [sample for sample in found.samples if sample.part == TEST] or list(found.samples)


def _match(names: tuple[str, ...], classes: tuple[str, ...]) -> list[int]:
    """The model's class number for each class of the data, without regard to case."""
    numbers = {name.casefold(): index for index, name in enumerate(classes)}
    unknown = [name for name in names if name.casefold() not in numbers]
    if not names or unknown:
        found = ", ".join(names) or "none with images"
        raise DatasetError(
            f"the classes must be named like those of the model ({', '.join(classes)}); found: {found}"
        )
    return [numbers[name.casefold()] for name in names]


def _read(samples: list[Sample], failures: list[Failure]) -> tuple[list[Sample], list[Any]]:
    kept, frames = [], []
    for sample in samples:
        try:
            frames.append(read_sample(sample))
            kept.append(sample)
        except ImagingError as error:
            failures.append(Failure(sample.info.path, str(error)))
    return kept, frames


def describe(figures: dict[str, Any]) -> str:
    """The figures as a few lines of text."""
    low, high = figures["accuracy_interval"]
    lines = [
        f"{figures['images']} images: accuracy {figures['accuracy']:.1%} "
        f"(95 % interval {low:.1%} to {high:.1%}), macro F1 {figures['macro_f1']:.3f}, "
        f"calibration error {figures['ece']:.3f}, "
        f"{figures['not_evaluated']} would not be evaluated",
        f"{'class':24}{'precision':>10}{'recall':>10}{'F1':>10}{'images':>10}",
    ]
    for name, row in figures["per_class"].items():
        lines.append(
            f"{name:24}{row['precision']:10.3f}{row['recall']:10.3f}{row['f1']:10.3f}{row['support']:10d}"
        )
    lines.append("confusion (rows: truth, columns: predicted)")
    for name, counts in zip(figures["classes"], figures["confusion"], strict=True):
        lines.append(f"{name:24}" + "".join(f"{count:8d}" for count in counts))
    if pointing := figures.get("pointing"):
        lines.append(sentence(pointing))
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    prepare_console()
    parser = argparse.ArgumentParser(prog=own_name("evaluate"), description=__doc__.splitlines()[0])
    parser.add_argument("model", metavar="MODEL", help="name of a model, or a model folder")
    parser.add_argument("data", metavar="DATA", type=Path, help=KINDS)
    parser.add_argument(
        "--boxes", metavar="FILE", type=Path, help="table of boxes: how often do heat maps peak inside them"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--report", metavar="FILE", type=Path, help="write a page with all figures (HTML)")
    parser.add_argument(
        "--no-pictures", action="store_true", help="leave the mistakes' pictures out of the page"
    )
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    options = parser.parse_args(arguments)
    try:
        classifier = Classifier.load(options.model, options.device)
        with tqdm(desc="evaluating", file=sys.stderr, leave=False) as bar:
            answered, seen, failures = answer_all(classifier, options.data, on_bar(bar))
        figures = answered.measure(classifier.card.classes)
        if options.boxes:
            figures["pointing"] = point(classifier, answered, seen, options.boxes)
        if options.report:
            write_report(options.report, classifier, answered, seen, with_pictures=not options.no_pictures)
    except KesitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for failure in failures:
        print(f"not read: {failure.path}: {failure.reason}", file=sys.stderr)
    failed = [{"path": str(failure.path), "reason": failure.reason} for failure in failures]
    print(
        json.dumps({"model": classifier.card.name, **figures, "failures": failed})
        if options.json
        else describe(figures)
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
