"""What the keys of a recipe are said to do in training, they do."""

import dataclasses
import re

import numpy as np
import pytest
import torch

from ml import fit
from ml.augment import Augmentation, Policy
from ml.batches import ahead, class_weights, images_per_epoch, order_of
from ml.errors import DatasetError
from ml.fit import FullTraining, Part
from ml.metrics import area_under_roc
from ml.model import build_network
from ml.policies import by_policy, mixed
from ml.precision import Precision, choose_precision
from ml.preprocess import InputSpec
from ml.progress import no_progress
from ml.recipe import BestBy, Numbers, Recipe, load_recipe
from ml.schedule import make_optimizer, set_rate
from tests.architecture.sources import ROOT
from tests.ml.pictures import noise, with_patch

STILL = Augmentation(0, 0, 0, 0, 0, False, False, 0, 0, 0, 0, 0)
UNEVEN = np.array([0] * 90 + [1] * 10 + [2] * 25)


def _recipe(**changes) -> Recipe:
    values = {
        "architecture": "small-cnn",
        "input": InputSpec(size_px=32),
        "epochs": 4,
        "batch_size": 8,
        "learning_rate": 3e-3,
        "average_decay": 0.5,
        "precision": Numbers.FLOAT32,
    }
    return Recipe(**(values | changes))


def _part(count: int, seed: int = 0) -> Part:
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % 2
    images = [noise(rng, 32, 32) for _ in range(count)]
    images = [
        with_patch(i, *rng.integers(22, size=2)) if k else i for i, k in zip(images, labels, strict=True)
    ]
    return Part(np.stack(images), labels.astype(np.int64))


def _training(recipe, tmp_path, part=None, validation=None) -> FullTraining:
    torch.manual_seed(0)
    network = build_network(recipe.architecture, 2, recipe.dropout)
    return FullTraining(network, part or _part(16), validation, recipe, tmp_path / "state")


def test_every_key_is_documented():
    table = (ROOT / "docs" / "training.md").read_text(encoding="utf-8").partition("## Keys")[2]
    named = set(re.findall(r"^\| `([\w.]+)`", table, re.MULTILINE))
    keys = {item.name for item in dataclasses.fields(Recipe)} - {"input", "augmentation"}
    keys |= {f"input.{item.name}" for item in dataclasses.fields(InputSpec)}
    keys |= {f"augmentation.{item.name}" for item in dataclasses.fields(Augmentation)}
    assert not keys - named and not named - keys


# Rates and weights


def test_the_first_layers_learn_at_their_share_of_the_rate_and_the_head_at_all_of_it():
    network = build_network("resnet18", 2)
    optimizer = make_optimizer(network, _recipe(first_layers_rate=0.01))
    set_rate(optimizer, 0.1)
    rate_of = {id(p): group["lr"] for group in optimizer.param_groups for p in group["params"]}
    assert set(rate_of) == {id(p) for p in network.parameters()}
    assert rate_of[id(network.trunk.conv1.weight)] == pytest.approx(0.001)
    assert rate_of[id(network.classifier.weight)] == rate_of[id(network.classifier.bias)] == 0.1
    in_order = [rate_of[id(p)] for p in network.trunk.parameters()]
    assert in_order == sorted(in_order) and in_order[-1] == pytest.approx(0.1)
    steps = np.unique(np.round(np.diff(np.log(sorted(set(in_order)))), 6))
    assert len(steps) == 1  # by equal factors


def test_without_it_all_layers_learn_alike():
    optimizer = make_optimizer(build_network("small-cnn", 2), _recipe())
    set_rate(optimizer, 0.1)
    assert {group["lr"] for group in optimizer.param_groups} == {0.1}


def test_weight_decay_spares_biases_and_normalisation():
    network = build_network("small-cnn", 2)
    optimizer = make_optimizer(network, _recipe(weight_decay=0.3, first_layers_rate=0.1))
    for group in optimizer.param_groups:
        decayed = {p.ndim > 1 for p in group["params"]}
        assert decayed == {group["weight_decay"] == 0.3} and group["weight_decay"] in (0.0, 0.3)


def test_dropout_acts_in_training_alone():
    network = build_network("small-cnn", 2, dropout=0.9)
    pooled = torch.ones(1, 128)
    network.train()
    assert not torch.equal(network.head(pooled), network.head(pooled))
    network.eval()
    assert torch.equal(network.head(pooled), network.head(pooled))


def test_the_average_of_the_weights_follows_by_its_decay(tmp_path):
    training = _training(_recipe(average_decay=0.9), tmp_path)
    with torch.no_grad():
        for value in training.average.parameters():
            value.zero_()
        for value in training.network.parameters():
            value.fill_(1.0)
    training._follow(10_000)
    assert training.average.classifier.weight.mean().item() == pytest.approx(0.1, abs=1e-6)
    training._follow(0)  # quickly at first, when it is far off
    assert training.average.classifier.weight.mean().item() > 0.9


# Rare classes


def test_oversampling_shows_all_images_and_raises_rare_classes_to_the_largest():
    recipe = _recipe(oversample=True)
    order = order_of(UNEVEN, recipe, epoch=1)
    shown = np.bincount(UNEVEN[order])
    assert shown.tolist() == [90, 90, 90] and len(order) == images_per_epoch(UNEVEN, recipe)
    times = np.bincount(order, minlength=len(UNEVEN))
    assert times[:90].tolist() == [1] * 90 and set(times[90:100]) == {9} and set(times[100:]) <= {3, 4}
    assert not np.array_equal(order, order_of(UNEVEN, recipe, epoch=2))
    assert np.array_equal(order, order_of(UNEVEN, recipe, epoch=1))


def test_an_image_that_comes_again_is_changed_otherwise(tmp_path):
    training = _training(_recipe(oversample=True), tmp_path)
    first, again = training._augmented(3, epoch=1, step=0), training._augmented(3, epoch=1, step=1)
    assert not np.array_equal(first, again)
    assert np.array_equal(first, training._augmented(3, epoch=1, step=0))


def test_validation_images_are_neither_repeated_nor_changed(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(
        fit, "run_network", lambda n, images, *_: seen.append(images) or (None, torch.zeros(6, 2))
    )
    validation = _part(6, seed=4)
    _training(_recipe(oversample=True), tmp_path, validation=validation)._validate()
    assert len(seen) == 1 and seen[0] is validation.images


def test_class_weights_let_rare_images_count_more_in_the_loss(tmp_path):
    weights = class_weights(UNEVEN, 3, _recipe(class_weights=True))
    assert weights.tolist() == pytest.approx([125 / 270, 125 / 30, 125 / 75])
    assert weights[torch.from_numpy(UNEVEN)].mean().item() == pytest.approx(1.0)
    assert class_weights(UNEVEN, 3, _recipe()) is None
    part = Part(np.zeros((12, 32, 32), np.uint8), np.array([0] * 9 + [1] * 3))
    training = _training(_recipe(class_weights=True), tmp_path, part)
    given = {}

    def spy(logits, labels, weight=None, label_smoothing=0.0):
        given["weight"] = weight
        return torch.nn.functional.cross_entropy(logits, labels, weight, label_smoothing=label_smoothing)

    original, fit.cross_entropy = fit.cross_entropy, spy
    try:
        training.run(lambda _: None, no_progress, finish=True)
    finally:
        fit.cross_entropy = original
    assert given["weight"].tolist() == pytest.approx([12 / 18, 12 / 6])


# Augmentation


@pytest.mark.parametrize("policy", [Policy.TRIVIAL, Policy.RAND, Policy.AUTO])
def test_a_policy_changes_images_by_the_seed_and_leaves_the_generator_alone(policy):
    image = noise(np.random.default_rng(0), 64, 64)
    before = torch.get_rng_state()
    results = [by_policy(image, policy, (1, 1, 1, draw)) for draw in range(30)]
    assert torch.equal(torch.get_rng_state(), before)
    assert all(result.shape == image.shape and result.dtype == np.uint8 for result in results)
    assert len({result.tobytes() for result in results}) > 5
    assert all(
        np.array_equal(result, by_policy(image, policy, (1, 1, 1, draw)))
        for draw, result in enumerate(results)
    )
    colour = by_policy(np.repeat(image[..., None], 3, axis=2), policy, (1, 1, 1, 3))
    assert colour.shape == (64, 64, 3)


@pytest.mark.parametrize("policy", [Policy.TRIVIAL, Policy.RAND, Policy.AUTO])
def test_no_policy_turns_bright_into_dark_or_mirrors_or_turns_far(policy):
    """A bright bar lies right of the centre and above it; it stays bright and stays there."""
    image = np.full((96, 96), 60, np.uint8)
    image[20:32, 56:76] = 220
    for draw in range(200):
        changed = by_policy(image, policy, (7, draw))
        bright = changed > (int(changed[60, 30]) + int(changed.max())) / 2
        rows, columns = np.nonzero(bright)
        assert changed.max() > changed[60, 30]
        assert 8 < rows.mean() < 48 and 44 < columns.mean() < 92


def test_no_policy_is_the_default_and_does_nothing():
    image = noise(np.random.default_rng(0), 32, 32)
    assert by_policy(image, Augmentation().policy, (1,)) is image
    assert load_recipe("digits", {"augmentation.policy": "trivial"}).augmentation.policy is Policy.TRIVIAL


def test_mixing_is_off_unless_asked_for():
    images, labels = torch.rand(8, 3, 16, 16), torch.arange(8) % 2
    same = mixed(images, labels, 2, _recipe(), (1,))
    assert same[0] is images and same[1] is labels


@pytest.mark.parametrize("changes", [{"mixup": 0.4}, {"cutmix": 1.0}, {"mixup": 0.4, "cutmix": 1.0}])
def test_mixed_labels_say_how_much_of_each_class_is_in_the_image(changes):
    labels = torch.arange(8) % 2
    images = labels.float()[:, None, None, None].expand(8, 3, 16, 16).contiguous()  # grey level: the class
    for draw in range(10):
        made, shares = mixed(images, labels, 2, _recipe(**changes), (3, draw))
        torch.testing.assert_close(made.mean(dim=(1, 2, 3)), shares[:, 1], atol=1e-5, rtol=0)
        torch.testing.assert_close(shares.sum(dim=1), torch.ones(8))
        again = mixed(images, labels, 2, _recipe(**changes), (3, draw))
        assert torch.equal(made, again[0])


def test_training_runs_with_everything_on(tmp_path):
    recipe = _recipe(
        epochs=2, mixup=0.2, cutmix=1.0, label_smoothing=0.1, oversample=True, first_layers_rate=0.1,
        dropout=0.2, augmentation=Augmentation(policy=Policy.TRIVIAL), best_by=BestBy.AUROC, patience=1,
    )  # fmt: skip
    training = _training(recipe, tmp_path, validation=_part(8, 1))
    training.run(lambda _: None, no_progress)
    assert training.history and 0 <= training.history[-1].train_accuracy <= 1


# When to stop, and what to keep


class _Scripted(FullTraining):
    """Validation scores as a test wants them."""

    script: tuple[tuple[float, float], ...] = ()

    def _validate(self):
        f1, auroc = self.script[len(self.history)]
        names = ("loss", "accuracy", "macro_f1", "auroc")
        return {f"validation_{n}": v for n, v in zip(names, (0.5, 0.5, f1, auroc), strict=True)}


def _scripted(recipe, script, tmp_path) -> _Scripted:
    network = build_network(recipe.architecture, 2)
    training = _Scripted(network, _part(8), _part(8, 1), recipe, tmp_path / "state")
    training.script = script
    return training


SCRIPT = ((0.5, 0.9), (0.8, 0.7), (0.6, 0.8), (0.7, 0.95), (0.6, 0.5), (0.6, 0.5))


@pytest.mark.parametrize(("best_by", "best"), [(BestBy.MACRO_F1, 2), (BestBy.AUROC, 4)])
def test_the_best_epoch_is_that_of_the_figure_that_was_chosen(best_by, best, tmp_path):
    training = _scripted(_recipe(epochs=6, best_by=best_by), SCRIPT, tmp_path)
    training.run(lambda _: None, no_progress)
    assert max(record.epoch for record in training.history if record.best) == best
    assert len(training.history) == 6


@pytest.mark.parametrize(("patience", "epochs"), [(1, 3), (2, 4), (3, 5), (0, 6)])
def test_training_ends_when_its_patience_does(patience, epochs, tmp_path):
    training = _scripted(_recipe(epochs=6, patience=patience), SCRIPT, tmp_path)
    training.run(lambda _: None, no_progress)
    assert len(training.history) == epochs
    resumed = _scripted(_recipe(epochs=6, patience=patience), SCRIPT, tmp_path)
    resumed.run(lambda _: None, no_progress)
    assert len(resumed.history) == epochs


def test_area_under_the_curve_of_two_and_of_one_class():
    probabilities = np.array([[0.9, 0.1], [0.6, 0.4], [0.7, 0.3], [0.2, 0.8]])
    assert area_under_roc(np.array([0, 0, 1, 1]), probabilities) == pytest.approx(0.75)
    assert area_under_roc(np.array([0, 0, 0, 0]), probabilities) is None


def test_the_measured_precision_is_kept_so_that_weights_come_out_the_same(monkeypatch, tmp_path):
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path))
    network, images = build_network("small-cnn", 2), torch.randn(2, 3, 32, 32)
    times = iter([2.0, 1.0])
    monkeypatch.setattr("ml.precision._time", lambda *_: next(times))
    assert choose_precision(network, images) is Precision.BFLOAT16
    assert choose_precision(network, images) is Precision.BFLOAT16  # not measured again
    times = iter([1.0, 2.0])
    assert choose_precision(network, torch.randn(4, 3, 32, 32)) is Precision.FLOAT32


def test_batches_made_ahead_are_the_same_and_in_order():
    assert list(ahead(lambda step: step * step, 20, workers=3)) == list(
        ahead(lambda step: step * step, 20, 0)
    )
    with pytest.raises(ZeroDivisionError):
        list(ahead(lambda step: 1 // (step - 2), 5, workers=2))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"first_layers_rate": "0"}, "first_layers_rate"),
        ({"label_smoothing": "0.9"}, "label_smoothing"),
        ({"mixup": "-1"}, "mixup"),
        ({"patience": "-1"}, "patience"),
        ({"dropout": "1"}, "dropout"),
        ({"best_by": "luck"}, "luck"),
        ({"precision": "float16"}, "float16"),
        ({"augmentation.policy": "wild"}, "wild"),
        ({"balance": "true", "oversample": "true"}, "choose one"),
        ({"class_weights": "true", "oversample": "true"}, "choose one"),
    ],
)
def test_values_out_of_range_are_refused_by_name(change, message):
    with pytest.raises(DatasetError, match=message):
        load_recipe("digits", change)
