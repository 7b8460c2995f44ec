import math
from dataclasses import replace
from pathlib import Path

import pytest

from viewer.services.training_values import (
    ClassScore,
    RecipeChoice,
    TrainingProgress,
    TrainingReport,
    TrainingStart,
)
from viewer.widgets.training_words import (
    belief,
    headline,
    images_text,
    interval,
    kept_text,
    percent,
    phase_text,
    recipe_remark,
    small_print,
    split_text,
    time_left,
)

GOOD = TrainingReport(
    model=Path("/models/pets"),
    name="pets",
    images=400,
    accuracy=0.95,
    accuracy_interval=(0.924, 0.967),
    macro_f1=0.95,
    scores=(ClassScore("cat", 0.94, 0.96, 0.95, 200), ClassScore("dog", 0.96, 0.94, 0.95, 200)),
    confusion=((192, 8), (12, 188)),
    ece=0.021,
    not_evaluated=0,
)


def test_the_headline_is_the_accuracy_on_held_out_images() -> None:
    assert headline(GOOD) == "95.0 % right on 400 held-out images"
    assert interval(GOOD) == "95 % interval: 92.4 to 96.7 %"


def test_a_good_model_is_believed_within_its_limits() -> None:
    text = belief(GOOD)
    assert "between 92 and 97 of 100" in text
    assert "2.1 points" in text
    assert "nothing here measures that" in text
    assert "Weakest" not in text
    assert "Always answering" not in text


def test_a_published_split_that_leaks_is_answered_with_the_figure_that_counts() -> None:
    clean = replace(GOOD, images=300, accuracy=0.88, accuracy_interval=(0.84, 0.912))
    text = belief(replace(GOOD, without_copies=clean))
    assert text.startswith("100 test images have a copy")
    assert "88.0 % of 300 images are right (95 % interval: 84.0 to 91.2 %)" in text


def test_few_images_make_the_figure_rough() -> None:
    text = belief(replace(GOOD, images=12, accuracy_interval=(0.55, 0.95)))
    assert text.startswith("Only 12 images could be held out")
    assert "between 55 and 95 of 100" in text


def test_an_accuracy_that_the_most_frequent_class_reaches_is_called_so() -> None:
    scores = (ClassScore("rare", 0, 0, 0, 40), ClassScore("common", 0.9, 1, 0.95, 360))
    text = belief(replace(GOOD, accuracy=0.9, accuracy_interval=(0.867, 0.926), scores=scores))
    assert "Always answering “common” would be right in 90 %" in text
    assert "Weakest class: “rare”" in text


def test_rows_of_few_images_are_named() -> None:
    scores = (ClassScore("cat", 1, 1, 1, 380), ClassScore("lynx", 0.9, 0.93, 0.9, 19))
    text = belief(replace(GOOD, scores=scores, accuracy_interval=(0.96, 0.99)))
    assert "“lynx” rest on fewer than 20 images" in text


def test_the_small_print_tells_of_images_that_would_be_withheld() -> None:
    assert "not evaluated" not in small_print(GOOD)
    assert "1 image would be shown as “not evaluated”" in small_print(replace(GOOD, not_evaluated=1))
    assert "calibration" not in small_print(replace(GOOD, ece=None))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0, "a few seconds left"),
        (9.9, "a few seconds left"),
        (31, "about 30 s left"),
        (95, "about 2 min left"),
        (5_000, "about 83 min left"),
        (5_460, "about 1 h 31 min left"),
        (86_000, "about 23 h 53 min left"),
    ],
)
def test_the_rest_of_time_is_rounded(seconds: float | None, words: str) -> None:
    assert time_left(seconds) == words


def test_counts_and_shares_read_well() -> None:
    assert images_text(1) == "1 image"
    assert images_text(2_048) == "2,048 images"
    assert percent(math.nan) == "–"


def test_a_recipe_tells_what_it_costs() -> None:
    recipe = RecipeChoice("standard", "Standard", "", 8)
    assert recipe_remark(recipe, 1_200) == "8 epochs over part of the 1,200 images."
    assert recipe_remark(replace(recipe, final_epochs=2), 9).endswith(", then 2 more over all of them.")
    assert "No epochs" in recipe_remark(replace(recipe, epochs=0), 1_200)


def test_the_split_is_told_in_images() -> None:
    counts = {"train": {"a": 70, "b": 30}, "validation": {"a": 10}, "test": {"a": 11}}
    text = split_text(TrainingStart(Path("/m"), "standard", ("a", "b"), counts, 8, "cuda", 0))
    assert text.startswith("100 images to learn from, 10 to choose the best epoch, 11 held out")
    assert "CUDA" in text


def test_what_stopping_keeps_is_told() -> None:
    assert "begin anew" in kept_text(0)
    assert kept_text(1).startswith("1 finished epoch will be kept")


def test_an_unknown_phase_shows_its_own_text() -> None:
    assert phase_text(TrainingProgress("packing", 0, 1, 2, None, "tying knots"), 8) == "tying knots"
    assert phase_text(TrainingProgress("epoch", 3, 1, 2, None, "x"), 8) == "Epoch 3 of 8"
