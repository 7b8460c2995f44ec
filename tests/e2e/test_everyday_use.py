"""What annoys on the tenth use: keys that go nowhere, menus full of what cannot be done, words that stay."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QMenu,
    QProgressBar,
    QStyle,
    QWidget,
)

from tests.e2e.test_measuring import drag, kept, on_screen, tool
from tests.e2e.test_planes import press
from tests.e2e.test_reading import drop
from tests.window_fixtures import wait_for_answers, wait_for_image
from viewer.core.measurement import Kind
from viewer.widgets.failures_dialog import FailuresDialog
from viewer.widgets.labels import Form
from viewer.widgets.main_window import MainWindow
from viewer.widgets.pointer_value import PointerValue
from viewer.widgets.series_delegate import in_lines
from viewer.widgets.style import style_sheet
from viewer.widgets.word_list import WordList

LEFT, RIGHT, ESCAPE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.Key.Key_Escape


@pytest.fixture
def stack(opened, phantom_folder):
    return opened(phantom_folder)


@pytest.fixture
def ct(opened, ct_file):
    return opened(ct_file)


@pytest.fixture
def answered(qtbot, stack):
    stack.start(stack.fake_model)
    wait_for_answers(qtbot, stack)
    return stack


def context_menu(kesit, point: QPoint) -> list[str]:
    """What the right button offers there, without marks of keys."""
    QTest.mouseClick(kesit.active.pane, RIGHT, pos=point)
    menu = kesit.window._context_menu
    texts = [one.text().replace("&", "") for one in menu.actions() if not one.isSeparator()]
    menu.close()
    return texts


def message(kesit) -> str:
    return kesit.window._message.text()


def pointer_text(kesit) -> str:
    return kesit.window.findChild(PointerValue).text()


# keys


def test_after_agreeing_with_the_mouse_the_arrow_keys_still_go_through_the_images(answered):
    answered.grid.focus_active()
    QTest.mouseClick(answered.word_panel.agree_button, LEFT)
    assert answered.active.pane.hasFocus()
    before = answered.panes.active.index
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert answered.panes.active.index == before + 1


def test_enter_ends_a_comment_and_gives_the_keys_back_to_the_image(qtbot, answered):
    comment = answered.word_panel.comment
    QTest.mouseClick(comment, LEFT)
    QTest.keyClicks(comment, "artefact")
    QTest.keyClick(comment, Qt.Key.Key_Return)
    assert answered.words.word(answered.panes.active.frame).comment == "artefact"
    assert answered.active.pane.hasFocus()


def test_enter_in_the_list_of_words_takes_nothing_back(answered):
    answered.word_panel.agree()
    answered.actions["word.list"].trigger()
    (dialog,) = answered.window.findChildren(WordList)
    dialog.list.setCurrentItem(dialog.list.topLevelItem(0))
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert len(answered.words.frames) == 1
    dialog.accept()


def test_escape_leaves_the_full_screen_and_the_view_as_it_is(qtbot, stack):
    stack.window.showMaximized()
    press(qtbot, stack, Qt.Key.Key_F11)
    assert stack.window.isFullScreen()
    stack.panes.active.set_view(replace(stack.panes.active.view, zoom=3.0))
    press(qtbot, stack, ESCAPE)
    assert not stack.window.isFullScreen() and not stack.actions["view.full_screen"].isChecked()
    assert stack.window.isMaximized() and stack.panes.active.view.zoom == 3.0
    press(qtbot, stack, ESCAPE)
    assert stack.panes.active.view.zoom is None


def test_f9_gives_the_room_of_the_panels_to_the_image_and_brings_back_the_same_ones(qtbot, stack):
    stack.window.resize(1400, 900)
    stack.actions["window.histogram"].trigger()
    before = {dock.objectName() for dock in stack.window._shown_docks()}
    width = stack.active.pane.width()
    press(qtbot, stack, Qt.Key.Key_F9)
    assert not stack.window.has_panels and not stack.actions["view.panels"].isChecked()
    qtbot.waitUntil(lambda: stack.active.pane.width() > width + 300)
    press(qtbot, stack, Qt.Key.Key_F9)
    assert {dock.objectName() for dock in stack.window._shown_docks()} == before
    assert stack.actions["view.panels"].isChecked()


def test_enter_closes_the_list_of_what_could_not_be_opened(qtbot, kesit, tmp_path):
    (tmp_path / "empty.dcm").touch()
    with qtbot.waitSignal(kesit.opening.ended, timeout=20_000):
        drop(kesit.window, tmp_path / "empty.dcm")
    QApplication.clipboard().clear()
    kesit.actions["file.failures"].trigger()
    (dialog,) = kesit.window.findChildren(FailuresDialog)
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible() and not QApplication.clipboard().text()


# menus


def test_the_menu_of_an_image_offers_only_what_can_be_done_with_it(stack, ct_file, opened):
    mr = context_menu(stack, QPoint(50, 50))
    assert not any(text.startswith(("CT ", "PET ")) for text in mr) and len(mr) < 25
    assert {"Invert", "Fit to window", "Measure", "Key image", "Copy view", "Header…"} <= set(mr)
    assert "Delete" not in mr
    opened(ct_file)
    assert "CT Brain" in context_menu(stack, QPoint(50, 50))


def test_the_menu_on_a_measurement_is_about_it(ct):
    tool(ct, Kind.LENGTH)
    drag(ct, (30, 40), (60, 40))
    drag(ct, (30, 90), (60, 90))
    ct.measurements.set_tool(None)
    assert "Delete" in context_menu(ct, on_screen(ct.active, (45, 40)))
    ct.actions["measure.delete"].trigger()
    (left,) = kept(ct)
    assert left.points[0][1] == pytest.approx(90, abs=1)
    assert message(ct) == "Deleted: Length"
    assert "Delete" not in context_menu(ct, on_screen(ct.active, (45, 40)))


def test_a_line_of_the_list_of_measurements_has_a_menu(qtbot, ct):
    tool(ct, Kind.LENGTH)
    drag(ct, (30, 40), (60, 40))
    panel = ct.measurement_panel
    qtbot.waitUntil(lambda: bool(panel._lines))
    place = panel.list.visualItemRect(next(iter(panel._lines.values()))).center()
    panel.list.customContextMenuRequested.emit(place)
    menu = ct.window._context_menu
    assert [one.objectName() for one in menu.actions()] == ["measure.text", "measure.delete"]
    menu.close()
    assert ct.measurements.selected is not None


def test_a_study_and_a_patient_can_be_closed_from_their_headings(stack, ct_file, opened):
    opened(ct_file)
    study = stack.session.studies[-1]
    heading = stack.series_list._items[study.series[0].series_uid].parent().index()
    asked: list[tuple[str, ...]] = []
    stack.series_list.studies_menu_requested.connect(lambda uids, place: asked.append(uids))
    stack.series_list.customContextMenuRequested.emit(stack.series_list.visualRect(heading).center())
    assert asked == [(study.study_uid,)]
    for menu in stack.series_list.findChildren(QMenu):
        menu.close()
    menu = stack.reading.comparison.menu_of_studies(asked[0])
    menu.actions()[0].trigger()
    menu.close()
    assert study not in stack.session.studies and stack.session.studies


def test_a_click_on_a_heading_leaves_the_mark_at_what_is_shown(stack):
    lines = stack.series_list
    shown = lines.currentIndex()
    heading = shown.parent()
    assert shown.isValid() and heading.isValid()
    QTest.mouseClick(lines.viewport(), LEFT, pos=lines.visualRect(heading).center())
    QTest.mouseClick(lines.viewport(), LEFT, pos=QPoint(20, lines.viewport().height() - 5))
    assert lines.currentIndex() == shown and lines.selectionModel().isSelected(shown)


def test_the_arrow_keys_hide_no_series_in_the_list(stack):
    lines = stack.series_list
    lines.setFocus()
    heading = lines.currentIndex().parent()
    for _ in range(3):
        QTest.keyClick(lines, Qt.Key.Key_Left)
    assert lines.isExpanded(heading) and lines.isExpanded(heading.parent())


# what is said


def test_the_value_under_the_pointer_is_in_the_status_bar(ct):
    place = on_screen(ct.active, (30.5, 40.5))
    QTest.mouseMove(ct.active.pane, place)
    value = ct.active.presenter.frame.pixels[40, 30]
    assert pointer_text(ct) == f"column 31, row 41:  {value:g} HU"
    QTest.mouseMove(ct.active.pane, QPoint(1, ct.active.pane.height() // 2))  # beside the image
    assert pointer_text(ct) == ""


def test_the_value_follows_the_slices_that_go_by(qtbot, stack):
    QTest.mouseMove(stack.active.pane, on_screen(stack.active, (128.5, 128.5)))
    said = {pointer_text(stack)}
    for _ in range(6):
        stack.panes.set_index(stack.panes.active.index + 1)
        wait_for_image(qtbot, stack)
        pixels = stack.active.presenter.frame.pixels
        assert pointer_text(stack).endswith(f"{pixels[128, 128]:g}")
        said.add(pointer_text(stack))
    assert len(said) > 1


def test_a_tool_says_how_it_is_used_until_it_is_put_away(qtbot, ct):
    press(qtbot, ct, Qt.Key.Key_D)
    assert message(ct) == "Measure a length: drag, or click both ends. Esc puts the tool away"
    press(qtbot, ct, ESCAPE)
    assert message(ct) == ""


def test_a_message_does_not_stay_for_ever(qtbot, kesit):
    kesit.window._forget_message.setInterval(10)
    kesit.window.show_message("Saved")
    assert message(kesit) == "Saved"
    qtbot.waitUntil(lambda: message(kesit) == "")


def test_the_empty_stage_says_that_something_is_being_opened(qtbot, kesit, phantom_folder):
    title = kesit.stage.empty.title
    with qtbot.waitSignal(kesit.opening.ended, timeout=20_000):
        drop(kesit.window, phantom_folder)
        assert title.text() == "Opening…"
    assert title.text() == "Drop a study here"


# room


def test_a_window_is_never_larger_than_the_screen(qtbot, kesit):
    screen = QRect(0, 0, 1000, 640)
    kesit.window.setGeometry(QRect(300, 200, 1400, 900))
    kesit.window.keep_within(screen)
    assert screen.contains(kesit.window.geometry())
    inside = QRect(10, 60, 940, 500)
    kesit.window.setGeometry(inside)
    kesit.window.keep_within(screen)
    assert kesit.window.geometry() == inside


def test_a_long_message_does_not_widen_the_window_and_can_be_read_all_the_same(kesit):
    before = kesit.window.minimumSizeHint().width()
    kesit.window.show_message("word " * 100)
    assert kesit.window.minimumSizeHint().width() == before
    assert kesit.window._message.toolTip() == message(kesit)


@pytest.mark.parametrize("code", ["en", "tr"])
def test_the_window_fits_a_screen_of_960_pixels_as_200_percent_leave_of_a_common_one(kesit, code):
    kesit.prefer(replace(kesit.preferences.value, language=code))
    kesit.stage.banner.hide()
    assert kesit.window.minimumSizeHint().width() <= 900


def test_the_model_panel_is_as_wide_as_its_buttons_in_every_language(kesit):
    for code in ("en", "tr"):
        kesit.prefer(replace(kesit.preferences.value, language=code))
        panel = kesit.word_panel
        while not hasattr(panel, "horizontalScrollBar"):
            panel = panel.parentWidget()
        needed = panel.widget().minimumSizeHint().width()
        assert panel.minimumSizeHint().width() >= needed + panel.verticalScrollBar().sizeHint().width()


def test_a_long_title_takes_two_lines_and_its_end_is_seen(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    metrics = QFontMetrics(label.font())
    width = metrics.horizontalAdvance("REST1 w SMS PF7-8")
    first, second = in_lines("REST1 w SMS PF7-8 slices 2", metrics, width, 2)
    assert (first, second) == ("REST1 w SMS PF7-8", "slices 2")
    assert len(in_lines("Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", metrics, width, 2)) == 1
    assert in_lines("short", metrics, width, 2) == ["short"] and in_lines("", metrics, width, 2) == []


def test_dialogs_have_no_icons_of_another_family_and_bars_no_text_that_does_not_fit(qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    bar = QProgressBar()
    for widget in (box, bar):
        qtbot.addWidget(widget)
        widget.setStyleSheet(style_sheet())
        widget.show()
    assert not box.style().styleHint(QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons, None, box)
    assert not bar.isTextVisible()


def test_labels_of_a_form_stand_at_the_height_of_their_fields(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    form, box = Form(window), QComboBox()
    box.setStyleSheet("padding: 9px;")
    form.addRow("Class", box)
    window.show()
    label = form.labelForField(box)
    assert abs(label.geometry().center().y() - box.geometry().center().y()) <= 1


def test_the_window_is_made_again_with_what_the_status_bar_holds(kesit):
    kesit.prefer(replace(kesit.preferences.value, language="tr"))
    assert isinstance(kesit.window, MainWindow) and kesit.window.findChild(PointerValue) is not None
