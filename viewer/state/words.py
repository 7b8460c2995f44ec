"""What the reader said about the model's answers, frame by frame. Every change can be undone."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from ml.imaging.values import FrameInfo
from viewer.core.word import Word


class Words(QObject):
    """At most one word for each frame of the open studies."""

    word_changed = Signal(object)  # FrameInfo: shown, listed and to be saved

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = QUndoStack(self)
        self._words: dict[FrameInfo, Word] = {}

    @property
    def frames(self) -> tuple[FrameInfo, ...]:
        """The frames about which something was said."""
        return tuple(self._words)

    def word(self, info: FrameInfo) -> Word | None:
        return self._words.get(info)

    def say(self, info: FrameInfo, word: Word | None) -> None:
        """Say something about a frame in place of what was said before; None takes it back."""
        before = self.word(info)
        if word != before:
            self.history.push(_Change(self, info, before, word))

    def load(self, info: FrameInfo, word: Word) -> None:
        """Take over what was saved; there is nothing to undo."""
        self._words[info] = word
        self.word_changed.emit(info)

    def forget(self, frames: tuple[FrameInfo, ...]) -> None:
        """Let go of frames that are no longer open, and of the way back."""
        self.history.clear()
        for info in frames:
            self._words.pop(info, None)

    def _put(self, info: FrameInfo, word: Word | None) -> None:
        if word is None:
            self._words.pop(info, None)
        else:
            self._words[info] = word
        self.word_changed.emit(info)


class _Change(QUndoCommand):
    """A word that came, changed or went."""

    def __init__(self, words: Words, info: FrameInfo, before: Word | None, after: Word | None) -> None:
        super().__init__("word")
        self._words, self._info, self._before, self._after = words, info, before, after

    def redo(self) -> None:
        self._words._put(self._info, self._after)

    def undo(self) -> None:
        self._words._put(self._info, self._before)
