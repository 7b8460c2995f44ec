"""How good a recipe is, by cross-validation inside the images that are not in the test part."""

from collections.abc import Callable, Iterator

import numpy as np
import torch

from ml.dataset import ImageSet
from ml.errors import DatasetError
from ml.fit import FullTraining, Part, fit_head, scores
from ml.looking import run_network
from ml.model import Network, build_network
from ml.preprocess import InputSpec
from ml.progress import Progress
from ml.recipe import Recipe
from ml.split import fold_of
from ml.training import group_images, part_of, splits_of
from ml.weights import load_start

Read = Callable[[InputSpec], ImageSet]


class InnerFolds:
    """Trains one network for each fold, all at the same pace, and never touches the test part.

    Parameters
    ----------
    read
        The images, prepared in the way that a recipe asks for.
    """

    def __init__(
        self, read: Read, recipe: Recipe, folds: int, device: torch.device, progress: Progress
    ) -> None:
        if recipe.folds:
            raise DatasetError("folds test every image, and a search must not see those: leave folds away")
        images = read(recipe.input)
        groups = group_images(images, recipe, progress)
        (split,) = splits_of(images, groups, recipe)
        self.pool = np.sort(np.concatenate([split.train, split.validation]))
        labels = images.labels[self.pool]
        self.fold = fold_of(labels, groups[self.pool], folds, recipe.seed)
        for number in range(folds):
            if len(np.unique(labels[self.fold == number])) < len(np.unique(labels)):
                raise DatasetError(f"a class has too few independent images for {folds} inner folds")
        self._read, self._folds, self._device = read, folds, device

    def curve(self, recipe: Recipe, progress: Progress) -> Iterator[float]:
        """The mean over the folds of the figure that the recipe goes by, after each epoch."""
        images = self._read(recipe.input)
        trainings = [self._begun(images, number, recipe, progress) for number in range(self._folds)]
        if not recipe.epochs:
            yield float(np.mean([_of_head(net, part, recipe, progress) for net, _, part in trainings]))
            return
        running = [
            FullTraining(network, train, validation, recipe, None) for network, train, validation in trainings
        ]
        name = "validation_" + recipe.best_by.value
        last = [0.0] * self._folds
        while not all(training.is_done for training in running):
            for number, training in enumerate(running):
                if not training.is_done:
                    last[number] = getattr(training.advance(progress), name) or 0.0
            yield float(np.mean(last))

    def _begun(
        self, images: ImageSet, number: int, recipe: Recipe, progress: Progress
    ) -> tuple[Network, Part, Part]:
        """A network whose last layer is trained, and the two parts of a fold."""
        train, validation = (
            part_of(images, rows, recipe.input)
            for rows in (self.pool[self.fold != number], self.pool[self.fold == number])
        )
        torch.manual_seed(recipe.seed)
        network = build_network(recipe.architecture, len(images.class_names), recipe.dropout)
        load_start(network, recipe.architecture, recipe.weights)
        network.to(self._device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        if recipe.head_epochs:
            fit_head(network, train, recipe, progress)
        return network, train, validation


def _of_head(network: Network, validation: Part, recipe: Recipe, progress: Progress) -> float:
    logits = run_network(network, validation.images, recipe.input, progress)[1]
    return scores(logits, validation.labels)[recipe.best_by.value] or 0.0
