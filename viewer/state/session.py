"""What is open, and which frame of it is looked at."""

from PySide6.QtCore import QObject, Signal

from ml.imaging.values import Failure, FrameInfo, Series, Study
from viewer.core.series_navigation import first_index, study_of


class Session(QObject):
    """The open studies, the series in the pane and the slice in it.

    Each series remembers the slice that was last looked at.
    """

    studies_changed = Signal()
    series_changed = Signal()
    frame_changed = Signal()
    failures_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studies: tuple[Study, ...] = ()
        self._failures: tuple[Failure, ...] = ()
        self._series: Series | None = None
        self._indices: dict[str, int] = {}

    @property
    def studies(self) -> tuple[Study, ...]:
        return self._studies

    @property
    def failures(self) -> tuple[Failure, ...]:
        return self._failures

    @property
    def series(self) -> Series | None:
        return self._series

    @property
    def study(self) -> Study | None:
        return study_of(self._studies, self._series) if self._series else None

    @property
    def index(self) -> int:
        """The 0-based slice of the current series."""
        return self._indices.get(self._series.series_uid, 0) if self._series else 0

    @property
    def frame(self) -> FrameInfo | None:
        return self._series.frames[self.index] if self._series else None

    def set_studies(self, studies: tuple[Study, ...]) -> None:
        """Replace what is open; a current series that is gone or was read anew is let go."""
        if studies == self._studies:
            return
        self._studies = studies
        if self._series is not None and study_of(studies, self._series) is None:
            self._indices.pop(self._series.series_uid, None)
            self.set_series(None)
        self.studies_changed.emit()

    def set_failures(self, failures: tuple[Failure, ...]) -> None:
        if failures != self._failures:
            self._failures = failures
            self.failures_changed.emit()

    def set_series(self, series: Series | None) -> None:
        if series == self._series:
            return
        self._series = series
        if series is not None:
            self._indices.setdefault(series.series_uid, first_index(series))
        self.series_changed.emit()
        self.frame_changed.emit()

    def set_index(self, index: int) -> None:
        """Go to a slice; beyond either end is the end."""
        if self._series is None:
            return
        index = min(max(index, 0), len(self._series.frames) - 1)
        if index != self.index:
            self._indices[self._series.series_uid] = index
            self.frame_changed.emit()
