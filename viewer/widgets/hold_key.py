"""A key that does something for as long as it is held."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class HoldKey(QObject):
    """Watches a window for one key; losing the window counts as letting go."""

    held_changed = Signal(bool)

    def __init__(self, window: QWidget, key: Qt.Key) -> None:
        super().__init__(window)
        self._key = key
        self._held = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == self._key and not event.modifiers():
            if not event.isAutoRepeat():
                self._set_held(event.type() == QEvent.Type.KeyPress)
            return True
        if event.type() == QEvent.Type.WindowDeactivate:
            self._set_held(False)
        return False

    def _set_held(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            self.held_changed.emit(held)
