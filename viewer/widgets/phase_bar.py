"""The bar under the panes while the active one shows a phase: which it is, and the way to the others."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from viewer.core.language import tr
from viewer.core.phases import phase_text
from viewer.state.pane_group import PaneGroup
from viewer.widgets.labels import label


class PhaseBar(QWidget):
    """Comes and goes with phases in the active pane. It asks for a phase by its number."""

    phase_requested = Signal(int)

    def __init__(self, panes: PaneGroup, play: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phases")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._panes = panes
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slider.setAccessibleName(tr("Phase"))
        self.slider.setMinimum(1)
        self.slider.setPageStep(1)
        self.slider.valueChanged.connect(self.phase_requested)
        self.text = label(role="muted")
        button = QToolButton()
        button.setDefaultAction(play)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 6, 3)
        layout.setSpacing(12)
        layout.addWidget(button)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.text)
        self.hide()
        panes.series_changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show which phase it is."""
        series = self._panes.active.series
        phase = series.phase if series is not None else None
        self.setVisible(phase is not None)
        if series is None or phase is None:
            return
        with QSignalBlocker(self.slider):  # what is shown is no wish of the user
            self.slider.setMaximum(phase.count)
            self.slider.setValue(phase.number)
        self.text.setText(phase_text(series))
        widest = self.text.fontMetrics().horizontalAdvance("0" * (len(self.text.text()) + 2))
        self.text.setMinimumWidth(max(self.text.minimumWidth(), widest))  # or the slider would jump
