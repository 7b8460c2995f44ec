"""The histogram of the frame in the active pane, with its window to drag or to type."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ml.imaging.values import Frame, Series, Window
from viewer.core.histogram import Histogram
from viewer.core.image_colours import ColourBar
from viewer.core.language import tr
from viewer.core.windowing import between
from viewer.services.rendering import histogram, value_range
from viewer.state.pane_group import PaneGroup
from viewer.widgets.histogram_view import HistogramView
from viewer.widgets.icons import icon
from viewer.widgets.labels import label
from viewer.widgets.pane_grid import PaneGrid

_FAR = 1e9
_BOX_WIDTH = 64


class HistogramPanel(QWidget):
    """Follows slice, window and colours as long as it is seen."""

    automatic_requested = Signal()

    def __init__(self, panes: PaneGroup, grid: PaneGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panes, self._grid = panes, grid
        self._counted: Frame | None = None
        self._histogram: Histogram | None = None
        self._series: Series | None = None
        self._range = (0.0, 1.0)  # of all values of the series that were seen
        self.view = HistogramView()
        self.center_box, self.width_box = _box(), _box()
        self._nothing = label(role="muted", wrapped=True)
        self._arrange()
        self.view.edges_dragged.connect(self._on_view_edges_dragged)
        self.view.automatic_requested.connect(self.automatic_requested)
        for box in (self.center_box, self.width_box):
            box.valueChanged.connect(self._on_box_value_changed)
        for changed in (grid.frame_taken, panes.window_changed, panes.active_changed, panes.series_changed):
            changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what is true now; nothing is counted while nobody looks."""
        if not self.isVisible():
            return
        wanted = self._grid.active.state.frame
        frame, window = self._grid.active.presenter.frame, self._grid.active.presenter.window
        if wanted is None:
            frame = None  # closed just now
        elif frame is not None and frame.info != wanted:
            return  # that of another slice or series: the one that is wanted comes
        self._cards.setCurrentIndex(int(frame is not None and window is not None))
        if frame is None or window is None:
            self._nothing.setText(tr("A colour image has no window.") if frame else tr("No image"))
            return
        self._count(frame)
        low, high = window.center - window.width / 2, window.center + window.width / 2
        self.view.show_edges(low, high)
        self.view.set_axis(min(low, self._range[0]), max(high, self._range[1]))
        self._show_numbers(window, frame)

    def _count(self, frame: Frame) -> None:
        state = self._grid.active.state
        if state.series != self._series:
            self._series, self._counted = state.series, None
            self._range = (_FAR, -_FAR)
        if frame is not self._counted:
            self._counted = frame
            self._histogram = histogram(frame)
            if self._histogram is not None:
                self._range = (
                    min(self._range[0], self._histogram.low),
                    max(self._range[1], self._histogram.high),
                )
        upside_down = state.inverted != frame.inverted
        self.view.show_values(self._histogram, ColourBar(state.shown_colour_map, upside_down, (), frame.unit))

    def _show_numbers(self, window: Window, frame: Frame) -> None:
        digits = 0 if window.width >= 20 else 3
        for box, value in ((self.center_box, window.center), (self.width_box, window.width)):
            box.blockSignals(True)
            box.setDecimals(digits)
            box.setSingleStep(max(window.width / 50, 10.0**-digits))
            box.setSuffix(f" {frame.unit}".rstrip())
            box.setValue(value)
            box.blockSignals(False)

    @Slot(float, float)
    def _on_view_edges_dragged(self, low: float, high: float) -> None:
        presenter = self._grid.active.presenter
        if presenter.window is not None and presenter.frame is not None:
            window = between(presenter.window, low, high, value_range(presenter.frame))
            self._panes.active.set_window(window)

    @Slot()
    def _on_box_value_changed(self) -> None:
        center, half = self.center_box.value(), self.width_box.value() / 2
        self._on_view_edges_dragged(center - half, center + half)

    def _arrange(self) -> None:
        automatic = QToolButton()
        automatic.setIcon(icon("ph.magic-wand"))
        automatic.setToolTip(tr("Automatic, from the 0.1st to the 99.9th percentile; also by a double click"))
        automatic.clicked.connect(self.automatic_requested)
        numbers = QHBoxLayout()
        for text, box in ((tr("Center"), self.center_box), (tr("Width"), self.width_box)):
            numbers.addWidget(label(text, "muted"))
            numbers.addWidget(box, 1)
        numbers.addWidget(automatic)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(10, 8, 10, 8)
        rows.addWidget(self.view, 1)
        rows.addLayout(numbers)
        self._cards = QStackedLayout(self)
        self._cards.addWidget(self._nothing)
        self._cards.addWidget(page)


def _box() -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-_FAR, _FAR)
    box.setObjectName("window_value")
    box.setKeyboardTracking(False)
    box.setMinimumWidth(_BOX_WIDTH)  # its own wish has room for the largest number there is
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return box
