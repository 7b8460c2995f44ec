"""Tools > Settings."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.core.preferences import Preferences
from viewer.state.preferences import PreferencesState
from viewer.widgets.settings_dialog import SettingsDialog

Handler = Callable[[bool], object]


class SettingsCommands(QObject):
    """Opens the dialog and says what was chosen in it."""

    chosen = Signal(Preferences)

    def __init__(self, window: QWidget, preferences: PreferencesState) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        self.handlers: dict[str, Handler] = {"tools.settings": lambda _: self.open_dialog()}

    def open_dialog(self) -> SettingsDialog:
        dialog = SettingsDialog(self._preferences.value, self._window)
        dialog.accepted.connect(lambda: self.chosen.emit(dialog.draft.value))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
