import pytest

from ml.results import Prediction, Verdict
from tests.fake_classifier import CARD
from viewer.core.finding import class_rows, explanation, headline, percent, series_words

BRIGHT = Prediction(Verdict.POSITIVE, "", "bright", {"bright": 0.9, "dark": 0.1})
WITHHELD = Prediction(Verdict.NOT_EVALUATED, "modality is CT", "bright", {"bright": 0.9, "dark": 0.1})


def test_rows_keep_the_order_of_the_card_and_mark_the_top_class():
    rows = class_rows(CARD, BRIGHT)
    assert [(row.title, row.probability, row.is_top) for row in rows] == [
        ("Bright spot", 0.9, True),
        ("Dark", 0.1, False),
    ]


def test_a_withheld_answer_has_no_top_class_and_says_that_it_is_none():
    assert not any(row.is_top for row in class_rows(CARD, WITHHELD))
    assert explanation(WITHHELD).startswith("Modality is CT.") and "no answer" in explanation(WITHHELD)


def test_the_name_of_a_file_is_spelt_as_it_is():
    damaged = Prediction(Verdict.NOT_EVALUATED, "trunc.jpg: damaged: image file is truncated", None, {})
    assert explanation(damaged) == "trunc.jpg: damaged: image file is truncated"


@pytest.mark.parametrize(
    ("prediction", "text"),
    [
        (BRIGHT, "Positive: Bright spot"),
        (Prediction(Verdict.NEGATIVE, "", "dark", {"dark": 1.0}), "Negative: Dark"),
        (Prediction(Verdict.INDETERMINATE, "", "dark", {"dark": 0.5}), "Indeterminate"),
        (WITHHELD, "Not evaluated"),
    ],
)
def test_headlines(prediction, text):
    assert headline(CARD, prediction) == text


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.5, "50.0 %"), (0.99999, "> 99.9 %"), (1.0, "100.0 %"), (0.00001, "< 0.1 %"), (0.0, "0.0 %")],
)
def test_what_is_not_certain_is_never_shown_as_certain(probability, text):
    assert percent(probability) == text


def test_a_series_is_counted_and_says_when_it_is_unfinished():
    counts = {Verdict.NEGATIVE: 3, Verdict.POSITIVE: 1}
    assert series_words(counts, 4) == "Of 4 images: 1 positive, 3 negative"
    assert series_words(counts, 9) == "Of 4 images so far (9 in all): 1 positive, 3 negative"
    assert series_words({}, 9) == "None of 9 images looked at yet"
