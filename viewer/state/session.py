"""What is open, and what could not be opened."""

from PySide6.QtCore import QObject, Signal

from ml.imaging.values import Failure, Series, Study
from viewer.core.plane_stack import source_of
from viewer.core.series_navigation import study_of


class Session(QObject):
    """The open studies, and the failures of the last opening and of what was decoded since."""

    studies_changed = Signal()
    failures_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studies: tuple[Study, ...] = ()
        self._failures: tuple[Failure, ...] = ()

    @property
    def studies(self) -> tuple[Study, ...]:
        return self._studies

    @property
    def failures(self) -> tuple[Failure, ...]:
        return self._failures

    @property
    def series(self) -> tuple[Series, ...]:
        """Every open series, in the order of the list."""
        return tuple(series for study in self._studies for series in study.series)

    def series_by_uid(self, series_uid: str) -> Series | None:
        return next((series for series in self.series if series.series_uid == series_uid), None)

    def study_of(self, series: Series | None) -> Study | None:
        return study_of(self._studies, source_of(series)) if series else None

    def tell_again(self) -> None:
        """Announce what there is, for a window that was made after it came."""
        self.studies_changed.emit()
        self.failures_changed.emit()

    def set_studies(self, studies: tuple[Study, ...]) -> None:
        """Replace what is open."""
        if studies != self._studies:
            self._studies = studies
            self.studies_changed.emit()

    def set_failures(self, failures: tuple[Failure, ...]) -> None:
        if failures != self._failures:
            self._failures = failures
            self.failures_changed.emit()

    def add_failure(self, failure: Failure) -> None:
        """A file turned out to be unreadable when its pixels were wanted; it is listed once."""
        if all(failure.path != known.path for known in self._failures):
            self.set_failures((*self._failures, failure))
