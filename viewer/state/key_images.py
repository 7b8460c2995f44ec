"""Which frames the reader has marked as key images."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from ml.imaging.values import FrameInfo


class KeyImages(QObject):
    """The marked frames of the open studies."""

    changed = Signal()
    kept_changed = Signal(object)  # FrameInfo: what is to be saved of it

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames: dict[FrameInfo, None] = {}

    @property
    def frames(self) -> tuple[FrameInfo, ...]:
        return tuple(self._frames)

    def __contains__(self, info: FrameInfo | None) -> bool:
        return info in self._frames

    def set_marked(self, info: FrameInfo, marked: bool) -> None:
        if marked == (info in self._frames):
            return
        if marked:
            self._frames[info] = None
        else:
            del self._frames[info]
        self.changed.emit()
        self.kept_changed.emit(info)

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
