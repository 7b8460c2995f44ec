"""One action that shows a dock and hides it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDockWidget

Handler = Callable[[bool], None]


class PanelCommand(QObject):
    """Checked while the dock can be seen; one behind another tab comes to the front."""

    changed = Signal()

    def __init__(self, action_id: str, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._id, self._dock = action_id, dock
        self.handlers: dict[str, Handler] = {action_id: self._show}
        dock.visibilityChanged.connect(lambda _: self.changed.emit())

    def checked(self) -> dict[str, bool]:
        return {self._id: self._dock.widget().isVisible()}

    def _show(self, on: bool) -> None:
        self._dock.setVisible(on)
        if on:
            self._dock.raise_()
