"""Planes through the volume of a series: what a reader does with them, and that they show what is there."""

import csv
import gc
import weakref
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytest import approx

from ml.imaging import read_volume
from ml.imaging.values import PlaneInfo, Projection
from tests.e2e.test_reading import drop, wheel_on
from tests.patient_maker import SAGITTAL, Stack, write_stack
from tests.window_fixtures import wait_for_answers
from viewer.core.export_choice import ExportChoice, Subject
from viewer.core.measuring import measured
from viewer.core.pane_layout import SINGLE, PaneLayout
from viewer.core.plane_stack import PlaneKind, Slab
from viewer.core.planes import plane_of
from viewer.core.viewport import FIT
from viewer.services.exporting import picture_of_image
from viewer.widgets.shown import picture_of_view

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
BALL = np.array([30.0, -20.0, 15.0])  # of patient_maker: radius 18 mm, value 500 in 300


@pytest.fixture(scope="session")
def sagittal_folder(tmp_path_factory, phantom_folder):
    """Thick sagittal slices: no plane but theirs is stored anywhere."""
    stack = Stack("sagittal", SAGITTAL, slices=31, distance_mm=6.0)
    return write_stack(tmp_path_factory.mktemp("planes"), next(phantom_folder.iterdir()), stack)


@pytest.fixture
def planes(qtbot, opened, sagittal_folder):
    """The window with the planes of the series."""
    kesit = opened(sagittal_folder)
    show_planes(qtbot, kesit)
    return kesit


def press(qtbot, kesit, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in the active pane of the active window, whatever window was active before.

    Shortcuts work there only, and offscreen nobody gives a window back what a progress dialog has taken,
    which may be when it is deleted, long after the planes are there.
    """
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    kesit.window.activateWindow()
    qtbot.waitUntil(kesit.window.isActiveWindow, timeout=20_000)
    kesit.grid.focus_active()
    QTest.keyClick(kesit.active.pane, key, modifiers)
    QApplication.processEvents()


def show_planes(qtbot, kesit) -> None:
    kesit.actions["mpr.show"].trigger()
    qtbot.waitUntil(lambda: not kesit.reformatting.is_reading, timeout=20_000)
    settle(qtbot, kesit)


def settle(qtbot, kesit) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: all(unit.presenter.is_settled for unit in kesit.grid.shown), timeout=20_000)
    QApplication.processEvents()


def unit_of(kesit, kind: PlaneKind):
    return kesit.grid.unit_of(kesit.mpr.panes[kind])


def units(kesit):
    return [unit_of(kesit, kind) for kind in PlaneKind]


def screen_point(unit, place: np.ndarray) -> QPointF:
    """Where a patient point lies in a pane, in its logical pixels."""
    point = plane_of(unit.state.frame).to_image(place)
    return QPointF(*unit.presenter.viewport().image_to_screen(point)) / unit.pane.devicePixelRatioF()


def drag_from(unit, start: QPointF, end: QPointF) -> None:
    start, end = start.toPoint(), end.toPoint()
    QTest.mousePress(unit.pane, LEFT, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(unit.pane, start + (end - start) * step / 4)
    QTest.mouseRelease(unit.pane, LEFT, pos=end)


def turn_by_handle(unit, degrees: float) -> None:
    """Drag the first ring of the first line round the place where lines meet, clockwise."""
    drawn = unit.pane.scene.plane_lines
    middle, handle = QPointF(*drawn.middle), QPointF(*drawn.lines[0].handles[0])
    x, y = (handle - middle).toTuple()
    angle = np.deg2rad(degrees)
    end = middle + QPointF(x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle))
    drag_from(unit, handle, end)


def letters(unit) -> str:
    edges = unit.pane.scene.letters
    return " ".join((edges.left, edges.right, edges.top, edges.bottom))


def value_at(unit, place: np.ndarray) -> float:
    frame = unit.presenter.frame
    x, y = plane_of(frame.info).to_image(place)
    return float(frame.pixels[int(y), int(x)])


def test_one_action_shows_the_three_planes_and_brings_the_series_back(qtbot, opened, sagittal_folder):
    kesit = opened(sagittal_folder)
    kesit.active.state.set_index(9)
    kesit.active.controller.zoom_by(2)
    before = kesit.active.state.view
    show_planes(qtbot, kesit)
    assert kesit.actions["mpr.show"].isChecked() and kesit.mpr_bar.isVisible()
    assert kesit.panes.layout == PaneLayout(2, 2)
    axial, coronal, sagittal = units(kesit)
    assert [letters(unit) for unit in (axial, coronal, sagittal)] == ["R L A P", "R L H F", "A P H F"]
    assert [unit.pane.scene.plane.text for unit in (axial, coronal, sagittal)] == [
        "Axial", "Coronal", "Sagittal",
    ]  # fmt: skip
    assert sagittal.state.frame.position_mm[0] == approx((9 - 15) * -6)  # where the reader was
    # each pane has the lines of the two others, and the series itself is beside them
    assert {line.plane for line in axial.pane.scene.plane_lines.lines} == {"coronal", "sagittal"}
    assert kesit.grid.shown[1].state.index == 9
    kesit.actions["mpr.show"].trigger()
    settle(qtbot, kesit)
    assert kesit.panes.layout == SINGLE and not kesit.mpr_bar.isVisible()
    assert (kesit.active.state.index, kesit.active.state.view) == (9, before)
    assert not kesit.actions["mpr.show"].isChecked()


def test_planes_show_the_values_that_the_volume_has_there(planes):
    source = planes.mpr.source
    volume = read_volume(source)
    for unit in units(planes):
        pixels = unit.presenter.frame.pixels
        plane = plane_of(unit.state.frame)
        for row, column in ((10, 20), (15, 11), (20, 28)):
            index = volume.to_index(plane.to_patient((column + 0.5, row + 0.5)))
            x, y, z = np.rint(index).astype(int)
            assert pixels[row, column] == volume.voxels[z, y, x]
        assert unit.pane.scene.bar.unit == "mm"


def test_dragging_the_middle_brings_the_other_planes_to_that_place(qtbot, planes):
    axial, coronal, sagittal = units(planes)
    planes.mpr.move_to(BALL, (axial.state,))
    settle(qtbot, planes)
    drag_from(axial, QPointF(*axial.pane.scene.plane_lines.middle), screen_point(axial, BALL))
    settle(qtbot, planes)
    assert planes.mpr.meeting_point == approx(BALL, abs=3)  # to the nearest slices of 6 and 3 mm
    assert coronal.state.frame.position_mm[1] == approx(-20, abs=1.6)
    assert sagittal.state.frame.position_mm[0] == 30
    assert all(value_at(unit, BALL) == 500 for unit in (axial, coronal, sagittal))
    place = screen_point(coronal, planes.mpr.meeting_point)
    assert coronal.pane.scene.plane_lines.middle == approx(place.toTuple(), abs=0.01)


def test_dragging_a_line_moves_its_plane_alone(qtbot, planes):
    axial, coronal, sagittal = units(planes)
    before = sagittal.state.index, axial.state.index
    line = next(one for one in axial.pane.scene.plane_lines.lines if one.plane == "coronal")
    middle = axial.pane.scene.plane_lines.middle
    # between the middle and the ring
    start = QPointF(*(np.array(middle) * 0.6 + np.array(line.handles[0]) * 0.4))
    scale = axial.presenter.viewport().scale[1] / 3  # pixels in a millimetre
    drag_from(axial, start, start + QPointF(0, 30 * scale))
    assert coronal.state.frame.position_mm[1] == approx(30, abs=3)
    assert (sagittal.state.index, axial.state.index) == before


@pytest.mark.parametrize("degrees", [30, -50])
def test_turning_a_ring_turns_both_other_planes_about_the_middle(qtbot, planes, degrees):
    axial, coronal, sagittal = units(planes)
    meeting, axial_before = planes.mpr.meeting_point, axial.state.frame
    turn_by_handle(axial, degrees)
    settle(qtbot, planes)
    turn = np.deg2rad(degrees)
    assert axial.state.frame == axial_before
    assert coronal.state.series.orientation[:3] == approx((np.cos(turn), np.sin(turn), 0), abs=0.02)
    assert coronal.state.series.orientation[3:] == approx((0, 0, -1))
    normals = [plane_of(unit.state.frame).normal for unit in (axial, coronal, sagittal)]
    assert np.array(normals) @ np.array(normals).T == approx(np.eye(3), abs=1e-9)
    assert planes.mpr.meeting_point == approx(meeting, abs=1e-6)
    assert letters(coronal) == {30: "RA LP H F", -50: "PR AL H F"}[degrees]
    assert coronal.pane.scene.plane.text == "Oblique (coronal)"
    assert axial.pane.scene.plane.text == "Axial"


def test_a_turn_leaves_size_and_middle_where_they_were(qtbot, planes):
    axial, coronal, _ = units(planes)
    middle = coronal.pane.scene.plane_lines.middle
    millimetre = coronal.presenter.viewport().zoom / coronal.state.frame.spacing.column_mm
    turn_by_handle(axial, 25)
    settle(qtbot, planes)
    assert coronal.pane.scene.plane_lines.middle == approx(middle, abs=0.01)
    zoom = coronal.presenter.viewport().zoom / coronal.state.frame.spacing.column_mm
    assert zoom == approx(millimetre)


def test_planes_that_were_turned_still_show_the_place(qtbot, planes):
    planes.mpr.move_to(BALL, tuple(planes.mpr.panes.values()))
    settle(qtbot, planes)
    turn_by_handle(unit_of(planes, PlaneKind.AXIAL), 40)
    settle(qtbot, planes)
    turn_by_handle(unit_of(planes, PlaneKind.CORONAL), 25)
    settle(qtbot, planes)
    for unit in units(planes):
        assert value_at(unit, BALL) == 500
        assert unit.presenter.frame.info == unit.state.frame


def test_reset_straightens_centers_and_fits(qtbot, planes):
    axial, coronal, _ = units(planes)
    straight = {unit: unit.state.frame for unit in units(planes)}
    turn_by_handle(axial, 25)
    settle(qtbot, planes)
    planes.actions["mpr.reset"].trigger()
    settle(qtbot, planes)
    assert {unit: unit.state.frame for unit in units(planes)} == straight
    assert coronal.state.view == FIT
    assert coronal.pane.scene.plane.text == "Coronal"


def test_wheel_keys_and_slider_scroll_a_plane_and_its_lines_follow(qtbot, planes):
    axial, coronal, _ = units(planes)
    QTest.mouseClick(coronal.pane, LEFT, pos=QPoint(25, 60))
    index = coronal.state.index
    wheel_on(coronal.pane, -1)
    assert coronal.state.index == index + 1
    press(qtbot, planes, Qt.Key.Key_Down)
    assert coronal.state.index == index + 2
    line = next(one for one in axial.pane.scene.plane_lines.lines if one.plane == "coronal")
    expected = screen_point(axial, planes.mpr.meeting_point).y()
    assert line.ends[0][1] == approx(expected)
    assert planes.stage.slider.maximum() == len(coronal.state.series.frames) - 1 == 63
    planes.stage.slider.setValue(3)
    assert coronal.state.index == 3


def test_the_slider_follows_the_number_of_planes_after_a_turn(qtbot, planes):
    axial, coronal, _ = units(planes)
    planes.panes.set_active(coronal.state)
    turn_by_handle(axial, 30)
    settle(qtbot, planes)
    planes.panes.set_active(coronal.state)
    count = len(coronal.state.series.frames)
    assert count > 64 and planes.stage.slider.maximum() == count - 1
    assert planes.stage.slider.value() == coronal.state.index


def test_shift_and_move_bring_the_planes_to_the_pointer(qtbot, planes):
    from tests.e2e.test_panes import move_mouse

    axial, coronal, sagittal = units(planes)
    place = plane_of(axial.state.frame).to_patient((20.5, 20.5))
    move_mouse(axial.pane, screen_point(axial, place), SHIFT)
    assert coronal.state.frame.position_mm[1] == approx(place[1], abs=1.6)
    assert sagittal.state.frame.position_mm[0] == approx(place[0], abs=3.1)


def test_the_window_is_that_of_the_volume_and_shared(qtbot, planes):
    axial, coronal, sagittal = units(planes)
    start = QPointF(30, 150)  # beside all lines
    drag_from(axial, start, start + QPointF(40, 10))
    assert axial.state.window is not None
    assert axial.state.window == coronal.state.window == sagittal.state.window
    planes.actions["window.invert"].trigger()
    assert coronal.state.inverted and sagittal.state.inverted


@pytest.mark.parametrize(
    ("name", "projection", "by_hand"),
    [
        ("mip", Projection.MAXIMUM, np.max),
        ("minip", Projection.MINIMUM, np.min),
        ("mean", Projection.MEAN, np.mean),
    ],
)
def test_a_slab_shows_the_projection_of_the_planes_in_it(qtbot, planes, name, projection, by_hand):
    axial = unit_of(planes, PlaneKind.AXIAL)
    plain = [planes.frames.get(info).pixels for info in axial.state.series.frames]
    planes.actions[f"mpr.{name}"].trigger()
    planes.mpr_bar.thickness.setValue(13)
    settle(qtbot, planes)
    index = axial.state.index  # planes of 3 mm: two on each side lie within 6.5 mm
    expected = np.rint(by_hand(np.stack(plain[index - 2 : index + 3]), axis=0))
    assert np.array_equal(axial.presenter.frame.pixels, expected)
    assert planes.actions[f"mpr.{name}"].isChecked() and not planes.actions["mpr.no_slab"].isChecked()
    words = {"mip": "MIP", "minip": "MinIP", "mean": "Mean"}[name]
    assert axial.pane.scene.plane.text == f"Axial\n{words} 13 mm, 5 planes"
    faces = next(one for one in axial.pane.scene.plane_lines.lines if one.plane == "coronal").slab
    assert len(faces) == 2
    scale = axial.presenter.viewport().scale[1] / 3
    assert abs(faces[0][0][1] - faces[1][0][1]) == approx(12 * scale)


def test_slabs_by_keys(qtbot, planes):
    press(qtbot, planes, Qt.Key.Key_S, SHIFT)
    assert planes.mpr.slab == Slab(Projection.MAXIMUM, 10)
    press(qtbot, planes, Qt.Key.Key_Up, CTRL)
    press(qtbot, planes, Qt.Key.Key_Up, CTRL)
    press(qtbot, planes, Qt.Key.Key_Down, CTRL)
    assert planes.mpr.slab == Slab(Projection.MAXIMUM, 11) and planes.mpr_bar.thickness.value() == 11
    for expected in (Projection.MINIMUM, Projection.MEAN, None):
        press(qtbot, planes, Qt.Key.Key_S, SHIFT)
        assert planes.mpr.slab.projection is expected
    assert not planes.actions["mpr.thicker"].isEnabled()


@pytest.fixture
def slow(planes, monkeypatch):
    """Planes that take as long to cut as thick slabs of a large volume."""
    for most in ("_MOST_INTERPOLATED_AT_ONCE", "_MOST_INTERPOLATED_WHILE_MOVING"):
        monkeypatch.setattr(f"viewer.services.volumes.{most}", 0)
    return planes


def is_draft(unit) -> bool:
    """A picture of the wanted plane, of fewer pixels than that has."""
    frame, info = unit.pane.scene.request.frame, unit.state.frame
    return frame.info == info and frame.pixels.shape == (-(-info.rows // 2), -(-info.columns // 2))


def hold_turned(unit) -> None:
    """Turn planes by a ring, and keep the button down."""
    middle, handle = (
        QPointF(*unit.pane.scene.plane_lines.middle),
        QPointF(*unit.pane.scene.plane_lines.lines[0].handles[0]),
    )
    QTest.mousePress(unit.pane, LEFT, pos=handle.toPoint())
    x, y = (handle - middle).toTuple()
    QTest.mouseMove(unit.pane, (middle + QPointF(0.8 * x - 0.6 * y, 0.6 * x + 0.8 * y)).toPoint())


def test_a_slab_follows_the_mouse_as_a_draft_and_is_exact_when_the_button_comes_up(qtbot, slow):
    slow.cache._rest.setInterval(60_000)  # only the button counts
    axial, coronal, sagittal = units(slow)
    slow.mpr.set_slab(Slab(Projection.MAXIMUM, 8))
    slow.cache.rest()
    settle(qtbot, slow)
    hold_turned(axial)
    for unit in (coronal, sagittal):
        assert is_draft(unit) and unit.presenter.is_following and not unit.presenter.is_settled
        assert unit.presenter.frame is None  # nothing to measure
        assert len(unit.pane.scene.plane_lines.lines) == 2
    place = screen_point(coronal, slow.mpr.meeting_point)
    assert coronal.pane.scene.plane_lines.middle == approx(place.toTuple(), abs=0.01)
    QTest.mouseRelease(axial.pane, LEFT)
    settle(qtbot, slow)
    for unit in (coronal, sagittal):
        frame = unit.pane.scene.request.frame
        assert frame is unit.presenter.frame and frame.info == unit.state.frame
        assert frame.pixels.shape == (frame.info.rows, frame.info.columns)


def test_a_plane_is_exact_when_the_mouse_rests_with_the_button_down(qtbot, slow):
    axial, coronal, _ = units(slow)
    hold_turned(axial)
    assert is_draft(coronal)
    settle(qtbot, slow)
    assert not is_draft(coronal) and coronal.presenter.frame.info == coronal.state.frame


def test_single_steps_through_an_oblique_stack_are_exact_and_fast_ones_are_drafts(qtbot, planes, monkeypatch):
    axial, coronal, _ = units(planes)
    turn_by_handle(axial, 30)
    settle(qtbot, planes)
    qtbot.waitUntil(lambda: not planes.cache._rest.isActive(), timeout=20_000)
    monkeypatch.setattr("viewer.services.volumes._MOST_INTERPOLATED_WHILE_MOVING", 0)
    wheel_on(coronal.pane, -1)
    assert coronal.presenter.is_settled
    planes.cache._rest.start(60_000)  # as if this machine were never too slow for the second step
    QApplication.processEvents()
    wheel_on(coronal.pane, -1)
    assert is_draft(coronal)
    planes.cache.rest()
    assert coronal.presenter.is_settled and not is_draft(coronal)


def test_a_draft_is_never_measured_nor_exported(qtbot, slow, tmp_path):
    slow.cache._rest.setInterval(60_000)
    axial, coronal, _ = units(slow)
    slow.panes.set_active(coronal.state)
    hold_turned(axial)
    slow.panes.set_active(coronal.state)
    assert is_draft(coronal)
    assert not is_draft_frame(slow.shown().scene.request.frame)
    QTest.mouseMove(axial.pane, axial.pane.rect().center())
    assert is_draft(coronal)
    QTest.mouseRelease(axial.pane, LEFT)
    slow.actions["measure.rectangle"].trigger()
    center = QPointF(coronal.pane.rect().center())
    drag_from(coronal, center, center + QPointF(20, 20))
    (region,) = slow.measurements.kept_on(coronal.state.frame)
    frame = slow.frames.get(coronal.state.frame)
    assert region.reading == measured(frame, region).reading


def is_draft_frame(frame) -> bool:
    return frame.pixels.shape != (frame.info.rows, frame.info.columns)


def test_a_draft_whose_plane_cannot_be_cut_makes_room_for_the_reason(slow):
    slow.cache._rest.setInterval(60_000)
    axial, coronal, _ = units(slow)
    hold_turned(axial)
    assert not coronal.presenter.is_settled
    slow.cache._on_pool_refused(coronal.state.frame, "not enough memory")
    assert coronal.presenter.is_settled and "not enough memory" in coronal.pane.scene.message
    slow.cache.rest()


def test_thick_straight_slabs_are_drafted_too_while_they_move(planes, monkeypatch):
    (loaded,) = planes.frames._volumes._loaded.values()
    planes.mpr.set_slab(Slab(Projection.MEAN, 30))
    info = unit_of(planes, PlaneKind.AXIAL).state.frame
    assert loaded.cuts_at_once(info, moving=True)
    monkeypatch.setattr("viewer.services.volumes._MOST_INTERPOLATED_WHILE_MOVING", 0)
    monkeypatch.setattr("viewer.services.volumes._MOST_COPIED_WHILE_MOVING", 10_000)
    assert not loaded.cuts_at_once(info, moving=True) and loaded.cuts_at_once(info)


def test_slabs_are_played_as_drafts(qtbot, slow):
    slow.cache._rest.setInterval(60_000)
    coronal = unit_of(slow, PlaneKind.CORONAL)
    hold_turned(unit_of(slow, PlaneKind.AXIAL))
    slow.panes.set_active(coronal.state)
    seen = [coronal.state.index]
    coronal.state.frame_changed.connect(lambda: seen.append(coronal.state.index))
    slow.cine.set_fps(60)
    slow.actions["go.cine"].trigger()
    qtbot.waitUntil(lambda: len(seen) > 5, timeout=20_000)
    assert is_draft(coronal)
    slow.cine.stop()
    slow.cache.rest()
    settle(qtbot, slow)


def test_lengths_on_planes_are_millimetres_in_both_directions(qtbot, planes):
    coronal = unit_of(planes, PlaneKind.CORONAL)
    planes.panes.set_active(coronal.state)
    plane = plane_of(coronal.state.frame)
    start = plane.to_patient((8, 20))
    end = start + np.array([24.0, 0, 18.0])  # 4 columns of 6 mm, 6 rows of 3 mm: 30 mm
    planes.actions["measure.length"].trigger()
    drag_from(coronal, screen_point(coronal, start), screen_point(coronal, end))
    (length,) = planes.measurements.kept_on(coronal.state.frame)
    assert length.reading.unit == "mm" and length.reading.length == approx(30, abs=1.5)
    assert planes.measurement_panel is not None
    QApplication.processEvents()
    (line,) = planes.measurement_panel._lines.values()
    assert line.text(0) == f"Coronal {coronal.state.index + 1}"


def test_values_on_planes_are_those_of_the_volume(qtbot, planes):
    axial = unit_of(planes, PlaneKind.AXIAL)
    planes.mpr.move_to(BALL, (axial.state,))
    settle(qtbot, planes)
    planes.actions["measure.probe"].trigger()
    QTest.mouseClick(axial.pane, LEFT, pos=screen_point(axial, BALL).toPoint())
    (probe,) = planes.measurements.kept_on(axial.state.frame)
    assert probe.reading.values.mean == 500


def draw_on_turned_slab(qtbot, kesit) -> PlaneInfo:
    """Measure on an oblique thick coronal plane."""
    axial, coronal = unit_of(kesit, PlaneKind.AXIAL), unit_of(kesit, PlaneKind.CORONAL)
    turn_by_handle(axial, 30)
    kesit.mpr.set_slab(Slab(Projection.MAXIMUM, 8))
    settle(qtbot, kesit)
    kesit.panes.set_active(coronal.state)
    kesit.actions["measure.length"].trigger()
    drag_from(coronal, QPointF(60, 90), QPointF(120, 110))
    kesit.actions["measure.length"].trigger()
    assert kesit.measurements.kept_on(coronal.state.frame)
    return coronal.state.frame


def test_a_click_in_the_list_brings_back_an_oblique_slab(qtbot, planes):
    info = draw_on_turned_slab(qtbot, planes)
    (measurement,) = planes.measurements.kept_on(info)
    planes.actions["mpr.reset"].trigger()
    planes.actions["mpr.no_slab"].trigger()
    settle(qtbot, planes)
    assert info != unit_of(planes, PlaneKind.CORONAL).state.frame
    planes.measurement_panel.chosen.emit(info, measurement)
    settle(qtbot, planes)
    coronal = unit_of(planes, PlaneKind.CORONAL)
    assert coronal.state.frame == info and coronal is planes.active
    assert coronal.pane.scene.drawings
    normals = [plane_of(unit.state.frame).normal for unit in units(planes)]
    assert np.array(normals) @ np.array(normals).T == approx(np.eye(3), abs=1e-9)


def test_what_is_measured_on_planes_is_there_again_with_the_series(qtbot, planes, sagittal_folder):
    info = draw_on_turned_slab(qtbot, planes)
    kept = planes.measurements.kept_on(info)
    planes.actions["file.close_all"].trigger()
    assert planes.mpr.source is None and not planes.measurements.frames
    with qtbot.waitSignal(planes.opening.ended, timeout=20_000):
        drop(planes.window, sagittal_folder)
    settle(qtbot, planes)
    assert planes.measurements.kept_on(info) == kept
    planes.measurement_panel.chosen.emit(info, kept[0])  # the volume is read for it
    qtbot.waitUntil(lambda: not planes.reformatting.is_reading, timeout=20_000)
    settle(qtbot, planes)
    assert unit_of(planes, PlaneKind.CORONAL).state.frame == info


def mark_turned_slab(qtbot, kesit) -> PlaneInfo:
    """Mark an oblique thick coronal plane as a key image."""
    coronal = unit_of(kesit, PlaneKind.CORONAL)
    turn_by_handle(unit_of(kesit, PlaneKind.AXIAL), 30)
    kesit.mpr.set_slab(Slab(Projection.MAXIMUM, 8))
    settle(qtbot, kesit)
    kesit.panes.set_active(coronal.state)
    press(qtbot, kesit, Qt.Key.Key_J)
    assert coronal.state.frame in kesit.key_images and coronal.pane.scene.is_key
    return coronal.state.frame


def test_a_plane_is_marked_as_a_key_image_and_found_again_from_the_list(qtbot, planes):
    source = planes.mpr.source
    info = mark_turned_slab(qtbot, planes)
    planes.key_images.set_marked(source.frames[4], True)
    panel = planes.panels.key_images
    qtbot.waitUntil(lambda: panel._model.rowCount() == 2, timeout=20_000)
    assert [panel._model.item(row).text() for row in range(2)] == [
        "Image 5 / 31", f"Coronal {info.frame + 1}",
    ]  # fmt: skip
    picture = Qt.ItemDataRole.UserRole + 2
    qtbot.waitUntil(lambda: panel._model.item(1).data(picture) is not None, timeout=20_000)
    planes.actions["mpr.reset"].trigger()
    planes.actions["mpr.no_slab"].trigger()
    settle(qtbot, planes)
    panel.list.clicked.emit(panel._model.index(1, 0))
    settle(qtbot, planes)
    coronal = unit_of(planes, PlaneKind.CORONAL)
    assert coronal.state.frame == info and coronal is planes.active
    press(qtbot, planes, Qt.Key.Key_Period)  # the slice is shown beside the planes, not in their place
    assert planes.active.state.frame == source.frames[4] and len(planes.mpr.panes) == 3
    press(qtbot, planes, Qt.Key.Key_Comma)
    assert planes.active.state.frame == info
    planes.actions["measure.undo"].trigger()
    planes.actions["measure.undo"].trigger()
    assert planes.key_images.frames == ()


def test_a_key_image_of_a_plane_is_kept_and_exported_without_its_volume(
    qtbot, planes, sagittal_folder, tmp_path
):
    info = mark_turned_slab(qtbot, planes)
    for name in ("there", "closed"):
        (tmp_path / name).mkdir()
        with qtbot.waitSignal(planes.exports.told, timeout=20_000):
            planes.reading.key_images.export(tmp_path / name)
        if name == "there":
            planes.actions["file.close_all"].trigger()
            assert planes.key_images.frames == ()
            with qtbot.waitSignal(planes.opening.ended, timeout=20_000):
                drop(planes.window, sagittal_folder)
            settle(qtbot, planes)
            assert planes.key_images.frames == (info,)
    assert planes.mpr.source is None and not planes.frames.volumes
    folders = [tmp_path / name / "kesit-key-images" for name in ("there", "closed")]
    for folder in folders:
        with (folder / "key-images.csv").open(encoding="utf-8-sig") as file:
            (line,) = csv.DictReader(file)
        assert line["image"] == f"coronal {info.frame + 1}"
    one, other = (cv2.imread(str(folder / line["file"]), cv2.IMREAD_GRAYSCALE) for folder in folders)
    assert np.array_equal(one, other) and np.unique(one[:60]).size > 3


def test_the_planes_of_a_stack_are_exported_as_pictures(qtbot, planes, tmp_path):
    coronal = unit_of(planes, PlaneKind.CORONAL)
    planes.panes.set_active(coronal.state)
    with qtbot.waitSignal(planes.exports.told, timeout=20_000):
        planes.exports.export(planes.shown(), ExportChoice(Subject.SERIES), tmp_path)
    files = sorted(tmp_path.glob("*.png"))
    assert len(files) == 64
    picture = cv2.imread(str(files[32]), cv2.IMREAD_GRAYSCALE)
    assert picture.shape[1] >= 31 and picture.std() > 10


def test_a_turned_plane_is_exported_whole_as_an_image_and_as_it_is_seen_as_a_view(qtbot, planes, tmp_path):
    axial, coronal, _ = units(planes)
    turn_by_handle(axial, 40)
    settle(qtbot, planes)
    planes.panes.set_active(coronal.state)
    frame, shown = coronal.state.frame, planes.shown()
    assert frame.fitted is not None and frame.columns > frame.fitted[0] + 5
    whole = picture_of_image(shown.scene.request, ExportChoice())
    assert whole.shape == (frame.rows, frame.columns)
    with qtbot.waitSignal(planes.exports.told, timeout=60_000):
        planes.exports.export(shown, ExportChoice(Subject.SERIES), tmp_path)
    files = sorted(tmp_path.glob("*.png"))
    picture = cv2.imread(str(files[coronal.state.index]), cv2.IMREAD_GRAYSCALE)
    assert np.array_equal(picture[: frame.rows, : frame.columns], whole)
    assert picture_of_view(shown, ExportChoice()).shape[1::-1] == coronal.pane.device_size


def test_exporting_the_volume_of_planes_writes_that_of_the_series(qtbot, planes, tmp_path):
    import nibabel

    with qtbot.waitSignal(planes.exports.told, timeout=20_000):
        planes.exports.export(planes.shown(), ExportChoice(Subject.VOLUME), tmp_path / "v.nii.gz")
    assert nibabel.load(tmp_path / "v.nii.gz").shape == (64, 64, 31)


def test_lines_can_be_hidden(qtbot, planes):
    axial = unit_of(planes, PlaneKind.AXIAL)
    press(qtbot, planes, Qt.Key.Key_X)
    assert not axial.pane.scene.plane_lines.lines
    drag_from(
        axial, QPointF(axial.pane.rect().center()), QPointF(axial.pane.rect().center()) + QPointF(30, 0)
    )
    assert axial.state.window is not None  # nothing to take hold of: the window


def test_planes_are_not_given_to_the_classifier(qtbot, planes, classifier):
    planes.start(planes.fake_model)
    wait_for_answers(qtbot, planes)
    asked = {info for _, info in classifier.asked if info is not None}
    assert asked == set(planes.mpr.source.frames)
    assert planes.findings_panel.verdict_text == "No answer for a plane"


def test_a_series_that_is_no_volume_says_why(qtbot, opened, phantom_folder, tmp_path):
    from pydicom import dcmread

    for number, path in enumerate(sorted(phantom_folder.iterdir())):
        dataset = dcmread(path)
        x, y, z = dataset.ImagePositionPatient
        dataset.ImagePositionPatient = [x, y, float(z) + (20 if number > 12 else 0)]
        dataset.save_as(tmp_path / path.name)
    kesit = opened(tmp_path)
    kesit.actions["mpr.show"].trigger()
    qtbot.waitUntil(lambda: not kesit.reformatting.is_reading, timeout=20_000)
    box = kesit.window.findChild(QMessageBox)
    assert box.text() == "Planes cannot be shown: its slices are 6.00 to 26.00 mm apart."
    box.close()
    assert kesit.mpr.source is None and not kesit.actions["mpr.show"].isChecked()
    assert kesit.panes.layout == SINGLE


def test_a_volume_that_does_not_fit_is_refused_before_it_is_read(qtbot, opened, sagittal_folder, monkeypatch):
    kesit = opened(sagittal_folder)
    monkeypatch.setattr("ml.imaging.series_pixels._SPARE_BYTES", 1 << 60)
    kesit.actions["mpr.show"].trigger()
    qtbot.waitUntil(lambda: not kesit.reformatting.is_reading, timeout=20_000)
    box = kesit.window.findChild(QMessageBox)
    assert "GB are free" in box.text()
    box.close()


def test_a_single_image_offers_no_planes(opened, ct_file):
    assert not opened(ct_file).actions["mpr.show"].isEnabled()


def test_closing_the_studies_gives_the_memory_of_the_volume_back(qtbot, planes):
    (loaded,) = planes.frames._volumes._loaded.values()
    voxels = weakref.ref(loaded.volume.voxels)
    del loaded
    assert voxels() is not None
    planes.actions["file.close_all"].trigger()
    QApplication.processEvents()
    gc.collect()
    assert planes.mpr.source is None and voxels() is None
    assert not any(pane.series for pane in planes.panes.panes)


def test_another_series_in_the_place_of_a_plane_leaves_the_others(qtbot, planes, opened, ct_file):
    opened(ct_file)  # into the axial pane, which is active
    settle(qtbot, planes)
    assert set(planes.mpr.panes) == {PlaneKind.CORONAL, PlaneKind.SAGITTAL}
    coronal = unit_of(planes, PlaneKind.CORONAL)
    assert {line.plane for line in coronal.pane.scene.plane_lines.lines} == {"sagittal"}
    assert coronal.pane.scene.plane_lines.middle is None
    ct = planes.active.state.series
    planes.actions["mpr.show"].trigger()
    assert planes.mpr.source is None and planes.active.state.series in (ct, planes.session.series[0])


def test_the_layout_of_planes_is_not_what_the_next_start_begins_with(qtbot, planes, tmp_path):
    from PySide6.QtCore import QSettings

    from viewer.services.settings import PANE_LAYOUT, Settings

    planes.window.close()
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    assert Settings(store).get(PANE_LAYOUT) == "1x1"


def test_planes_of_a_volume_without_a_frame_of_reference(qtbot, opened, tmp_path):
    import nibabel

    voxels = np.random.default_rng(1).integers(0, 900, (20, 24, 16)).astype(np.int16)
    nibabel.save(nibabel.Nifti1Image(voxels, np.diag([2.0, 2.0, 3.0, 1.0])), tmp_path / "v.nii.gz")
    kesit = opened(tmp_path / "v.nii.gz")
    show_planes(qtbot, kesit)
    axial, coronal, _ = units(kesit)
    assert letters(coronal) == "R L H F"
    assert {line.plane for line in axial.pane.scene.plane_lines.lines} == {"coronal", "sagittal"}


def test_an_enlarged_plane_keeps_its_lines_and_moves_the_planes_that_are_hidden(qtbot, planes):
    axial, coronal, _ = units(planes)
    planes.actions["view.enlarge"].trigger()
    settle(qtbot, planes)
    assert planes.grid.shown == (axial,) and len(axial.pane.scene.plane_lines.lines) == 2
    drag_from(axial, QPointF(*axial.pane.scene.plane_lines.middle), screen_point(axial, BALL))
    assert axial.pane.scene.plane_lines.middle == approx(
        screen_point(axial, planes.mpr.meeting_point).toTuple(), abs=0.01
    )
    assert coronal.presenter.frame.info != coronal.state.frame  # nobody looks at it
    planes.actions["view.enlarge"].trigger()
    settle(qtbot, planes)
    assert coronal.presenter.frame.info == coronal.state.frame
    assert coronal.state.frame.position_mm[1] == approx(-20, abs=1.6)


def test_reading_the_volume_can_be_cancelled(qtbot, opened, sagittal_folder, monkeypatch):
    from threading import Event

    from PySide6.QtWidgets import QProgressDialog

    go_on = Event()

    def slowly(series, progress):
        assert go_on.wait(20)
        progress(1, 2, "reading")

    monkeypatch.setattr("viewer.widgets.mpr_commands.load_volume", slowly)
    kesit = opened(sagittal_folder)
    kesit.actions["mpr.show"].trigger()
    kesit.window.findChild(QProgressDialog).canceled.emit()
    go_on.set()
    assert not kesit.reformatting.is_reading and kesit.mpr.source is None
    assert not kesit.actions["mpr.show"].isChecked() and kesit.panes.layout == SINGLE


def test_planes_are_played(qtbot, planes):
    axial = unit_of(planes, PlaneKind.AXIAL)
    seen = [axial.state.index]
    axial.state.frame_changed.connect(lambda: seen.append(axial.state.index))
    planes.cine.set_fps(60)
    planes.actions["go.cine"].trigger()
    qtbot.waitUntil(lambda: len(seen) > 5, timeout=20_000)
    planes.cine.stop()
    assert seen[:6] == list(range(seen[0], seen[0] + 6))


def test_what_was_read_anew_behind_the_planes_comes_back_as_it_is_now(
    qtbot, opened, sagittal_folder, ct_file
):
    kesit = opened(ct_file, sagittal_folder)
    kesit.panes.set_layout(PaneLayout(1, 2))
    head = next(series for series in kesit.session.series if series.modality == "MR")
    left, right = kesit.panes.shown
    left.set_series(head)
    right.set_series(next(series for series in kesit.session.series if series.modality == "CT"))
    kesit.panes.set_active(left)
    show_planes(qtbot, kesit)
    kesit.session.set_studies(
        tuple(
            replace(study, series=tuple(replace(one, notes=("read anew",)) for one in study.series))
            if study.series[0].modality == "CT"
            else study
            for study in kesit.session.studies
        )
    )
    kesit.actions["mpr.show"].trigger()
    settle(qtbot, kesit)
    assert kesit.panes.layout == PaneLayout(1, 2) and left.series == head
    assert right.series.notes == ("read anew",) and kesit.grid.unit_of(right).pane.scene.request is not None


def test_a_plane_that_was_too_late_for_its_volume_is_shown_the_next_time(qtbot, planes):
    info = unit_of(planes, PlaneKind.AXIAL).state.frame
    planes.actions["mpr.show"].trigger()
    planes.cache._on_pool_refused(info, "the volume of this plane is closed")
    show_planes(qtbot, planes)
    axial = unit_of(planes, PlaneKind.AXIAL)
    assert axial.state.frame == info and axial.pane.scene.request.frame.info == info


@pytest.mark.parametrize("ending", ["back to the series", "another series in a plane's place"])
def test_planes_that_go_in_the_middle_of_a_turn_are_let_go(qtbot, planes, ending):
    axial, coronal, _ = units(planes)
    handle = QPointF(*axial.pane.scene.plane_lines.lines[0].handles[0]).toPoint()
    QTest.mousePress(axial.pane, LEFT, pos=handle)
    QTest.mouseMove(axial.pane, handle + QPoint(0, 20))
    if ending == "back to the series":
        planes.actions["mpr.show"].trigger()
    else:
        coronal.state.set_series(planes.mpr.source)
    QTest.mouseMove(axial.pane, handle + QPoint(0, 40))
    QTest.mouseRelease(axial.pane, LEFT, pos=handle + QPoint(0, 40))
    settle(qtbot, planes)
    assert coronal.state.series is None or coronal.state.series == planes.session.series[0]
