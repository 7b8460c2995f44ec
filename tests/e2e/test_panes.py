"""Several series side by side: what a reader does with panes, and what stays as it was."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest import approx

from ml.errors import ImagingError
from tests.e2e.test_reading import click, drag, drop, wheel_on
from tests.patient_maker import series_of_one_patient
from tests.window_fixtures import wait_for_answers
from viewer.core.pane_layout import PaneLayout
from viewer.core.viewport import FIT, View
from viewer.widgets.dragging import series_data
from viewer.widgets.image_pane import Border

LEFT = Qt.MouseButton.LeftButton
SIDE_BY_SIDE, FOUR = PaneLayout(1, 2), PaneLayout(2, 2)


@pytest.fixture(scope="session")
def patient_folder(tmp_path_factory, phantom_folder):
    folder = tmp_path_factory.mktemp("patient")
    return series_of_one_patient(folder, next(phantom_folder.iterdir()))


@pytest.fixture
def patient(opened, patient_folder):
    return opened(patient_folder)


def series_named(kesit, name: str):
    return next(series for series in kesit.session.series if series.description == name)


def show(qtbot, kesit, layout: PaneLayout, *names: str) -> list:
    """Lay out panes and show these series in them; the first pane is active."""
    kesit.panes.set_layout(layout)
    for pane, name in zip(kesit.panes.shown, names, strict=False):
        pane.set_series(series_named(kesit, name))
    kesit.panes.set_active(kesit.panes.shown[0])
    QApplication.processEvents()
    wait_for_pictures(qtbot, kesit)
    return list(kesit.grid.shown)


def wait_for_pictures(qtbot, kesit) -> None:
    qtbot.waitUntil(lambda: all(unit.presenter.is_settled for unit in kesit.grid.shown), timeout=20_000)


def height_mm(unit) -> float:
    return unit.state.frame.position_mm[2]


def move_mouse(pane, position: QPointF, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove, position, pane.mapToGlobal(position), Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton, modifiers,
    )  # fmt: skip
    QApplication.sendEvent(pane, event)


def drop_series(pane, series) -> None:
    """Drop a series on a pane as a drag from the list ends."""
    data, none = series_data(series.series_uid), Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(30, 30), Qt.DropAction.CopyAction, data, LEFT, none)
    QApplication.sendEvent(pane, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(pane, QDropEvent(QPointF(30, 30), Qt.DropAction.CopyAction, data, LEFT, none))


def test_choosing_two_by_two_fills_the_new_panes_with_the_next_series(qtbot, patient):
    first = patient.active.state.series
    patient.actions["layout.2x2"].trigger()
    shown = [unit.state.series for unit in patient.grid.shown]
    assert shown[0] == first and set(shown) == set(patient.session.series)
    assert all(unit.pane.isVisible() for unit in patient.grid.shown)
    wait_for_pictures(qtbot, patient)
    patient.actions["layout.1x1"].trigger()
    assert [unit.state.series for unit in patient.grid.shown] == [first]


def test_the_grid_in_the_toolbar_chooses_a_layout(patient):
    picker = patient.window.toolbar.layout_picker
    QTest.mouseClick(picker, LEFT, pos=picker.cell(1, 2).center())
    assert patient.panes.layout == PaneLayout(2, 3) and len(patient.grid.shown) == 6
    assert patient.actions["layout.2x3"].isChecked() and picker._current == PaneLayout(2, 3)
    assert patient.grid.shown[5].pane.scene.message == "Drag a series here"


def test_a_press_makes_a_pane_active_and_everything_speaks_of_it(qtbot, patient):
    left, right = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "sagittal")
    assert (left.pane._border, right.pane._border) == (Border.ACTIVE, Border.QUIET)
    QTest.mouseClick(right.pane, LEFT, pos=QPoint(40, 40))
    assert patient.active is right and right.pane._border is Border.ACTIVE
    assert patient.stage.slider.maximum() == len(right.state.series.frames) - 1
    index = left.state.index
    QTest.keyClick(right.pane, Qt.Key.Key_Home)
    assert (right.state.index, left.state.index) == (0, index)
    patient.actions["window.invert"].trigger()
    assert right.state.inverted and not left.state.inverted
    QTest.keyClick(right.pane, Qt.Key.Key_N)
    assert patient.active is left and not patient.actions["window.invert"].isChecked()


def test_a_single_pane_has_no_border(patient):
    assert patient.active.pane._border is Border.NONE


def test_two_series_of_one_study_scroll_together_by_position(qtbot, patient):
    thin, thick = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "axial thick")
    thin.state.set_index(26)  # 24 mm above the middle: six slices of 4 mm, three of 8 mm
    assert (height_mm(thin), height_mm(thick)) == (24, 24)
    wheel_on(thick.pane, -1)
    assert height_mm(thick) == height_mm(thin) == 32
    patient.actions["link.scroll"].trigger()
    wheel_on(thick.pane, -1)
    assert (height_mm(thick), height_mm(thin)) == (40, 32)


def test_series_that_are_not_parallel_or_of_another_examination_do_not_scroll_along(qtbot, patient):
    axial, sagittal, prior, _ = show(qtbot, patient, FOUR, "axial thin", "sagittal", "prior")
    before = sagittal.state.index, prior.state.index
    axial.state.set_index(3)
    assert (sagittal.state.index, prior.state.index) == before


def test_a_prior_linked_by_hand_keeps_its_distance(qtbot, patient):
    now, prior = show(qtbot, patient, SIDE_BY_SIDE, "axial thick", "prior")
    now.state.set_index(10)
    prior.state.set_index(15)
    patient.actions["link.by_hand"].trigger()
    now.state.set_index(13)  # 24 mm: six slices of 4 mm
    assert prior.state.index == 21
    prior.state.set_index(11)
    assert now.state.index == 8
    patient.actions["link.by_hand"].trigger()
    now.state.set_index(0)
    assert prior.state.index == 11


def test_a_link_by_hand_ends_with_the_series_that_it_linked(qtbot, patient):
    now, prior = show(qtbot, patient, SIDE_BY_SIDE, "axial thick", "prior")
    patient.actions["link.by_hand"].trigger()
    assert patient.actions["link.by_hand"].isChecked()
    drop_series(prior.pane, series_named(patient, "sagittal"))
    assert not patient.actions["link.by_hand"].isChecked()
    before = prior.state.index
    now.state.set_index(2)
    assert prior.state.index == before


def test_a_series_comes_into_a_pane_at_the_place_that_is_looked_at(qtbot, patient):
    thin, other = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "sagittal")
    thin.state.set_index(8)
    drop_series(other.pane, series_named(patient, "axial thick"))
    assert height_mm(other) == height_mm(thin) == -48


def test_zoom_and_pan_are_linked_when_wanted(qtbot, patient):
    thin, thick = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "axial thick")
    thin.controller.zoom_by(2)
    assert thick.state.view == FIT
    patient.actions["link.zoom"].trigger()
    patient.actions["link.pan"].trigger()
    thin.controller.zoom_by(1.5)
    thin.state.set_view(thin.presenter.viewport().panned(40, -30))
    here, there = thin.presenter.viewport(), thick.presenter.viewport()
    assert there.zoom / there.fit_zoom == approx(here.zoom / here.fit_zoom) == approx(3)
    # the same patient point is in the middle: both grids are centered on the patient
    middle = [(point - side / 2) * mm for point, side, mm in zip(here.center, (64, 64), (3, 3), strict=True)]
    assert [(point - 24) * 4 for point in there.center] == approx(middle)
    patient.actions["view.fit"].trigger()
    assert there.view != thick.state.view == FIT


def test_the_window_is_linked_when_wanted_within_a_modality(qtbot, patient, opened, ct_file):
    opened(ct_file)
    ct = next(series for series in patient.session.series if series.modality == "CT")
    thin, thick, third, _ = show(qtbot, patient, FOUR, "axial thin", "axial thick")
    third.state.set_series(ct)
    patient.actions["link.window"].trigger()
    drag(patient, LEFT, 40, 10)
    assert thick.state.window == thin.state.window is not None
    assert third.state.window is None


def test_double_click_enlarges_one_of_several_panes_and_brings_all_back(qtbot, patient):
    _, second, *_ = units = show(qtbot, patient, FOUR, "axial thin", "sagittal")
    second.controller.zoom_by(2)
    QTest.mouseClick(second.pane, LEFT, pos=QPoint(40, 40))
    QTest.mouseDClick(second.pane, LEFT, pos=QPoint(40, 40))
    assert patient.grid.shown == (second,) and patient.actions["view.enlarge"].isChecked()
    assert second.state.view != FIT and patient.panes.chosen_layout == FOUR
    QTest.mouseDClick(second.pane, LEFT, pos=QPoint(40, 40))
    assert list(patient.grid.shown) == units and patient.active is second


def test_a_series_is_dragged_from_the_list_into_a_pane(qtbot, patient):
    left, right = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "axial thick")
    line = patient.series_list._items[series_named(patient, "sagittal").series_uid].index()
    assert line.flags() & Qt.ItemFlag.ItemIsDragEnabled
    carried = patient.series_list.model().mimeData([line])
    assert carried.data("application/x-kesit-series") == series_named(patient, "sagittal").series_uid.encode()
    drop_series(right.pane, series_named(patient, "sagittal"))
    assert right.state.series.description == "sagittal" and patient.active is right
    assert left.state.series.description == "axial thin"


def test_files_that_are_dropped_on_a_pane_open_in_it(qtbot, patient, ct_file):
    left, right = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "sagittal")
    with qtbot.waitSignal(patient.opening.ended, timeout=20_000):
        drop(right.pane, ct_file)
        patient.panes.set_active(left.state)  # too late: they go where they were dropped
    assert right.state.series.modality == "CT" and left.state.series.description == "axial thin"


def test_with_several_panes_a_series_needs_a_double_click(qtbot, patient):
    left, right = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "axial thick")
    click(patient.series_list, series_named(patient, "sagittal"))
    assert left.state.series.description == "axial thin"
    click(patient.series_list, series_named(patient, "sagittal"), double=True)
    assert left.state.series.description == "sagittal"
    assert right.state.series.description == "axial thick"


def test_opening_more_changes_only_the_active_pane_and_the_empty_ones(qtbot, patient, opened, ct_file):
    patient.panes.set_layout(PaneLayout(2, 3))
    before = [pane.series for pane in patient.panes.shown]
    assert before.count(None) == 2
    patient.panes.set_active(patient.panes.shown[1])
    opened(ct_file)
    after = [pane.series for pane in patient.panes.shown]
    assert after[1].modality == "CT"
    assert (after[0], after[2], after[3]) == (before[0], before[2], before[3])
    assert before[1] in after[4:]  # the series that made way went into an empty pane


def test_closing_everything_empties_every_pane(qtbot, patient):
    show(qtbot, patient, PaneLayout(2, 3), "axial thin")
    patient.panes.set_active(patient.panes.shown[5])  # an empty one
    patient.actions["file.close_all"].trigger()
    assert not any(pane.series for pane in patient.panes.panes)
    assert not patient.grid.isVisible()


def test_the_reference_line_moves_with_the_active_slice(qtbot, patient):
    axial, sagittal = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "sagittal")
    assert axial.pane.scene.line is None
    start, end = sagittal.pane.scene.line
    assert start[1] == approx(end[1])  # an axial plane is level in a sagittal image
    plane_y = sagittal.presenter.viewport().image_to_screen((32, 32))[1]
    assert start[1] == approx(plane_y, abs=1e-6)
    axial.state.set_index(axial.state.index + 10)  # 40 mm towards the head: up
    scale = sagittal.presenter.viewport().zoom / 3
    assert sagittal.pane.scene.line[0][1] == approx(plane_y - 40 * scale)
    patient.actions["link.lines"].trigger()
    assert sagittal.pane.scene.line is None


def test_parallel_and_unrelated_panes_show_no_line(qtbot, patient):
    units = show(qtbot, patient, FOUR, "axial thin", "axial thick", "prior", "sagittal")
    assert [unit.pane.scene.line is not None for unit in units] == [False, False, False, True]


def test_shift_and_move_show_one_patient_point_in_all_panes(qtbot, patient):
    axial, sagittal = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "sagittal")
    spot = QPointF(*axial.presenter.viewport().image_to_screen((32 + 8, 32 + 5)))  # 24 mm left, 15 mm back
    spot /= axial.pane.devicePixelRatioF()
    move_mouse(axial.pane, spot)
    assert sagittal.pane.scene.cross is None
    move_mouse(axial.pane, spot, Qt.KeyboardModifier.ShiftModifier)
    assert sagittal.state.frame.position_mm[0] == approx(24)
    expected = sagittal.presenter.viewport().image_to_screen((32 + 5, 32))
    assert sagittal.pane.scene.cross == approx(expected, abs=1e-6)
    assert axial.pane.scene.cross is None
    QApplication.sendEvent(axial.pane, QEvent(QEvent.Type.Leave))
    assert sagittal.pane.scene.cross is None


def test_the_3d_cursor_goes_when_its_pane_shows_another_slice(qtbot, patient):
    axial, sagittal = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "sagittal")
    move_mouse(axial.pane, QPointF(100, 100), Qt.KeyboardModifier.ShiftModifier)
    assert sagittal.pane.scene.cross is not None
    axial.state.set_index(axial.state.index + 1)
    assert sagittal.pane.scene.cross is None


def test_the_3d_cursor_can_be_switched_on_without_a_key(qtbot, patient):
    axial, sagittal = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "sagittal")
    patient.actions["link.cursor"].trigger()
    move_mouse(axial.pane, QPointF(100, 100))
    assert sagittal.pane.scene.cross is not None


def test_the_magnifier_shows_what_is_under_the_pointer_while_its_key_is_held(qtbot, patient):
    pane = patient.active.pane
    patient.panes.put(series_named(patient, "axial thin"))
    wait_for_pictures(qtbot, patient)
    viewport = patient.active.presenter.viewport()
    spot = viewport.image_to_screen((40, 26))
    move_mouse(pane, QPointF(*spot) / pane.devicePixelRatioF())
    plain = pane.grab().toImage()
    QTest.keyPress(pane, Qt.Key.Key_M)
    lens = pane.scene.lens
    assert lens.center == approx(spot) and lens.request.viewport.view.center == approx((40, 26))
    assert lens.request.viewport.zoom == approx(2.5 * viewport.zoom)
    assert pane.grab().toImage() != plain
    move_mouse(pane, QPointF(50, 60))
    assert pane.scene.lens.center == approx((50, 60))
    QTest.keyRelease(pane, Qt.Key.Key_M)
    assert pane.scene.lens is None


def test_the_magnifier_never_shrinks_and_leaves_with_the_pointer(qtbot, patient):
    pane = patient.active.pane
    patient.active.state.set_view(View(zoom=0.1))
    move_mouse(pane, QPointF(50, 60))
    QTest.keyPress(pane, Qt.Key.Key_M)
    assert pane.scene.lens.request.viewport.zoom == 1
    QApplication.sendEvent(pane, QEvent(QEvent.Type.Leave))
    assert pane.scene.lens is None
    QTest.keyRelease(pane, Qt.Key.Key_M)


def test_turning_and_flipping_keep_the_letters_right(qtbot, patient):
    pane = patient.active.pane

    def letters() -> str:
        edges = pane.scene.letters
        return edges.top + edges.right + edges.bottom + edges.left

    patient.panes.put(series_named(patient, "axial thin"))
    wait_for_pictures(qtbot, patient)
    assert letters() == "ALPR"
    for action, expected in (
        ("turn_right", "RALP"),
        ("flip_horizontally", "RPLA"),
        ("turn_left", "PLAR"),
        ("flip_vertically", "ALPR"),
    ):
        patient.actions[f"view.{action}"].trigger()
        assert letters() == expected, action


def test_mouse_drags_follow_the_mouse_in_a_turned_image(qtbot, patient):
    patient.active.state.set_view(View(zoom=6, quarter_turns=1, mirrored=True))
    before = patient.active.presenter.viewport().image_to_screen((20, 30))
    drag(patient, Qt.MouseButton.MiddleButton, 25, -15)
    after = patient.active.presenter.viewport().image_to_screen((20, 30))
    assert after == approx((before[0] + 25, before[1] - 15))


def test_the_active_panes_frame_is_answered_first_then_the_other_panes(qtbot, patient, classifier):
    units = show(qtbot, patient, FOUR, "axial thin", "sagittal", "prior", "axial thick")
    patient.panes.set_active(units[2].state)
    patient.start(patient.fake_model)
    wait_for_answers(qtbot, patient)
    asked = [info for kind, info in classifier.asked if kind == "predict"]
    order = [units[place].state.frame for place in (2, 0, 1, 3)]
    assert asked[:4] == order
    assert set(asked) == {*order, *units[2].state.series.frames}


def test_a_heat_map_is_shown_in_every_pane_that_wants_it(qtbot, patient):
    left, right = show(qtbot, patient, SIDE_BY_SIDE, "axial thin", "axial thin")
    patient.start(patient.fake_model)
    wait_for_answers(qtbot, patient)
    patient.actions["model.overlay"].trigger()
    wait_for_answers(qtbot, patient)
    assert left.pane.scene.heat_note and not right.pane.scene.heat_note
    right.state.set_overlay_on(True)
    assert right.pane.scene.heat_note


def test_the_layout_comes_back_with_the_next_start(qtbot, patient, tmp_path):
    from PySide6.QtCore import QSettings

    from viewer.app import Kesit

    patient.panes.set_layout(FOUR)
    patient.panes.set_enlarged(True)
    patient.window.close()
    again = Kesit(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(again.window)
    assert again.panes.layout == FOUR
    again.window.close()


def test_the_windows_of_the_file_are_listed_by_name(qtbot, patient, opened, tmp_path, ct_file):
    from pydicom import dcmread

    dataset = dcmread(ct_file)
    dataset.WindowCenter, dataset.WindowWidth = [40, -600], [400, 1500]
    dataset.WindowCenterWidthExplanation = ["SOFT", "LUNG"]
    dataset.save_as(tmp_path / "windows.dcm")
    opened(tmp_path / "windows.dcm")
    menu = patient.window.file_windows_menu
    menu.aboutToShow.emit()
    soft, lung = menu.actions()
    assert soft.text().startswith("SOFT") and lung.text().startswith("LUNG")
    lung.trigger()
    assert patient.active.pane.scene.corners.bottom_right[0] == "C -600  W 1500 HU  LUNG"


def test_cine_plays_pauses_and_turns_round(qtbot, patient):
    pane = patient.active.state
    patient.panes.put(series_named(patient, "sagittal"))
    wait_for_pictures(qtbot, patient)
    seen = [pane.index]
    pane.frame_changed.connect(lambda: seen.append(pane.index))
    patient.cine.set_fps(60)
    QTest.keyClick(patient.active.pane, Qt.Key.Key_C)
    assert patient.cine_bar.isVisible() and patient.actions["go.cine"].isChecked()
    qtbot.waitUntil(lambda: len(seen) > 30, timeout=20_000)
    assert {(after - before) % 21 for before, after in pairwise(seen)} == {1}  # none is left out
    patient.cine.set_bounce(True)
    qtbot.waitUntil(lambda: seen[-1] == seen[-3], timeout=20_000)
    QTest.keyClick(patient.active.pane, Qt.Key.Key_C)
    assert not patient.cine.playing
    stopped = pane.index
    qtbot.wait(60)
    assert pane.index == stopped and patient.cine_bar.isVisible()


def test_cine_goes_on_after_an_image_that_cannot_be_shown(qtbot, patient, monkeypatch):
    pane, sagittal, store = (
        patient.active.state,
        series_named(patient, "sagittal"),
        patient.cache._store._files,
    )
    read = store._read

    def failing(info):
        if info == sagittal.frames[3]:
            raise ImagingError("003.dcm: truncated")
        return read(info)

    monkeypatch.setattr(store, "_read", failing)
    pane.set_series(sagittal, 2)
    patient.cine.set_fps(60)
    patient.actions["go.cine"].trigger()
    qtbot.waitUntil(lambda: pane.index == 6, timeout=20_000)
    patient.cine.stop()


def test_cine_ends_with_its_series(qtbot, patient):
    patient.actions["go.cine"].trigger()
    assert patient.cine.playing
    patient.panes.put(series_named(patient, "sagittal"))
    assert not patient.cine.playing and not patient.actions["go.cine"].isChecked()


def test_a_file_that_states_its_speed_is_played_at_it(patient):
    plain = series_named(patient, "sagittal")
    patient.cine.set_fps(7)
    timed = tuple(replace(frame, frame_time_ms=40.0) for frame in plain.frames)
    patient.active.state.set_series(replace(plain, series_uid="timed", frames=timed))
    assert patient.cine.fps == 25
    patient.cine.set_fps(30)
    patient.panes.put(plain)
    assert patient.cine.fps == patient.cine.chosen_fps == 7
