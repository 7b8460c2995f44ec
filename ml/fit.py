"""The learning itself: first the last layer on frozen features, then everything (LP-FT), read top to bottom.

Each epoch seeds its own generators from (seed, epoch), and the schedule is a function of the step, so a run
resumed after any finished epoch continues exactly as if it had never stopped.

References
----------
Kumar et al., "Fine-tuning can distort pretrained features and underperform out-of-distribution", ICLR 2022
(LP-FT).
Smith & Topin, "Super-convergence", 2018 (the one-cycle schedule).
"""

import copy
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from sklearn.metrics import f1_score
from torch import Tensor, nn
from torch.nn.functional import adaptive_avg_pool2d, cross_entropy

from ml.augment import augment, augment_mask
from ml.boxes import mask_of
from ml.checkpoint import load_state, save_state
from ml.errors import TrainingError
from ml.model import Network
from ml.precision import Precision, choose_precision
from ml.preprocess import InputSpec, normalise
from ml.progress import Progress, no_progress
from ml.recipe import Recipe

_WARM_UP_SHARE = 0.25
_START_DIVISOR = 25.0
_END_DIVISOR = 1e4


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Some rows of an array that may lie on the disk; read when they are asked for."""

    array: np.ndarray
    indices: np.ndarray

    def __len__(self) -> int:
        return len(self.indices)

    def __getitem__(self, item: int | slice) -> np.ndarray:
        rows: np.ndarray = self.array[self.indices[item]]
        return rows


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


EpochReport = Callable[[EpochRecord], None]


def run_network(
    network: Network, images: np.ndarray | Rows, spec: InputSpec, progress: Progress
) -> tuple[Tensor, Tensor]:
    """Pooled features (N, C) and logits (N, K) of prepared images, float32 on the CPU."""
    network.eval()
    device = network.classifier.weight.device
    features, logits = [], []
    with torch.inference_mode():
        for start in range(0, len(images), 64):
            progress(start, len(images))
            batch = _to_device(normalise(images[start : start + 64], spec), device)
            pooled = network.pool(network.feature_map(batch)).float()
            features.append(pooled.cpu())
            logits.append(network.head(pooled).float().cpu())
    return torch.cat(features).clone(), torch.cat(logits).clone()


def fit_head(network: Network, train: Part, recipe: Recipe, progress: Progress) -> float:
    """Train the last layer on features that are computed once; returns the training accuracy."""
    features, _ = run_network(network, train.images, recipe.input, progress)
    labels = torch.from_numpy(train.labels)
    head = nn.Linear(network.classifier.in_features, network.classifier.out_features)
    torch.manual_seed(recipe.seed)
    nn.init.normal_(head.weight, std=0.01)
    nn.init.zeros_(head.bias)
    optimizer = torch.optim.AdamW(
        head.parameters(), lr=recipe.head_learning_rate, weight_decay=recipe.weight_decay
    )
    generator = torch.Generator().manual_seed(recipe.seed)
    for epoch in range(recipe.head_epochs):
        progress(epoch, recipe.head_epochs)
        for batch in torch.randperm(len(labels), generator=generator).split(128):
            loss = cross_entropy(head(features[batch]), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    network.classifier.load_state_dict(head.state_dict())
    with torch.inference_mode():
        return float((head(features).argmax(dim=1) == labels).float().mean())


class FullTraining:
    """Training of the whole network, an epoch at a time, with a state on disk after each.

    Parameters
    ----------
    validation
        None when every image is for learning; then the last epoch is kept, else the best by macro F1.
    state_file
        Where the state is kept; an existing one is continued.
    """

    def __init__(
        self, network: Network, train: Part, validation: Part | None, recipe: Recipe, state_file: Path
    ) -> None:
        self.train, self.validation, self.recipe, self.state_file = train, validation, recipe, state_file
        self.device = network.classifier.weight.device
        self.network = network.to(memory_format=torch.channels_last)
        self.frozen = list(network.trunk.children())[: recipe.frozen_blocks]
        for block in self.frozen:
            block.requires_grad_(False)
        self.average = copy.deepcopy(self.network)
        self.optimizer = _optimizer(self.network, recipe)
        self.prior = _prior(train.labels, network.classifier.out_features, recipe).to(self.device)
        self.steps_per_epoch = max(1, len(train.labels) // recipe.batch_size)
        self.history: list[EpochRecord] = []
        self.best_state: dict[str, Tensor] = {}
        self.precision: Precision | None = None
        if state_file.exists():
            self._restore(load_state(state_file))

    def run(self, report: EpochReport, progress: Progress) -> Network:
        """Train the epochs that are left and return the network to keep, in evaluation mode."""
        for epoch in range(len(self.history) + 1, self.recipe.epochs + 1):
            record = self._epoch(epoch, progress)
            self.history.append(record)
            if record.best:
                self.best_state = {k: v.detach().clone() for k, v in self.average.state_dict().items()}
            save_state(self.state_file, self._state())
            report(record)
        self.average.load_state_dict(self.best_state)
        return self.average.eval()

    def _epoch(self, epoch: int, progress: Progress) -> EpochRecord:
        started = time.monotonic()
        batches = self._batches(epoch)
        if self.precision is None:
            self.precision = choose_precision(self.network, self._batch(batches[0], epoch)[0])
        torch.manual_seed(self.recipe.seed * 10_000 + epoch)
        self.network.train()
        for block in self.frozen:
            block.eval()  # its normalisation stays as it is, too
        loss_sum, correct, seen = 0.0, 0, 0
        for step, indices in enumerate(batches):
            progress(step, self.steps_per_epoch, f"epoch {epoch} of {self.recipe.epochs}")
            images, labels = self._batch(indices, epoch)
            where = self._where(indices, epoch)
            loss, logits = self._step(images, labels, where, (epoch - 1) * self.steps_per_epoch + step)
            loss_sum += loss * len(labels)
            correct += int((logits.argmax(dim=1) == labels).sum())
            seen += len(labels)
        scores = self._validate()
        seconds = time.monotonic() - started
        earlier = [record.validation_macro_f1 or 0.0 for record in self.history]
        return EpochRecord(
            epoch=epoch,
            train_loss=loss_sum / seen,
            train_accuracy=correct / seen,
            validation_loss=scores[0],
            validation_accuracy=scores[1],
            validation_macro_f1=scores[2],
            learning_rate=self.optimizer.param_groups[0]["lr"],
            seconds=seconds,
            seconds_left=seconds * (self.recipe.epochs - epoch),
            best=scores[2] is None or scores[2] >= max(earlier, default=0.0),
        )

    def _step(
        self, images: Tensor, labels: Tensor, where: tuple[Tensor, Tensor] | None, step: int
    ) -> tuple[float, Tensor]:
        learning_rate = one_cycle(step, self.steps_per_epoch * self.recipe.epochs, self.recipe.learning_rate)
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate
        assert self.precision is not None
        with self.precision.autocast(self.device):
            feature_map = self.network.feature_map(images)
            logits = self.network.head(self.network.pool(feature_map))
        loss = cross_entropy(logits.float() - self.prior, labels)
        if where is not None:
            chosen, masks = where
            loss = loss + self.recipe.boxes_weight * evidence_outside(
                self.network, feature_map[chosen].float(), labels[chosen], masks
            )
        if not torch.isfinite(loss):
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

    def _validate(self) -> tuple[float | None, float | None, float | None]:
        """Loss, accuracy and macro F1 of the averaged weights on the validation part."""
        if self.validation is None:
            return None, None, None
        assert self.precision is not None
        with self.precision.autocast(self.device):
            _, logits = run_network(self.average, self.validation.images, self.recipe.input, no_progress)
        labels = torch.from_numpy(self.validation.labels)
        predicted = logits.argmax(dim=1)
        macro_f1 = f1_score(labels.numpy(), predicted.numpy(), average="macro", zero_division=0)
        return (
            float(cross_entropy(logits, labels)),
            float((predicted == labels).float().mean()),
            float(macro_f1),
        )

    def _batches(self, epoch: int) -> list[np.ndarray]:
        """Indices of each batch; incomplete batches are left out, they upset batch normalisation."""
        rng = np.random.default_rng((self.recipe.seed, epoch))
        labels = self.train.labels
        order = rng.permutation(len(labels))
        if self.recipe.balance:
            counts = np.bincount(labels)
            chance = 1.0 / counts[labels]
            order = rng.choice(len(labels), len(labels), p=chance / chance.sum())
        size = min(self.recipe.batch_size, len(order))
        return [order[start : start + size] for start in range(0, self.steps_per_epoch * size, size)]

    def _batch(self, indices: np.ndarray, epoch: int) -> tuple[Tensor, Tensor]:
        side = side_of(epoch, self.recipe)
        images = np.stack(
            [
                _resized(
                    augment(
                        self.train.images[i],
                        self.recipe.augmentation,
                        np.random.default_rng((self.recipe.seed, epoch, int(i))),
                    ),
                    side,
                )
                for i in indices
            ]
        )
        labels = torch.from_numpy(self.train.labels[indices]).to(self.device)
        return _to_device(normalise(images, self.recipe.input), self.device), labels

    def _where(self, indices: np.ndarray, epoch: int) -> tuple[Tensor, Tensor] | None:
        """Which images of a batch have boxes, int (M,), and their masks as augmented, float (M, 1, S, S)."""
        chosen = [place for place, i in enumerate(indices) if int(i) in self.train.boxes]
        if not chosen or not self.recipe.boxes_weight:
            return None
        masks = [
            augment_mask(
                mask_of(self.train.boxes[int(indices[place])], self.recipe.input.size_px),
                self.recipe.augmentation,
                np.random.default_rng((self.recipe.seed, epoch, int(indices[place]))),
            )
            for place in chosen
        ]
        inside = torch.from_numpy(np.stack(masks)[:, None].astype(np.float32) / 255)
        return torch.tensor(chosen, device=self.device), inside.to(self.device)

    def _state(self) -> dict[str, Any]:
        return {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "best": self.best_state,
            "optimizer": self.optimizer.state_dict(),
            "precision": str(self.precision),
            "history": [_as_plain(record) for record in self.history],
        }

    def _restore(self, state: dict[str, Any]) -> None:
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.best_state = state["best"]
        self.precision = Precision(state["precision"])
        self.history = [EpochRecord(**record) for record in state["history"]]


def evidence_outside(network: Network, feature_map: Tensor, labels: Tensor, masks: Tensor) -> Tensor:
    """How little of the evidence for the label lies inside the boxes; 0 or more, the mean of some images.

    The evidence at a place is what Grad-CAM shows there: the last layer's answer to the features of that
    place alone. A softmax over all places says how it is spread; wanted is an equal spread over the boxes.

    Parameters
    ----------
    feature_map, masks
        float (M, C, h, w) and (M, 1, S, S).
    """
    weights = network.classifier.weight[labels]
    spread = torch.einsum("mc,mchw->mhw", weights, feature_map).flatten(1).log_softmax(dim=1)
    inside = adaptive_avg_pool2d(masks, (feature_map.shape[2], feature_map.shape[3])).flatten(1)
    wanted = inside / inside.sum(dim=1, keepdim=True).clamp_min(1e-6)
    return -(wanted * spread).sum(dim=1).mean()


def side_of(epoch: int, recipe: Recipe) -> int:
    """Side of the images in an epoch, from 1: from the first size to the last in steps of 32 pixels."""
    full = recipe.input.size_px
    grown = (epoch - 1) / max(1, recipe.epochs // 2)
    if not recipe.first_size_px or grown >= 1:
        return full
    return min(full, 32 * round((recipe.first_size_px + grown * (full - recipe.first_size_px)) / 32))


def _resized(image: np.ndarray, side: int) -> np.ndarray:
    if image.shape[0] == side:
        return image
    return cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)


def one_cycle(step: int, steps: int, peak: float) -> float:
    """Learning rate at a step: a cosine up over the first quarter, a cosine down to nearly nothing."""
    warm_up = max(1, round(_WARM_UP_SHARE * steps))
    if step < warm_up:
        return _cosine(peak / _START_DIVISOR, peak, step / warm_up)
    return _cosine(peak, peak / _END_DIVISOR, (step - warm_up) / max(1, steps - 1 - warm_up))


def _cosine(start: float, end: float, share: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * min(1.0, share))) / 2


def _prior(labels: np.ndarray, classes: int, recipe: Recipe) -> Tensor:
    """What to take from the logits (K,) where rare classes are shown as often as frequent ones.

    The network then still learns probabilities for classes as frequent as they are (Menon et al., "Long-tail
    learning via logit adjustment", ICLR 2021).
    """
    if not recipe.balance:
        return torch.zeros(classes)
    counts = torch.from_numpy(np.bincount(labels, minlength=classes)).clamp_min(1)
    return (counts / counts.sum()).log()


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW; no weight decay on biases and normalisation."""
    decayed = [p for p in network.parameters() if p.ndim > 1]
    plain = [p for p in network.parameters() if p.ndim <= 1]
    groups = [
        {"params": decayed, "weight_decay": recipe.weight_decay},
        {"params": plain, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=recipe.learning_rate)


def _to_device(images: np.ndarray, device: torch.device) -> Tensor:
    return torch.from_numpy(images).to(device).contiguous(memory_format=torch.channels_last)


def _as_plain(record: EpochRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}
