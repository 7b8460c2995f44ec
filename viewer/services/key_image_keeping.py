"""Keeps key images as measurements are kept: a file per series, under digests, saved at every change."""

import logging
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging.values import FrameInfo, PlaneInfo, Series, whole_uid
from viewer.core.language import tr
from viewer.core.session_record import digest
from viewer.services.kept_planes import kept_plane, plane_entry
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

    def load_planes(self, series: Series) -> list[FrameInfo]:
        """The marked planes through the volume of a series, wherever they lie.

        Raises
        ------
        OSError
            The file is there and cannot be read.
        """
        entries = [
            one for one in self._files.read(digest(whole_uid(series))).values() if isinstance(one, dict)
        ]
        planes = [(kept_plane(one.get("plane"), series), one.get("content")) for one in entries]
        return [info for info, content in planes if info is not None and content == content_digest(info)]

    def save(self, series_uid: str, info: FrameInfo, marked: bool) -> None:
        """Replace what is kept of one frame.

        Raises
        ------
        OSError
            Nothing was written.
        """
        entry: object = content_digest(info)
        if isinstance(info, PlaneInfo):
            entry = {"content": entry, "plane": plane_entry(info)}
        self._files.replace(digest(series_uid), frame_name(info), entry if marked else None)


class KeyImageKeeping(QObject):
    """Follows the session and the key images."""

    failed = Signal(str)  # in words for the user

    def __init__(self, session: Session, key_images: KeyImages, folder: Path) -> None:
        super().__init__(key_images)
        self._session, self._key_images = session, key_images
        self._store = KeyImageStore(folder)
        self._series_of: dict[FrameInfo, str] = {}
        self._open: dict[str, str] = {}  # uid of a series or a part -> that of the whole series
        session.studies_changed.connect(self._on_session_studies_changed)
        key_images.kept_changed.connect(self._on_key_images_kept_changed)

    @Slot()
    def _on_session_studies_changed(self) -> None:
        known = set(self._series_of)
        self._series_of = {
            info: whole_uid(series) for series in self._session.series for info in series.frames
        }
        self._open = {series.series_uid: whole_uid(series) for series in self._session.series}
        self._key_images.forget([info for info in self._key_images.frames if self._owner_of(info) is None])
        for series in self._session.series:
            new = [info for info in series.frames if info not in known]
            if new:
                self._load(series, new)

    def _load(self, series: Series, frames: list[FrameInfo]) -> None:
        try:
            kept = (*self._store.load(whole_uid(series), frames), *self._store.load_planes(series))
        except OSError as error:
            _LOG.warning("Key images cannot be read: %s", type(error).__name__)
            self.failed.emit(tr("Key images of this series could not be read"))
        else:
            self._key_images.load(kept)

    def _owner_of(self, info: FrameInfo) -> str | None:
        """The series that an image belongs to, or the volume of a plane; None when it is not open."""
        return self._open.get(info.source_uid) if isinstance(info, PlaneInfo) else self._series_of.get(info)

    @Slot(object)
    def _on_key_images_kept_changed(self, info: FrameInfo) -> None:
        series_uid = self._owner_of(info)
        if series_uid is None:
            return
        try:
            self._store.save(series_uid, info, info in self._key_images)
        except OSError as error:
            _LOG.warning("Key images cannot be saved: %s", type(error).__name__)
            reason = error.strerror or tr("disk error")
            self.failed.emit(tr("Key images could not be saved: {reason}", reason=reason))
