"""A trained network -> a model folder: weights, card, figures, answers, history, recipe and report."""

import csv
import datetime
import hashlib
import json
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from ml.answered import ANSWERS_FILE, write_answers
from ml.card import DEPTHS_FEATURES, Card, Coverage
from ml.checkpoint import save_model
from ml.checks import Finding
from ml.classifier import Classifier
from ml.dataset import ImageSet
from ml.fit import EpochRecord
from ml.imaging.values import Frame
from ml.model import find_architecture
from ml.recipe import Recipe, recipe_table
from ml.report import (
    HISTORY_FILE,
    METRICS_FILE,
    RECIPE_FILE,
    REPORT_FILE,
    Mistake,
    content_of,
    make_page,
    picture_mistakes,
)
from ml.runs import Run
from ml.sources import TEST, read_sample
from ml.training import Trained

_MEASURED = (
    "Accuracy and all other figures are of {test} held-out images that training and calibration did not see. "
    "{rule} stay on one side of the split."
)
_PUBLISHED = (
    "Accuracy and all other figures are of {test} images of the test part with which the data set was "
    "published; training and calibration did not use them. "
)
_CLEAN = "None of them has a copy among the images learnt from."
_LEAKING = (
    "{copies} of them have a copy, a near copy or an image of the same patient among the images learnt from; "
    "without those, accuracy is {accuracy:.1%} of {rest} images (95 % interval {low:.1%} to {high:.1%})."
)
_FOLDS = (
    "Cross-validation: accuracy and all other figures are of all {test} images, each answered by that one of "
    "{folds} networks which had not seen it. The weights here are those of the last network. "
    "{rule} stay on one side of every split."
)
_ENDED = " Training ended after {done} of {planned} epochs."
_WENT_ON = (
    " After measuring, the network went on learning for {epochs} epochs from all images, the held-out ones "
    "included: the figures are from before, and the final weights cannot be measured on these images."
)
_RULES = {
    "near": "Near copies of an image, and images of one patient where the files name him,",
    "exact": "Exact copies",
}


_LIBRARIES = ("torch", "torchvision", "timm", "numpy", "opencv-python-headless", "pydicom", "scikit-learn")


def write_model(
    folder: Path,
    trained: Trained,
    recipe: Recipe,
    run: Run,
    images: ImageSet,
    *,
    findings: Iterable[Finding] = (),
    with_images: bool = True,
) -> None:
    """Write all files of a model into an existing empty folder.

    Parameters
    ----------
    findings
        Of ml.checks about the images.
    with_images
        False for a model that is given away: no picture and no file name of the images is in the folder.
    """
    card = make_card(trained, recipe, run, images, findings)
    save_model(folder, trained.network, card, torch.from_numpy(trained.bank))
    (folder / METRICS_FILE).write_text(json.dumps(trained.metrics, indent=2) + "\n", encoding="utf-8")
    _write_history(folder / HISTORY_FILE, trained.history)
    (folder / RECIPE_FILE).write_text("\n".join(toml_lines(recipe_table(recipe))) + "\n", encoding="utf-8")
    write_answers(folder / ANSWERS_FILE, trained.answered, card.classes, with_names=with_images)
    mistakes = _mistakes(folder, trained, images) if with_images else ()
    (folder / REPORT_FILE).write_text(make_page(content_of(folder, mistakes)), encoding="utf-8")


def _mistakes(folder: Path, trained: Trained, images: ImageSet) -> tuple[Mistake, ...]:
    """The surest mistakes with heat maps of the network as it was written."""
    answered = trained.answered
    places = {(str(sample.info.path), sample.info.frame): sample for sample in images.samples}

    def frame_of(row: int) -> Frame:
        return read_sample(places[answered.paths[row], int(answered.frames[row])])

    return picture_mistakes(answered, Classifier.load(folder, "cpu"), frame_of)


def make_card(
    trained: Trained, recipe: Recipe, run: Run, images: ImageSet, findings: Iterable[Finding] = ()
) -> Card:
    """What the model says about itself."""
    covers = {name: getattr(recipe.covers, name) for name in recipe.covers.__slots__}
    covers["largest_distance"] = trained.calibration.largest_distance
    covers["features"] = DEPTHS_FEATURES
    measured = _how_measured(trained.metrics, recipe, _is_published(images))
    if recipe.searched:
        measured += f" {recipe.searched}"
    if 0 < len(trained.history) < recipe.epochs:
        measured += _ENDED.format(done=len(trained.history), planned=recipe.epochs)
    return Card(
        name=run.name,
        title=run.title or recipe.title or run.name,
        architecture=recipe.architecture,
        classes=images.class_names,
        input=recipe.input,
        version=recipe.version,
        titles={name: text for name, text in recipe.titles.items() if name in images.class_names},
        negative_class=recipe.negative_class if recipe.negative_class in images.class_names else None,
        temperature=trained.calibration.temperature,
        threshold=trained.calibration.threshold,
        thresholds=trained.calibration.thresholds,
        conformal=trained.calibration.conformal,
        covers=Coverage(**covers),
        intended_use=recipe.intended_use,
        not_for=recipe.not_for,
        data=recipe.data,
        licence=recipe.licence,
        start=trained.start,
        measured=measured + (_WENT_ON.format(epochs=recipe.final_epochs) if trained.went_on else ""),
        metrics=trained.metrics,
        training=_training(trained, recipe, images, findings),
    )


def _training(
    trained: Trained, recipe: Recipe, images: ImageSet, findings: Iterable[Finding]
) -> dict[str, Any]:
    """How the model came about, for the card."""
    return {
        "recipe": recipe.name,
        "trained": datetime.date.today().isoformat(),
        "seed": recipe.seed,
        "split": trained.counts,
        "split_rule": _split_rule(recipe, _is_published(images)),
        "groups": trained.groups,
        "unreadable": len(images.failures),
        "findings": [{"severity": item.severity.value, "text": item.text} for item in findings],
        "data_hash": data_hash(images),
        "cam_layer": find_architecture(recipe.architecture).cam_layer,
        "went_on": trained.went_on,
        "torch": torch.__version__,
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
    }


def _is_published(images: ImageSet) -> bool:
    """Did the images come with a test part of their own?"""
    return bool((images.parts == TEST).any())


def _split_rule(recipe: Recipe, is_published: bool) -> str:
    """How the images were divided, in words."""
    rule = _RULES[recipe.grouping.value]
    kept = f"{rule} stay together where it was made here, stratified by class, seed {recipe.seed}."
    if recipe.folds:
        return f"{recipe.folds} folds. {kept}"
    if is_published:
        return f"The split with which the images were published. {kept}"
    shares = f"{recipe.validation_share:.0%} of the images for validation, {recipe.test_share:.0%} to test."
    return f"{shares} {kept}"


def _how_measured(metrics: dict[str, Any], recipe: Recipe, is_published: bool) -> str:
    """How the figures were obtained, in words."""
    test, rule = metrics["images"], _RULES[recipe.grouping.value]
    if recipe.folds:
        return _FOLDS.format(test=test, folds=recipe.folds, rule=rule)
    if not is_published:
        return _MEASURED.format(test=test, rule=rule)
    clean = metrics.get("without_copies")
    if clean is None:
        return _PUBLISHED.format(test=test) + _CLEAN
    low, high = clean["accuracy_interval"]
    rest = clean["images"]
    return _PUBLISHED.format(test=test) + _LEAKING.format(
        copies=test - rest, rest=rest, accuracy=clean["accuracy"], low=low, high=high
    )


def data_hash(images: ImageSet) -> str:
    """One hash over all decoded images and their labels, whatever their names and order."""
    lines = sorted(
        f"{sample.label} {digest.tobytes().hex()}"
        for sample, digest in zip(images.samples, images.facts["digest"], strict=True)
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def toml_lines(table: dict[str, Any]) -> Iterable[str]:
    """A recipe's table as TOML; None is left out, as TOML has none."""
    for key, value in table.items():
        if not isinstance(value, dict) and value is not None:
            yield f"{key} = {_toml(value)}"
    for key, value in table.items():
        if isinstance(value, dict):
            yield from ("", f"[{key}]")
            yield from (
                f"{json.dumps(name)} = {_toml(item)}" for name, item in value.items() if item is not None
            )


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} = {_toml(item)}" for name, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)  # numbers, text and true/false are written alike in both


def _write_history(path: Path, history: list[EpochRecord]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(EpochRecord.__slots__)
        writer.writerows([getattr(record, name) for name in EpochRecord.__slots__] for record in history)
