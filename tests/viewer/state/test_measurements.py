"""One writer, a way back for every change, and signals only when something has changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from ml.imaging.values import FrameInfo, Patient, Series, SortRule, Study
from viewer.core.measurement import Kind, Measurement
from viewer.state.history import History
from viewer.state.key_images import KeyImages
from viewer.state.measurements import Measurements
from viewer.state.session import Session

FRAME, OTHER = FrameInfo(Path("a.dcm"), 0, 8, 8), FrameInfo(Path("b.dcm"), 0, 8, 8)
LENGTH = Measurement(Kind.LENGTH, ((1, 2), (3, 4)))
LONGER = replace(LENGTH, points=((1, 2), (7, 4)))
POINT = Measurement(Kind.PROBE, ((1, 2),))


def study_of(*frames: FrameInfo) -> Study:
    series = Series("1", "MR", "", "", "", SortRule.POSITION, frames)
    return Study("1.1", Patient(), "", "20240101", (series,))


@pytest.fixture
def measurements(qtbot):
    return Measurements()


def test_drawing_changing_and_deleting_can_each_be_undone_and_done_again(measurements):
    measurements.add(FRAME, LENGTH)
    measurements.edit(FRAME, LONGER)
    measurements.remove(FRAME, LONGER)
    assert measurements.frames == () and measurements.history.count() == 3
    for expected in ((LONGER,), (LENGTH,), ()):
        measurements.history.undo()
        assert measurements.kept_on(FRAME) == expected
    for expected in ((LENGTH,), (LONGER,), ()):
        measurements.history.redo()
        assert measurements.kept_on(FRAME) == expected


def test_what_is_being_drawn_is_shown_and_not_kept(qtbot, measurements):
    measurements.add(FRAME, LENGTH)
    measurements.set_draft(FRAME, LONGER)
    measurements.set_tool(Kind.PROBE)
    assert measurements.drawn_on(FRAME) == (LONGER,) and measurements.kept_on(FRAME) == (LENGTH,)
    with qtbot.assertNotEmitted(measurements.kept_changed):
        measurements.drop_draft()
    assert measurements.drawn_on(FRAME) == (LENGTH,)


def test_a_change_to_the_same_is_none(qtbot, measurements):
    measurements.add(FRAME, LENGTH)
    with qtbot.assertNotEmitted(measurements.kept_changed):
        measurements.edit(FRAME, LENGTH)
        measurements.refresh(FRAME, (LENGTH,))
    assert measurements.history.count() == 1
    with qtbot.assertNotEmitted(measurements.tool_changed):
        measurements.set_tool(None)


def test_the_new_one_is_selected_and_a_deleted_one_is_not(measurements):
    measurements.add(FRAME, LENGTH)
    measurements.add(FRAME, POINT)
    assert measurements.selected == (FRAME, POINT)
    measurements.remove(FRAME, POINT)
    assert measurements.selected is None
    measurements.select(FRAME, LENGTH)
    measurements.edit(FRAME, LONGER)
    assert measurements.selected == (FRAME, LONGER)


def test_undo_says_where_something_has_changed(qtbot, measurements):
    measurements.add(FRAME, LENGTH)
    measurements.add(OTHER, POINT)
    with qtbot.waitSignal(measurements.retraced) as told:
        measurements.history.undo()
    assert told.args == [OTHER]


def test_what_is_loaded_cannot_be_undone_and_what_is_closed_cannot_come_back(qtbot):
    session = Session()
    measurements = Measurements(History(session))
    session.set_studies((study_of(FRAME),))
    measurements.load(FRAME, (LENGTH, POINT))
    assert measurements.kept_on(FRAME) == (LENGTH, POINT) and not measurements.history.canUndo()
    measurements.add(FRAME, Measurement(Kind.PROBE, ((3, 3),)))
    session.set_studies((study_of(FRAME, OTHER),))
    assert measurements.history.canUndo()  # more of it was opened
    session.set_studies(())
    measurements.forget((FRAME,))
    assert measurements.frames == () and not measurements.history.canUndo() and measurements.selected is None


def test_measurements_and_key_images_are_taken_back_in_one_row(qtbot):
    history = History()
    measurements, marked = Measurements(history), KeyImages(history)
    measurements.add(FRAME, LENGTH)
    marked.set_marked(OTHER, True)
    marked.set_marked(OTHER, True)  # is marked already
    marked.set_marked(OTHER, False)
    assert (history.past, history.future) == ("take the mark of a key image away", "")
    history.undo()
    assert OTHER in marked and history.future == "take the mark of a key image away"
    with qtbot.waitSignal(marked.retraced) as told:
        history.undo()
    assert told.args == [OTHER] and OTHER not in marked and measurements.frames == (FRAME,)
    assert history.past == "draw “Length”" and history.future == "mark a key image"
    history.undo()
    assert measurements.frames == () and history.past == ""
    with qtbot.waitSignals([marked.kept_changed, marked.changed]):
        history.redo()
        history.redo()
    assert OTHER in marked and measurements.kept_on(FRAME) == (LENGTH,)
