"""The controls of the heat map: on and off, class, opacity, colour bar, and how strong it really is."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFormLayout, QSlider, QToolButton, QVBoxLayout, QWidget

from ml.results import Method
from viewer.core.finding import class_title
from viewer.core.heat_place import heat_place_text
from viewer.core.language import tr, tr_later
from viewer.core.sentences import translated
from viewer.services.inference import wanted_class
from viewer.state.findings import Findings
from viewer.state.pane_group import PaneGroup
from viewer.widgets.colour_bar import ColourBar
from viewer.widgets.labels import label

_MOST_PROBABLE = tr_later("Most probable class")
_MEANING = tr_later("It is not the place of a disease.")
_METHOD_TIPS = {
    Method.GRAD_CAM: tr_later("Weighs each channel by its mean influence on the class."),
    Method.HIRES_CAM: tr_later(
        "Weighs each place by its own influence. The same as Grad-CAM where the network averages at its end, "
        "as all bundled ones do."
    ),
    Method.CONTRAST: tr_later("What speaks for this class rather than for the others."),
}


class OverlayControls(QWidget):
    """Shows the overlay state of the active pane and asks for changes of it."""

    class_requested = Signal(object)  # class name, or None for the most probable
    opacity_requested = Signal(float)
    method_requested = Signal(object)  # Method

    def __init__(
        self,
        toggle: QAction,
        panes: PaneGroup,
        findings: Findings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._panes, self._findings = panes, findings
        self._toggle = QToolButton()
        self._toggle.setDefaultAction(toggle)
        self._toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._class = QComboBox()
        self._class.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._class.activated.connect(self._on_class_activated)
        self._method = QComboBox()
        self._method.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for method, tip in _METHOD_TIPS.items():
            self._method.addItem(method.value, method)
            self._method.setItemData(self._method.count() - 1, tr(tip), Qt.ItemDataRole.ToolTipRole)
        self._method.activated.connect(self._on_method_activated)
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(0, 100)
        self._opacity.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._opacity.valueChanged.connect(self._on_opacity_value_changed)
        self._bar = ColourBar()
        self._strength = label(role="muted", wrapped=True)
        self._place = label(role="muted", wrapped=True)
        self._arrange()
        findings.model_changed.connect(self._on_findings_model_changed)
        for changed in (findings.heat_map_changed, findings.finding_changed, panes.frame_changed):
            changed.connect(self.refresh)
        panes.overlay_changed.connect(self.refresh)
        self._on_findings_model_changed()

    @property
    def strength_text(self) -> str:
        return self._strength.text()

    @Slot()
    def refresh(self) -> None:
        overlay = self._panes.active.overlay
        self._opacity.setValue(round(overlay.opacity * 100))
        self._bar.set_opacity(overlay.opacity)
        self._class.setCurrentIndex(max(0, self._class.findData(overlay.class_name)))
        self._method.setCurrentIndex(self._method.findData(overlay.method))
        self._strength.setText(self._strength_now() if overlay.on else "")
        self._place.setText(self._place_now() if overlay.on else "")
        self._place.setVisible(bool(self._place.text()))

    @property
    def place_text(self) -> str:
        return self._place.text()

    def _place_now(self) -> str:
        """Where the map on screen peaks and how far it reaches."""
        frame, overlay = self._panes.active.frame, self._panes.active.overlay
        class_name = wanted_class(self._findings.finding(frame) if frame else None, overlay.class_name)
        if frame is None or class_name is None:
            return ""
        heat = self._findings.heat_map(frame, class_name, overlay.method)
        return heat_place_text(heat, frame) if heat is not None else ""

    def _strength_now(self) -> str:
        """The raw maximum, so that a weak map is known to be weak."""
        frame = self._panes.active.frame
        finding = self._findings.finding(frame) if frame else None
        class_name = wanted_class(finding, self._panes.active.overlay.class_name)
        if frame is None or class_name is None:
            return tr("No heat map: the network was not asked.") if finding else ""
        heat = self._findings.heat_map(frame, class_name, self._panes.active.overlay.method)
        if heat is None:
            return translated(self._findings.heat_problem(frame, class_name)) or tr("Computing…")
        if heat.peak <= 0:
            return tr("No positive evidence: nothing in this image spoke for this class.")
        return tr("Raw maximum {peak:.3g} ({method})", peak=heat.peak, method=heat.method)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 4, 0, 4)
        form.setHorizontalSpacing(10)
        form.addRow(label(tr("Class"), "muted"), self._class)
        form.addRow(label(tr("Method"), "muted"), self._method)
        form.addRow(label(tr("Opacity"), "muted"), self._opacity)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._toggle, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(form)
        layout.addWidget(self._bar)
        layout.addWidget(self._strength)
        layout.addWidget(self._place)
        layout.addWidget(label(tr(_MEANING), "muted", wrapped=True))

    @Slot()
    def _on_findings_model_changed(self) -> None:
        card = self._findings.card
        self._class.clear()
        self._class.addItem(tr(_MOST_PROBABLE), None)
        if card is not None:
            for name in card.classes:
                self._class.addItem(class_title(card, name), name)
        self.setEnabled(card is not None)
        self.refresh()

    @Slot(int)
    def _on_class_activated(self, place: int) -> None:
        self.class_requested.emit(self._class.itemData(place))

    @Slot(int)
    def _on_method_activated(self, place: int) -> None:
        self.method_requested.emit(self._method.itemData(place))

    @Slot(int)
    def _on_opacity_value_changed(self, value: int) -> None:
        if value != round(self._panes.active.overlay.opacity * 100):
            self.opacity_requested.emit(value / 100)
