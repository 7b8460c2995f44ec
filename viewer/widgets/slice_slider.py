"""The slider beside the panes: first slice of the active one at the top."""

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QWidget

from viewer.core.corner_text import slice_text
from viewer.state.key_images import KeyImages
from viewer.state.pane_group import PaneGroup
from viewer.widgets.palette import DARK

_HANDLE = 26  # its length, as the style sheet has it


class SliceSlider(QSlider):
    """Follows the active pane and asks for slices; hidden when there is only one."""

    slice_requested = Signal(int)

    def __init__(self, panes: PaneGroup, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("slices")
        self.setInvertedAppearance(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(18)
        self.setVisible(False)
        self._panes = panes
        self._marked: KeyImages | None = None
        panes.series_changed.connect(self._on_panes_series_changed)
        panes.frame_changed.connect(self._on_panes_frame_changed)
        self.valueChanged.connect(self.slice_requested)

    def show_key_images(self, marked: KeyImages) -> None:
        """Mark the places of key images beside the groove."""
        self._marked = marked
        marked.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for y in self.mark_places():
            painter.fillRect(QRectF(0, y - 1, self.width(), 2), QColor(DARK.attention))
        painter.end()

    def mark_places(self) -> list[float]:
        """How far down the key images of the series are, as the handle would stand there."""
        series = self._panes.active.series
        if series is None or self._marked is None or not self._marked.frames:
            return []
        room, last = self.height() - _HANDLE, max(1, self.maximum())
        return [
            _HANDLE / 2 + room * index / last
            for index, info in enumerate(series.frames)
            if info in self._marked
        ]

    @Slot()
    def _on_panes_series_changed(self) -> None:
        count = self._count()
        self.blockSignals(True)  # a new range is no wish of the user
        self.setRange(0, max(0, count - 1))
        self.setPageStep(10)
        self.blockSignals(False)
        self.setVisible(count > 1)

    def _count(self) -> int:
        series = self._panes.active.series
        return len(series.frames) if series else 0

    @Slot()
    def _on_panes_frame_changed(self) -> None:
        if self._count() != self.maximum() + 1:  # planes that were turned are of another number
            self._on_panes_series_changed()
        self.setValue(self._panes.active.index)
        self.setToolTip(slice_text(self.value(), self.maximum() + 1))
