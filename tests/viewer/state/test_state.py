from dataclasses import replace
from pathlib import Path

import pytest

from ml.imaging.values import Failure, FrameInfo, Patient, Series, SortRule, Study, Window
from ml.results import HeatMap, Prediction, Verdict
from tests.fake_classifier import CARD
from viewer.core.finding import Finding
from viewer.core.preferences import Preferences
from viewer.core.viewport import FIT, View
from viewer.state.findings import Findings
from viewer.state.pane import PaneState
from viewer.state.pane_group import PaneGroup
from viewer.state.preferences import PreferencesState
from viewer.state.session import Session


def series(uid: str, count: int) -> Series:
    frames = tuple(FrameInfo(Path(f"{uid}{number}"), 0, 4, 4) for number in range(count))
    return Series(uid, "MR", uid, "", "", SortRule.FILE_NAME, frames)


LONG, SHORT = series("long", 20), series("short", 1)
STUDY = Study("1", Patient("A"), "", "", (LONG, SHORT))


@pytest.fixture
def session(qtbot) -> Session:
    session = Session()
    session.set_studies((STUDY,))
    return session


@pytest.fixture
def panes(session) -> PaneGroup:
    panes = PaneGroup(session)
    panes.active.set_series(LONG)
    return panes


@pytest.fixture
def pane(panes) -> PaneState:
    return panes.active


def test_beyond_either_end_is_the_end(pane):
    pane.set_index(99)
    assert pane.index == 19 and pane.frame == LONG.frames[19]
    pane.set_index(-5)
    assert pane.index == 0


def test_each_series_remembers_its_slice(pane):
    pane.set_index(7)
    pane.set_series(SHORT)
    assert pane.index == 0
    pane.set_series(LONG)
    assert pane.index == 7


def test_the_same_value_again_is_no_change(qtbot, session, pane):
    pane.set_index(3)
    with (
        qtbot.assertNotEmitted(pane.frame_changed),
        qtbot.assertNotEmitted(pane.series_changed),
        qtbot.assertNotEmitted(session.studies_changed),
        qtbot.assertNotEmitted(session.failures_changed),
    ):
        pane.set_index(3)
        pane.set_series(LONG)
        session.set_studies((STUDY,))
        session.set_failures(())


def test_only_moving_within_a_series_is_scrolling(qtbot, pane):
    with qtbot.assertNotEmitted(pane.scrolled):
        pane.set_series(SHORT)
        pane.set_series(LONG)
    with qtbot.waitSignal(pane.scrolled):
        pane.set_index(3)


def test_another_series_is_shown_as_if_for_the_first_time(pane):
    pane.set_window(Window(1, 2))
    pane.set_view(View(zoom=3, quarter_turns=1))
    pane.set_series(SHORT)
    assert (pane.window, pane.view) == (None, FIT)


def test_closing_the_study_lets_its_series_go(session, pane):
    session.set_studies(())
    assert pane.series is None and pane.frame is None


def test_a_series_that_is_read_anew_stays_at_its_slice_and_in_its_window(session, pane):
    pane.set_index(7)
    pane.set_window(Window(1, 2))
    again = replace(LONG, frames=LONG.frames[4:])
    session.set_studies((replace(STUDY, series=(again, SHORT)),))
    assert (pane.series, pane.frame) == (again, LONG.frames[7])
    assert pane.window == Window(1, 2)


def test_failures_are_told(qtbot, session):
    with qtbot.waitSignal(session.failures_changed):
        session.set_failures((Failure(Path("x"), "broken"),))


def test_reset_shows_the_image_as_at_first_but_keeps_the_overlay(qtbot):
    pane = PaneState(PreferencesState(Preferences()))
    pane.set_window(Window(1, 2))
    pane.set_inverted(True)
    pane.set_view(View(zoom=3))
    pane.set_overlay_on(True)
    pane.reset()
    assert (pane.window, pane.inverted, pane.view, pane.overlay.on) == (None, False, FIT, True)


def test_opacity_stays_between_nothing_and_all(qtbot):
    pane = PaneState(PreferencesState(Preferences()))
    pane.set_overlay_opacity(7)
    assert pane.overlay.opacity == 1
    pane.set_overlay_opacity(-1)
    assert pane.overlay.opacity == 0


def test_an_overlay_held_back_is_not_visible(qtbot):
    pane = PaneState(PreferencesState(Preferences()))
    assert not pane.overlay.visible
    pane.set_overlay_on(True)
    assert pane.overlay.visible
    pane.set_overlay_held_back(True)
    assert not pane.overlay.visible


def test_another_model_starts_with_no_answers(qtbot):
    findings, frame = Findings(), LONG.frames[0]
    findings.set_model(CARD)
    findings.add(frame, Finding(Prediction(Verdict.NEGATIVE), "", "cpu", 1))
    findings.add_heat_map(frame, HeatMap(None, "bright", 1))
    findings.add_heat_problem(frame, "dark", "no memory")
    assert findings.finding(frame) and findings.heat_map(frame, "bright")
    assert findings.heat_problem(frame, "dark") == "no memory"
    with qtbot.waitSignal(findings.model_changed):
        findings.start()
    assert findings.finding(frame) is None and findings.heat_map(frame, "bright") is None
    assert findings.heat_problem(frame, "dark") == "" and findings.card is None
