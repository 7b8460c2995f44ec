"""One-off work with progress and cancel: scanning a folder, surveying a data set."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from ml.errors import Cancelled
from ml.progress import Progress
from viewer.workers.outcome import Outcome, outcome_of

Work = Callable[[Progress], object]

_REPORT_EVERY_S = 0.03  # the window redraws a progress bar no faster than this


class Task(QObject):
    """Work under way. Exactly one of succeeded, failed, cancelled comes, and nothing after it.

    A task belongs to the GUI thread; the worker's thread never touches it.
    """

    progressed = Signal(int, int, str)  # done, total, text
    succeeded = Signal(object)
    failed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QObject, stop: Event) -> None:
        super().__init__(parent)
        self._stop = stop
        self._over = False

    def cancel(self) -> None:
        """Stop: ``cancelled`` comes now; the worker stops at its next progress call and is not heard."""
        if not self._over:
            self._stop.set()
            self._over = True
            self.cancelled.emit()

    def report(self, done: int, total: int, text: str) -> None:
        if not self._over:
            self.progressed.emit(done, total, text)

    def finish(self, outcome: Outcome) -> None:
        if self._over:
            return
        self._over = True
        if outcome.cancelled:
            self.cancelled.emit()
        elif outcome.message:
            self.failed.emit(outcome.message)
        else:
            self.succeeded.emit(outcome.value)


class TaskRunner(QObject):
    """Runs tasks in threads of its own; outlives what runs in them, so that they can always report."""

    reported = Signal(int, int, int, str)  # number of the task, done, total, text: from the threads
    returned = Signal(int, object)  # number of the task, Outcome: from the threads

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="task")
        self._numbers = count()
        self._tasks: dict[int, Task] = {}
        self.reported.connect(self._on_self_reported)
        self.returned.connect(self._on_self_returned)

    def start(self, work: Work) -> Task:
        """Start ``work(progress)``; connect to the returned task before control goes back to Qt."""
        number, stop = next(self._numbers), Event()
        task = self._tasks[number] = Task(self, stop)
        self._threads.submit(self._run, number, work, stop)
        return task

    def close(self) -> None:
        """Cancel what runs and wait until it has stopped."""
        for task in self._tasks.values():
            task.cancel()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _run(self, number: int, work: Work, stop: Event) -> None:
        """Do the work and report back; in a thread of the pool."""
        progress = self._progress_of(number, stop)
        self.returned.emit(number, outcome_of(lambda: work(progress)))

    def _progress_of(self, number: int, stop: Event) -> Progress:
        reported_at = 0.0

        def progress(done: int, total: int, text: str = "") -> None:
            nonlocal reported_at
            if stop.is_set():
                raise Cancelled
            now = time.monotonic()
            if done >= total or now - reported_at >= _REPORT_EVERY_S:
                reported_at = now
                self.reported.emit(number, done, total, text)

        return progress

    @Slot(int, int, int, str)
    def _on_self_reported(self, number: int, done: int, total: int, text: str) -> None:
        self._tasks[number].report(done, total, text)

    @Slot(int, object)
    def _on_self_returned(self, number: int, outcome: Outcome) -> None:
        task = self._tasks.pop(number)
        task.finish(outcome)
        task.deleteLater()
