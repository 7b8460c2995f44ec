"""A series at several times: one line in the list, one place, and a way from phase to phase."""

from pathlib import Path

import pytest
from pydicom import dcmread
from PySide6.QtCore import Qt

from ml.imaging.values import Window
from tests.e2e.test_measuring import drag, tool
from tests.e2e.test_panes import series_named, wait_for_pictures
from tests.e2e.test_planes import press
from tests.e2e.test_reading import wheel
from tests.patient_maker import SAGITTAL, Stack, write_stack
from viewer.core.measurement import Kind
from viewer.core.pane_layout import PaneLayout
from viewer.core.session_record import digest
from viewer.core.viewport import View
from viewer.widgets.series_delegate import DETAIL, SERIES_UID

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PHASES = 4


@pytest.fixture(scope="session")
def dynamic_folder(tmp_path_factory, phantom_folder) -> Path:
    """An axial series of four phases, twelve seconds apart, each brighter than the last; a sagittal one."""
    folder, template = tmp_path_factory.mktemp("dynamic"), next(phantom_folder.iterdir())
    for phase in range(PHASES):
        for path in write_stack(folder / str(phase), template, Stack("dynamic", slices=9)).iterdir():
            dataset = dcmread(path)
            dataset.SOPInstanceUID = f"{dataset.SOPInstanceUID[:50]}.{phase}"
            dataset.TemporalPositionIdentifier = phase + 1
            dataset.AcquisitionTime = f"0930{12 * phase:02}.5"
            dataset.InstanceNumber += 100 * phase
            pixels = dataset.pixel_array + 100 * phase
            dataset.PixelData = pixels.tobytes()
            for keyword in ("WindowCenter", "WindowWidth"):
                if keyword in dataset:
                    delattr(dataset, keyword)
            dataset.save_as(path)
    write_stack(folder, template, Stack("sagittal", SAGITTAL))
    return folder


@pytest.fixture
def dynamic(qtbot, opened, dynamic_folder):
    kesit = opened(dynamic_folder)
    kesit.panes.put(next(one for one in kesit.session.series if one.phase))
    wait_for_pictures(qtbot, kesit)
    return kesit


def number(kesit) -> int:
    phase = kesit.active.state.series.phase
    return phase.number if phase else 0


def corner(kesit) -> str:
    return kesit.active.pane.scene.corners.bottom_left[-1]


def test_the_phases_are_one_line_of_the_list(dynamic):
    study = dynamic.series_list._items[dynamic.active.state.series.series_uid].parent()
    lines = [(study.child(row).text(), study.child(row).data(DETAIL)) for row in range(study.rowCount())]
    assert sorted(lines) == [("dynamic (MR)", "9 images  ·  4 phases"), ("sagittal (MR)", "21 images")]
    assert dynamic.study_panel._count.text() == "2 series in one study"
    assert "2 series" in study.data(DETAIL)


def test_keys_wheel_and_slider_go_through_the_phases_of_one_place(qtbot, dynamic):
    dynamic.panes.set_index(2)
    place = dynamic.active.state.frame.position_mm
    press(qtbot, dynamic, Qt.Key.Key_Right, CTRL)
    wait_for_pictures(qtbot, dynamic)
    assert (number(dynamic), dynamic.active.state.frame.position_mm) == (2, place)
    assert corner(dynamic) == "Image 3 / 9   Phase 2 / 4  +12.0 s"
    wheel(dynamic, -1, SHIFT)
    assert number(dynamic) == 3
    wheel(dynamic, 1, SHIFT)
    press(qtbot, dynamic, Qt.Key.Key_Left, CTRL)
    press(qtbot, dynamic, Qt.Key.Key_Left, CTRL)  # there is none before the first
    assert number(dynamic) == 1
    dynamic.phase_bar.slider.setValue(4)
    assert (number(dynamic), dynamic.active.state.frame.position_mm) == (4, place)
    wait_for_pictures(qtbot, dynamic)
    assert dynamic.phase_bar.text.text() == "Phase 4 / 4  +36.0 s"
    assert dynamic.series_list.currentIndex().data(SERIES_UID) == dynamic.session.series[0].series_uid


def test_another_phase_is_seen_in_the_same_window_and_view(qtbot, dynamic):
    view, shown = View(zoom=3.0, center=(20.0, 30.0)), dynamic.active.presenter.window
    dynamic.active.state.set_view(view)
    before = float(dynamic.active.presenter.frame.pixels.mean())
    dynamic.actions["go.next_phase"].trigger()
    wait_for_pictures(qtbot, dynamic)
    assert float(dynamic.active.presenter.frame.pixels.mean()) == pytest.approx(before + 100)
    assert dynamic.active.state.view == view and dynamic.active.presenter.window == shown
    dynamic.active.state.set_window(Window(300, 100))
    dynamic.actions["go.next_phase"].trigger()
    assert dynamic.active.state.window == Window(300, 100)


def test_the_picture_stays_until_the_next_phase_is_there_and_says_which_it_is(qtbot, dynamic, monkeypatch):
    dynamic.cache.close()  # nothing is decoded from here on
    monkeypatch.setattr(dynamic.cache, "peek", lambda info: None)
    dynamic.actions["go.next_phase"].trigger()
    assert number(dynamic) == 2
    assert dynamic.active.pane.scene.request is not None and "Phase 1 / 4" in corner(dynamic)


def test_phases_are_played_round_and_round_at_one_place(qtbot, dynamic):
    dynamic.cine.set_fps(60)
    seen = []
    dynamic.panes.frame_changed.connect(lambda: seen.append((number(dynamic), dynamic.panes.active.index)))
    dynamic.actions["go.phase_cine"].trigger()
    assert dynamic.actions["go.phase_cine"].isChecked() and not dynamic.actions["go.cine"].isChecked()
    assert dynamic.cine_bar.isVisible()
    qtbot.waitUntil(lambda: len(seen) >= 5, timeout=20_000)
    dynamic.actions["go.phase_cine"].trigger()
    assert not dynamic.cine.playing
    assert seen[:5] == [(phase, 4) for phase in (2, 3, 4, 1, 2)]


def test_slices_that_are_played_go_on_in_another_phase_but_not_in_another_series(qtbot, dynamic):
    dynamic.actions["go.cine"].trigger()
    dynamic.actions["go.next_phase"].trigger()
    assert dynamic.cine.playing and dynamic.actions["go.cine"].isChecked()
    dynamic.panes.put(series_named(dynamic, "sagittal"))
    assert not dynamic.cine.playing


def test_page_keys_the_list_and_empty_panes_take_phases_as_one_series(qtbot, dynamic):
    dynamic.actions["go.next_phase"].trigger()
    dynamic.series_list.series_requested.emit(dynamic.session.series[0])
    assert number(dynamic) == 2
    dynamic.actions["go.next_series"].trigger()
    assert dynamic.active.state.series.description == "sagittal"
    assert not dynamic.phase_bar.isVisible() and not dynamic.actions["go.next_phase"].isEnabled()
    dynamic.actions["go.previous_series"].trigger()
    assert number(dynamic) == 1
    dynamic.panes.set_layout(PaneLayout(2, 2))
    shown = [pane.series.description if pane.series else "" for pane in dynamic.panes.shown]
    assert sorted(shown) == ["", "", "dynamic · temporal position 1 of 4", "sagittal"]


def test_a_filter_finds_the_line_by_any_of_its_phases(qtbot, dynamic):
    dynamic.study_panel.filter.setText("dynamic")
    dynamic.study_panel.refresh()
    assert dynamic.study_panel._count.text() == "1 of 2 series"
    line = dynamic.series_list._items[dynamic.session.series[0].series_uid].index()
    assert not dynamic.series_list.isRowHidden(line.row(), line.parent())


def test_what_was_measured_on_another_phase_is_found_again_in_the_same_view(qtbot, dynamic):
    tool(dynamic, Kind.LENGTH)
    drag(dynamic, (10, 10), (40, 10))
    view = View(zoom=3.0, center=(20.0, 30.0))
    dynamic.active.state.set_view(view)
    dynamic.actions["go.next_phase"].trigger()
    dynamic.actions["measure.undo"].trigger()
    assert number(dynamic) == 1 and dynamic.active.state.view == view


def test_only_one_picture_is_made_of_all_phases(qtbot, dynamic):
    qtbot.waitUntil(lambda: dynamic.thumbnails.complete, timeout=20_000)
    assert len(dynamic.thumbnails.pictures) == 2


def test_the_phase_that_was_looked_at_comes_back_with_the_session(qtbot, dynamic):
    dynamic.actions["go.next_phase"].trigger()
    (pane,) = [one for one in dynamic.session_keeping.record().panes if one.place == 0]
    assert pane.series == digest(dynamic.active.state.series.series_uid)


def test_in_a_series_without_phases_shift_and_the_wheel_scroll_as_before(dynamic):
    dynamic.panes.put(series_named(dynamic, "sagittal"))
    before = dynamic.active.state.index
    wheel(dynamic, -1, SHIFT)
    assert dynamic.active.state.index == before + 1
