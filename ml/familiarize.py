"""Fit anew which images are like those a model was trained on; weights and answers stay as they are.

python -m ml.familiarize MODEL DATA

For models that were trained before distances were taken as they are now (docs/adr/0074), and for a model
whose data have changed. DATA is what it was trained on. The limit is chosen on validation and test part of
the recipe's split, with the training part to compare with: it hangs on the few most unusual images, and one
part alone has too few. How many of the right kind are refused is told for limits of the other part, too.
"""

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tqdm import tqdm

from ml.card import DEPTHS_FEATURES, Card, save_card
from ml.console import own_name, prepare_console
from ml.dataset import load_images
from ml.engine import Engine
from ml.engine_choice import start_engine
from ml.errors import KesitError
from ml.familiarity import FAMILIAR_SHARE, distances, make_bank
from ml.library import find_model
from ml.model_file import BANK, WEIGHTS_FILE, read_model_file
from ml.preprocess import InputSpec, normalise
from ml.progress import Progress, on_bar
from ml.recipe import load_recipe
from ml.sources import find_samples
from ml.training import group_images, splits_of

_BATCH = 8
_TOLD = (
    " Which images are like the training images was fitted on the finished network: of {test} held-out "
    "images {refused} would not be evaluated. They helped to choose the limit; with limits that other "
    "held-out images chose, {crossed} of {crossed_of} would not."
)


@dataclass(frozen=True, slots=True)
class Familiarized:
    """What was fitted, and how many of the held-out images of the right kind are refused.

    Attributes
    ----------
    refused, held_out
        Of the test part, which helped to choose the limit.
    crossed, crossed_of
        Of validation and test part, each with a limit that only the other one chose.
    """

    limit: float
    refused: int
    held_out: int
    crossed: int
    crossed_of: int


def familiarize(folder: Path, data: Path, progress: Progress) -> Familiarized:
    """Fit bank and limit and write them into a model folder.

    Raises
    ------
    KesitError
        When model or data cannot be used.
    """
    card = find_model(folder).card
    images = load_images(find_samples(data), card.input, progress)
    recipe = load_recipe(folder / "config.toml")
    split = splits_of(images, group_images(images, recipe, progress), recipe)[0]
    engine = start_engine(folder, card).engine
    features = familiar_features(engine, images.images, card.input, progress)
    bank = make_bank(features[split.train], images.labels[split.train])
    parts = [distances(features[part], bank) for part in (split.validation, split.test)]
    limits = [np.quantile(distance, FAMILIAR_SHARE) for distance in parts]
    crossed = sum(int((parts[one] > limits[1 - one]).sum()) for one in (0, 1))
    limit = float(np.quantile(np.concatenate(parts), FAMILIAR_SHARE))
    refused = int((parts[1] > limit).sum())
    if recipe.final_epochs:
        bank = make_bank(features, images.labels)
    fitted = Familiarized(limit, refused, len(split.test), crossed, len(split.validation) + len(split.test))
    _write(folder, card, bank, fitted)
    return fitted


def familiar_features(engine: Engine, images: np.ndarray, spec: InputSpec, progress: Progress) -> np.ndarray:
    """What distances are taken of, for prepared images; float32 (N, D)."""
    found = []
    for start in range(0, len(images), _BATCH):
        progress(start, len(images))
        found.append(engine.run(normalise(images[start : start + _BATCH], spec)).familiar)
    return np.concatenate(found)


def _write(folder: Path, card: Card, bank: np.ndarray, fitted: Familiarized) -> None:
    covers = replace(card.covers, largest_distance=fitted.limit, features=DEPTHS_FEATURES)
    measured = card.measured.partition(_TOLD[:40])[0]
    measured += _TOLD.format(
        test=fitted.held_out, refused=fitted.refused, crossed=fitted.crossed, crossed_of=fitted.crossed_of
    )
    metrics = {**card.metrics, "not_evaluated": fitted.refused}
    tensors = {**read_model_file(folder).tensors, BANK: bank.astype(np.float16)}
    unfinished = folder / f"{WEIGHTS_FILE}.writing"
    save_file(tensors, unfinished)
    unfinished.chmod(0o644)
    unfinished.replace(folder / WEIGHTS_FILE)
    save_card(replace(card, covers=covers, measured=measured, metrics=metrics), folder)


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    prepare_console()
    parser = argparse.ArgumentParser(prog=own_name("familiarize"), description=__doc__.splitlines()[0])
    parser.add_argument("model", metavar="MODEL", help="name of a model, or a model folder")
    parser.add_argument("data", metavar="DATA", type=Path, help="what it was trained on")
    options = parser.parse_args(arguments)
    try:
        with tqdm(file=sys.stderr, leave=False) as bar:
            fitted = familiarize(find_model(options.model).folder, options.data, on_bar(bar))
    except KesitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"limit {fitted.limit:.4f}; {fitted.refused} of {fitted.held_out} held-out images are refused")
    print(f"with limits that other images chose, {fitted.crossed} of {fitted.crossed_of}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
