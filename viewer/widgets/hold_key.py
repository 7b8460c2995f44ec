"""A key, or one of several, that does something for as long as it is held."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class HoldKey(QObject):
    """Watches a window for its keys; losing the window counts as letting go."""

    held_changed = Signal(bool)

    def __init__(self, window: QWidget, keys: tuple[str, ...]) -> None:
        super().__init__(window)
        self._keys = [QKeySequence(text) for text in keys]
        self._held = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._is_ours(event):
            if not event.isAutoRepeat():
                self._set_held(event.type() == QEvent.Type.KeyPress)
            return True
        if event.type() == QEvent.Type.WindowDeactivate:
            self._set_held(False)
        return False

    def _is_ours(self, event: QKeyEvent) -> bool:
        """A key that is let go counts whatever is held beside it by then."""
        if event.type() == QEvent.Type.KeyRelease:
            return any(event.key() == keys[0].key() for keys in self._keys)  # type: ignore[index]
        return QKeySequence(event.keyCombination()) in self._keys

    def _set_held(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            self.held_changed.emit(held)
