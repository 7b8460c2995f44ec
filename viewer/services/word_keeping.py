"""Brings back what a reader said when a series is opened, and saves every change at once."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging.values import FrameInfo, Series, whole_uid
from viewer.core.language import tr
from viewer.services.series_files import name_digest
from viewer.services.word_places import Places, WordPlaces
from viewer.services.word_store import WordStore
from viewer.state.session import Session
from viewer.state.words import Words

_LOG = logging.getLogger(__name__)


class WordKeeping(QObject):
    """Follows the session and the words."""

    failed = Signal(str)  # in words for the user

    def __init__(self, session: Session, words: Words, folder: Path) -> None:
        super().__init__(words)
        self._session, self._words = session, words
        self.store = WordStore(folder)
        self._places = WordPlaces(folder.parent)
        self._series_of: dict[FrameInfo, str] = {}
        self._loading = False
        session.studies_changed.connect(self._on_session_studies_changed)
        words.word_changed.connect(self._on_words_word_changed)

    def closed_places(self) -> Places:
        """The files of series about which something was said, without those that are open."""
        opened = {name_digest(series_uid) for series_uid in self._series_of.values()}
        return {digest: paths for digest, paths in self._places.load().items() if digest not in opened}

    @Slot()
    def _on_session_studies_changed(self) -> None:
        known = set(self._series_of)
        self._series_of = {
            info: whole_uid(series) for series in self._session.series for info in series.frames
        }
        gone = tuple(info for info in self._words.frames if info not in self._series_of)
        if gone:
            self._words.forget(gone)
        for series in self._session.series:
            new = tuple(info for info in series.frames if info not in known)
            if new:
                self._load(series, new)

    def _load(self, series: Series, frames: tuple[FrameInfo, ...]) -> None:
        try:
            kept = self.store.load(whole_uid(series), frames)
        except OSError as error:
            _LOG.warning("Words of the reader cannot be read: %s", type(error).__name__)
            self.failed.emit(tr("Your words on this series could not be read"))
            return
        self._loading = True
        for info, word in kept.items():
            self._words.load(info, word)
        self._loading = False
        if kept:  # they may have moved since
            self._note_places(whole_uid(series))

    def _note_places(self, series_uid: str) -> None:
        """Write down where the files lie about which something is said; that it fails costs no word."""
        paths = {info.path for info in self._words.frames if self._series_of.get(info) == series_uid}
        try:
            self._places.put(name_digest(series_uid), paths)
        except OSError as error:
            _LOG.warning("The places of words cannot be saved: %s", type(error).__name__)

    @Slot(object)
    def _on_words_word_changed(self, info: FrameInfo) -> None:
        series_uid = self._series_of.get(info)
        if series_uid is None or self._loading:
            return
        try:
            self.store.save(series_uid, info, self._words.word(info))
        except OSError as error:
            _LOG.warning("Words of the reader cannot be saved: %s", type(error).__name__)
            reason = error.strerror or tr("disk error")
            self.failed.emit(tr("Your word could not be saved: {reason}", reason=reason))
            return
        self._note_places(series_uid)
