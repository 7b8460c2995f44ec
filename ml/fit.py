"""The learning itself: first the last layer on frozen features, then everything (LP-FT), read top to bottom.

Each epoch seeds its own generators from (seed, epoch), and the schedule is a function of the step, so a run
resumed after any finished epoch continues exactly as if it had never stopped. Several processes may run this
side by side, each on its share of every batch (ml.parallel).

References
----------
Kumar et al., "Fine-tuning can distort pretrained features and underperform out-of-distribution", ICLR 2022
(LP-FT).
"""

import copy
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from sklearn.metrics import f1_score
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from ml import evidence, parallel
from ml.augment import augment
from ml.batches import ahead, class_weights, images_per_epoch, order_of, prior_of
from ml.checkpoint import load_state, save_state
from ml.errors import TrainingError
from ml.looking import Rows, run_network
from ml.metrics import area_under_roc
from ml.model import Network
from ml.policies import by_policy, mixed
from ml.precision import Precision, choose_precision
from ml.preprocess import normalise
from ml.progress import Progress, no_progress
from ml.recipe import Numbers, Recipe
from ml.schedule import full_sized, make_optimizer, one_cycle, set_rate, side_of

_SCORES = ("loss", "accuracy", "macro_f1", "auroc")
_MOST_WORKERS = 8  # threads that make batches for a GPU


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The images of one part of a split and their labels."""

    images: np.ndarray | Rows  # uint8 (N, S, S) or (N, S, S, 3)
    labels: np.ndarray  # int64 (N,)
    boxes: dict[int, np.ndarray] = field(default_factory=dict)  # of some images, on the input, see ml.boxes


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One line of the history."""

    epoch: int  # from 1
    train_loss: float
    train_accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None
    validation_macro_f1: float | None
    learning_rate: float
    seconds: float
    seconds_left: float
    best: bool
    validation_auroc: float | None = None


EpochReport = Callable[[EpochRecord], None]


def fit_head(network: Network, train: Part, recipe: Recipe, progress: Progress) -> float:
    """Train the last layer on features that are computed once; returns the training accuracy."""
    features, _ = run_network(network, train.images, recipe.input, progress)
    labels = torch.from_numpy(train.labels)
    head = nn.Linear(network.classifier.in_features, network.classifier.out_features)
    head.load_state_dict(parallel.from_first(lambda: _fitted_head(head, features, labels, recipe, progress)))
    network.classifier.load_state_dict(head.state_dict())
    with torch.inference_mode():
        return float((head(features).argmax(dim=1) == labels).float().mean())


def _fitted_head(
    head: nn.Linear, features: Tensor, labels: Tensor, recipe: Recipe, progress: Progress
) -> dict[str, Tensor]:
    """Fit the layer from a small random start; returns its state."""
    torch.manual_seed(recipe.seed)
    nn.init.normal_(head.weight, std=0.01)
    nn.init.zeros_(head.bias)
    optimizer = torch.optim.AdamW(
        head.parameters(), lr=recipe.head_learning_rate, weight_decay=recipe.weight_decay
    )
    generator = torch.Generator().manual_seed(recipe.seed)
    weights = class_weights(labels.numpy(), head.out_features, recipe)
    for epoch in range(recipe.head_epochs):
        progress(epoch, recipe.head_epochs)
        for batch in torch.randperm(len(labels), generator=generator).split(128):
            loss = cross_entropy(
                head(features[batch]), labels[batch], weights, label_smoothing=recipe.label_smoothing
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return head.state_dict()


class FullTraining:
    """Training of the whole network, an epoch at a time, with a state on disk after each.

    Parameters
    ----------
    validation
        None when every image is for learning; then the last epoch is kept, else the best by validation.
    state_file
        Where the state is kept, and an existing one continued; None keeps none.
    """

    def __init__(
        self, network: Network, train: Part, validation: Part | None, recipe: Recipe, state_file: Path | None
    ) -> None:
        self.train, self.validation, self.recipe, self.state_file = train, validation, recipe, state_file
        self.device = network.classifier.weight.device
        self.network = network.to(memory_format=torch.channels_last)
        self.frozen = list(network.trunk.children())[: recipe.frozen_blocks]
        for block in self.frozen:
            block.requires_grad_(False)
        parallel.like_first(self.network)
        self.average = copy.deepcopy(self.network)
        self.optimizer = make_optimizer(self.network, recipe)
        weights = class_weights(train.labels, self._classes, recipe)
        self.class_weights = None if weights is None else weights.to(self.device)
        self.prior = prior_of(train.labels, self._classes, recipe).to(self.device)
        self.steps_per_epoch = max(1, images_per_epoch(train.labels, recipe) // recipe.batch_size)
        self.history: list[EpochRecord] = []
        self.best_state: dict[str, Tensor] = {}
        self.precision = (
            Precision.FLOAT32 if recipe.precision is Numbers.AUTO else Precision(recipe.precision.value)
        )
        self.precisions: dict[int, Precision] = {}  # the faster one by the side of the images
        parallel.check_batch(recipe.batch_size)
        if state := parallel.from_first(lambda: _kept_state(state_file)):
            self._restore(state)
        self.learning: nn.Module | None = None  # the network as it is called in training

    @property
    def _classes(self) -> int:
        return self.network.classifier.out_features

    def run(self, report: EpochReport, progress: Progress, *, finish: bool = False) -> Network:
        """Train the epochs that are left and return the network to keep, in evaluation mode.

        With ``finish`` no more epochs are trained than there are, but for the first.
        """
        while not self.is_done and not (finish and self.history):
            report(self.advance(progress))
        self.average.load_state_dict(self.best_state)
        return self.average.eval()

    @property
    def is_done(self) -> bool:
        """Are all epochs trained that the recipe wants, or has its patience come to an end?"""
        return len(self.history) >= self.recipe.epochs or (bool(self.history) and self._is_hopeless())

    def advance(self, progress: Progress) -> EpochRecord:
        """Train one epoch and keep the state."""
        record = self._epoch(len(self.history) + 1, progress)
        self.history.append(record)
        if record.best:
            self.best_state = {k: v.detach().clone() for k, v in self.average.state_dict().items()}
        if (path := self.state_file) is not None:
            parallel.from_first(lambda: save_state(path, self._state()))
        return record

    def _is_hopeless(self) -> bool:
        """Has no epoch been the best one for as long as the recipe has patience?"""
        best = max(record.epoch for record in self.history if record.best)
        return 0 < self.recipe.patience <= len(self.history) - best

    def _epoch(self, epoch: int, progress: Progress) -> EpochRecord:
        started = time.monotonic()
        batches = self._batches(epoch)
        learning = self._ready(batches[0], epoch)
        torch.manual_seed(self.recipe.seed * 10_000 + epoch + 1_000_003 * parallel.rank())
        self.network.train()
        for block in self.frozen:
            block.eval()  # its normalisation stays as it is, too
        loss_sum, correct, seen = 0.0, 0.0, 0.0
        tell = parallel.together(progress)
        for step, (images, labels, masks) in enumerate(self._loaded(batches, epoch)):
            tell(step, self.steps_per_epoch, f"epoch {epoch} of {self.recipe.epochs}")
            at = (epoch - 1) * self.steps_per_epoch + step
            loss, logits = self._step(learning, images, labels, masks, at)
            loss_sum += loss * len(labels)
            truth = labels if labels.ndim == 1 else labels.argmax(dim=1)
            correct += int((logits.argmax(dim=1) == truth).sum())
            seen += len(labels)
        loss_sum, correct, seen = parallel.summed([loss_sum, correct, seen])
        parallel.average_buffers(self.network, self.average)
        scores = self._validate()
        seconds = time.monotonic() - started
        later = range(epoch + 1, self.recipe.epochs + 1)
        return EpochRecord(
            epoch=epoch,
            train_loss=loss_sum / seen,
            train_accuracy=correct / seen,
            learning_rate=self.optimizer.param_groups[-1]["lr"],
            seconds=seconds,
            seconds_left=seconds * full_sized(later, self.recipe) / full_sized([epoch], self.recipe),
            best=self._is_best(scores),
            **scores,
        )

    def _is_best(self, scores: dict[str, float | None]) -> bool:
        """Is the epoch with these scores at least as good as all before?"""
        name = "validation_" + self.recipe.best_by.value
        score = scores[name]
        earlier = [getattr(record, name) or 0.0 for record in self.history]
        return score is None or score >= max(earlier, default=0.0)

    def _ready(self, indices: np.ndarray, epoch: int) -> nn.Module:
        """The network as it is called in training, once the precision is chosen for this epoch's images.

        Which one is faster differs with the side: on a CPU that has both, small images favour full precision.
        """
        if self.recipe.precision is Numbers.AUTO:
            side = side_of(epoch, self.recipe)
            if side not in self.precisions:
                images = self._batch(indices, epoch, 0)[0].to(self.device)
                chosen = parallel.from_first(lambda: choose_precision(self.network, images).value)
                self.precisions[side] = Precision(chosen)
            self.precision = self.precisions[side]
        if self.learning is None:
            self.learning = parallel.with_averaged_gradients(self.network)
        return self.learning

    def _step(
        self, learning: nn.Module, images: Tensor, labels: Tensor, masks: Tensor, step: int
    ) -> tuple[float, Tensor]:
        rate = one_cycle(step, self.steps_per_epoch * self.recipe.epochs, self.recipe.learning_rate)
        set_rate(self.optimizer, rate)
        with self.precision.autocast(self.device):
            answer = learning(images, with_evidence=bool(len(masks)))
        logits = (answer[0] if len(masks) else answer).float()
        loss = cross_entropy(
            logits - self.prior, labels, self.class_weights, label_smoothing=self.recipe.label_smoothing
        )
        if len(masks):
            loss = loss + self.recipe.boxes_weight * evidence.outside(answer[1], labels, masks)
        if parallel.summed([float(not torch.isfinite(loss))])[0]:
            raise TrainingError(
                "the training diverged: the loss is no longer a number. What was finished is kept; "
                f"start anew with a lower learning_rate than {self.recipe.learning_rate:g}"
            )
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        self._follow(step)
        return float(loss.detach()), logits.detach()

    @torch.no_grad()
    def _follow(self, step: int) -> None:
        """Move the averaged weights towards the present ones; quickly at first, when they are far off."""
        keep = min(self.recipe.average_decay, (1 + step) / (10 + step))
        now = self.network.state_dict()
        for name, value in self.average.state_dict().items():
            if value.is_floating_point():
                value.lerp_(now[name], 1 - keep)
            else:
                value.copy_(now[name])

    def _validate(self) -> dict[str, float | None]:
        """How the averaged weights do on the validation part, by the names in the history."""
        if self.validation is None:
            return dict.fromkeys(f"validation_{name}" for name in _SCORES)
        _, logits = run_network(self.average, self.validation.images, self.recipe.input, no_progress)
        return {f"validation_{name}": value for name, value in scores(logits, self.validation.labels).items()}

    def _batches(self, epoch: int) -> list[np.ndarray]:
        """Indices of this process's share of each batch.

        Incomplete batches are left out, they upset batch normalisation.
        """
        order = order_of(self.train.labels, self.recipe, epoch)
        size = min(self.recipe.batch_size, len(order))
        starts = range(0, self.steps_per_epoch * size, size)
        return [order[start : start + size][parallel.share_of(size)] for start in starts]

    def _loaded(self, batches: list[np.ndarray], epoch: int) -> Iterator[tuple[Tensor, ...]]:
        """Images, labels and masks of each batch on the device; for a GPU made ahead, in pinned memory."""
        on_gpu = self.device.type == "cuda"
        workers = min(_MOST_WORKERS, os.cpu_count() or 1) if on_gpu else 0

        def load(step: int) -> tuple[Tensor, ...]:
            masks = evidence.masks_of(self.train.boxes, batches[step], self.recipe, (epoch, step))
            batch = (*self._batch(batches[step], epoch, step), masks)
            return tuple(tensor.pin_memory() for tensor in batch) if on_gpu else batch

        for batch in ahead(load, len(batches), workers):
            yield tuple(tensor.to(self.device, non_blocking=True) for tensor in batch)

    def _batch(self, indices: np.ndarray, epoch: int, step: int) -> tuple[Tensor, Tensor]:
        """Augmented images (B, 3, S, S), and their labels (B,) or after mixing shares of classes (B, K)."""
        images = np.stack([self._augmented(int(index), epoch, step) for index in indices])
        normalised = _to_device(normalise(images, self.recipe.input), torch.device("cpu"))
        labels = torch.from_numpy(self.train.labels[indices])
        seed = (self.recipe.seed, epoch, step, parallel.rank())
        return mixed(normalised, labels, self._classes, self.recipe, seed)

    def _augmented(self, index: int, epoch: int, step: int) -> np.ndarray:
        """An image as it is shown in one step: changed otherwise whenever it comes again."""
        limits, seed = self.recipe.augmentation, (self.recipe.seed, epoch, index, step)
        image = by_policy(self.train.images[index], limits.policy, seed)
        changed = augment(image, limits, np.random.default_rng(seed))
        side = side_of(epoch, self.recipe)
        if changed.shape[0] == side:
            return changed
        return cv2.resize(changed, (side, side), interpolation=cv2.INTER_AREA)

    def _state(self) -> dict[str, Any]:
        return {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "best": self.best_state,
            "optimizer": self.optimizer.state_dict(),
            "precisions": {str(side): str(chosen) for side, chosen in self.precisions.items()},
            "history": [_as_plain(record) for record in self.history],
        }

    def _restore(self, state: dict[str, Any]) -> None:
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.best_state = state["best"]
        self.precisions = {
            int(side): Precision(chosen) for side, chosen in state.get("precisions", {}).items()
        }
        self.history = [EpochRecord(**record) for record in state["history"]]


def scores(logits: Tensor, labels: np.ndarray) -> dict[str, float | None]:
    """Loss, accuracy, macro F1 and area under the curve of logits (N, K)."""
    truth, predicted = torch.from_numpy(labels), logits.argmax(dim=1)
    values = (
        float(cross_entropy(logits, truth)),
        float((predicted == truth).float().mean()),
        float(f1_score(labels, predicted.numpy(), average="macro", zero_division=0)),
        area_under_roc(labels, logits.softmax(dim=1).numpy()),
    )
    return dict(zip(_SCORES, values, strict=True))


def _kept_state(path: Path | None) -> dict[str, Any] | None:
    return load_state(path) if path is not None and path.exists() else None


def _to_device(images: np.ndarray, device: torch.device) -> Tensor:
    return torch.from_numpy(images).to(device).contiguous(memory_format=torch.channels_last)


def _as_plain(record: EpochRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}
