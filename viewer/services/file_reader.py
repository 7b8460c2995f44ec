"""What a file says in words, its header or its report, read off the GUI thread: the last one asked for."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ml.errors import ImagingError
from ml.imaging import read_header_lines
from ml.imaging.report import read_report
from ml.progress import Progress
from viewer.core.language import tr
from viewer.workers.task import Task, TaskRunner


class FileReader(QObject):
    """Reads one file at a time; a newer wish makes an older one void.

    Parameters
    ----------
    how
        Reads a file; may raise ``ImagingError`` and ``OSError``.
    """

    read = Signal(object)  # what came of it
    failed = Signal(str)

    def __init__(
        self, tasks: TaskRunner, how: Callable[[Path], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._how = tasks, how
        self._task: Task | None = None

    def request(self, path: Path) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = self._tasks.start(partial(self._read, path))
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)
        self._task.cancelled.connect(self._on_task_cancelled)

    def _read(self, path: Path, progress: Progress) -> object:
        progress(0, 1)
        try:
            return self._how(path)
        except OSError as error:
            raise ImagingError(tr("cannot be opened ({reason})", reason=error.strerror)) from error

    @Slot(object)
    def _on_task_succeeded(self, found: object) -> None:
        self._task = None
        self.read.emit(found)

    @Slot(str)
    def _on_task_failed(self, message: str) -> None:
        self._task = None
        self.failed.emit(message)

    @Slot()
    def _on_task_cancelled(self) -> None:
        self._task = None


def header_reader(tasks: TaskRunner, parent: QObject) -> FileReader:
    """Tells a tuple of ``HeaderLine``."""
    return FileReader(tasks, read_header_lines, parent)


def report_reader(tasks: TaskRunner, parent: QObject) -> FileReader:
    """Tells a ``Report``."""
    return FileReader(tasks, read_report, parent)
