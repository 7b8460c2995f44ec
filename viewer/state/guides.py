"""What follows the pointer or another pane: lines where planes cross, the 3-D cursor, the magnifier."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from viewer.state.pane import PaneState


@dataclass(frozen=True, slots=True)
class Cursor:
    """The patient point under the pointer, and its pane; without one it is a point in all panes."""

    place: tuple[float, float, float]  # mm, patient coordinates
    frame_of_reference: str
    pane: PaneState | None


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is."""

    pane: PaneState
    position: tuple[float, float]  # device pixels of the pane


class Guides(QObject):
    """Reference lines, the 3-D cursor and the magnifier."""

    changed = Signal()
    pointer_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines_shown = True
        self._pointing = False
        self._cursor: Cursor | None = None
        self._magnifying = False
        self._pointer: Pointer | None = None

    @property
    def lines_shown(self) -> bool:
        return self._lines_shown

    @property
    def pointing(self) -> bool:
        """Whether the pointer moves the 3-D cursor without a key."""
        return self._pointing

    @property
    def cursor(self) -> Cursor | None:
        return self._cursor

    @property
    def pointer(self) -> Pointer | None:
        """Where the pointer is, over some pane."""
        return self._pointer

    @property
    def magnified(self) -> Pointer | None:
        """The place under the magnifier."""
        return self._pointer if self._magnifying else None

    def set_lines_shown(self, shown: bool) -> None:
        if shown != self._lines_shown:
            self._lines_shown = shown
            self.changed.emit()

    def set_pointing(self, pointing: bool) -> None:
        if pointing != self._pointing:
            self._pointing = pointing
            self._cursor = None
            self.changed.emit()

    def set_cursor(self, cursor: Cursor | None) -> None:
        if cursor != self._cursor:
            self._cursor = cursor
            self.changed.emit()

    def set_magnifying(self, magnifying: bool) -> None:
        if magnifying != self._magnifying:
            self._magnifying = magnifying
            self.changed.emit()

    def set_pointer(self, pointer: Pointer | None) -> None:
        """Where the pointer is."""
        if pointer != self._pointer:
            self._pointer = pointer
            self.pointer_changed.emit()
            if self._magnifying:
                self.changed.emit()
