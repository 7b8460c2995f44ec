"""One writer, a way back for every change, and signals only when something has changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from ml.imaging.values import FrameInfo
from viewer.core.measurement import Kind, Measurement
from viewer.state.measurements import Measurements

FRAME, OTHER = FrameInfo(Path("a.dcm"), 0, 8, 8), FrameInfo(Path("b.dcm"), 0, 8, 8)
LENGTH = Measurement(Kind.LENGTH, ((1, 2), (3, 4)))
LONGER = replace(LENGTH, points=((1, 2), (7, 4)))
POINT = Measurement(Kind.PROBE, ((1, 2),))


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


def test_what_is_loaded_cannot_be_undone_and_what_is_closed_cannot_come_back(measurements):
    measurements.load(FRAME, (LENGTH, POINT))
    assert measurements.kept_on(FRAME) == (LENGTH, POINT) and not measurements.history.canUndo()
    measurements.add(FRAME, Measurement(Kind.PROBE, ((3, 3),)))
    measurements.forget((FRAME,))
    assert measurements.frames == () and not measurements.history.canUndo() and measurements.selected is None
