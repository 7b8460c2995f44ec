"""From decoded images to a measured network: split, fit, calibrate, test, then the recipe's final epochs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ml import parallel
from ml.answered import Answered, joined_answers
from ml.boxes import on_input
from ml.calibrate import choose_threshold, choose_thresholds, fit_temperature
from ml.card import Conformal
from ml.checkpoint import load_state, save_state
from ml.conformal import fit_conformal
from ml.dataset import ImageSet
from ml.errors import DatasetError
from ml.explain import raw_map, target_of
from ml.familiarity import FAMILIAR_SHARE, distances, make_bank
from ml.fit import EpochRecord, FullTraining, Part, fit_head
from ml.looking import Rows, run_network
from ml.model import Network, build_network
from ml.neighbours import exact_groups, joined, near_groups
from ml.pointing import score
from ml.preprocess import InputSpec, geometry_of, normalise, onto_source
from ml.progress import Progress
from ml.recipe import Grouping, Recipe
from ml.reporting import Reporter
from ml.results import Method
from ml.sources import TRAIN
from ml.split import Split, complete_split, split_folds, unseen
from ml.torch_engine import TorchEngine
from ml.weights import load_start


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted on the validation part."""

    temperature: float
    threshold: float
    thresholds: dict[str, float]
    conformal: Conformal | None
    largest_distance: float


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A network ready to be written, and everything its card has to say."""

    network: Network
    bank: np.ndarray  # features of training images (N, D), see ml.familiarity
    calibration: Calibration
    metrics: dict[str, Any]  # of the test part
    answered: Answered  # the answers that were measured
    start: str  # where the weights began
    history: list[EpochRecord]
    counts: dict[str, dict[str, int]]  # part -> class -> images
    groups: int
    went_on: bool  # learning from all images, after it had been measured


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What a network said about test images."""

    probabilities: np.ndarray  # calibrated, float32 (N, K)
    unfamiliar: np.ndarray  # farther from the training images than answers are given for; bool (N,)


def train_model(
    images: ImageSet,
    recipe: Recipe,
    folder: Path,
    device: torch.device,
    reporter: Reporter,
    *,
    finish: bool = False,
) -> Trained:
    """Train on the training part, choose on the validation part, measure once on the test part.

    With ``recipe.folds`` this is done so many times; the figures are of all test parts together, and the last
    network is kept. With ``recipe.final_epochs`` the measured network then goes on learning from all images;
    the figures remain those from before, when it had not seen the test part. With ``finish`` no more epochs
    are trained: the best one there is becomes the model.
    """
    groups = group_images(images, recipe, reporter.phase("grouping"))
    splits = splits_of(images, groups, recipe)
    first = Fitting(images.class_names, recipe, folder, device, reporter, finish=finish)
    first.announce(_counts(images, splits[0]))
    answers = []
    for number, split in enumerate(splits, start=1):
        fitting = first if len(splits) == 1 else first.for_fold(number)
        if number < len(splits) and (told := fitting.answers_from_before()):
            answers.append(told)
            continue
        train, validation, test = (
            part_of(images, part, recipe.input) for part in (split.train, split.validation, split.test)
        )
        network, start, history = fitting.fit(train, validation)
        bank = fitting.bank(network, train)
        calibration = fitting.calibrate(network, bank, validation)
        answers.append(fitting.answer(network, bank, test, calibration))
    folds = [_answered(images, split.test, groups, item) for split, item in zip(splits, answers, strict=True)]
    answered = joined_answers(folds)
    metrics = _measured(answered, folds, unseen(splits[0], groups), images.class_names)
    if pointing := _point(network, images, splits[-1].test, recipe.input):
        metrics["pointing"] = pointing
    goes_on = recipe.final_epochs > 0 and not finish
    if goes_on:
        everything = part_of(images, np.arange(len(images.labels)), recipe.input)
        network = fitting.go_on(network, everything)
        bank = fitting.bank(network, everything)
    counts = _counts(images, splits[-1])
    count = len(np.unique(groups))
    return Trained(network, bank, calibration, metrics, answered, start, history, counts, count, goes_on)


def group_images(images: ImageSet, recipe: Recipe, progress: Progress) -> np.ndarray:
    """Number the images that must stay together; int (N,)."""
    is_exact = recipe.grouping is Grouping.EXACT
    groups = exact_groups(images.facts) if is_exact else near_groups(images.facts, progress)
    groups = joined(groups, [sample.group for sample in images.samples])
    progress(1, 1)
    return groups


def splits_of(images: ImageSet, groups: np.ndarray, recipe: Recipe) -> list[Split]:
    """One split, the published one where there is one; or one for each fold."""
    labels = images.labels
    is_published = (images.parts != "").any()
    if not recipe.folds:
        parts = images.parts if is_published else np.full(len(labels), TRAIN)
        shares = (recipe.validation_share, recipe.test_share)
        return [complete_split(parts, labels, groups, shares, recipe.seed)]
    if is_published:
        raise DatasetError(
            "this data set comes with a split of its own, which folds would mix: "
            "name its training part alone, or leave the folds away"
        )
    return split_folds(labels, groups, recipe.folds, recipe.validation_share, recipe.seed)


def _answered(images: ImageSet, rows: np.ndarray, groups: np.ndarray, answers: Answers) -> Answered:
    """Answers with the images that they are for."""
    infos = [images.samples[row].info for row in rows]
    return Answered(
        tuple(str(info.path) for info in infos),
        np.array([info.frame for info in infos]),
        groups[rows],
        images.labels[rows],
        answers.probabilities,
        answers.unfamiliar,
    )


def _measured(
    answered: Answered, folds: list[Answered], unseen: np.ndarray, class_names: tuple[str, ...]
) -> dict[str, Any]:
    """The figures, of all folds together; a second time without test images that have copies elsewhere."""
    metrics = answered.measure(class_names)
    if len(folds) > 1:
        each = [fold.measure(class_names) for fold in folds]
        metrics["folds"] = [{name: one[name] for name in ("images", "accuracy", "macro_f1")} for one in each]
    elif unseen.any() and not unseen.all():
        metrics["without_copies"] = answered.at(np.flatnonzero(unseen)).measure(class_names)
    return metrics


class Fitting:
    """Fits, calibrates and tests networks by one recipe, and tells how it goes."""

    def __init__(
        self,
        class_names: tuple[str, ...],
        recipe: Recipe,
        folder: Path,
        device: torch.device,
        reporter: Reporter,
        *,
        fold: int = 0,
        finish: bool = False,
    ) -> None:
        self.class_names, self.recipe, self.folder = class_names, recipe, folder
        self.device, self.reporter, self.fold, self.finish = device, reporter, fold, finish

    def announce(self, counts: dict[str, dict[str, int]]) -> None:
        """Say what will be trained on what."""
        if not parallel.is_first():
            return
        states = self.folder.rglob(self._state_file("measured").name)
        self.reporter.emit(
            "started",
            out=str(self.folder.with_suffix("")),
            recipe=self.recipe.name,
            classes=list(self.class_names),
            counts=counts,
            epochs=self.recipe.epochs * max(1, self.recipe.folds),
            device=self.device.type,
            resumed_epoch=sum(len(load_state(state)["history"]) for state in states),
        )

    def fit(self, train: Part, validation: Part) -> tuple[Network, str, list[EpochRecord]]:
        """Train a network from the start weights; returns it, where it began, and its history."""
        recipe = self.recipe
        torch.manual_seed(recipe.seed)
        network = build_network(recipe.architecture, len(self.class_names), recipe.dropout)
        start = load_start(network, recipe.architecture, recipe.weights)
        network.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        has_begun = parallel.from_first(self._state_file("measured").exists)
        if recipe.head_epochs and not has_begun:
            fit_head(network, train, recipe, self.reporter.phase("features"))
        if recipe.epochs == 0:
            return network.eval(), start, []
        training = FullTraining(network, train, validation, recipe, self._state_file("measured"))
        return self._run(training, "epoch"), start, training.history

    def go_on(self, network: Network, everything: Part) -> Network:
        """Let a measured network learn from all images."""
        recipe = replace(
            self.recipe,
            epochs=self.recipe.final_epochs,
            learning_rate=self.recipe.final_learning_rate,
            first_size_px=0,
        )
        return self._run(FullTraining(network, everything, None, recipe, self._state_file("final")), "final")

    def _run(self, training: FullTraining, name: str) -> Network:
        phase = self.reporter.phase(name, len(training.history) + 1)
        phase.epochs = training.recipe.epochs

        def tell(record: EpochRecord) -> None:
            phase.next_epoch()
            fields = {field: getattr(record, field) for field in record.__slots__}
            if self.fold:
                fields["fold"] = self.fold
            self.reporter.emit(name if name == "epoch" else "final_epoch", epochs=phase.epochs, **fields)
            if not self.reporter.as_json:
                self.reporter.say((f"fold {self.fold}, " if self.fold else "") + _line(record, phase.epochs))

        network = training.run(tell, phase, finish=self.finish)
        done, patience = len(training.history), training.recipe.patience
        if done < phase.epochs and not self.finish:
            text = f"Training ended after epoch {done}: the last {patience} were no better than one before."
            self.reporter.emit("note", text=text)
            if not self.reporter.as_json:
                self.reporter.say(text)
        return network

    def bank(self, network: Network, train: Part) -> np.ndarray:
        """How features of training images vary, to compare new ones with."""
        features, _ = run_network(network, train.images, self.recipe.input, self._phase(), familiar=True)
        return make_bank(features.numpy(), train.labels)

    def calibrate(self, network: Network, bank: np.ndarray, validation: Part) -> Calibration:
        """Fit the temperature, the thresholds, the sets and the largest familiar distance."""
        features, logits = run_network(
            network, validation.images, self.recipe.input, self._phase(), familiar=True
        )
        temperature = fit_temperature(logits, torch.from_numpy(validation.labels))
        probabilities = torch.softmax(logits / temperature, dim=1).numpy()
        limit = float(np.quantile(distances(features.numpy(), bank), FAMILIAR_SHARE))
        return Calibration(
            temperature,
            choose_threshold(probabilities, validation.labels),
            choose_thresholds(probabilities, validation.labels, self.class_names),
            fit_conformal(probabilities, validation.labels),
            limit,
        )

    def answer(self, network: Network, bank: np.ndarray, test: Part, calibration: Calibration) -> Answers:
        """Answer for images that nothing was fitted on, and keep the answers for a run that is resumed."""
        features, logits = run_network(network, test.images, self.recipe.input, self._phase(), familiar=True)
        probabilities = torch.softmax(logits / calibration.temperature, dim=1)
        unfamiliar = torch.from_numpy(distances(features.numpy(), bank) > calibration.largest_distance)
        state = {"probabilities": probabilities, "unfamiliar": unfamiliar}
        parallel.from_first(lambda: save_state(self._state_file("answers"), state))
        return Answers(probabilities.numpy(), unfamiliar.numpy())

    def answers_from_before(self) -> Answers | None:
        """What this network answered before the run was resumed."""
        path = self._state_file("answers")
        state = parallel.from_first(lambda: load_state(path) if path.exists() else None)
        if state is None:
            return None
        return Answers(state["probabilities"].numpy(), state["unfamiliar"].numpy())

    def for_fold(self, number: int) -> "Fitting":
        """The same for one fold of cross-validation, with states in a folder of its own."""
        folder = self.folder / f"fold-{number}"
        parallel.from_first(lambda: folder.mkdir(exist_ok=True))
        return Fitting(self.class_names, self.recipe, folder, self.device, self.reporter, fold=number)

    def _phase(self) -> Progress:
        return self.reporter.phase("evaluating")

    def _state_file(self, stage: str) -> Path:
        return self.folder / f"{stage}.state"


def _point(network: Network, images: ImageSet, indices: np.ndarray, spec: InputSpec) -> dict[str, Any]:
    """The pointing game on those of some images that have boxes, with the heat map of their label."""
    engine = TorchEngine(network, network.classifier.weight.device)

    def maps() -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for number in indices.tolist():
            if number not in images.boxes:
                continue
            rows, columns = (int(images.facts[name][number]) for name in ("rows", "columns"))
            features = engine.run(normalise(images.images[number][None], spec)).features
            target = target_of(Method.GRAD_CAM, images.samples[number].label, len(images.class_names))
            raw = raw_map(Method.GRAD_CAM, features, engine.gradient(features, target))[0]
            yield onto_source(raw, geometry_of(rows, columns, spec)), images.boxes[number]

    return score(maps())


def part_of(images: ImageSet, indices: np.ndarray, spec: InputSpec) -> Part:
    """Some of the images, with their labels and their boxes as they lie on the input."""
    boxes = {}
    for place, number in enumerate(indices.tolist()):
        if number in images.boxes:
            rows, columns = (int(images.facts[name][number]) for name in ("rows", "columns"))
            boxes[place] = on_input(images.boxes[number], rows, columns, spec)
    return Part(Rows(images.images, indices), images.labels[indices], boxes)


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
