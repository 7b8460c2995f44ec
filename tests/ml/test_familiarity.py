"""What tells foreign images from familiar ones: a fit of how training images vary, at several depths."""

import numpy as np
import pytest
import torch
from pytest import approx
from safetensors.numpy import load_file, save_file

from ml.card import DEPTHS_FEATURES, MIDDLE_FEATURES, POOLED_FEATURES
from ml.errors import ModelError
from ml.familiarity import distances, familiar_distances, make_bank, neighbour_distances
from ml.model import build_network

WIDE = 40


def features(count: int, seed: int) -> np.ndarray:
    """They vary in five directions, and hardly in all others."""
    rng = np.random.default_rng(seed)
    directions = np.linalg.qr(np.random.default_rng(0).normal(size=(WIDE, 5)))[0].T
    made = (
        3 * np.eye(WIDE)[0] + rng.normal(size=(count, 5)) @ directions + 0.05 * rng.normal(size=(count, WIDE))
    )
    return made.astype(np.float32)


def alternating(count: int) -> np.ndarray:
    return np.arange(count) % 2


def test_familiar_features_are_about_1_away_and_foreign_ones_farther():
    bank = make_bank(features(600, 1), alternating(600))
    familiar = distances(features(300, 2), bank)
    assert np.median(familiar) == approx(1, abs=0.15) and familiar.dtype == np.float32
    foreign = np.random.default_rng(5).normal(size=(50, WIDE)).astype(np.float32)
    assert distances(foreign, bank).min() > 2 * familiar.max()


def test_what_is_near_a_training_image_but_varies_as_none_does_is_foreign():
    """A neighbour in a direction in which no training image varies: the old distance did not see it."""
    known = features(600, 1)
    bank = make_bank(known, alternating(600))
    aside = np.linalg.svd(known - known.mean(axis=0))[2][-1]
    strange = known[:50] + 0.5 * aside.astype(np.float32)
    assert distances(strange, bank).min() > 1.5 * distances(known[:50], bank).max()
    near = make_old_bank(known)
    assert neighbour_distances(strange, near).min() < neighbour_distances(features(300, 2), near).max()


def make_old_bank(known: np.ndarray) -> np.ndarray:
    return known / np.linalg.norm(known, axis=1, keepdims=True)


def test_the_distance_is_that_of_mahalanobis_where_all_directions_are_known():
    known = features(4000, 1)
    bank = make_bank(known, alternating(4000))
    unit = make_old_bank(known)
    asked = make_old_bank(features(20, 3))
    inverse = np.linalg.inv(np.cov(unit.T))
    away = asked - unit.mean(axis=0)
    expected = np.sqrt(np.einsum("ij,jk,ik->i", away, inverse, away) / WIDE)
    assert distances(features(20, 3), bank) == approx(expected, rel=0.05)


def test_each_class_counts_the_same_however_many_images_it_has():
    rare, common = features(40, 1) + 4 * np.eye(WIDE, dtype=np.float32)[1], features(4000, 2)
    labels = np.repeat([0, 1], [40, 4000])
    bank = make_bank(np.concatenate([rare, common]), labels)
    middle = np.mean([make_old_bank(part).mean(axis=0) for part in (rare, common)], axis=0)
    assert bank[0] == approx(middle, abs=2e-3)


@pytest.mark.parametrize("count", [1, 2, 9, 30])
def test_few_images_are_enough_for_an_answer(count):
    bank = make_bank(features(count, 1), alternating(count))
    far = distances(features(20, 2), bank)
    assert np.isfinite(bank).all() and np.isfinite(far).all()


def test_a_file_of_weights_keeps_the_bank_to_the_last_bit(tmp_path):
    bank = make_bank(features(600, 1), alternating(600))
    save_file({"bank": bank.astype(np.float16)}, tmp_path / "weights")
    np.testing.assert_array_equal(load_file(tmp_path / "weights")["bank"].astype(np.float32), bank)


def test_a_bank_of_other_features_is_refused():
    bank = make_bank(features(600, 1), alternating(600))
    for measure in (distances, neighbour_distances):
        with pytest.raises(ModelError, match="holds 40 features of an image, the network gives 39"):
            measure(features(5, 1)[:, 1:], bank)


def test_models_of_old_are_asked_as_they_were():
    """The middle comes first among the depths, and its length is of no importance to a cosine."""
    rng = np.random.default_rng(0)
    middle, rest, pooled = (rng.random((6, width), dtype=np.float32) for width in (8, 5, 7))
    old_bank, pooled_bank = make_old_bank(rng.random((9, 8), dtype=np.float32)), make_old_bank(pooled)
    looks = np.concatenate([make_old_bank(middle), rest], axis=1)
    assert familiar_distances(MIDDLE_FEATURES, looks, pooled, old_bank) == approx(
        neighbour_distances(middle, old_bank), abs=1e-6
    )
    assert familiar_distances(POOLED_FEATURES, looks, pooled, pooled_bank) == approx(
        neighbour_distances(pooled, pooled_bank), abs=1e-6
    )
    bank = make_bank(features(600, 1), alternating(600))
    asked = features(3, 2)
    assert familiar_distances(DEPTHS_FEATURES, asked, pooled, bank) == approx(distances(asked, bank))


def test_a_network_looks_at_its_depths_with_one_length_each_and_the_middle_first():
    network = build_network("mobilenet-v2", 2).eval()
    caught = {}
    for name in ("13", *network.depths):
        network.trunk.get_submodule(name).register_forward_hook(
            lambda _layer, _inputs, output, name=name: caught.setdefault(name, output)
        )
    with torch.inference_mode():
        _, looks = network.look(torch.rand(2, 3, 64, 64))
    start = 0
    for name in ("13", "4", "7", "10", "16"):
        mean, width = caught[name].mean(dim=(2, 3)), 2 * caught[name].shape[1]
        part = looks[:, start : start + width]
        torch.testing.assert_close(part.norm(dim=1), torch.ones(2))
        torch.testing.assert_close(
            torch.nn.functional.normalize(part[:, : width // 2]), torch.nn.functional.normalize(mean)
        )
        start += width
    assert looks.shape[1] == start


def test_networks_without_depths_look_at_their_middle_as_before():
    network = build_network("small-cnn", 2).eval()
    assert network.depths == ()
    with torch.inference_mode():
        _, looks = network.look(torch.rand(2, 3, 64, 64))
    layer = network.trunk.get_submodule(network.middle)
    assert (
        looks.shape[1]
        == 2
        * next(
            part.num_features for part in reversed(list(network.trunk[:6])) if hasattr(part, "num_features")
        )
        and layer is network.trunk[5]
    )
