"""What was opened last and is still there, as the start screen offers it."""

import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from viewer.services.settings import Settings
from viewer.workers.task import Task, TaskRunner


@dataclass(frozen=True, slots=True)
class RecentPlace:
    """A file or a folder that was opened before."""

    path: Path
    is_folder: bool


class RecentPlaces(QObject):
    """Knows which of the places remembered are there; looked up in a thread, for a network may not answer."""

    changed = Signal()

    def __init__(self, settings: Settings, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings, self._tasks = settings, tasks
        self._task: Task | None = None
        self.places: tuple[RecentPlace, ...] = ()  # newest first

    @Slot()
    def refresh(self) -> None:
        """Look again; ``changed`` comes where there is something else now."""
        if self._task is not None:
            self._task.cancel()
        paths = self._settings.remembered
        if not paths:  # nothing to wait for
            self._set(())
            return
        self._task = self._tasks.start(lambda _: _found(paths))
        self._task.succeeded.connect(self._set)

    def add(self, path: Path) -> None:
        """This was opened just now."""
        self._settings.add_recent(path)
        self.refresh()

    @Slot()
    def forget(self) -> None:
        """Offer none of them any more."""
        self._settings.clear_recent()
        self.refresh()

    @Slot(object)
    def _set(self, places: tuple[RecentPlace, ...]) -> None:
        self._task = None
        if places != self.places:
            self.places = places
            self.changed.emit()


def _found(paths: Iterable[Path]) -> tuple[RecentPlace, ...]:
    return tuple(place for path in paths if (place := _place(path)) is not None)


def _place(path: Path) -> RecentPlace | None:
    """None where it is gone or may not be looked at."""
    try:
        return RecentPlace(path, stat.S_ISDIR(path.stat().st_mode))
    except (OSError, ValueError):
        return None
