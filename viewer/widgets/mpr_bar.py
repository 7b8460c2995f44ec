"""The bar under the panes while planes are shown: slab, thickness, reset, and the way back."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from viewer.core.corner_text import projection_text
from viewer.core.language import tr
from viewer.state.mpr import Mpr
from viewer.widgets.icons import icon
from viewer.widgets.labels import label
from viewer.widgets.mpr_commands import THICKEST_MM, THINNEST_MM
from viewer.widgets.mpr_rows import SLABS

_WIDE_ENOUGH = 760  # logical pixels, for a hint beside the controls


class MprBar(QWidget):
    """Comes and goes with the planes."""

    left = Signal()  # the user has finished here: the keys belong to the panes again

    def __init__(self, mpr: Mpr, reset: QAction, show: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mpr")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mpr = mpr
        self.projections = QComboBox()
        for projection in SLABS.values():
            self.projections.addItem(projection_text(projection), projection)
        self.projections.activated.connect(self._on_projections_activated)
        self.thickness = QDoubleSpinBox()
        self.thickness.setRange(THINNEST_MM, THICKEST_MM)
        self.thickness.setDecimals(1)
        self.thickness.setSuffix(tr(" mm"))
        self.thickness.setKeyboardTracking(False)
        self.thickness.valueChanged.connect(self._on_thickness_value_changed)
        self.thickness.editingFinished.connect(self.left)
        self._arrange(reset, show)
        self.hide()
        mpr.changed.connect(self._on_mpr_changed)
        self._on_mpr_changed()

    def _arrange(self, reset: QAction, show: QAction) -> None:
        back = QToolButton()
        back.setDefaultAction(reset)
        back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        close = QToolButton()
        close.setIcon(icon("ph.x"))
        close.setToolTip(tr("Back to the series"))
        close.clicked.connect(show.trigger)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 6, 3)
        layout.setSpacing(12)
        for widget in (label(tr("Slab"), "muted"), self.projections, self.thickness, back):
            layout.addWidget(widget)
        self._hint = label(tr("Lines: drag the middle or a line to move, a ring to turn"), "muted")
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(self._hint, 1)
        layout.addStretch()
        layout.addWidget(close)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._hint.setVisible(self.width() >= _WIDE_ENOUGH)

    @Slot()
    def _on_mpr_changed(self) -> None:
        slab = self._mpr.slab
        self.projections.setCurrentIndex(list(SLABS.values()).index(slab.projection))
        self.thickness.setValue(slab.thickness_mm)
        self.thickness.setEnabled(slab.projection is not None)
        self.setVisible(self._mpr.source is not None)

    @Slot(int)
    def _on_projections_activated(self, place: int) -> None:
        projection = tuple(SLABS.values())[place]  # item data would come back as plain text
        self._mpr.set_slab(replace(self._mpr.slab, projection=projection))
        self.left.emit()

    @Slot(float)
    def _on_thickness_value_changed(self, millimetres: float) -> None:
        self._mpr.set_slab(replace(self._mpr.slab, thickness_mm=millimetres))
