from pathlib import Path

import pytest

from ml.imaging.values import FrameInfo, Patient, Series, SortRule, Study
from viewer.core.pane_layout import LAYOUTS, MOST_PANES, SINGLE, PaneLayout
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session


def series(uid: str) -> Series:
    frames = tuple(FrameInfo(Path(f"{uid}{number}"), 0, 4, 4) for number in range(3))
    return Series(uid, "MR", uid, "", "", SortRule.FILE_NAME, frames)


FIVE = tuple(series(uid) for uid in "abcde")
TWO_BY_TWO = PaneLayout(2, 2)


@pytest.fixture
def panes(qtbot):
    session = Session()
    session.set_studies((Study("1", Patient("A"), "", "", FIVE),))
    panes = PaneGroup(session)
    panes.put(FIVE[1])
    yield panes


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("place", range(MOST_PANES))
def test_any_pane_can_be_on_the_screen_in_any_layout(layout, place):
    first = layout.first_of(place)
    assert first <= place < first + layout.count <= MOST_PANES


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_written_and_read(layout):
    assert PaneLayout.parse(str(layout)) == layout
    assert PaneLayout.parse("12x0") == PaneLayout.parse("") == SINGLE


def test_new_panes_take_the_series_that_follow_the_active_one(panes):
    panes.set_layout(TWO_BY_TWO)
    assert [pane.series.series_uid for pane in panes.shown] == ["b", "c", "d", "e"]


def test_fewer_panes_keep_the_active_one_and_more_bring_the_others_back(panes):
    panes.set_layout(TWO_BY_TWO)
    panes.set_active(panes.shown[2])
    panes.set_layout(SINGLE)
    assert [pane.series.series_uid for pane in panes.shown] == ["d"]
    panes.set_layout(TWO_BY_TWO)
    assert [pane.series.series_uid for pane in panes.shown] == ["b", "c", "d", "e"]


def test_a_pane_that_is_not_on_the_screen_cannot_be_active(panes):
    panes.set_active(panes.panes[5])
    assert panes.active is panes.panes[0]


def test_signals_come_from_the_active_pane_only_and_all_when_another_becomes_active(qtbot, panes):
    panes.set_layout(TWO_BY_TWO)
    with qtbot.assertNotEmitted(panes.frame_changed), qtbot.waitSignal(panes.shown_changed):
        panes.shown[1].set_index(2)
    with qtbot.waitSignals([panes.active_changed, panes.series_changed, panes.frame_changed]):
        panes.set_active(panes.shown[1])
    with qtbot.waitSignal(panes.frame_changed):
        panes.shown[1].set_index(0)


def test_steps_from_pane_to_pane_go_round(panes):
    panes.set_layout(PaneLayout(1, 3))
    panes.step_active(-1)
    assert panes.active is panes.shown[2]
    panes.step_active(1)
    assert panes.active is panes.shown[0]


def test_a_single_pane_cannot_be_enlarged(panes):
    panes.set_enlarged(True)
    assert not panes.is_enlarged
