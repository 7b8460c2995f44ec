"""Files and folders -> studies in the session, off the GUI thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging import ScanResult, read_frame, scan
from ml.imaging.sample import sample_paths
from ml.imaging.values import Frame, FrameInfo
from ml.progress import Progress
from viewer.core.series_navigation import files_of_same_series, index_of_file, merged
from viewer.services.first_shown import FirstShown, first_shown
from viewer.state.pane import PaneState
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session
from viewer.workers.task import Task, TaskRunner


@dataclass(frozen=True, slots=True)
class Opened:
    """What was found under the paths that the user named."""

    result: ScanResult
    named: tuple[Path, ...]
    first: FirstShown = field(default_factory=FirstShown)


class OpeningService(QObject):
    """Scans what the user names and adds it to the session; one scan at a time."""

    started = Signal()
    progressed = Signal(int, int, str)
    opened = Signal(object)  # Opened
    failed = Signal(str)
    cancelled = Signal()
    ended = Signal()  # after opened, failed or cancelled: nothing is being opened any more

    def __init__(
        self,
        session: Session,
        panes: PaneGroup,
        tasks: TaskRunner,
        sample_folder: Path,
        read: Callable[[FrameInfo], Frame] = read_frame,
    ) -> None:
        super().__init__(session)
        self._read = read
        self._session, self._panes = session, panes
        self._tasks = tasks
        self._sample_folder = sample_folder
        self._task: Task | None = None
        self._waiting: list[tuple[Callable[[Progress], Opened], PaneState]] = []
        self._target = panes.active  # the pane that shows what is being opened
        self._at_start: tuple[object, ...] = ()

    @property
    def busy(self) -> bool:
        return self._task is not None

    def open(self, paths: Sequence[Path]) -> None:
        """Open files and folders into the active pane, after what is being opened already."""
        if paths:
            self._enqueue(partial(self._scan, tuple(paths)))

    def open_sample(self) -> None:
        """Open the sample study that comes with the program; it is made on first use."""
        self._enqueue(self._scan_sample)

    def cancel(self) -> None:
        """Stop opening, and forget what waits to be opened."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    def _scan(self, paths: tuple[Path, ...], progress: Progress) -> Opened:
        """Scan; a series that is open in part is scanned as a whole, for only then it is in order."""
        result = scan(paths, progress)
        open_already = files_of_same_series(self._session.studies, result.studies)
        missing = open_already - files_of_same_series(result.studies, result.studies)
        if missing:
            result = scan((*paths, *sorted(missing)), progress)
        return self._opened(result, paths, progress)

    def _scan_sample(self, progress: Progress) -> Opened:
        paths = tuple(sample_paths(self._sample_folder))
        return self._opened(scan(paths, progress), paths, progress)

    def _opened(self, result: ScanResult, paths: tuple[Path, ...], progress: Progress) -> Opened:
        return Opened(result, paths, first_shown(result.studies, paths, self._read, progress))

    def _enqueue(self, work: Callable[[Progress], Opened]) -> None:
        self._waiting.append((work, self._panes.active))
        if not self.busy:
            self.started.emit()
            self._start_next()

    def _start_next(self) -> None:
        work, self._target = self._waiting.pop(0)
        self._at_start = _looked_at(self._target)
        self._task = self._tasks.start(work)
        self._task.progressed.connect(self.progressed)
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)
        self._task.cancelled.connect(self._on_task_cancelled)

    @Slot(object)
    def _on_task_succeeded(self, opened: Opened) -> None:
        pane, looked_at = self._target, self._target.frame
        untouched = pane.series is None or _looked_at(pane) == self._at_start
        untouched = untouched and pane in self._panes.shown
        self._session.set_failures((*opened.result.failures, *opened.first.unreadable))
        self._session.set_studies(merged(self._session.studies, opened.result.studies))
        if untouched:
            self._show(opened, pane, looked_at)
        self._panes.fill_empty()
        self._end()
        self.opened.emit(opened)

    def _show(self, opened: Opened, pane: PaneState, looked_at: FrameInfo | None) -> None:
        """Show what was opened in a pane that the user has not turned to in the meantime.

        A file that was named alone is the slice to show; else the slice that was looked at stays, if it is
        part of what was opened.
        """
        series, first = opened.first.series, opened.first.frame
        if series is None:
            return
        wanted = opened.named[0] if len(opened.named) == 1 else looked_at.path if looked_at else None
        index = index_of_file(series, wanted, -1) if wanted else -1
        if index < 0 and first is not None:
            index = series.frames.index(first) or -1
        if index < 0:
            self._panes.put(series, pane)
        else:
            pane.set_series(series, index)

    @Slot(str)
    def _on_task_failed(self, message: str) -> None:
        self.failed.emit(message)
        self._end()

    @Slot()
    def _on_task_cancelled(self) -> None:
        self.cancelled.emit()
        self._end()

    def _end(self) -> None:
        self._task = None
        if self._waiting:
            self._start_next()
        else:
            self.ended.emit()


def _looked_at(pane: PaneState) -> tuple[object, ...]:
    """What changes as soon as somebody reads in a pane: then nothing may be put in its place."""
    return pane.series, pane.index, pane.window, pane.view
