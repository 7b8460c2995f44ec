from dataclasses import replace

from ml.card import Conformal
from ml.results import Prediction, Verdict
from tests.fake_classifier import CARD
from viewer.core.finding import class_rows, plausible_words
from viewer.core.language import use_translator
from viewer.core.series_answers import driver_texts, drivers, runs_text, slice_note, strip_class

_THREE = replace(CARD, classes=("glioma", "meningioma", "none"), titles={}, negative_class="none")


def _positive(name: str, share: float) -> Prediction:
    return Prediction(Verdict.POSITIVE, "", name, {name: share})


def test_runs_are_counted_from_1_and_cut_off_when_they_are_many():
    assert runs_text([0, 1, 2, 5, 7, 8]) == "1–3, 6, 8–9"
    assert runs_text(range(0, 20, 2)) == "1, 3, 5, 7, …"


def test_the_class_of_the_most_positive_slices_comes_first():
    answers = [_positive("glioma", 0.7), None, _positive("meningioma", 0.8), _positive("meningioma", 0.6)]
    first, second = drivers(answers)
    assert (first.class_name, first.indices, first.peak_index, first.peak) == ("meningioma", (2, 3), 2, 0.8)
    assert second.class_name == "glioma"


def test_without_a_finding_the_strip_shows_the_one_that_comes_nearest():
    shares = {"glioma": 0.1, "meningioma": 0.3, "none": 0.6}
    answers = [Prediction(Verdict.NEGATIVE, "", "none", shares)]
    assert strip_class(_THREE, answers, None) == "meningioma"
    assert strip_class(_THREE, answers, "none") == "none"
    assert strip_class(_THREE, [None], None) == "glioma"


def test_classes_are_called_as_in_the_chosen_language():
    card = replace(_THREE, titles={"glioma": {"en": "Glioma", "tr": "Gliom"}})
    answers = [_positive("glioma", 0.7)]
    use_translator(lambda text: text, "tr")
    try:
        ((text, _),) = driver_texts(card, answers)
        note = slice_note(card, answers[0], "glioma", 0, 1)
    finally:
        use_translator(lambda text: text)
    assert text.startswith("Gliom:") and "Gliom 70" in note and "Glioma" not in note


def test_what_was_not_evaluated_drives_nothing():
    withheld = Prediction(Verdict.NOT_EVALUATED, "blank", "glioma", {"glioma": 0.99})
    assert drivers([withheld]) == ()


def test_the_set_of_classes_in_words():
    card = replace(_THREE, conformal=Conformal(0.1, 0.5), titles={"glioma": "Glioma"})
    one = Prediction(Verdict.POSITIVE, "", "glioma", {}, ("glioma",))
    two = replace(one, plausible=("glioma", "meningioma"))
    three = replace(one, plausible=("glioma", "meningioma", "none"))
    assert plausible_words(card, one) == "Glioma: holds the truth in 90% of such images"
    assert plausible_words(card, two).startswith("Glioma or meningioma:")
    assert plausible_words(card, three).startswith("Glioma, meningioma or none:")
    assert plausible_words(card, replace(one, plausible=())) == "None of the classes is plausible."
    assert plausible_words(_THREE, one) == "" and plausible_words(card, replace(one, plausible=None)) == ""


def test_each_bar_has_the_threshold_of_its_class():
    card = replace(_THREE, threshold=0.5, thresholds={"glioma": 0.8})
    assert [row.threshold for row in class_rows(card, None)] == [0.8, 0.5, 0.5]
