"""One file was opened: is it part of a series that lies beside it?"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging import ScanResult, siblings
from viewer.services.opening import Opened, OpeningService
from viewer.workers.task import Task, TaskRunner


@dataclass(frozen=True, slots=True)
class SeriesOffer:
    """A series of which one file is open."""

    file: Path
    files: tuple[Path, ...]  # all of the series, that one included
    images: int


class SeriesOffers(QObject):
    """Looks for the series of a file that was opened alone, and opens it when the user wants it."""

    offer_changed = Signal(object)  # SeriesOffer, or None

    def __init__(self, opening: OpeningService, tasks: TaskRunner) -> None:
        super().__init__(opening)
        self._opening, self._tasks = opening, tasks
        self._offer: SeriesOffer | None = None
        self._task: Task | None = None
        opening.started.connect(self.drop)
        opening.opened.connect(self._on_opening_opened)

    @property
    def offer(self) -> SeriesOffer | None:
        return self._offer

    @property
    def looking(self) -> bool:
        return self._task is not None

    @Slot()
    def accept(self) -> None:
        """Open the series; the slice on screen stays the one that was opened."""
        offer = self._offer
        self.drop()
        if offer is not None:
            self._opening.open((offer.file, *(file for file in offer.files if file != offer.file)))

    @Slot()
    def drop(self) -> None:
        """Take the offer back, and look no further."""
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self._set_offer(None)

    @Slot(object)
    def _on_opening_opened(self, opened: Opened) -> None:
        self.drop()
        if len(opened.named) == 1 and opened.named[0].is_file() and not opened.result.failures:
            file = opened.named[0]
            self._task = self._tasks.start(lambda progress: siblings(file, progress))
            self._task.succeeded.connect(lambda result: self._take(file, opened.result, result))

    def _take(self, file: Path, opened: ScanResult, found: ScanResult) -> None:
        self._task = None
        files = tuple(dict.fromkeys(frame.path for frame in _frames(found)))
        images = len(_frames(found))
        if images > len(_frames(opened)):
            self._set_offer(SeriesOffer(file, files, images))

    def _set_offer(self, offer: SeriesOffer | None) -> None:
        if offer != self._offer:
            self._offer = offer
            self.offer_changed.emit(offer)


def _frames(result: ScanResult) -> list:
    return [frame for study in result.studies for series in study.series for frame in series.frames]
