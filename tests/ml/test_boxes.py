import csv

import cv2
import numpy as np
import pytest
import torch

from ml.augment import Augmentation, augment, augment_mask
from ml.boxes import boxes_of, mask_of, on_input, read_boxes
from ml.dataset import load_images
from ml.errors import DatasetError
from ml.evidence import outside
from ml.explain import raw_map
from ml.fit import FullTraining, Part
from ml.model import build_network
from ml.pointing import score
from ml.preprocess import Fit, InputSpec, normalise, prepare
from ml.progress import no_progress
from ml.recipe import Recipe
from ml.results import Method
from ml.sources import find_samples
from ml.torch_engine import TorchEngine

SPEC = InputSpec(size_px=64)


def _table(path, rows, columns=("image", "x", "y", "width", "height")):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


@pytest.mark.parametrize("fit", list(Fit))
@pytest.mark.parametrize("shape", [(200, 100), (90, 180), (64, 64)])
def test_a_box_lies_on_what_it_was_drawn_around(shape, fit):
    rows, columns = shape
    image = np.zeros(shape, np.uint8)
    image[int(0.25 * rows) : int(0.5 * rows), int(0.5 * columns) : int(0.9 * columns)] = 255
    spec = InputSpec(size_px=64, fit=fit)
    bright = prepare(image, spec)[0] > 127
    mask = mask_of(on_input(np.array([[0.5, 0.25, 0.9, 0.5]]), rows, columns, spec), 64) > 127
    assert (bright & mask).sum() / (bright | mask).sum() > 0.8


def test_a_mask_moves_as_its_image_does():
    image = np.zeros((64, 64), np.uint8)
    cv2.rectangle(image, (10, 20), (25, 40), 255, cv2.FILLED)
    limits = Augmentation(
        rotate_deg=30, shift=0.1, flip_vertical=True, brightness=0, contrast=0, gamma=0, blur=0
    )
    for seed in range(20):
        moved = augment(image, limits, np.random.default_rng(seed))
        mask = augment_mask(image, limits, np.random.default_rng(seed))
        np.testing.assert_array_equal(moved, mask)


def test_boxes_are_found_by_the_names_of_the_files(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        cv2.imwrite(str(tmp_path / name / f"{name}.png"), np.full((40, 80), 90, np.uint8))
    table = _table(tmp_path / "boxes.csv", [["b.png", 0.5, 0.5, 0.25, 0.25], ["c.png", 0, 0, 1, 1]])
    images = load_images(find_samples(tmp_path), SPEC)
    boxes = boxes_of(images, table)
    assert list(boxes) == [1]
    np.testing.assert_allclose(on_input(boxes[1], 40, 80, SPEC), [[32, 16 + 16, 48, 16 + 24]])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["a.png", 0.5, 0.5, 0.2]], "line 2"),
        ([["a.png", 0, 0, 1, 1], ["a.png", "left", 0, 1, 1]], "line 3"),
        ([["a.png", 0.9, 0, 0.2, 1]], "inside"),
        ([["a.png", 12, 30, 40, 40]], "fractions"),
    ],
)
def test_a_wrong_table_is_refused_by_its_line(tmp_path, rows, message):
    with pytest.raises(DatasetError, match=message):
        read_boxes(_table(tmp_path / "boxes.csv", rows))


def test_a_table_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DatasetError, match="gone"):
        read_boxes(tmp_path / "gone.csv")


def test_evidence_is_asked_for_inside_the_box():
    """By hand: two of four places hold the boxes; equal evidence everywhere costs log 4."""
    evidence = torch.zeros(2, 2, 2, 2)
    masks = torch.zeros(2, 8, 8, dtype=torch.uint8)
    masks[0, :4] = 255  # the second image has no box and costs nothing
    labels = torch.tensor([1, 1])
    assert outside(evidence, labels, masks).item() == pytest.approx(np.log(4))
    evidence[0, 1, 0] = 50
    assert outside(evidence, labels, masks).item() == pytest.approx(np.log(2))
    assert outside(evidence.flip(2), labels, masks).item() == pytest.approx(50 + np.log(2))
    assert outside(evidence, labels, torch.zeros_like(masks)).item() == 0


def test_the_evidence_at_each_place_averages_to_the_logits():
    torch.manual_seed(0)
    network = build_network("small-cnn", 3).eval()
    with torch.no_grad():
        logits, evidence = network(torch.randn(2, 3, 32, 32), with_evidence=True)
    bias = network.classifier.bias.detach()
    torch.testing.assert_close(evidence.mean(dim=(2, 3)) + bias, logits, rtol=1e-4, atol=1e-5)


def test_masks_move_with_the_images_of_a_batch():
    """Boxes around bright squares: after the same random transforms both still lie on one another."""
    images = np.zeros((6, 64, 64), np.uint8)
    images[:, 20:36, 8:24] = 255
    boxes = {number: np.array([[8.0, 20.0, 23.0, 35.0]]) for number in range(5)}
    moving = Augmentation(brightness=0, contrast=0, gamma=0, blur=0)
    recipe = Recipe(input=SPEC, boxes="boxes.csv", batch_size=6, epochs=3, augmentation=moving)
    part = Part(images, np.arange(6) % 2, boxes)
    training = FullTraining(build_network("small-cnn", 2), part, None, recipe, None)
    shown, _, masks = next(training._loaded([np.arange(6)], epoch=2))
    bright = shown[:, 0] > (shown[:, 0].min() + shown[:, 0].max()) / 2
    both, either = (bright & (masks > 127)).sum((1, 2)), (bright | (masks > 127)).sum((1, 2))
    assert ((both / either)[:5] > 0.7).all() and not masks[5].any()


def _with_two_patches(count):
    """Class 1 has a patch at the left and one at the right: either tells the class, only one has a box."""
    images = np.random.default_rng(0).integers(40, 80, (count, 32, 32)).astype(np.uint8)
    labels = np.arange(count) % 2
    images[labels == 1, 4:10, 4:10] = 200
    images[labels == 1, 22:28, 22:28] = 200
    return images, labels.astype(np.int64)


def _left_share(boxes, state_file):
    images, labels = _with_two_patches(32)
    recipe = Recipe(
        architecture="small-cnn", input=InputSpec(size_px=32), epochs=12, batch_size=8, learning_rate=3e-3,
        average_decay=0.9, dropout=0.0, boxes_weight=2.0, boxes="boxes.csv",
        augmentation=Augmentation(0, 0, 0, 0, 0, False, False, 0, 0, 0, 0, 0),
    )  # fmt: skip
    torch.manual_seed(0)
    training = FullTraining(
        build_network("small-cnn", 2), Part(images, labels, boxes), None, recipe, state_file
    )
    network = training.run(lambda _: None, no_progress)
    engine = TorchEngine(network, torch.device("cpu"))
    features = engine.run(normalise(images[labels == 1], recipe.input)).features
    gradient = engine.gradient(features, np.array([0, 1], np.float32))
    heat = raw_map(Method.GRAD_CAM, features, gradient).sum(0)
    return float(heat[:4, :4].sum() / heat.sum())


def test_a_network_that_is_shown_boxes_looks_into_them(tmp_path):
    boxed = {number: np.array([[4.0, 4.0, 9.0, 9.0]]) for number in range(1, 32, 2)}
    with_boxes = _left_share(boxed, tmp_path / "with.state")
    without = _left_share({}, tmp_path / "without.state")
    assert with_boxes > without + 0.1 and with_boxes > 0.6


def test_the_pointing_game_by_hand():
    """One map peaks inside its box, one outside; the boxes take 1 % and 25 %, one of them is central."""
    inside, outside = np.zeros((10, 20)), np.zeros((10, 20))
    inside[2, 3] = outside[9, 19] = 1
    small, central = np.array([[0.1, 0.2, 0.2, 0.3]]), np.array([[0.25, 0.25, 0.75, 0.75]])
    figures = score([(inside, small), (outside, central)])
    assert (figures["images"], figures["share"], figures["center"]) == (2, 0.5, 0.5)
    assert figures["chance"] == pytest.approx((0.01 + 0.25) / 2)


def test_a_flat_map_points_nowhere_and_overlapping_boxes_count_once():
    whole = np.array([[0, 0, 1, 1], [0, 0, 1, 1]], float)
    figures = score([(np.zeros((4, 4)), whole)])
    assert figures["share"] == 0 and figures["chance"] == 1
    assert score([]) == {}
