"""From decoded images to a measured network: split, fit, calibrate, test, then the recipe's final epochs."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ml.calibrate import choose_threshold, fit_temperature
from ml.checkpoint import load_state
from ml.dataset import ImageSet
from ml.familiarity import distances, make_bank
from ml.fit import EpochRecord, FullTraining, Part, fit_head, run_network
from ml.metrics import measure
from ml.model import Network, build_network
from ml.neighbours import exact_groups, joined, near_groups
from ml.progress import Progress
from ml.recipe import Grouping, Recipe
from ml.reporting import Reporter
from ml.split import Split, split_by_group
from ml.weights import load_start

_FAMILIAR_SHARE = 0.99  # of the validation images lie within the largest distance


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted on the validation part."""

    temperature: float
    threshold: float
    largest_distance: float


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A network ready to be written, and everything its card has to say."""

    network: Network
    bank: Tensor  # features of training images (N, C), see ml.familiarity
    calibration: Calibration
    metrics: dict[str, Any]  # of the test part
    start: str  # where the weights began
    history: list[EpochRecord]
    counts: dict[str, dict[str, int]]  # part -> class -> images
    groups: int


def train_model(
    images: ImageSet, recipe: Recipe, folder: Path, device: torch.device, reporter: Reporter
) -> Trained:
    """Train on the training part, choose on the validation part, measure once on the test part.

    With ``recipe.final_epochs`` the measured network then goes on learning from all images; the figures
    remain those from before, when it had not seen the test part.
    """
    groups = group_images(images, recipe, reporter.phase("grouping"))
    split = split_by_group(images.labels, groups, recipe.validation_share, recipe.test_share, recipe.seed)
    counts = _counts(images, split)
    train, validation, test = (_part(images, part) for part in (split.train, split.validation, split.test))
    fitting = Fitting(images.class_names, recipe, folder, device, reporter)
    fitting.announce(counts)
    network, start, history = fitting.fit(train, validation)
    bank = fitting.bank(network, train)
    calibration = fitting.calibrate(network, bank, validation)
    metrics = fitting.test(network, bank, test, calibration)
    if recipe.final_epochs:
        everything = Part(images.images, images.labels)
        network = fitting.go_on(network, everything)
        bank = fitting.bank(network, everything)
    return Trained(network, bank, calibration, metrics, start, history, counts, len(np.unique(groups)))


def group_images(images: ImageSet, recipe: Recipe, progress: Progress) -> np.ndarray:
    """Number the images that must stay together; int (N,)."""
    progress(0, 1)
    groups = exact_groups(images.prints) if recipe.grouping is Grouping.EXACT else near_groups(images.prints)
    groups = joined(groups, [sample.patient for sample in images.samples])
    progress(1, 1)
    return groups


class Fitting:
    """Fits, calibrates and tests networks by one recipe, and tells how it goes."""

    def __init__(
        self,
        class_names: tuple[str, ...],
        recipe: Recipe,
        folder: Path,
        device: torch.device,
        reporter: Reporter,
    ) -> None:
        self.class_names, self.recipe, self.folder = class_names, recipe, folder
        self.device, self.reporter = device, reporter

    def announce(self, counts: dict[str, dict[str, int]]) -> None:
        """Say what will be trained on what."""
        state = self._state_file("measured")
        self.reporter.emit(
            "started",
            out=str(self.folder.with_suffix("")),
            recipe=self.recipe.name,
            classes=list(self.class_names),
            counts=counts,
            epochs=self.recipe.epochs,
            device=self.device.type,
            resumed_epoch=len(load_state(state)["history"]) if state.exists() else 0,
        )

    def fit(self, train: Part, validation: Part) -> tuple[Network, str, list[EpochRecord]]:
        """Train a network from the start weights; returns it, where it began, and its history."""
        recipe = self.recipe
        torch.manual_seed(recipe.seed)
        network = build_network(recipe.architecture, len(self.class_names), recipe.dropout)
        start = load_start(network, recipe.architecture, recipe.weights)
        network.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        if recipe.head_epochs and not self._state_file("measured").exists():
            fit_head(network, train, recipe, self.reporter.phase("features"))
        if recipe.epochs == 0:
            return network.eval(), start, []
        training = FullTraining(network, train, validation, recipe, self._state_file("measured"))
        return self._run(training, "epoch"), start, training.history

    def go_on(self, network: Network, everything: Part) -> Network:
        """Let a measured network learn from all images."""
        recipe = replace(
            self.recipe, epochs=self.recipe.final_epochs, learning_rate=self.recipe.final_learning_rate
        )
        return self._run(FullTraining(network, everything, None, recipe, self._state_file("final")), "final")

    def _run(self, training: FullTraining, name: str) -> Network:
        phase = self.reporter.phase(name, len(training.history) + 1)
        phase.epochs = training.recipe.epochs

        def tell(record: EpochRecord) -> None:
            phase.next_epoch()
            fields = {field: getattr(record, field) for field in record.__slots__}
            self.reporter.emit(name if name == "epoch" else "final_epoch", epochs=phase.epochs, **fields)
            if not self.reporter.as_json:
                self.reporter.say(_line(record, phase.epochs))

        return training.run(tell, phase)

    def bank(self, network: Network, train: Part) -> Tensor:
        """Features of some training images, to compare new ones with."""
        features, _ = run_network(network, train.images, self.recipe.input, self._phase())
        return make_bank(features, torch.from_numpy(train.labels), self.recipe.seed)

    def calibrate(self, network: Network, bank: Tensor, validation: Part) -> Calibration:
        """Fit the temperature, the threshold and the largest familiar distance."""
        features, logits = run_network(network, validation.images, self.recipe.input, self._phase())
        temperature = fit_temperature(logits, torch.from_numpy(validation.labels))
        probabilities = torch.softmax(logits / temperature, dim=1).numpy()
        limit = float(torch.quantile(distances(features, bank), _FAMILIAR_SHARE))
        return Calibration(temperature, choose_threshold(probabilities, validation.labels), limit)

    def test(self, network: Network, bank: Tensor, test: Part, calibration: Calibration) -> dict[str, Any]:
        """All figures on images that nothing was fitted on."""
        features, logits = run_network(network, test.images, self.recipe.input, self._phase())
        probabilities = torch.softmax(logits / calibration.temperature, dim=1).numpy()
        unfamiliar = int((distances(features, bank) > calibration.largest_distance).sum())
        return measure(test.labels, probabilities, self.class_names, unfamiliar)

    def _phase(self) -> Progress:
        return self.reporter.phase("evaluating")

    def _state_file(self, stage: str) -> Path:
        return self.folder / f"{stage}.state"


def _part(images: ImageSet, indices: np.ndarray) -> Part:
    return Part(images.images[indices], images.labels[indices])


def _counts(images: ImageSet, split: Split) -> dict[str, dict[str, int]]:
    labels = images.labels
    parts = {"train": split.train, "validation": split.validation, "test": split.test}
    return {
        part: {name: int((labels[indices] == label).sum()) for label, name in enumerate(images.class_names)}
        for part, indices in parts.items()
    }


def _line(record: EpochRecord, epochs: int) -> str:
    text = (
        f"epoch {record.epoch}/{epochs}: loss {record.train_loss:.4f}, accuracy {record.train_accuracy:.1%}"
    )
    if record.validation_accuracy is not None:
        text += (
            f"; validation loss {record.validation_loss:.4f}, accuracy {record.validation_accuracy:.1%}, "
            f"macro F1 {record.validation_macro_f1:.3f}"
        )
    return f"{text}; {record.seconds:.0f} s"
