import numpy as np
import pytest
import torch

from ml.augment import Augmentation
from ml.errors import TrainingError
from ml.fit import FullTraining, Part, fit_head
from ml.looking import run_network
from ml.model import build_network
from ml.precision import Precision
from ml.preprocess import InputSpec
from ml.progress import no_progress
from ml.recipe import Recipe
from ml.schedule import full_sized, one_cycle, side_of
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


def test_frozen_blocks_stay_as_they_began_with_their_normalisation(tmp_path):
    torch.manual_seed(0)
    network = build_network("small-cnn", 2)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    recipe = _recipe(epochs=1, frozen_blocks=3)  # convolution, normalisation, ReLU
    kept = FullTraining(network, _part(16), None, recipe, tmp_path / "state").run(lambda _: None, no_progress)
    same = {name for name, value in kept.state_dict().items() if torch.equal(value, before[name])}
    frozen = {name for name in before if name.startswith(("trunk.0.", "trunk.1."))}
    assert frozen <= same and "trunk.3.weight" not in same and "trunk.4.running_mean" not in same


def test_images_grow_to_full_size_by_half_time():
    recipe = _recipe(epochs=10, input=InputSpec(size_px=384), first_size_px=224)
    assert [side_of(epoch, recipe) for epoch in (1, 2, 5, 6, 10)] == [224, 256, 352, 384, 384]
    assert side_of(1, _recipe(first_size_px=0)) == 32
    assert side_of(1, _recipe(epochs=1, input=InputSpec(size_px=100), first_size_px=64)) == 64
    assert side_of(2, _recipe(epochs=2, input=InputSpec(size_px=100), first_size_px=64)) == 100


def test_a_small_first_epoch_shows_small_images(tmp_path):
    recipe = _recipe(epochs=2, input=InputSpec(size_px=64), first_size_px=32)
    part = Part(np.zeros((8, 64, 64), np.uint8), np.arange(8) % 2)
    training = FullTraining(build_network("small-cnn", 2), part, None, recipe, tmp_path / "state")
    shapes = [training._batch(np.arange(8), epoch, 0)[0].shape for epoch in (1, 2)]
    assert [tuple(shape) for shape in shapes] == [(8, 3, 32, 32), (8, 3, 64, 64)]


def test_the_precision_is_chosen_for_every_size_of_the_images_and_kept(tmp_path, monkeypatch):
    asked = []

    def choose(_, images):
        asked.append(images.shape[-1])
        return Precision.FLOAT32 if images.shape[-1] < 64 else Precision.BFLOAT16

    monkeypatch.setattr("ml.fit.choose_precision", choose)
    recipe = _recipe(epochs=4, batch_size=8, input=InputSpec(size_px=64), first_size_px=32)
    part = Part(np.zeros((8, 64, 64), np.uint8), np.arange(8) % 2)

    def begin():
        return FullTraining(build_network("small-cnn", 2), part, None, recipe, tmp_path / "state")

    used = []
    training = begin()
    for _ in range(3):
        training.advance(no_progress)
        used.append(training.precision)
    resumed = begin()
    resumed.advance(no_progress)
    assert asked == [32, 64], "sides 32, 64 (rounded from 48), 64; nothing is measured again after a resume"
    assert [*used, resumed.precision] == [Precision.FLOAT32, *[Precision.BFLOAT16] * 3]


def test_the_time_left_knows_that_later_epochs_have_larger_images():
    recipe = _recipe(epochs=4, input=InputSpec(size_px=64), first_size_px=32)
    assert [side_of(epoch, recipe) for epoch in (1, 2, 3, 4)] == [32, 64, 64, 64]
    assert full_sized([1], recipe) == 0.25 and full_sized([2, 3, 4], recipe) == 3


@pytest.mark.parametrize("balance", [False, True])
def test_balancing_leaves_the_probabilities_as_frequent_as_the_classes(tmp_path, balance):
    """On images that tell nothing, the rare class must come out as rare as it is."""
    labels = np.array([0] * 72 + [1] * 8)
    part = Part(np.random.default_rng(0).integers(0, 255, (80, 16, 16)).astype(np.uint8), labels)
    recipe = _recipe(
        input=InputSpec(size_px=16), epochs=15, batch_size=16, balance=balance, weight_decay=1.0, dropout=0.9
    )
    torch.manual_seed(0)
    network = FullTraining(build_network("small-cnn", 2, 0.9), part, None, recipe, tmp_path / "state").run(
        lambda _: None, no_progress
    )
    fresh = np.random.default_rng(1).integers(0, 255, (64, 16, 16)).astype(np.uint8)
    _, logits = run_network(network, fresh, recipe.input, no_progress)
    assert logits.softmax(1)[:, 1].mean() == pytest.approx(0.1, abs=0.06)


def test_what_tells_foreign_images_may_be_wider_or_narrower_than_what_the_last_layer_gets():
    torch.manual_seed(0)
    images = np.random.default_rng(0).integers(0, 255, (3, 32, 32)).astype(np.uint8)
    network = build_network("mobilenet-v3-small", 2)
    spec = InputSpec(size_px=32)
    features, logits = run_network(network, images, spec, no_progress)
    familiar, same = run_network(network, images, spec, no_progress, familiar=True)
    assert features.shape == (3, 576) != familiar.shape and len(familiar) == 3
    torch.testing.assert_close(same, logits)
