"""What the reader said about the model's answers, frame by frame. Every change can be undone."""

from PySide6.QtCore import QObject, Signal

from ml.imaging.values import FrameInfo
from viewer.core.language import tr
from viewer.core.word import Stance, Word
from viewer.state.history import Change, History


class Words(QObject):
    """At most one word for each frame of the open studies."""

    word_changed = Signal(object)  # FrameInfo: shown, listed and to be saved
    retraced = Signal(object)  # FrameInfo: undo or redo has changed what is said of it

    def __init__(self, history: History | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history or History(parent=self)
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
            self._history.push(_Change(self, info, before, word))

    def load(self, info: FrameInfo, word: Word) -> None:
        """Take over what was saved; there is nothing to undo."""
        self._words[info] = word
        self.word_changed.emit(info)

    def forget(self, frames: tuple[FrameInfo, ...]) -> None:
        """Let go of frames that are no longer open."""
        for info in frames:
            self._words.pop(info, None)

    def _put(self, info: FrameInfo, word: Word | None) -> None:
        if word is None:
            self._words.pop(info, None)
        else:
            self._words[info] = word
        self.word_changed.emit(info)


class _Change(Change):
    """A word that came, changed or went."""

    def __init__(self, words: Words, info: FrameInfo, before: Word | None, after: Word | None) -> None:
        super().__init__()
        self._words, self._info, self._before, self._after = words, info, before, after
        self._done_before = False

    @property
    def words(self) -> str:
        before, after = self._before, self._after
        if after is None:
            return tr("take back what was said of an image")
        if before is not None and (before.stance, before.class_name) == (after.stance, after.class_name):
            return tr("comment on an image")
        if after.stance is Stance.AGREE:
            return tr("agree with an answer")
        return tr("say what an image shows") if after.class_name else tr("say that it is none of these")

    def redo(self) -> None:
        self._words._put(self._info, self._after)
        if self._done_before:
            self._words.retraced.emit(self._info)
        self._done_before = True

    def undo(self) -> None:
        self._words._put(self._info, self._before)
        self._words.retraced.emit(self._info)
