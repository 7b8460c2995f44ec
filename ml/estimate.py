"""How long a recipe will take on this machine, from a few batches that are really trained."""

import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from ml.fit import EpochRecord, FullTraining, Part
from ml.looking import run_network
from ml.model import build_network
from ml.progress import Progress, no_progress
from ml.recipe import Recipe
from ml.schedule import full_sized

_BATCH, _BATCHES = 8, 1
_HEAD_STEP_SECONDS, _HEAD_BATCH = 1e-3, 128  # of the last layer on features that are there


@dataclass(frozen=True, slots=True)
class Estimate:
    """Seconds of one epoch of the whole network (0 where there are none) and of everything."""

    epoch_seconds: float
    seconds: float


def estimate(
    recipe: Recipe, images: int, classes: int, device: torch.device, progress: Progress = no_progress
) -> Estimate:
    """Train a small batch of noise twice and count up; reading the images is not in it.

    Parameters
    ----------
    images
        Of the whole data set, before it is split.
    """
    networks = max(1, recipe.folds)
    held_out = images * (recipe.test_share + recipe.validation_share)
    learnt = images - held_out
    forward, backward = _measure(recipe, classes, device, progress)
    epoch = backward * learnt + forward * images * recipe.validation_share if recipe.epochs else 0.0
    head = (
        forward * learnt + recipe.head_epochs * learnt / _HEAD_BATCH * _HEAD_STEP_SECONDS
        if recipe.head_epochs
        else 0.0
    )
    after = forward * images  # the bank of features, calibration, the test
    final = recipe.final_epochs * backward * images + (forward * images if recipe.final_epochs else 0.0)
    epochs = full_sized(range(1, recipe.epochs + 1), recipe)
    return Estimate(epoch, networks * (head + epochs * epoch + after) + final)


def _measure(recipe: Recipe, classes: int, device: torch.device, progress: Progress) -> tuple[float, float]:
    """Seconds to look at an image, and to learn from one."""
    size = recipe.input.size_px
    shape = (_BATCH * _BATCHES, size, size, 3) if recipe.input.colour else (_BATCH * _BATCHES, size, size)
    noise = Part(np.random.default_rng(0).integers(0, 256, shape, np.uint8), np.arange(shape[0]) % classes)
    network = build_network(recipe.architecture, classes, recipe.dropout)
    network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    run_network(network, noise.images, recipe.input, progress)  # the first time is slow
    started = time.perf_counter()
    run_network(network, noise.images, recipe.input, progress)
    forward = (time.perf_counter() - started) / shape[0]
    if not recipe.epochs and not recipe.final_epochs:
        return forward, 0.0
    records: list[EpochRecord] = []
    # The first epoch also chooses the precision.
    small = replace(recipe, batch_size=_BATCH, epochs=2, first_size_px=0)
    with TemporaryDirectory(prefix="kesit-") as folder:
        FullTraining(network, noise, None, small, Path(folder) / "state").run(records.append, progress)
    return forward, records[-1].seconds / shape[0]
