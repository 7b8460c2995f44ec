"""The controls of the heat map: on and off, class, opacity, colour bar, and how strong it really is."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFormLayout, QSlider, QToolButton, QVBoxLayout, QWidget

from viewer.core.language import tr, tr_later
from viewer.services.inference import wanted_class
from viewer.state.findings import Findings
from viewer.state.pane_group import PaneGroup
from viewer.widgets.colour_bar import ColourBar
from viewer.widgets.labels import label

_MOST_PROBABLE = tr_later("Most probable class")
_MEANING = tr_later("Relative influence on this answer, this image only. It is not the place of a disease.")


class OverlayControls(QWidget):
    """Shows the overlay state of the active pane and asks for changes of it."""

    class_requested = Signal(object)  # class name, or None for the most probable
    opacity_requested = Signal(float)

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
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(0, 100)
        self._opacity.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._opacity.valueChanged.connect(self._on_opacity_value_changed)
        self._bar = ColourBar()
        self._strength = label(role="muted", wrapped=True)
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
        self._strength.setText(self._strength_now() if overlay.on else "")

    def _strength_now(self) -> str:
        """The raw maximum, so that a weak map is known to be weak."""
        frame = self._panes.active.frame
        finding = self._findings.finding(frame) if frame else None
        class_name = wanted_class(finding, self._panes.active.overlay.class_name)
        if frame is None or class_name is None:
            return tr("No heat map: the network was not asked.") if finding else ""
        heat = self._findings.heat_map(frame, class_name)
        if heat is None:
            return self._findings.heat_problem(frame, class_name) or tr("Computing…")
        if heat.peak <= 0:
            return tr("No positive evidence: nothing in this image spoke for this class.")
        return tr("Raw maximum {peak:.3g} ({method})", peak=heat.peak, method=heat.method)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 4, 0, 4)
        form.setHorizontalSpacing(10)
        form.addRow(label(tr("Class"), "muted"), self._class)
        form.addRow(label(tr("Opacity"), "muted"), self._opacity)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._toggle, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(form)
        layout.addWidget(self._bar)
        layout.addWidget(self._strength)
        layout.addWidget(label(tr(_MEANING), "muted", wrapped=True))

    @Slot()
    def _on_findings_model_changed(self) -> None:
        card = self._findings.card
        self._class.clear()
        self._class.addItem(tr(_MOST_PROBABLE), None)
        for name in card.classes if card else ():
            self._class.addItem(card.title_of(name), name)  # type: ignore[union-attr]
        self.setEnabled(card is not None)
        self.refresh()

    @Slot(int)
    def _on_class_activated(self, place: int) -> None:
        self.class_requested.emit(self._class.itemData(place))

    @Slot(int)
    def _on_opacity_value_changed(self, value: int) -> None:
        if value != round(self._panes.active.overlay.opacity * 100):
            self.opacity_requested.emit(value / 100)
