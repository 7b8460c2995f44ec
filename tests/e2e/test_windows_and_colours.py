"""The histogram with its handles, colour maps with their bar, and turning freely: by mouse and keys."""

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.uid import ParametricMapStorage
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest import approx

from ml.imaging import auto_window
from ml.imaging.values import Window
from tests.e2e.test_reading import LEFT, picture
from tests.patient_maker import Stack, write_stack
from tests.window_fixtures import real_file
from viewer.core.image_colours import ColourMap
from viewer.services.preferences import load_preferences
from viewer.services.settings import Settings


@pytest.fixture
def ct(opened, ct_file):
    kesit = opened(ct_file)
    kesit.actions["window.histogram"].trigger()
    QApplication.processEvents()
    return kesit


@pytest.fixture
def pet(opened, phantom_folder, tmp_path):
    stack = Stack("pet", modality="PT")
    return opened(write_stack(tmp_path / "files", next(phantom_folder.iterdir()), stack))


def edges(window: Window) -> tuple[float, float]:
    return window.center - window.width / 2, window.center + window.width / 2


def drag(view, start: float, end: float) -> None:
    """From one value on the axis to another."""
    places = [QPoint(round(view._x(value)), view.height() // 2) for value in (start, (start + end) / 2, end)]
    QTest.mousePress(view, LEFT, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(view, place)
    QTest.mouseRelease(view, LEFT, pos=places[-1])


def test_w_shows_the_histogram_of_the_image_and_hides_it(qtbot, opened, ct_file):
    kesit = opened(ct_file)
    assert not kesit.panels.histogram.isVisible()
    QTest.keyClick(kesit.active.pane, Qt.Key.Key_W)
    QApplication.processEvents()
    assert kesit.panels.histogram.isVisible() and kesit.actions["window.histogram"].isChecked()
    frame, shown = kesit.active.presenter.frame, kesit.panels.histogram.view._histogram
    assert shown.counts.sum() == frame.pixels.size
    assert (shown.low + 0.5, shown.high) >= (frame.pixels.min(), frame.pixels.max())
    QTest.keyClick(kesit.active.pane, Qt.Key.Key_W)
    QApplication.processEvents()
    assert not kesit.panels.histogram.isVisible() and not kesit.actions["window.histogram"].isChecked()


def test_each_edge_and_the_middle_can_be_dragged(ct):
    view, state = ct.panels.histogram.view, ct.active.state
    state.set_window(Window(200, 400))
    step = (view.axis[1] - view.axis[0]) / view._plot().width()  # one pixel
    drag(view, 0, -300)
    assert edges(state.window) == approx((-300, 400), abs=2 * step)
    drag(view, 400, 900)
    assert edges(state.window) == approx((-300, 900), abs=2 * step)
    width = state.window.width
    drag(view, 300, 400)
    assert edges(state.window) == approx((-200, 1000), abs=2 * step) and state.window.width == approx(width)
    assert ct.active.pane.scene.request.window == state.window


def test_an_edge_never_passes_the_other(ct):
    view, state = ct.panels.histogram.view, ct.active.state
    state.set_window(Window(200, 400))
    drag(view, 0, 900)
    assert state.window.width >= 1 and edges(state.window)[0] == approx(400, abs=20)


def test_a_double_click_windows_by_percentiles(ct):
    ct.active.state.set_window(Window(0, 1))
    QTest.mouseDClick(ct.panels.histogram.view, LEFT, pos=ct.panels.histogram.view.rect().center())
    assert ct.active.state.window == auto_window(ct.active.presenter.frame)
    low, high = np.percentile(ct.active.presenter.frame.pixels, [0.1, 99.9])
    assert edges(ct.active.state.window) == approx((low, high))


def test_center_and_width_can_be_typed(ct):
    panel = ct.panels.histogram
    panel.center_box.setValue(50)
    panel.width_box.setValue(350)
    assert edges(ct.active.state.window) == (-125, 225)
    ct.actions["window.ct_lung"].trigger()
    assert (panel.center_box.value(), panel.width_box.value()) == (-600, 1500)


def test_the_histogram_follows_the_slice_and_rests_while_nobody_looks(qtbot, opened, phantom_folder):
    kesit = opened(phantom_folder)
    panel = kesit.panels.histogram
    kesit.active.state.set_index(3)
    assert panel._counted is None
    kesit.actions["window.histogram"].trigger()
    QApplication.processEvents()
    kesit.active.state.set_index(4)
    qtbot.waitUntil(lambda: kesit.active.presenter.is_settled)
    assert panel._counted is kesit.active.presenter.frame


def test_the_histogram_goes_with_its_image_and_leaves_no_trace_in_that_of_another(qtbot, opened, ct_file):
    kesit = opened(ct_file)
    kesit.actions["window.histogram"].trigger()
    panel = kesit.panels.histogram
    series = kesit.panes.active.series
    kesit.session.set_studies(())
    assert panel._cards.currentIndex() == 0 and panel._nothing.text() == "No image"
    kesit = opened(real_file("MR_small.dcm"))
    assert kesit.panes.active.series != series
    pixels = kesit.active.presenter.frame.pixels
    assert panel._range == approx((pixels.min(), pixels.max()), rel=0.01)


def test_a_colour_image_has_no_histogram(opened):
    kesit = opened(real_file("examples_rgb_color.dcm"))
    kesit.actions["window.histogram"].trigger()
    QApplication.processEvents()
    assert kesit.panels.histogram._cards.currentIndex() == 0
    assert "colour" in kesit.panels.histogram._nothing.text()


def test_pet_is_dark_on_white_with_a_bar_and_the_reader_may_choose(pet):
    assert picture(pet)[picture(pet).shape[0] // 2].max() == 255  # air
    assert pet.active.pane.scene.colours.colour_map is ColourMap.INVERTED
    assert pet.actions["colours.inverted_grey"].isChecked()
    pet.actions["colours.hot_iron"].trigger()
    assert picture(pet).ndim == 3 and pet.active.pane.scene.colours.colour_map is ColourMap.HOT_IRON
    assert pet.actions["colours.hot_iron"].isChecked()
    pet.actions["colours.grey"].trigger()
    assert picture(pet).ndim == 2 and pet.active.pane.scene.colours is None
    pet.actions["view.reset"].trigger()
    assert pet.active.state.colour_map is None and pet.active.pane.scene.colours is not None


def test_colours_can_be_kept_for_all_images_of_a_modality(qtbot, pet, tmp_path, phantom_folder, opened):
    keep = pet.actions["colours.keep"]
    assert not keep.isEnabled()
    uid = pet.active.state.series.series_uid
    qtbot.waitUntil(lambda: pet.thumbnails.complete, timeout=20_000)
    before = pet.thumbnails.pictures[uid].copy()
    pet.actions["colours.hot_iron"].trigger()
    keep.trigger()
    assert "Hot iron" in pet.window._message.text() and not keep.isEnabled()
    pet.actions["view.reset"].trigger()
    assert pet.active.pane.scene.colours.colour_map is ColourMap.HOT_IRON
    qtbot.waitUntil(lambda: not np.array_equal(pet.thumbnails.pictures[uid], before), timeout=20_000)
    opened(phantom_folder)  # another modality keeps its own
    head = next(series for series in pet.session.series if series.modality == "MR")
    pet.panes.put(head)
    assert pet.active.state.shown_colour_map is ColourMap.GREY
    pet.window.close()
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    assert load_preferences(settings).colours == {"PT": ColourMap.HOT_IRON}


def test_a_parametric_map_begins_in_colours(opened, phantom_folder, tmp_path):
    path = tmp_path / "map.dcm"
    dataset = dcmread(next(phantom_folder.iterdir()))
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = ParametricMapStorage
    dataset.save_as(path)
    kesit = opened(path)
    assert kesit.active.pane.scene.colours.colour_map is ColourMap.INFERNO
    assert kesit.actions["colours.inferno"].isChecked()


def test_each_pane_has_its_own_colours(qtbot, pet):
    pet.actions["layout.1x2"].trigger()
    left, right = pet.panes.shown
    right.set_series(left.series)
    pet.actions["colours.viridis"].trigger()
    assert (left.shown_colour_map, right.shown_colour_map) == (ColourMap.VIRIDIS, ColourMap.INVERTED)
    pet.links.set_window(True)
    pet.actions["colours.pet"].trigger()
    assert right.shown_colour_map is ColourMap.PET


def test_colours_come_out_with_an_export(pet, tmp_path):
    from viewer.core.export_choice import ExportChoice, Subject
    from viewer.services.exporting import picture_of_image

    pet.actions["colours.hot_iron"].trigger()
    exported = picture_of_image(pet.shown().scene.request, ExportChoice(Subject.IMAGE))
    assert exported.ndim == 3 and set(map(tuple, exported.reshape(-1, 3))) > {(0, 0, 0)}


def turn(kesit, start: QPoint, end: QPoint) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mousePress(kesit.active.pane, LEFT, control, start)
    for place in ((start + end) / 2, end):
        QTest.mouseMove(kesit.active.pane, place)
    QTest.mouseRelease(kesit.active.pane, LEFT, control, end)


def test_ctrl_and_a_drag_turn_the_image_freely(opened, phantom_folder):
    kesit = opened(phantom_folder)
    pane, state = kesit.active.pane, kesit.active.state
    middle, window = pane.rect().center(), state.window
    viewport = kesit.active.presenter.viewport()
    turn(kesit, middle + QPoint(100, 0), middle + QPoint(100, 58))  # 30 degrees
    assert state.view.angle_deg == approx(30, abs=1) and state.view.zoom == approx(viewport.zoom)
    assert state.window == window
    assert f"Turned {state.view.angle_deg:.0f}°" in pane.scene.corners.bottom_right[1]
    assert pane.scene.letters.right == "LA"
    turn(kesit, middle + QPoint(100, 0), middle + QPoint(0, 100))
    assert state.view.quarter_turns == 1 and state.view.angle_deg == approx(30, abs=2)
    QTest.keyClick(pane, Qt.Key.Key_U)
    assert (state.view.quarter_turns, state.view.angle_deg) == (0, 0) and state.view.zoom is not None
    turn(kesit, middle + QPoint(100, 0), middle + QPoint(100, 40))
    QTest.keyClick(pane, Qt.Key.Key_R)
    assert state.view.angle_deg == 0 and state.view.zoom is None


def test_zoom_about_the_pointer_and_pan_follow_the_mouse_in_a_turned_image(opened, phantom_folder):
    kesit = opened(phantom_folder)
    kesit.active.state.set_view(kesit.active.state.view.rotated(33))
    before = kesit.active.presenter.viewport()
    point = before.screen_to_image((200, 150))
    kesit.active.controller.zoom_by(2, (200, 150))
    assert kesit.active.presenter.viewport().image_to_screen(point) == approx((200, 150))
    kesit.active.state.set_view(kesit.active.presenter.viewport().panned(30, -20))
    assert kesit.active.presenter.viewport().image_to_screen(point) == approx((230, 130))


def test_a_measurement_keeps_its_length_in_a_turned_image(qtbot, opened, phantom_folder):
    kesit = opened(phantom_folder)
    kesit.actions["measure.length"].trigger()
    start, end = QPoint(200, 200), QPoint(300, 200)
    lengths = []
    for angle in (0, 33):
        kesit.active.state.set_view(kesit.active.state.view.rotated(angle))
        zoom = kesit.active.presenter.viewport().zoom
        QTest.mousePress(kesit.active.pane, LEFT, pos=start)
        QTest.mouseMove(kesit.active.pane, end)
        QTest.mouseRelease(kesit.active.pane, LEFT, pos=end)
        _, made = kesit.measurements.selected
        lengths.append(made.reading.length * zoom)
    assert lengths[0] == approx(lengths[1], rel=1e-6)
