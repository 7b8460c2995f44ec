"""A user changes the language, the colours, the mouse, the keys and the window presets."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QProgressDialog
from shiboken6 import isValid

from tests.window_fixtures import wait_for_answers, wait_for_image
from viewer.core.language import language
from viewer.core.measurement import Kind, Measurement
from viewer.core.mouse_bindings import Gesture, MouseBindings
from viewer.core.pane_layout import PaneLayout
from viewer.core.preferences import Preferences, Theme
from viewer.widgets import palette, style
from viewer.widgets.help_dialogs import keys_html
from viewer.widgets.settings_dialog import SettingsDialog


@pytest.fixture(autouse=True)
def dark_afterwards(qtbot):
    yield
    palette.use(palette.DARK)
    QApplication.instance().setStyleSheet("")


def settings_of(kesit) -> SettingsDialog:
    """Open the dialog by its menu entry."""
    kesit.actions["tools.settings"].trigger()
    return kesit.window.findChild(SettingsDialog)


def accept(qtbot, dialog: SettingsDialog) -> None:
    button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    button.click()


def choose(combo, value: object) -> None:
    combo.setCurrentIndex(combo.findData(value))


def menus_of(kesit) -> list[str]:
    return [action.text().replace("&", "") for action in kesit.window.menuBar().actions()]


def press(dialog: SettingsDialog, action_id: str, keys: str) -> None:
    """Choose an action on the page of keys and press keys in its field."""
    dialog.keys.choose(action_id)
    dialog.keys.edit.setKeySequence(QKeySequence(keys))


def drag(pane, button: Qt.MouseButton, dx: int, dy: int) -> None:
    start = QPointF(pane.rect().center())
    for kind, place, held in (
        (QEvent.Type.MouseButtonPress, start, button),
        (QEvent.Type.MouseMove, start + QPointF(dx, dy), button),
        (QEvent.Type.MouseButtonRelease, start + QPointF(dx, dy), Qt.MouseButton.NoButton),
    ):
        own = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
        event = QMouseEvent(kind, place, pane.mapToGlobal(place), own, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(pane, event)


def turn_wheel(pane, steps: int, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    middle = QPointF(pane.rect().center())
    event = QWheelEvent(
        middle, pane.mapToGlobal(middle), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton,
        modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pane, event)


def test_the_language_changes_and_back_and_everything_open_stays(qtbot, opened, phantom_folder):
    kesit = opened(phantom_folder)
    kesit.start(kesit.fake_model)
    wait_for_answers(qtbot, kesit)
    kesit.panes.set_layout(PaneLayout(1, 2))
    kesit.panes.active.set_index(5)
    info = kesit.panes.active.frame
    kesit.measurements.add(info, Measurement(Kind.LENGTH, ((10.0, 10.0), (60.0, 10.0))))
    answers = [kesit.findings.finding(frame) for frame in kesit.panes.active.series.frames]
    first, english = kesit.window, kesit.findings_panel.verdict_text
    dialog = settings_of(kesit)
    choose(dialog.general.language, "tr")
    accept(qtbot, dialog)
    wait_for_image(qtbot, kesit)
    assert language() == "tr" and kesit.window is not first and kesit.window.isVisible()
    assert menus_of(kesit)[:3] == ["Dosya", "Görünüm", "Pencere"]
    assert kesit.active.pane.scene.corners.bottom_left[-1].startswith("Görüntü 6 /")
    assert len(kesit.active.pane.scene.drawings) == 1
    assert kesit.panes.chosen_layout == PaneLayout(1, 2) and kesit.panes.active.frame == info
    assert [kesit.findings.finding(frame) for frame in kesit.panes.active.series.frames] == answers
    assert kesit.series_list.model().rowCount() == 1
    dialog = settings_of(kesit)
    assert dialog.windowTitle() == "Ayarlar"
    choose(dialog.general.language, "en")
    accept(qtbot, dialog)
    wait_for_image(qtbot, kesit)
    assert menus_of(kesit)[0] == "File" and kesit.findings_panel.verdict_text == english
    qtbot.waitUntil(lambda: kesit.measurement_panel.list.topLevelItemCount() == 2)  # a heading and a line
    kesit.measurements.history.undo()
    assert kesit.active.pane.scene.drawings == ()


def test_a_series_goes_on_being_answered_while_the_language_changes(qtbot, opened, phantom_folder):
    kesit = opened(phantom_folder)
    kesit.start(kesit.fake_model)
    kesit.prefer(replace(kesit.preferences.value, language="tr"))
    wait_for_answers(qtbot, kesit)
    assert kesit.findings_panel.verdict_text.startswith(
        ("Pozitif", "Negatif", "Belirsiz", "Değerlendirilmedi")
    )


def test_old_windows_go_and_take_their_connections_with_them(qtbot, opened, phantom_folder):
    kesit = opened(phantom_folder)
    old = [kesit.window]
    for _ in range(3):
        kesit.renew_window()
        old.append(kesit.window)
        wait_for_image(qtbot, kesit)
    qtbot.waitUntil(lambda: [isValid(window) for window in old] == [False, False, False, True])
    with qtbot.captureExceptions() as problems:
        kesit.panes.set_layout(PaneLayout(2, 2))
        kesit.panes.active.set_index(3)
        kesit.links.set_scroll(True)
        kesit.session.set_studies(())
        QApplication.processEvents()
    assert not problems


def test_a_training_outlives_the_window_that_began_it(qtbot, kesit):
    wizard = kesit.tools.open_wizard()
    service = kesit.training.get()
    kesit.prefer(replace(kesit.preferences.value, language="tr"))
    qtbot.waitUntil(lambda: not isValid(wizard))
    service.failed.emit("The disk is full")
    assert kesit.window._message.text() == "Eğitim erken sona erdi: The disk is full"
    second = kesit.tools.open_wizard()
    assert second.windowTitle() == "Sınıflandırıcı eğit" and kesit.training.get() is service
    second.close()


def test_work_with_a_progress_dialog_is_finished_in_its_own_window(qtbot, kesit):
    dialog = QProgressDialog(kesit.window)
    window = kesit.window
    kesit.prefer(replace(kesit.preferences.value, language="tr"))
    assert kesit.window is window
    dialog.deleteLater()
    qtbot.waitUntil(lambda: kesit.window is not window)
    assert menus_of(kesit)[0] == "Dosya"


def test_the_language_is_there_after_a_restart(kesit):
    kesit.prefer(replace(kesit.preferences.value, language="tr"))
    from viewer.services.preferences import load_preferences

    assert load_preferences(kesit.settings).language == "tr"


def test_cancel_changes_nothing(qtbot, kesit):
    window = kesit.window
    dialog = settings_of(kesit)
    choose(dialog.general.language, "tr")
    dialog.reject()
    assert kesit.window is window and kesit.preferences.value == Preferences()


def test_the_light_theme_is_light_and_the_stage_stays_black(qtbot, opened, ct_file):
    kesit = opened(ct_file)
    dialog = settings_of(kesit)
    choose(dialog.general.theme, Theme.LIGHT)
    accept(qtbot, dialog)
    wait_for_image(qtbot, kesit)
    picture, pane = kesit.window.grab().toImage(), kesit.active.pane.grab().toImage()
    assert picture.pixelColor(5, 5).lightness() > 200
    assert pane.pixelColor(3, pane.height() // 4).lightness() == 0


def test_the_theme_follows_the_system(qtbot, kesit, monkeypatch):
    hints = QGuiApplication.styleHints()
    kesit.prefer(replace(kesit.preferences.value, theme=Theme.SYSTEM))
    window = kesit.window
    monkeypatch.setattr(style, "is_light", lambda theme: theme is Theme.SYSTEM)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert kesit.window is not window and palette.LIGHT.text == palette.TEXT


def test_every_colour_of_text_can_be_read_on_its_ground():
    """The contrast ratio of WCAG 2.2 between text and what it stands on is at least 4.5 to 1."""
    for colours in (palette.DARK, palette.LIGHT):
        grounds = (colours.window, colours.panel, colours.raised)
        words = (colours.text, colours.muted, colours.attention, colours.good, colours.positive)
        for ground in grounds:
            assert all(contrast(word, ground) >= 4.5 for word in words), (ground, words)
        assert contrast(colours.text, colours.accent_deep) >= 4.5
        assert contrast(colours.stage_text, colours.stage) >= 4.5


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_an_action_is_given_another_key(qtbot, opened, phantom_folder):
    kesit = opened(phantom_folder)
    dialog = settings_of(kesit)
    press(dialog, "window.invert", "Ctrl+Alt+I")
    dialog.keys.replace_button.click()
    accept(qtbot, dialog)
    wait_for_image(qtbot, kesit)
    action = kesit.actions["window.invert"]
    assert action.shortcut().toString() == "Ctrl+Alt+I" and "(Ctrl+Alt+I)" in action.toolTip()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is kesit.window)
    QTest.keyClick(kesit.active.pane, Qt.Key.Key_I)
    assert not kesit.panes.active.inverted
    QTest.keyClick(
        kesit.active.pane, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    assert kesit.panes.active.inverted
    assert "Ctrl+Alt+I" in keys_html(kesit.actions.rows, MouseBindings())


def test_a_key_that_is_taken_is_refused_and_the_owner_is_named(kesit):
    dialog = settings_of(kesit)
    press(dialog, "window.invert", "F")
    assert not dialog.keys.replace_button.isEnabled() and not dialog.keys.add_button.isEnabled()
    assert "Fit to window" in dialog.keys.said.text()
    press(dialog, "window.invert", "2")
    assert "CT Brain" in dialog.keys.said.text() and not dialog.keys.replace_button.isEnabled()
    press(dialog, "window.invert", "Ctrl+Alt+J")
    assert dialog.keys.replace_button.isEnabled() and dialog.keys.said.text() == ""
    dialog.reject()


def test_texts_name_the_keys_that_were_chosen(kesit):
    def texts() -> list[str]:
        return [
            kesit.panels.key_images.empty.text(),
            kesit.study_panel.filter.toolTip(),
            kesit.word_panel.agree_button.toolTip(),
            kesit.reading.comparison._how_to_link,
        ]

    usual = ("J marks", "(Ctrl+F)", "(Y)", "Ctrl+L")
    assert all(key in text for key, text in zip(usual, texts(), strict=True))
    actions = ("key.mark", "go.filter", "word.agree", "link.by_hand")
    chosen = {action: (f"Ctrl+Alt+{number}",) for number, action in enumerate(actions)}
    kesit.prefer(replace(kesit.preferences.value, keys=chosen))
    assert all(f"Ctrl+Alt+{number}" in text for number, text in enumerate(texts()))
    kesit.prefer(replace(kesit.preferences.value, keys={"key.mark": ()}))
    assert "Go > Key image marks" in texts()[0]


def test_keys_go_back_to_their_default(kesit):
    dialog = settings_of(kesit)
    press(dialog, "window.invert", "Ctrl+Alt+J")
    dialog.keys.add_button.click()
    assert dialog.draft.value.keys == {"window.invert": ("I", "Ctrl+Alt+J")}
    dialog.keys.reset_button.click()
    assert dialog.draft.value.keys == {}
    dialog.keys.choose("view.fit")
    dialog.keys.remove_button.click()
    press(dialog, "window.invert", "F")
    dialog.keys.replace_button.click()
    dialog.keys.choose("view.fit")
    dialog.keys.reset_button.click()  # F belongs to another now
    assert dialog.draft.value.keys["view.fit"] == () and "Invert" in dialog.keys.said.text()
    dialog.keys.reset_all_button.click()
    assert dialog.draft.value.keys == {}
    dialog.reject()


def test_actions_are_found_by_word_and_key(kesit):
    dialog = settings_of(kesit)
    dialog.keys.search.setText("magnif")
    shown = [name for name, line in dialog.keys._lines.items() if not line.isHidden()]
    assert shown == ["view.magnify"]
    dialog.keys.search.setText("F11")
    assert [name for name, line in dialog.keys._lines.items() if not line.isHidden()] == ["view.full_screen"]
    dialog.reject()


def test_the_key_that_is_held_for_the_magnifier_can_be_another(qtbot, opened, phantom_folder):
    kesit = opened(phantom_folder)
    kesit.prefer(replace(kesit.preferences.value, keys={"view.magnify": ("Z",)}))
    wait_for_image(qtbot, kesit)
    with qtbot.assertNotEmitted(kesit.hold_to_magnify.held_changed):
        QTest.keyPress(kesit.window, Qt.Key.Key_M)
    with qtbot.waitSignal(kesit.hold_to_magnify.held_changed):
        QTest.keyPress(kesit.window, Qt.Key.Key_Z)
    QTest.keyRelease(kesit.window, Qt.Key.Key_Z)


def test_mouse_buttons_are_swapped(qtbot, opened, phantom_folder):
    kesit = opened(phantom_folder)
    dialog = settings_of(kesit)
    choose(dialog.mouse.left, Gesture.SCROLL)
    choose(dialog.mouse.right, Gesture.WINDOW)
    choose(dialog.mouse.wheel, Gesture.ZOOM)
    accept(qtbot, dialog)
    pane, state = kesit.active.pane, kesit.panes.active
    index = state.index
    drag(pane, Qt.MouseButton.LeftButton, 0, 60)
    assert state.index > index and state.window is None
    drag(pane, Qt.MouseButton.RightButton, 40, 0)
    assert state.window is not None
    zoom, index = state.view.zoom, state.index
    turn_wheel(pane, 1)
    assert state.view.zoom != zoom and state.index == index
    turn_wheel(pane, -1, Qt.KeyboardModifier.ControlModifier)
    assert state.index == index + 1
    page = keys_html(kesit.actions.rows, kesit.preferences.value.mouse)
    assert "go through the images: down is on" in page


def test_a_measuring_tool_draws_with_the_left_button_whatever_it_is_bound_to(qtbot, opened, phantom_folder):
    kesit = opened(phantom_folder)
    kesit.prefer(replace(kesit.preferences.value, mouse=MouseBindings(left=Gesture.PAN)))
    kesit.actions["measure.length"].trigger()
    drag(kesit.active.pane, Qt.MouseButton.LeftButton, 80, 10)
    assert len(kesit.measurements.kept_on(kesit.panes.active.frame)) == 1


def test_a_preset_is_added_and_its_key_used(qtbot, opened, ct_file):
    kesit = opened(ct_file)
    dialog = settings_of(kesit)
    page = dialog.presets
    page.add_button.click()
    page.name.setText("Stroke")
    page.name.textEdited.emit("Stroke")
    page.center.setValue(32)
    page.width_box.setValue(8)
    page.key.setKeySequence(QKeySequence("Shift+8"))
    page.up_button.click()
    accept(qtbot, dialog)
    wait_for_image(qtbot, kesit)
    assert kesit.preferences.value.presets[0].name == "Stroke"
    assert kesit.actions["window.user_1"].text() == "CT Stroke"
    qtbot.waitUntil(lambda: QApplication.activeWindow() is kesit.window)
    QTest.keyClick(kesit.active.pane, Qt.Key.Key_8, Qt.KeyboardModifier.ShiftModifier)
    window = kesit.panes.active.window
    assert (window.center, window.width, window.name) == (32, 8, "Stroke")


def test_a_preset_may_share_a_key_with_one_of_another_modality_only(kesit):
    dialog = settings_of(kesit)
    page = dialog.presets
    page.add_button.click()
    page.key.setKeySequence(QKeySequence("3"))
    assert "CT Abdomen" in page.said.text() and dialog.draft.value.presets[1].key == ""
    page.modality.setCurrentText("MR")
    page.key.setKeySequence(QKeySequence("3"))
    assert page.said.text() == "" and dialog.draft.value.presets[1].key == "3"
    page.key.setKeySequence(QKeySequence("F"))
    assert "Fit to window" in page.said.text() and dialog.draft.value.presets[1].key == "3"
    page.reset_button.click()
    assert dialog.draft.value.presets == Preferences().presets
    dialog.reject()


def test_presets_are_removed_down_to_none(kesit):
    dialog = settings_of(kesit)
    for _ in Preferences().presets:
        dialog.presets.remove_button.click()
    assert dialog.draft.value.presets == () and not dialog.presets.remove_button.isEnabled()
    dialog.presets.add_button.click()
    assert len(dialog.draft.value.presets) == 1
    dialog.reject()
