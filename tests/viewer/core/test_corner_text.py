from pathlib import Path

import pytest

from ml.imaging.values import FrameInfo, Patient, Series, SortRule, Study, Window
from viewer.core.corner_text import corner_text, date_text, person_name, series_title, window_text
from viewer.core.viewport import Grid, View, Viewport

FRAMES = (FrameInfo(Path("first.png"), 0, 4, 4), FrameInfo(Path("second.png"), 0, 4, 4))
SERIES = Series("1", "MR", "T1", "HEAD", "", SortRule.INSTANCE_NUMBER, FRAMES, notes=("gap of 3 mm",))
VIEW = Viewport(Grid(4, 4), (100, 100), View(zoom=2))


def study(patient: Patient) -> Study:
    return Study("1", patient, "Head", "20240331", (SERIES,))


STUDY = study(Patient("Doe^Jane", "42", "19700101", "F"))


def test_corners_say_who_what_which_and_how():
    text = corner_text(STUDY, SERIES, 1, "C 40  W 80", VIEW)
    assert text.top_left == ("Doe, Jane", "42", "F  1970-01-01")
    assert text.top_right == ("Head", "2024-03-31", "T1 (MR)")
    assert text.bottom_left == ("sorted by instance number", "Image 2 / 2")
    assert text.bottom_right == ("C 40  W 80", "Zoom 200%", "4 × 4")


def test_notes_on_the_series_and_on_the_slice_are_told_once_each():
    text = corner_text(STUDY, SERIES, 1, "", VIEW, frame_notes=("no SUV: no body weight", "gap of 3 mm"))
    assert text.notes == ("gap of 3 mm", "no SUV: no body weight")


def test_a_small_pane_keeps_what_tells_a_prior_from_the_present_and_what_one_must_know():
    text = corner_text(STUDY, SERIES, 1, "C 40  W 80", VIEW).shortened()
    assert (text.top_left, text.top_right) == (("Doe, Jane",), ("2024-03-31", "T1 (MR)"))
    assert (text.bottom_left, text.bottom_right) == (("Image 2 / 2",), ("C 40  W 80",))
    assert text.notes == ("gap of 3 mm",)


def test_an_image_without_a_patient_is_known_by_its_file():
    assert corner_text(study(Patient()), SERIES, 1, "", VIEW).top_left == ("second.png",)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Doe^Jane^M", "Doe, Jane M"), ("Doe", "Doe"), ("^^^^", ""), ("^Jane", "Jane"), ("", "")],
)
def test_person_names_lose_their_carets(name, shown):
    assert person_name(name) == shown


@pytest.mark.parametrize(("date", "shown"), [("20240331", "2024-03-31"), ("", ""), ("unknown", "unknown")])
def test_dates_are_readable(date, shown):
    assert date_text(date) == shown


def test_narrow_windows_keep_their_decimals():
    assert window_text(Window(0.25, 0.5)) == "C 0.250  W 0.500"
    assert window_text(None) == ""


def test_a_window_carries_its_unit_and_its_name():
    assert window_text(Window(40, 80, "Brain"), "HU") == "C 40  W 80 HU  Brain"


def test_a_series_without_description_is_named_by_its_body_part():
    assert series_title(Series("1", "CT", "", "CHEST", "", SortRule.POSITION, ())) == "Chest (CT)"
