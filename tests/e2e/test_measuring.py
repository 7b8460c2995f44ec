"""What a reader measures with the mouse, changes, takes back, and finds again the next day."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog
from pytest import approx

from tests.window_fixtures import wait_for_image
from viewer.app import Kesit
from viewer.core.export_choice import ExportChoice
from viewer.core.measurement import Kind
from viewer.core.pane_layout import PaneLayout
from viewer.widgets.shown import picture_of_view

LEFT = Qt.MouseButton.LeftButton
A, B, C = (40.0, 30.0), (90.0, 60.0), (60.0, 100.0)  # points of the image


@pytest.fixture
def ct(opened, ct_file):
    return opened(ct_file)


@pytest.fixture
def stack(opened, phantom_folder):
    return opened(phantom_folder)


def tool(kesit, kind: Kind) -> None:
    kesit.actions[f"measure.{kind}"].trigger()


def on_screen(unit, point) -> QPoint:
    x, y = unit.presenter.viewport().image_to_screen(point)
    ratio = unit.pane.devicePixelRatioF()
    return QPoint(round(x / ratio), round(y / ratio))


def drag(kesit, start, *through) -> None:
    """Press at one image point and let go at the last."""
    unit = kesit.active
    places = [on_screen(unit, point) for point in (start, *through)]
    QTest.mousePress(unit.pane, LEFT, pos=places[0])
    for place in (places[0] + QPoint(6, 6), *places[1:]):
        QTest.mouseMove(unit.pane, place)
    QTest.mouseRelease(unit.pane, LEFT, pos=places[-1])


def click(kesit, point) -> None:
    place = on_screen(kesit.active, point)
    QTest.mouseMove(kesit.active.pane, place)
    QTest.mouseClick(kesit.active.pane, LEFT, pos=place)
    QTest.qWait(1)


def key(kesit, key_, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(kesit.active.pane, key_, modifiers)


def kept(kesit) -> tuple:
    return kesit.measurements.kept_on(kesit.active.state.frame)


def near(kesit, measurement, *points) -> bool:
    """Points agree to a screen pixel."""
    within = 1.5 / min(kesit.active.presenter.viewport().scale)
    return len(measurement.points) == len(points) and np.allclose(measurement.points, points, atol=within)


def lines(kesit) -> list[str]:
    kesit.measurement_panel.refresh()
    tree = kesit.measurement_panel.list
    items = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return [" | ".join(item.text(column) for column in range(3)) for item in items]


def test_measure_change_undo_close_and_reopen_and_it_is_still_there(qtbot, ct, ct_file, tmp_path, classifier):
    tool(ct, Kind.LENGTH)
    drag(ct, A, B)
    (drawn,) = kept(ct)
    spacing = ct.active.state.frame.spacing
    columns, rows = np.subtract(drawn.points[1], drawn.points[0])
    assert near(ct, drawn, A, B)
    assert drawn.reading.length == approx(np.hypot(columns * spacing.column_mm, rows * spacing.row_mm))
    drag(ct, B, C)  # takes hold of the handle, although the tool is in hand
    (changed,) = kept(ct)
    assert changed.id == drawn.id and near(ct, changed, A, C)
    key(ct, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert kept(ct) == (drawn,)
    key(ct, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert kept(ct) == (changed,)
    ct.window.close()

    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    again = Kesit(store, load=classifier.load, measurements=tmp_path / "measurements")
    qtbot.addWidget(again.window)
    again.window.show()
    with qtbot.waitSignal(again.opening.ended, timeout=20_000):
        again.open_paths([ct_file])
    wait_for_image(qtbot, again)
    assert kept(again) == (changed,) and again.active.pane.scene.drawings
    assert not again.measurements.history.canUndo()
    again.window.close()


def test_closing_all_studies_and_opening_them_again_brings_measurements_back(qtbot, ct, opened, ct_file):
    tool(ct, Kind.PROBE)
    click(ct, A)
    drawn = kept(ct)
    ct.actions["file.close_all"].trigger()
    assert ct.measurements.frames == () and not ct.actions["measure.undo"].isEnabled()
    opened(ct_file)
    assert kept(ct) == drawn and len(drawn) == 1


def test_a_length_by_two_clicks(ct):
    tool(ct, Kind.LENGTH)
    click(ct, A)
    assert kept(ct) == () and ct.active.pane.scene.drawings  # it follows the pointer
    click(ct, B)
    assert near(ct, kept(ct)[0], A, B)


def test_an_angle_by_a_drag_and_a_click_and_a_cobb_angle_by_two_drags(ct):
    tool(ct, Kind.ANGLE)
    drag(ct, A, B)
    click(ct, C)
    tool(ct, Kind.COBB)
    drag(ct, (20, 80), (40, 82))
    drag(ct, (20, 110), (40, 100))
    angle, cobb = kept(ct)
    assert near(ct, angle, A, B, C) and near(ct, cobb, (20, 80), (40, 82), (20, 110), (40, 100))
    assert cobb.reading.angle_deg == approx(np.degrees(np.arctan(0.1) + np.arctan(0.5)), abs=4)


def test_a_rectangle_has_the_statistics_of_the_pixels_in_it(ct):
    tool(ct, Kind.RECTANGLE)
    drag(ct, A, B)
    (drawn,) = kept(ct)
    (x0, y0), (x1, y1) = np.round(drawn.points).astype(int)  # the first center behind each side
    values = ct.active.presenter.frame.pixels[y0:y1, x0:x1].astype(float)
    assert drawn.reading.value_unit == "HU" and drawn.reading.values.count == values.size
    assert drawn.reading.values.mean == approx(values.mean())
    assert drawn.reading.values.sd == approx(values.std())


def test_a_freehand_region_closes_itself_and_moves_as_a_whole(ct):
    tool(ct, Kind.FREEHAND)
    drag(ct, A, (80, 30), (80, 70), (40, 70))
    (drawn,) = kept(ct)
    pixels_area = np.prod([ct.active.state.frame.spacing.row_mm, ct.active.state.frame.spacing.column_mm])
    assert drawn.reading.area / pixels_area == approx(1600, rel=0.05)
    key(ct, Qt.Key.Key_Escape)
    drag(ct, (80, 50), (90, 60))
    (moved,) = kept(ct)
    assert np.allclose(np.subtract(moved.points, drawn.points), 10, atol=1)
    assert moved.reading.area == approx(drawn.reading.area)


def test_a_colour_image_has_areas_without_values(opened, tmp_path):
    pixels = np.zeros((120, 120, 3), np.uint8)
    pixels[..., 0] = 200
    Image.fromarray(pixels).save(tmp_path / "red.png")
    kesit = opened(tmp_path / "red.png")
    tool(kesit, Kind.ELLIPSE)
    drag(kesit, A, B)
    (drawn,) = kept(kesit)
    assert drawn.reading.values is None and drawn.reading.area > 0 and drawn.reading.unit == "px"


def test_an_arrow_asks_for_its_words_and_cancelled_there_is_none(ct):
    tool(ct, Kind.ARROW)
    drag(ct, A, B)
    ct.window.findChild(QInputDialog).reject()
    assert kept(ct) == () and not ct.active.pane.scene.drawings
    QApplication.sendPostedEvents(None, 52)  # deleteLater
    drag(ct, A, B)
    dialog = ct.window.findChild(QInputDialog)
    dialog.setTextValue("here")
    dialog.accept()
    assert kept(ct)[0].text == "here" and near(ct, kept(ct)[0], A, B)


def test_without_a_tool_the_left_button_windows_as_before(ct):
    tool(ct, Kind.LENGTH)
    drag(ct, A, B)
    assert ct.active.state.window is None
    key(ct, Qt.Key.Key_Escape)
    drag(ct, (100, 110), (110, 118))
    assert ct.active.state.window is not None and len(kept(ct)) == 1


def test_escape_gives_up_the_figure_then_the_tool_then_resets(ct):
    ct.active.state.set_inverted(True)
    tool(ct, Kind.LENGTH)
    click(ct, A)
    key(ct, Qt.Key.Key_Escape)
    assert not ct.active.pane.scene.drawings and ct.measurements.tool is Kind.LENGTH
    key(ct, Qt.Key.Key_Escape)
    assert ct.measurements.tool is None and not ct.actions["measure.length"].isChecked()
    assert ct.active.state.inverted
    key(ct, Qt.Key.Key_Escape)
    assert not ct.active.state.inverted


def test_undo_while_drawing_gives_up_the_figure_and_nothing_else(ct):
    tool(ct, Kind.LENGTH)
    drag(ct, A, B)
    click(ct, C)
    key(ct, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(kept(ct)) == 1 and len(ct.active.pane.scene.drawings) == 1


def test_deleting_what_is_held_by_the_mouse_does_no_harm(ct):
    tool(ct, Kind.LENGTH)
    drag(ct, A, B)
    pane = ct.active.pane
    QTest.mousePress(pane, LEFT, pos=on_screen(ct.active, B))
    QTest.mouseMove(pane, on_screen(ct.active, C))
    key(ct, Qt.Key.Key_Delete)
    QTest.mouseMove(pane, on_screen(ct.active, A))
    QTest.mouseRelease(pane, LEFT, pos=on_screen(ct.active, A))
    assert kept(ct) == () and not pane.scene.drawings


def test_delete_removes_what_is_selected(ct):
    tool(ct, Kind.LENGTH)
    drag(ct, A, B)
    tool(ct, Kind.LENGTH)  # away
    click(ct, (110, 110))
    assert not ct.actions["measure.delete"].isEnabled()
    click(ct, ((A[0] + B[0]) / 2, (A[1] + B[1]) / 2))
    key(ct, Qt.Key.Key_Delete)
    assert kept(ct) == () and not ct.active.pane.scene.drawings
    ct.actions["measure.undo"].trigger()
    assert len(kept(ct)) == 1


@pytest.mark.parametrize(
    "turn", ["view.turn_right", "view.turn_left", "view.flip_horizontally", "view.zoom_in"]
)
def test_figures_lie_on_the_same_pixels_however_the_image_is_turned(ct, turn):
    tool(ct, Kind.LENGTH)
    drag(ct, A, B)
    ct.actions[turn].trigger()
    ct.actions["view.flip_vertically"].trigger()
    unit = ct.active
    (drawing,) = unit.pane.scene.drawings
    expected = [unit.presenter.viewport().image_to_screen(point) for point in kept(ct)[0].points]
    assert np.allclose(drawing.handles, expected)
    drag(ct, kept(ct)[0].points[1], C)
    assert near(ct, kept(ct)[0], A, C)


def test_a_figure_is_drawn_in_every_pane_that_shows_its_image(qtbot, stack):
    stack.panes.set_layout(PaneLayout(1, 2))
    left, right = stack.grid.shown
    right.state.set_series(left.state.series, left.state.index)
    qtbot.waitUntil(lambda: left.presenter.is_settled and right.presenter.is_settled)
    qtbot.wait(50)  # the layout settles
    tool(stack, Kind.ELLIPSE)
    drag(stack, A, B)
    assert left.pane.scene.drawings and right.pane.scene.drawings
    stack.panes.set_active(right.state)
    right.state.set_index(0)
    qtbot.waitUntil(lambda: right.presenter.is_settled)
    assert not right.pane.scene.drawings


def test_scrolling_away_gives_up_what_is_being_drawn(qtbot, stack):
    tool(stack, Kind.LENGTH)
    click(stack, A)
    stack.actions["go.next"].trigger()
    wait_for_image(qtbot, stack)
    click(stack, B)
    assert stack.measurements.frames == ()


def test_a_double_click_while_measuring_does_not_enlarge_the_pane(qtbot, stack):
    stack.panes.set_layout(PaneLayout(1, 2))
    qtbot.wait(50)
    tool(stack, Kind.PROBE)
    QTest.mouseDClick(stack.active.pane, LEFT, pos=on_screen(stack.active, A))
    assert not stack.panes.is_enlarged


def test_the_list_names_every_measurement_and_a_click_goes_there(qtbot, stack):
    tool(stack, Kind.LENGTH)
    drag(stack, A, B)
    first = stack.active.state.index
    stack.panes.set_index(first + 3)
    wait_for_image(qtbot, stack)
    tool(stack, Kind.PROBE)
    click(stack, C)
    heading, length, point = lines(stack)
    assert heading.startswith(stack.active.state.series.description)
    assert length.startswith(f"{first + 1} | Length | ") and length.endswith(" mm")
    assert point.startswith(f"{first + 4} | Point | ")
    tree = stack.measurement_panel.list
    QTest.mouseClick(tree.viewport(), LEFT, pos=tree.visualItemRect(tree.topLevelItem(1)).center())
    assert stack.active.state.index == first
    assert stack.measurements.selected == (stack.active.state.frame, *kept(stack))


def test_undo_goes_to_the_image_on_which_it_changes_something(qtbot, stack):
    tool(stack, Kind.LENGTH)
    drag(stack, A, B)
    first = stack.active.state.index
    stack.panes.set_index(0)
    wait_for_image(qtbot, stack)
    stack.actions["measure.undo"].trigger()
    assert stack.active.state.index == first and stack.measurements.frames == ()


def test_the_table_of_all_measurements(ct, tmp_path):
    tool(ct, Kind.LENGTH)
    drag(ct, A, B)
    ct.measuring.export(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert float(row["length"]) == kept(ct)[0].reading.length and row["length_unit"] == "mm"
    assert row["notice"] == "Kesit - research use only"


def test_an_exported_view_has_measurements_with_the_annotations_alone(ct):
    plain = picture_of_view(ct.shown(), ExportChoice(annotations=False))
    tool(ct, Kind.LENGTH)
    drag(ct, A, B)
    assert np.array_equal(picture_of_view(ct.shown(), ExportChoice(annotations=False)), plain)
    with_figure = picture_of_view(ct.shown(), ExportChoice())
    scene = replace(ct.shown().scene, drawings=())
    assert not np.array_equal(with_figure, picture_of_view(replace(ct.shown(), scene=scene), ExportChoice()))
