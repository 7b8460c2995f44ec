"""Which frames the reader has marked as key images. Each mark can be undone."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from ml.imaging.values import FrameInfo
from viewer.core.language import tr
from viewer.state.history import Change, History


class KeyImages(QObject):
    """The marked frames of the open studies."""

    changed = Signal()
    kept_changed = Signal(object)  # FrameInfo: what is to be saved of it
    retraced = Signal(object)  # FrameInfo: undo or redo has changed its mark

    def __init__(self, history: History | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history or History(parent=self)
        self._frames: dict[FrameInfo, None] = {}

    @property
    def frames(self) -> tuple[FrameInfo, ...]:
        return tuple(self._frames)

    def __contains__(self, info: FrameInfo | None) -> bool:
        return info in self._frames

    def set_marked(self, info: FrameInfo, marked: bool) -> None:
        if marked != (info in self._frames):
            self._history.push(_Mark(self, info, marked))

    def load(self, frames: Iterable[FrameInfo]) -> None:
        """Take over what was saved."""
        before = len(self._frames)
        self._frames.update(dict.fromkeys(frames))
        if len(self._frames) != before:
            self.changed.emit()

    def forget(self, frames: Iterable[FrameInfo]) -> None:
        """Let go of frames that are no longer open; they stay saved."""
        gone = [info for info in frames if info in self._frames]
        for info in gone:
            del self._frames[info]
        if gone:
            self.changed.emit()

    def _put(self, info: FrameInfo, marked: bool) -> None:
        if marked:
            self._frames[info] = None
        else:
            self._frames.pop(info, None)
        self.changed.emit()
        self.kept_changed.emit(info)


class _Mark(Change):
    """A mark that came or went."""

    def __init__(self, key_images: KeyImages, info: FrameInfo, marked: bool) -> None:
        super().__init__()
        self._key_images, self._info, self._marked = key_images, info, marked
        self._done_before = False

    @property
    def words(self) -> str:
        return tr("mark a key image") if self._marked else tr("take the mark of a key image away")

    def redo(self) -> None:
        self._key_images._put(self._info, self._marked)
        if self._done_before:
            self._key_images.retraced.emit(self._info)
        self._done_before = True

    def undo(self) -> None:
        self._key_images._put(self._info, not self._marked)
        self._key_images.retraced.emit(self._info)
