"""The changes that can be taken back, of whatever kind, in one row: undo takes back what was done last."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from ml.imaging.values import FrameInfo
from viewer.state.session import Session


class Change(QUndoCommand):
    """One change, done by being pushed on the history."""

    @property
    def words(self) -> str:
        """What was done, in the language of this moment."""
        raise NotImplementedError


class History(QUndoStack):
    """Shared by everything that the user can change. What was done on images that are closed is forgotten."""

    def __init__(self, session: Session | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or session)
        self._session = session
        self._open: frozenset[FrameInfo] = frozenset()
        if session is not None:
            session.studies_changed.connect(self._on_session_studies_changed)

    @property
    def past(self) -> str:
        """What undo takes back, in words; "" when there is nothing."""
        return self._words_at(self.index() - 1)

    @property
    def future(self) -> str:
        """What redo does again, in words; "" when there is nothing."""
        return self._words_at(self.index())

    def _words_at(self, index: int) -> str:
        change = self.command(index) if 0 <= index < self.count() else None
        return change.words if isinstance(change, Change) else ""

    @Slot()
    def _on_session_studies_changed(self) -> None:
        """Changes hold one another's results: one that is gone takes the way back with it."""
        assert self._session is not None
        now = frozenset(info for series in self._session.series for info in series.frames)
        if self._open - now:
            self.clear()
        self._open = now
