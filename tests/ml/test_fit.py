import numpy as np
import pytest
import torch

from ml.augment import Augmentation
from ml.errors import TrainingError
from ml.fit import FullTraining, Part, fit_head, run_network
from ml.model import build_network
from ml.precision import Precision
from ml.preprocess import InputSpec
from ml.progress import no_progress
from ml.recipe import Recipe
from ml.schedule import one_cycle
from tests.ml.pictures import noise, with_patch

STILL = Augmentation(0, 0, 0, 0, 0, False, False, 0, 0, 0, 0, 0)


def _part(count: int, seed: int = 0) -> Part:
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % 2
    images = [noise(rng, 32, 32) for _ in range(count)]
    images = [
        with_patch(image, *rng.integers(22, size=2)) if label else image
        for image, label in zip(images, labels, strict=True)
    ]
    return Part(np.stack(images), labels.astype(np.int64))


def _recipe(**changes) -> Recipe:
    values = {
        "architecture": "small-cnn",
        "input": InputSpec(size_px=32),
        "epochs": 4,
        "batch_size": 8,
        "dropout": 0.1,
        "learning_rate": 3e-3,
        "average_decay": 0.9,
    }
    return Recipe(**(values | changes))


def _train(part, validation, recipe, state_file, stop_after=None):
    torch.manual_seed(recipe.seed)
    network = build_network(recipe.architecture, 2, recipe.dropout)
    training = FullTraining(network, part, validation, recipe, state_file)
    reports = []

    def report(record):
        reports.append(record)
        if stop_after is not None and record.epoch == stop_after:
            raise KeyboardInterrupt

    return training.run(report, no_progress), training, reports


def test_eight_images_are_learnt_by_heart_in_seconds(tmp_path):
    part = _part(8)
    recipe = _recipe(epochs=40, augmentation=STILL, dropout=0.0)
    network, _, reports = _train(part, None, recipe, tmp_path / "state")
    _, logits = run_network(network, part.images, recipe.input, no_progress)
    assert (logits.argmax(1).numpy() == part.labels).all()
    assert reports[-1].train_loss < 0.1 * reports[0].train_loss


def test_a_run_stopped_after_an_epoch_and_resumed_ends_with_the_same_weights(tmp_path, monkeypatch):
    monkeypatch.setattr("ml.fit.choose_precision", lambda *_: Precision.FLOAT32)
    part, validation = _part(24), _part(8, seed=1)
    recipe = _recipe()
    whole, _, _ = _train(part, validation, recipe, tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        _train(part, validation, recipe, tmp_path / "cut", stop_after=2)
    resumed, training, reports = _train(part, validation, recipe, tmp_path / "cut")
    assert [record.epoch for record in reports] == [3, 4] and len(training.history) == 4
    for name, value in whole.state_dict().items():
        torch.testing.assert_close(resumed.state_dict()[name], value, rtol=0, atol=0)


def test_the_best_epoch_is_kept_not_the_last(tmp_path):
    _, training, reports = _train(_part(16), _part(16, 1), _recipe(epochs=6), tmp_path / "state")
    scores = [record.validation_macro_f1 for record in reports]
    best = max(record.epoch for record in reports if record.best)
    assert scores[best - 1] == max(scores)
    validation = _part(16, 1)
    kept = training.run(lambda _: None, no_progress)
    _, logits = run_network(kept, validation.images, InputSpec(size_px=32), no_progress)
    accuracy = (logits.argmax(1).numpy() == validation.labels).mean()
    assert accuracy == pytest.approx(reports[best - 1].validation_accuracy)


def test_the_head_alone_learns_on_frozen_features():
    part = _part(40)
    network = build_network("small-cnn", 2)
    before = {name: value.clone() for name, value in network.trunk.state_dict().items()}
    accuracy = fit_head(network, part, _recipe(head_epochs=100, head_learning_rate=0.05), no_progress)
    assert accuracy > 0.9
    for name, value in network.trunk.state_dict().items():
        torch.testing.assert_close(value, before[name], rtol=0, atol=0)


def test_balancing_shows_the_rare_class_about_as_often(tmp_path):
    images = np.zeros((100, 32, 32), np.uint8)
    part = Part(images, np.array([0] * 90 + [1] * 10))
    training = FullTraining(
        build_network("small-cnn", 2), part, None, _recipe(balance=True), tmp_path / "state"
    )
    shown = np.concatenate([part.labels[batch] for epoch in range(10) for batch in training._batches(epoch)])
    assert 0.4 < shown.mean() < 0.6


def test_the_learning_rate_rises_then_falls_to_nearly_nothing():
    rates = [one_cycle(step, 100, 1.0) for step in range(100)]
    peak = int(np.argmax(rates))
    assert rates[0] == pytest.approx(0.04) and rates[peak] == pytest.approx(1.0) and rates[-1] < 1e-3
    assert all(np.diff(rates[: peak + 1]) > 0) and all(np.diff(rates[peak:]) < 0)


def test_a_training_that_diverges_says_so(tmp_path):
    with pytest.raises(TrainingError, match="learning_rate"):
        _train(_part(16), None, _recipe(learning_rate=1e30, epochs=3), tmp_path / "state")


def test_the_same_seed_and_precision_give_the_same_weights(tmp_path, monkeypatch):
    # Which precision is faster is measured, and may come out otherwise the next time.
    monkeypatch.setattr("ml.fit.choose_precision", lambda *_: Precision.FLOAT32)
    first, second = (_train(_part(16), None, _recipe(epochs=2), tmp_path / str(i))[0] for i in range(2))
    for name, value in first.state_dict().items():
        torch.testing.assert_close(second.state_dict()[name], value, rtol=0, atol=0)
