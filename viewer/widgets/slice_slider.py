"""The slider beside the panes: first slice of the active one at the top."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSlider, QWidget

from viewer.core.corner_text import slice_text
from viewer.state.pane_group import PaneGroup


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
        panes.series_changed.connect(self._on_panes_series_changed)
        panes.frame_changed.connect(self._on_panes_frame_changed)
        self.valueChanged.connect(self.slice_requested)

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
