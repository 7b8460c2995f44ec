"""The models that ship: whole, small, honest about themselves, and still as good as their cards say."""

from dataclasses import replace
from pathlib import Path

import pytest

from ml.classifier import Classifier
from ml.dataset import load_images
from ml.imaging import read_frame, scan
from ml.imaging.phantom import write_phantom
from ml.library import DEFAULT_MODEL, find_model
from ml.recipe import load_recipe
from ml.results import Verdict
from ml.sources import find_samples
from tests.trust.kinds import without_header

_DATA = Path(__file__).parents[3] / "shared" / "data" / "brain-mri"


@pytest.fixture(scope="module")
def classifier():
    return Classifier.load(DEFAULT_MODEL, "cpu")


def test_the_folder_is_whole_and_small_and_the_card_says_what_matters():
    entry = find_model(DEFAULT_MODEL)
    size = sum(path.stat().st_size for path in entry.folder.iterdir())
    card = entry.card
    assert entry.bundled and size < 20_000_000
    assert (
        card.classes == ("glioma", "meningioma", "notumor", "pituitary") and card.negative_class == "notumor"
    )
    assert "another source" in card.not_for and "Not a medical device" in card.intended_use
    assert card.metrics["images"] == sum(card.training["split"]["test"].values())
    assert card.covers.modalities == ("MR",) and card.covers.largest_distance


def test_the_card_was_made_by_the_recipe_that_is_kept():
    card, recipe = find_model(DEFAULT_MODEL).card, load_recipe("brain-mri")
    assert (card.architecture, card.input, card.titles) == (recipe.architecture, recipe.input, recipe.titles)
    assert card.covers.body_parts == recipe.covers.body_parts


def test_a_synthetic_head_gets_an_answer_and_a_map_on_every_slice(classifier, tmp_path):
    write_phantom(tmp_path)
    (study,) = scan([tmp_path]).studies
    for info in study.series[0].frames[::8]:
        frame = read_frame(info)
        prediction = classifier.predict(frame)
        assert sum(prediction.probabilities.values()) == pytest.approx(1, abs=1e-4)
        heat = classifier.explain(frame, prediction.top_class)
        assert heat.values.shape == frame.pixels.shape and heat.peak > 0


def test_ct_is_not_evaluated(classifier):
    from pydicom.data import get_testdata_file

    from ml.imaging import read_frame_at

    answer = classifier.predict(read_frame_at(Path(get_testdata_file("CT_small.dcm"))))
    assert answer.verdict is Verdict.NOT_EVALUATED and "CT" in answer.reason


@pytest.mark.shared_data
@pytest.mark.skipif(not _DATA.is_dir(), reason="the training images are not here")
def test_it_knows_the_images_it_learnt_from(classifier):
    found = find_samples(_DATA)
    images = load_images(replace(found, samples=found.samples[::40]), classifier.card.input)
    probabilities, _ = classifier.answer(images.images)
    assert (probabilities.argmax(axis=1) == images.labels).mean() > 0.97


_XRAYS = "fracture-xray"


def test_the_fracture_model_is_whole_and_small_and_its_card_says_what_matters():
    entry = find_model(_XRAYS)
    card = entry.card
    assert entry.bundled and sum(path.stat().st_size for path in entry.folder.iterdir()) < 20_000_000
    assert card.classes == ("Fractured", "Non_fractured") and card.negative_class == "Non_fractured"
    assert "Abedeen" in card.data and "CC BY 4.0" in card.licence
    for truth in ("Metal gives the label away", "opposite labels", "no patient identifiers"):
        assert truth in card.not_for
    assert card.metrics["images"] == sum(card.training["split"]["test"].values())


def test_the_fracture_model_reaches_what_it_has_to_and_points_to_fractures():
    metrics = find_model(_XRAYS).card.metrics
    fractured = metrics["per_class"]["Fractured"]
    assert fractured["auroc"] >= 0.88 and fractured["average_precision"] >= 0.70
    pointing = metrics["pointing"]
    assert pointing["images"] == fractured["support"]
    assert pointing["interval"][0] > 5 * pointing["chance"] and pointing["share"] > 2 * pointing["center"]


def test_the_fracture_card_was_made_by_the_recipe_that_is_kept():
    card, recipe = find_model(_XRAYS).card, load_recipe("fracture-mobilenet")
    assert (card.architecture, card.input, card.titles) == (recipe.architecture, recipe.input, recipe.titles)
    assert (card.covers.modalities, card.not_for) == (recipe.covers.modalities, recipe.not_for)


def test_a_synthetic_head_is_not_evaluated_by_the_fracture_model(tmp_path):
    write_phantom(tmp_path)
    (study,) = scan([tmp_path]).studies
    frame = read_frame(study.series[0].frames[15])
    fractures = Classifier.load(_XRAYS, "cpu")
    assert fractures.predict(frame).verdict is Verdict.NOT_EVALUATED
    assert fractures.predict(without_header(frame)).verdict is Verdict.NOT_EVALUATED
