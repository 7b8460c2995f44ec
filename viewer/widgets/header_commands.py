"""Tools > Header: the window with the header of the file on screen, which follows the slice."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from viewer.core.header_place import header_frame
from viewer.core.language import tr
from viewer.services.file_reader import header_reader
from viewer.state.pane_group import PaneGroup
from viewer.widgets.header_window import HeaderWindow
from viewer.workers.task import TaskRunner

Handler = Callable[[bool], object]

_FOLLOW_AFTER_MS = 120  # while somebody scrolls, no header is read


class HeaderCommands(QObject):
    """Opens the window and keeps it up to date."""

    def __init__(self, window: QWidget, tasks: TaskRunner, panes: PaneGroup) -> None:
        super().__init__(window)
        self._main_window, self._panes = window, panes
        self._window: HeaderWindow | None = None
        self._path: Path | None = None  # whose header is shown, or being read
        self._reader = header_reader(tasks, self)
        self._delay = QTimer(self, singleShot=True, interval=_FOLLOW_AFTER_MS)
        self._delay.timeout.connect(self._update)
        self.handlers: dict[str, Handler] = {"tools.header": lambda _: self.open_window()}

    def open_window(self) -> HeaderWindow:
        """Show the window; the one that is open already comes to the front."""
        if self._window is None:
            self._window = HeaderWindow(self._main_window)
            self._reader.read.connect(self._window.show_lines)
            self._reader.failed.connect(self._window.show_message)
        if not self._window.isVisible():
            self._path = None
        self._window.show()
        self._window.raise_()
        self._window.search.setFocus()
        self._update()
        return self._window

    @Slot()
    def follow(self) -> None:
        """Another slice is on screen."""
        self._delay.start()

    @Slot()
    def _update(self) -> None:
        if self._window is None or not self._window.isVisible():
            return
        pane = self._panes.active
        if pane.series is None:
            self._path = None
            self._window.show_note("")
            self._window.show_message(tr("No image is open."))
            return
        info, note = header_frame(pane.series, pane.index)
        self._window.show_note(note)
        if info.path != self._path:
            self._path = info.path
            self._window.show_reading(info.path.name)
            self._reader.request(info.path)
