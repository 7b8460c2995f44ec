"""What a reader does with the mouse and the keys, from the drop on."""

import cv2
import numpy as np
import pytest
from pydicom import dcmread
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.window_fixtures import real_file, wait_for_image
from viewer.core.viewport import FIT

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton

DRAG_START = (120, 120)


def picture(kesit) -> np.ndarray:
    """The pane as it is drawn, without the text over it."""
    return kesit.active.pane._renderer.render(kesit.active.pane.scene.request).copy()


def drag(kesit, button, dx, dy) -> None:
    start = QPoint(*DRAG_START)
    QTest.mousePress(kesit.active.pane, button, pos=start)
    QTest.mouseMove(kesit.active.pane, start + QPoint(dx // 2, dy // 2))
    QTest.mouseMove(kesit.active.pane, start + QPoint(dx, dy))
    QTest.mouseRelease(kesit.active.pane, button, pos=start + QPoint(dx, dy))


def wheel(kesit, steps, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    wheel_on(kesit.active.pane, steps, modifiers)


def wheel_on(pane, steps, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Turn the wheel; parts of a step as fine wheels and touch pads send them."""
    position = QPointF(pane.rect().center())
    event = QWheelEvent(
        position, pane.mapToGlobal(position), QPoint(), QPoint(0, int(120 * steps)),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pane, event)


def drop(window, *paths) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    middle, copy = window.rect().center(), Qt.DropAction.CopyAction
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle, copy, data, LEFT, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(middle), copy, data, LEFT, none))


def click(series_list, series, double=False) -> None:
    place = series_list.visualRect(series_list._items[series.series_uid].index()).center()
    (QTest.mouseDClick if double else QTest.mouseClick)(series_list.viewport(), LEFT, pos=place)


@pytest.fixture
def stack(opened, phantom_folder):
    return opened(phantom_folder)


def test_drop_a_folder_and_see_its_series_with_their_thumbnails(qtbot, kesit, phantom_folder, ct_file):
    with qtbot.waitSignals([kesit.opening.ended, *[kesit.thumbnails.thumbnail_ready] * 2], timeout=20_000):
        drop(kesit.window, phantom_folder, ct_file)
    wait_for_image(qtbot, kesit)
    model = kesit.series_list.model()
    assert [model.item(row).rowCount() for row in range(model.rowCount())] == [1, 1]  # a study each
    assert picture(kesit).std() > 10


def test_text_that_is_dragged_over_the_window_is_not_taken(kesit):
    data = QMimeData()
    data.setText("hello")
    event = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    QApplication.sendEvent(kesit.window, event)
    assert not event.isAccepted()


def test_scroll_by_wheel_keys_and_slider(qtbot, stack):
    start = stack.active.state.index
    wheel(stack, -1)
    assert stack.active.state.index == start + 1
    wheel(stack, 2)
    assert stack.active.state.index == start - 1
    QTest.keyClick(stack.active.pane, Qt.Key.Key_Down)
    assert stack.active.state.index == start
    QTest.keyClick(stack.active.pane, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert stack.active.state.index == max(0, start - 10)
    QTest.keyClick(stack.active.pane, Qt.Key.Key_End)
    assert stack.active.state.index == len(stack.active.state.series.frames) - 1
    QTest.keyClick(stack.active.pane, Qt.Key.Key_Home)
    assert stack.active.state.index == 0
    stack.stage.slider.setValue(6)
    assert stack.active.state.index == 6 and stack.stage.slider.value() == 6
    wait_for_image(qtbot, stack)
    assert stack.active.pane.scene.corners.bottom_left[-1] == "Image 7 / 24"


def test_fine_wheels_add_up_to_one_slice(stack):
    start = stack.active.state.index
    for _ in range(8):
        wheel(stack, -0.125)
    assert stack.active.state.index == start + 1


def test_page_keys_change_the_series_and_the_slice_is_remembered(qtbot, opened, phantom_folder, ct_file):
    kesit = opened(phantom_folder, ct_file)
    series = [one for study in kesit.session.studies for one in study.series]
    kesit.active.state.set_series(series[0])
    QTest.keyClick(kesit.active.pane, Qt.Key.Key_PageDown)
    assert kesit.active.state.series == series[1]
    QTest.keyClick(kesit.active.pane, Qt.Key.Key_PageUp)
    assert kesit.active.state.series == series[0]


def test_left_drag_windows_width_by_x_and_center_by_y(stack):
    before, drawn = stack.active.pane.scene.corners.bottom_right[0], picture(stack)
    drag(stack, LEFT, 60, 0)
    wider = stack.active.state.window
    drag(stack, LEFT, 0, 60)
    assert stack.active.state.window.width == wider.width and stack.active.state.window.center > wider.center
    assert stack.active.pane.scene.corners.bottom_right[0] != before
    assert not np.array_equal(picture(stack), drawn)


def test_middle_drag_moves_the_image_with_the_mouse(stack):
    before = stack.active.presenter.viewport().image_to_screen((100, 100))
    drag(stack, MIDDLE, 40, -25)
    assert stack.active.presenter.viewport().image_to_screen((100, 100)) == pytest.approx(
        (before[0] + 40, before[1] - 25)
    )


def test_right_drag_zooms_about_where_it_began_and_opens_no_menu(qtbot, stack):
    anchor = stack.active.presenter.viewport().screen_to_image((120, 120))
    with qtbot.assertNotEmitted(stack.active.pane.menu_requested):
        drag(stack, RIGHT, 0, -70)
    viewport = stack.active.presenter.viewport()
    assert viewport.zoom > 1.3 * viewport.fit_zoom
    assert viewport.image_to_screen(anchor) == pytest.approx((120, 120))


def test_right_click_without_moving_opens_the_menu(qtbot, stack):
    with qtbot.waitSignal(stack.active.pane.menu_requested):
        QTest.mouseClick(stack.active.pane, RIGHT, pos=QPoint(50, 50))
    assert stack.window._context_menu.isVisible()
    stack.window._context_menu.close()


def test_ctrl_wheel_zooms_and_double_click_fits(stack):
    index = stack.active.state.index
    wheel(stack, 3, Qt.KeyboardModifier.ControlModifier)
    assert stack.active.presenter.viewport().zoom > stack.active.presenter.viewport().fit_zoom
    assert stack.active.state.index == index
    QTest.mouseDClick(stack.active.pane, LEFT, pos=QPoint(80, 80))
    assert stack.active.state.view == FIT


def test_a_fitted_image_stays_fitted_when_the_window_is_resized(qtbot, stack):
    stack.window.resize(900, 700)
    QApplication.processEvents()
    viewport = stack.active.presenter.viewport()
    assert stack.active.state.view == FIT
    assert stack.active.pane.scene.request.viewport.screen == stack.active.pane.device_size == viewport.screen


def test_invert_and_reset(stack):
    plain = picture(stack)
    stack.actions["window.invert"].trigger()
    assert picture(stack).mean() != pytest.approx(plain.mean(), abs=5)
    stack.actions["view.reset"].trigger()
    assert np.array_equal(picture(stack), plain)
    assert not stack.actions["window.invert"].isChecked()


def test_ct_presets_are_offered_for_ct_only(qtbot, opened, ct_file, phantom_folder):
    kesit = opened(ct_file)
    assert kesit.actions["window.ct_lung"].isEnabled()
    kesit.actions["window.ct_lung"].trigger()
    assert kesit.active.pane.scene.corners.bottom_right[0] == "C -600  W 1500 HU  Lung"
    opened(phantom_folder)
    assert not kesit.actions["window.ct_lung"].isEnabled()


def test_letters_and_scale_bar_come_from_the_geometry(stack):
    letters = stack.active.pane.scene.letters
    assert (letters.left, letters.right, letters.top, letters.bottom) == ("R", "L", "A", "P")
    assert stack.active.pane.scene.bar.unit == "mm"


def test_an_ordinary_image_has_a_scale_bar_in_pixels_and_its_file_name(opened, tmp_path):
    path = tmp_path / "film.png"
    cv2.imwrite(str(path), np.random.default_rng(0).integers(0, 255, (60, 90), np.uint8))
    scene = opened(path).active.pane.scene
    assert scene.bar.unit == "px" and scene.letters.left == "" and scene.corners.top_left == ("film.png",)


def test_the_text_can_be_taken_away(stack):
    with_text = stack.active.pane.grab().toImage()
    QTest.keyClick(stack.active.pane, Qt.Key.Key_Space)
    assert stack.active.pane.grab().toImage() != with_text
    assert not stack.actions["view.text"].isChecked()


def test_closing_everything_brings_back_the_invitation(stack):
    stack.actions["file.close_all"].trigger()
    assert stack.session.studies == () and stack.active.presenter.frame is None
    assert not stack.active.pane.isVisible() and stack.series_list.model().rowCount() == 0


def test_a_click_or_the_keys_in_the_list_show_a_series(qtbot, opened, phantom_folder, ct_file):
    kesit = opened(phantom_folder, ct_file)
    shown, other = sorted(kesit.session.series, key=lambda series: series != kesit.active.state.series)
    click(kesit.series_list, other)
    assert kesit.active.state.series == other and kesit.active.pane.hasFocus()
    wait_for_image(qtbot, kesit)
    kesit.series_list.setFocus()
    kesit.series_list.setCurrentIndex(kesit.series_list._items[shown.series_uid].index())
    assert kesit.active.state.series == shown and kesit.series_list.hasFocus()


def test_slices_without_a_window_of_their_own_keep_one_brightness(qtbot, opened, tmp_path):
    for number, brightest in enumerate((4000, 8000)):
        ramp = np.linspace(0, brightest, 64 * 64).reshape(64, 64).astype(np.uint16)
        cv2.imwrite(str(tmp_path / f"slice_{number}.png"), ramp)
    kesit = opened(tmp_path)
    first = kesit.active.pane.scene.request.window
    for index in (1, 0):
        kesit.active.state.set_index(index)
        wait_for_image(qtbot, kesit)
        assert kesit.active.pane.scene.request.window == first


def test_a_spacing_that_is_only_a_shape_of_pixels_gives_no_millimetres(opened, tmp_path):
    dataset = dcmread(real_file("MR_small.dcm"))
    del dataset.PixelSpacing
    dataset.PixelAspectRatio = [2, 1]
    dataset.save_as(tmp_path / "shape.dcm")
    scene = opened(tmp_path).active.pane.scene
    assert scene.bar.text.endswith("px")
    assert scene.request.viewport.grid.pixel_aspect == 2
