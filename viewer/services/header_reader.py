"""The header of a file, read off the GUI thread: the last one that was asked for."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ml.errors import ImagingError
from ml.imaging import read_header_lines
from ml.imaging.values import HeaderLine
from ml.progress import Progress
from viewer.core.language import tr
from viewer.workers.task import Task, TaskRunner


def _read(path: Path, progress: Progress) -> tuple[HeaderLine, ...]:
    progress(0, 1)
    try:
        return read_header_lines(path)
    except OSError as error:
        raise ImagingError(tr("cannot be opened ({reason})", reason=error.strerror)) from error


class HeaderReader(QObject):
    """Reads one header at a time; a newer wish makes an older one void."""

    read = Signal(object)  # tuple of HeaderLine
    failed = Signal(str)

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None

    def request(self, path: Path) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = self._tasks.start(partial(_read, path))
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)
        self._task.cancelled.connect(self._on_task_cancelled)

    @Slot(object)
    def _on_task_succeeded(self, lines: object) -> None:
        self._task = None
        self.read.emit(lines)

    @Slot(str)
    def _on_task_failed(self, message: str) -> None:
        self._task = None
        self.failed.emit(message)

    @Slot()
    def _on_task_cancelled(self) -> None:
        self._task = None
