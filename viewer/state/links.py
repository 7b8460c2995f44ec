"""Which movements of one pane the others follow."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from viewer.core.linking import Place
from viewer.state.pane import PaneState


@dataclass(frozen=True, slots=True)
class Link:
    """What is linked."""

    scroll: bool = True  # within one frame of reference
    pan: bool = False
    zoom: bool = False
    window: bool = False


class Links(QObject):
    """The links between panes; a link made by hand holds the slices that were on the screen then."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = Link()
        self._by_hand: dict[PaneState, Place] = {}

    @property
    def link(self) -> Link:
        return self._link

    @property
    def by_hand(self) -> bool:
        """Whether at least two panes still show the series that were linked."""
        return sum(self.linked_place(pane) is not None for pane in self._by_hand) > 1

    def linked_place(self, pane: PaneState) -> Place | None:
        """The slice of this pane when the link was made by hand; None when its series is another now."""
        place = self._by_hand.get(pane)
        return place if place is not None and place.series == pane.series else None

    def set_scroll(self, on: bool) -> None:
        self._set(replace(self._link, scroll=on))

    def set_pan(self, on: bool) -> None:
        self._set(replace(self._link, pan=on))

    def set_zoom(self, on: bool) -> None:
        self._set(replace(self._link, zoom=on))

    def set_window(self, on: bool) -> None:
        self._set(replace(self._link, window=on))

    def link_by_hand(self, panes: tuple[PaneState, ...]) -> None:
        """From now on these panes keep the distance between the slices that they show now."""
        self._by_hand = {pane: Place(pane.series, pane.index) for pane in panes if pane.series is not None}
        self.changed.emit()

    def unlink_by_hand(self) -> None:
        if self._by_hand:
            self._by_hand = {}
            self.changed.emit()

    def _set(self, link: Link) -> None:
        if link != self._link:
            self._link = link
            self.changed.emit()
