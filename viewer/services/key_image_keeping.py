"""Keeps key images as measurements are kept: a file per series, under digests, saved at every change."""

import logging
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging.values import FrameInfo, whole_uid
from viewer.core.language import tr
from viewer.core.session_record import digest
from viewer.services.measurement_store import content_digest, frame_name
from viewer.services.series_files import SeriesFiles
from viewer.state.key_images import KeyImages
from viewer.state.session import Session

_LOG = logging.getLogger(__name__)
_VERSION = 1


class KeyImageStore:
    """The files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._files = SeriesFiles(folder, _VERSION, lambda entry: True)

    def load(self, series_uid: str, frames: Iterable[FrameInfo]) -> list[FrameInfo]:
        """Those of these frames that are marked.

        Raises
        ------
        OSError
            The file is there and cannot be read.
        """
        kept = self._files.read(digest(series_uid))
        named = [(info, kept[frame_name(info)]) for info in frames if kept and frame_name(info) in kept]
        return [info for info, content in named if str(content) == content_digest(info)]

    def save(self, series_uid: str, info: FrameInfo, marked: bool) -> None:
        """Replace what is kept of one frame.

        Raises
        ------
        OSError
            Nothing was written.
        """
        self._files.replace(digest(series_uid), frame_name(info), content_digest(info) if marked else None)


class KeyImageKeeping(QObject):
    """Follows the session and the key images."""

    failed = Signal(str)  # in words for the user

    def __init__(self, session: Session, key_images: KeyImages, folder: Path) -> None:
        super().__init__(key_images)
        self._session, self._key_images = session, key_images
        self._store = KeyImageStore(folder)
        self._series_of: dict[FrameInfo, str] = {}
        session.studies_changed.connect(self._on_session_studies_changed)
        key_images.kept_changed.connect(self._on_key_images_kept_changed)

    @Slot()
    def _on_session_studies_changed(self) -> None:
        known = set(self._series_of)
        self._series_of = {
            info: whole_uid(series) for series in self._session.series for info in series.frames
        }
        self._key_images.forget([info for info in self._key_images.frames if info not in self._series_of])
        for series in self._session.series:
            new = [info for info in series.frames if info not in known]
            try:
                self._key_images.load(self._store.load(whole_uid(series), new) if new else ())
            except OSError as error:
                _LOG.warning("Key images cannot be read: %s", type(error).__name__)
                self.failed.emit(tr("Key images of this series could not be read"))

    @Slot(object)
    def _on_key_images_kept_changed(self, info: FrameInfo) -> None:
        series_uid = self._series_of.get(info)
        if series_uid is None:
            return
        try:
            self._store.save(series_uid, info, info in self._key_images)
        except OSError as error:
            _LOG.warning("Key images cannot be saved: %s", type(error).__name__)
            reason = error.strerror or tr("disk error")
            self.failed.emit(tr("Key images could not be saved: {reason}", reason=reason))
