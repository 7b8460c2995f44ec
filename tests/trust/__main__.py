"""Tables and curves of how far a model can be trusted.

python -m tests.trust MODEL DATA [--dicom FOLDER] [--pictures NAME=FOLDER] [--out FOLDER]

DATA is what the model was trained on: its test part is the right kind. FOLDER of --dicom holds folders of
DICOM files, each a source; their pictures are shown to the model with their headers and again without.
That of --pictures holds JPEG files of another kind, and NAME says of which.
Writes MODEL.md and MODEL.png into the folder of --out.
"""

import argparse
import logging
import sys
import warnings
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from tqdm import tqdm

from ml.classifier import Classifier
from ml.dataset import load_images
from ml.imaging.values import Frame
from ml.library import find_model
from ml.progress import no_progress
from ml.recipe import load_recipe
from ml.results import Method, Verdict
from ml.sources import find_samples
from ml.training import group_images, splits_of
from tests.ml.pictures import frame_of
from tests.trust import kinds
from tests.trust.maps import Maps, cascade, flipped_likeness, perturbation, shifted_likeness

_OFFERED = (Method.GRAD_CAM, Method.CONTRAST)
_FEW = 40  # images for the checks of maps
_LIMITS = np.geomspace(0.2, 20.0, 200)  # times that of the card


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of image."""

    kind: str
    refused: np.ndarray  # bool: not evaluated, for whatever reason
    distances: np.ndarray  # to the training images, without regard to header and shape


def ask(classifier: Classifier, kind: str, frames: list[Frame]) -> Row:
    """What the model says of frames of one kind."""
    refused, far = [], []
    for frame in tqdm(frames, desc=kind, leave=False):
        refused.append(classifier.predict(frame).verdict is Verdict.NOT_EVALUATED)
        far.append(float(classifier.answer(classifier.see(frame).prepared[None])[1][0]))
    return Row(kind, np.array(refused), np.array(far))


def right_kind(folder: Path, data: Path) -> list[Frame]:
    """The test part of the split that the model was trained with, as its network sees it."""
    card = find_model(folder).card
    images = load_images(find_samples(data), card.input)
    recipe = load_recipe(folder / "config.toml")
    split = splits_of(images, group_images(images, recipe, no_progress), recipe)[0]
    return [frame_of(images.images[index]) for index in split.test]


def dicom_kinds(folder: Path, covers_modality: tuple[str, ...]) -> dict[str, list[Frame]]:
    """Frames of DICOM files by modality; those of the model's own modality by body part."""
    found: dict[str, list[Frame]] = defaultdict(list)
    for source in sorted(path for path in folder.iterdir() if path.is_dir()):
        for frame in kinds.dicom_frames(source):
            kind = frame.modality or "no modality"
            if frame.modality in covers_modality:
                kind += f", {frame.body_part.lower() or 'no body part'} ({source.name})"
            found[kind].append(frame)
    return dict(found)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.trust")
    parser.add_argument("model")
    parser.add_argument("data", type=Path)
    parser.add_argument("--dicom", type=Path)
    parser.add_argument("--pictures", metavar="NAME=FOLDER", default="")
    parser.add_argument("--out", type=Path, default=Path("docs/trust"))
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    entry = find_model(options.model)
    classifier = Classifier.load(entry.folder, "cpu")
    right = right_kind(entry.folder, options.data)
    rows = [ask(classifier, "right kind (test part)", right)]
    rows += [ask(classifier, kind, list(kinds.computed(kind))) for kind in kinds.COMPUTED]
    if options.pictures:
        name, _, folder = options.pictures.partition("=")
        files = sorted(Path(folder).rglob("*.jpg"))
        chosen = np.random.default_rng(0).permutation(len(files))[:300]
        pictures = [frame_of(cv2.imread(str(files[index]), cv2.IMREAD_GRAYSCALE)) for index in chosen]
        rows.append(ask(classifier, f"{name} as picture", pictures))
    found = dicom_kinds(options.dicom, entry.card.covers.modalities) if options.dicom else {}
    for kind, frames in sorted(found.items()):
        rows.append(ask(classifier, f"DICOM {kind}", frames))
        if "(" not in kind:
            stripped = [kinds.without_header(frame) for frame in frames]
            rows.append(ask(classifier, f"{kind} as picture", stripped))
    options.out.mkdir(parents=True, exist_ok=True)
    lines = [*_table(classifier, rows), "", *_map_table(entry.folder, right)]
    (options.out / f"{entry.name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _curves(options.out / f"{entry.name}.png", rows, classifier.card.covers.largest_distance or 1.0)
    print("\n".join(lines))
    return 0


def _table(classifier: Classifier, rows: list[Row]) -> list[str]:
    limit = classifier.card.covers.largest_distance or float("inf")
    lines = [
        f"# How far the model {classifier.card.name} can be trusted",
        "",
        f"Made by `python -m tests.trust`. Limit of the distance: {limit:.4f}.",
        "",
        "| kind of image | images | not evaluated | by distance alone | median distance |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        lines.append(
            f"| {row.kind} | {len(row.refused)} | {row.refused.mean():.1%} | "
            f"{(row.distances > limit).mean():.1%} | {np.median(row.distances):.4f} |"
        )
    return lines


def _map_table(folder: Path, frames: list[Frame]) -> list[str]:
    chosen = frames[:: max(1, len(frames) // _FEW)][:_FEW]
    fast, reference = (Classifier.load(folder, device) for device in ("cpu", "torch-cpu"))
    images = [fast.see(frame).prepared for frame in chosen]
    maps = Maps(fast, images)
    layers = dict(cascade(reference, images[::4], _OFFERED))
    lines = [
        f"Heat maps, {len(images)} images of the right kind (the cascade: {len(images[::4])} of them):",
        "",
        "| check | " + " | ".join(_OFFERED) + " |",
        "|---|" + "---|" * len(_OFFERED),
    ]
    shifted = [shifted_likeness(maps, method) for method in _OFFERED]
    flipped = [flipped_likeness(maps, method) for method in _OFFERED]
    left = [perturbation(maps, method) for method in _OFFERED]
    first, *later = layers.values()
    table = {
        "rank correlation after the last layer forgot": [first[method] for method in _OFFERED],
        "the same, mean of all deeper cascades": [
            float(np.mean([values[method] for values in later])) for method in _OFFERED
        ],
        "correlation with the moved map when the image moves": shifted,
        "correlation with the mirrored map when the image is mirrored": flipped,
        "margin left, most relevant cells deleted first": [values["most"] for values in left],
        "margin left, random cells deleted": [values["random"] for values in left],
        "margin left, least relevant cells deleted first": [values["least"] for values in left],
        "margin reached, most relevant cells shown first": [values["shown"] for values in left],
        "margin reached, random cells shown": [values["shown_random"] for values in left],
    }
    rows = [(name, *(f"{value:.2f}" for value in values)) for name, values in table.items()]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows)]


def _curves(path: Path, rows: list[Row], limit: float) -> None:
    """Share of each kind beyond every limit: what a stricter or a laxer one would refuse."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(9, 5.5), layout="constrained")
    for row in rows:
        if row.kind.startswith("DICOM"):
            continue
        is_right = row is rows[0]
        share = [(row.distances > value * limit).mean() for value in _LIMITS]
        look: dict[str, Any] = {"linewidth": 3, "color": "black"} if is_right else {"linewidth": 1.2}
        axes.plot(_LIMITS, share, label=row.kind, **look)
    axes.axvline(1, color="grey", linestyle="--", label="limit of the card")
    axes.set(
        xscale="log",
        xlabel="limit of the distance, times that of the card",
        ylabel="share not evaluated",
        ylim=(0, 1.02),
    )
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    sys.exit(main())
