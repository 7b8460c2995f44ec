"""What panes show of one another: lines where planes cross, and one point of the patient in all of them."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from viewer.state.pane import PaneState


@dataclass(frozen=True, slots=True)
class Cursor:
    """The patient point under the pointer, and the pane that the pointer is in."""

    place: tuple[float, float, float]  # mm, patient coordinates
    frame_of_reference: str
    pane: PaneState


class Guides(QObject):
    """Reference lines and the 3-D cursor."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines_shown = True
        self._pointing = False
        self._cursor: Cursor | None = None

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
