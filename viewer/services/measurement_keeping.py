"""Brings back what was measured when a series is opened, and saves every change at once."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging.values import FrameInfo, PlaneInfo, Series, whole_uid
from viewer.core.language import tr
from viewer.services.measurement_store import MeasurementStore
from viewer.state.measurements import Measurements
from viewer.state.session import Session

_LOG = logging.getLogger(__name__)


class MeasurementKeeping(QObject):
    """Follows the session and the measurements."""

    failed = Signal(str)  # in words for the user

    def __init__(self, session: Session, measurements: Measurements, folder: Path) -> None:
        super().__init__(measurements)
        self._session, self._measurements = session, measurements
        self._store = MeasurementStore(folder)
        self._series_of: dict[FrameInfo, str] = {}
        self._open: dict[str, str] = {}  # uid of a series or a part -> that of the whole series
        session.studies_changed.connect(self._on_session_studies_changed)
        measurements.kept_changed.connect(self._on_measurements_kept_changed)

    @Slot()
    def _on_session_studies_changed(self) -> None:
        known = set(self._series_of)
        self._series_of = {
            info: whole_uid(series) for series in self._session.series for info in series.frames
        }
        self._open = {series.series_uid: whole_uid(series) for series in self._session.series}
        gone = tuple(info for info in self._measurements.frames if self._owner_of(info) is None)
        if gone:
            self._measurements.forget(gone)
        for series in self._session.series:
            new = tuple(info for info in series.frames if info not in known)
            if new:
                self._load(series, new)

    def _load(self, series: Series, frames: tuple[FrameInfo, ...]) -> None:
        try:
            kept = self._store.load(whole_uid(series), frames) | self._store.load_planes(series)
        except OSError as error:
            _LOG.warning("Measurements cannot be read: %s", type(error).__name__)
            self.failed.emit(tr("Measurements of this series could not be read"))
            return
        for info, measurements in kept.items():
            if measurements:
                self._measurements.load(info, measurements)

    def _owner_of(self, info: FrameInfo) -> str | None:
        """The series that an image belongs to, or the volume of a plane; None when it is not open."""
        return self._open.get(info.source_uid) if isinstance(info, PlaneInfo) else self._series_of.get(info)

    @Slot(object)
    def _on_measurements_kept_changed(self, info: FrameInfo) -> None:
        series_uid = self._owner_of(info)
        if series_uid is None:
            return
        try:
            self._store.save(series_uid, info, self._measurements.kept_on(info))
        except OSError as error:
            _LOG.warning("Measurements cannot be saved: %s", type(error).__name__)
            reason = error.strerror or tr("disk error")
            self.failed.emit(tr("Measurements could not be saved: {reason}", reason=reason))
