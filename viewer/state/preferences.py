"""The preferences in use."""

from PySide6.QtCore import QObject, Signal

from viewer.core.preferences import Preferences


class PreferencesState(QObject):
    """Holds what the user has chosen; whoever acts on it asks anew each time or listens."""

    changed = Signal()

    def __init__(self, value: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._value = value

    @property
    def value(self) -> Preferences:
        return self._value

    def set_value(self, value: Preferences) -> None:
        if value != self._value:
            self._value = value
            self.changed.emit()
