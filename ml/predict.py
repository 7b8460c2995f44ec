"""Classify images from the command line.

python -m ml.predict PATH ... [--model NAME_OR_FOLDER] [--json] [--csv FILE] [--heatmaps DIR]
    [--dicom DIR]
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from shutil import rmtree
from typing import Any

from tqdm import tqdm

from ml.classifier import Classifier
from ml.console import own_name, prepare_console
from ml.errors import ImagingError, KesitError
from ml.imaging import read_frame, scan
from ml.imaging.values import Failure, Frame, FrameInfo, Study
from ml.library import DEFAULT_MODEL
from ml.new_folder import check_is_new, filled_at_the_end
from ml.overlay import write_overlay
from ml.results import Prediction, Verdict

__all__ = ["Classifier", "main"]

_BATCH = 16


@dataclass(frozen=True, slots=True)
class Answered:
    """One frame and what was said of it; no frame when it could not be read."""

    path: Path
    frame_number: int
    prediction: Prediction
    frame: Frame | None = None


def answer_all(classifier: Classifier, infos: list[FrameInfo]) -> Iterator[Answered]:
    """Answer for every frame in order; one that cannot be decoded is "not evaluated", with the reason."""
    remaining = iter(infos)
    while group := list(islice(remaining, _BATCH)):
        read = [_read(info) for info in group]
        frames = [item for item in read if isinstance(item, Frame)]
        answers = iter(classifier.predict_batch(frames) if frames else [])
        for info, item in zip(group, read, strict=True):
            if isinstance(item, Frame):
                yield Answered(info.path, info.frame, next(answers), item)
            else:
                yield unread(Failure(info.path, item), info.frame)


def unread(failure: Failure, frame_number: int = 0) -> Answered:
    """The answer for what could not be read."""
    return Answered(failure.path, frame_number, Prediction(Verdict.NOT_EVALUATED, failure.reason))


def _read(info: FrameInfo) -> Frame | str:
    """The frame, or the reason why there is none."""
    try:
        return read_frame(info)
    except ImagingError as error:
        return str(error)


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    prepare_console()
    options = _parse(arguments)
    try:
        classifier = Classifier.load(options.model, options.device)
        if options.dicom:
            check_is_new(options.dicom)
        found = scan(options.paths)
        infos = [info for study in found.studies for series in study.series for info in series.frames]
        rows, predictions, failed = [], [], False
        for number, answered in enumerate(tqdm(answer_all(classifier, infos), total=len(infos), leave=False)):
            rows.append(_row(answered))
            predictions.append(answered.prediction)
            failed |= answered.frame is None
            if options.heatmaps and answered.frame is not None:
                rows[-1]["heatmap"] = _write_heatmap(classifier, answered, options.heatmaps, number)
        rows += [_row(unread(failure)) for failure in found.failures]
        written = (
            _write_dicom(classifier, found.studies, predictions, options.dicom) if options.dicom else None
        )
        failed |= any(item["report"] is None for item in written or [])
        _write(classifier, rows, written, options)
    except (KesitError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if not infos:
        print("error: no images were found", file=sys.stderr)
    for failure in found.failures:
        print(f"not read: {failure.path}: {failure.reason}", file=sys.stderr)
    return 1 if failed or found.failures or not infos else 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=own_name("predict"), description=__doc__.splitlines()[0])
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="+", help="files or folders of images")
    parser.add_argument(
        "--model", metavar="M", default=DEFAULT_MODEL, help="name of a model, or a model folder"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--csv", metavar="FILE", type=Path, help="write a table")
    parser.add_argument(
        "--heatmaps", metavar="DIR", type=Path, help="write a picture with heat map per image"
    )
    parser.add_argument(
        "--dicom",
        metavar="DIR",
        type=Path,
        help="write the answers as DICOM into a new folder",
    )
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    return parser.parse_args(arguments)


def _row(answered: Answered) -> dict[str, Any]:
    prediction = answered.prediction
    return {
        "path": str(answered.path),
        "frame": answered.frame_number,
        "verdict": prediction.verdict.value,
        "reason": prediction.reason,
        "class": prediction.top_class,
        "plausible": None if prediction.plausible is None else list(prediction.plausible),
        "probabilities": prediction.probabilities,
    }


def _write(
    classifier: Classifier,
    rows: list[dict[str, Any]],
    written: list[dict[str, Any]] | None,
    options: argparse.Namespace,
) -> None:
    if options.csv:
        _write_csv(options.csv, rows, classifier.card.classes)
    for item in written or []:
        for note in item["notes"]:
            print(f"series {item['series_uid']}: {note}", file=sys.stderr)
    if options.json:
        answer = {"model": classifier.card.name, "images": rows}
        print(json.dumps(answer if written is None else {**answer, "dicom": written}))
        return
    print(
        f"model: {classifier.card.title} ({classifier.card.name}), on {classifier.device}. Research use only."
    )
    for row in rows:
        top = row["probabilities"].get(row["class"])
        share = f"{row['class']} {top:.1%}" if top is not None else ""
        print(f"{row['path']} [{row['frame']}]: {row['verdict']} {share} {row['reason']}".rstrip())


def _write_csv(path: Path, rows: list[dict[str, Any]], classes: tuple[str, ...]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["path", "frame", "verdict", "reason", "class", *classes])
        for row in rows:
            shares = [row["probabilities"].get(name, "") for name in classes]
            writer.writerow([row["path"], row["frame"], row["verdict"], row["reason"], row["class"], *shares])


def _write_heatmap(classifier: Classifier, answered: Answered, folder: Path, number: int) -> str:
    """Write the overlay for the most probable class under a name that says nothing of the patient."""
    assert answered.frame is not None and answered.prediction.top_class is not None
    heat_map = classifier.explain(answered.frame, answered.prediction.top_class)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{number:05d}_{heat_map.class_name}.png"
    write_overlay(path, answered.frame, heat_map)
    return str(path)


def _write_dicom(
    classifier: Classifier, studies: Sequence[Study], predictions: list[Prediction], target: Path
) -> list[dict[str, Any]]:
    """Write a folder for each series and say what is in it; all appear at the end."""
    from ml.results_dicom import write_series  # noqa: PLC0415 (it takes a second, and few people want it)

    remaining, rows = iter(predictions), []
    all_series = [series for study in studies for series in study.series]
    with filled_at_the_end(target) as unfinished:
        for number, series in enumerate(tqdm(all_series, unit="series", leave=False), start=1):
            folder = unfinished / f"series{number:03d}"
            folder.mkdir()
            row: dict[str, Any] = {"series_uid": series.series_uid}
            rows.append(row)
            mine = list(islice(remaining, len(series.frames)))
            try:
                written = write_series(series, mine, classifier, folder)
            except ImagingError as error:
                rmtree(folder)
                row.update(report=None, pictures=[], parametric_map=None, notes=[f"no DICOM: {error}"])
                continue
            final = target / folder.name
            row.update(
                report=str(final / written.report.name),
                pictures=[str(final / path.name) for path in written.pictures],
                parametric_map=written.parametric_map and str(final / written.parametric_map.name),
                notes=list(written.notes),
            )
    return rows


if __name__ == "__main__":
    sys.exit(main())
