"""The controls of the heat map: on and off, class, opacity, colour bar, and how strong it really is."""

import html

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QToolButton, QVBoxLayout, QWidget

from ml.imaging.values import FrameInfo, PlaneInfo
from ml.results import HeatMap, Method
from viewer.core.finding import class_title
from viewer.core.heat_place import air_text, heat_place_text, peak_in_patient
from viewer.core.language import tr, tr_later
from viewer.core.sentences import translated
from viewer.services.body import evidence_in_air
from viewer.services.inference import wanted_class
from viewer.widgets import palette
from viewer.widgets.colour_bar import ColourBar
from viewer.widgets.labels import Form, label
from viewer.widgets.pane_surroundings import Surroundings

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
    peak_requested = Signal(object, object)  # patient point (x, y, z), FrameInfo on which it lies

    def __init__(self, toggle: QAction, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panes, self._findings, self._cache = around.group, around.findings, around.cache
        self._plane_heat = around.plane_heat
        self._told: tuple[HeatMap, str] | None = None  # what is said of the map said last
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
        self._place.setTextFormat(Qt.TextFormat.RichText)
        self._place.linkActivated.connect(self._on_place_link_activated)
        self._place_plain = ""
        self._arrange()
        self._connect()

    def _connect(self) -> None:
        panes, findings = self._panes, self._findings
        findings.model_changed.connect(self._on_findings_model_changed)
        for changed in (
            findings.heat_map_changed,
            findings.finding_changed,
            panes.frame_changed,
            panes.overlay_changed,
            self._plane_heat.changed,
        ):
            changed.connect(self.refresh)
        self._on_findings_model_changed()

    @property
    def strength_text(self) -> str:
        return self._strength.text()

    @property
    def place_text(self) -> str:
        return self._place_plain

    @Slot()
    def refresh(self) -> None:
        overlay = self._panes.active.overlay
        self._opacity.setValue(round(overlay.opacity * 100))
        self._bar.set_opacity(overlay.opacity)
        self._bar.set_of_series(isinstance(self._panes.active.frame, PlaneInfo))
        self._class.setCurrentIndex(max(0, self._class.findData(overlay.class_name)))
        self._method.setCurrentIndex(self._method.findData(overlay.method))
        self._strength.setText(self._strength_now() if overlay.on else "")
        self._show_place()

    def _show_place(self) -> None:
        """Where the map on screen peaks and how far it reaches; a click goes there."""
        frame, heat = self._panes.active.frame, self._heat()
        text = self._place_of(heat, frame) if frame is not None and heat is not None else ""
        self._place_plain = text
        shown = html.escape(text)
        if frame is not None and heat is not None and peak_in_patient(heat, frame) is not None:
            shown = f'<a href="peak" style="color: {palette.ACCENT_BRIGHT}">{shown}</a>'
        self._place.setText(shown)
        self._place.setVisible(bool(text))

    def _heat(self) -> HeatMap | None:
        """The map that the active pane shows, or would show if it were not held back."""
        frame, overlay = self._panes.active.frame, self._panes.active.overlay
        if frame is None or not overlay.on:
            return None
        if isinstance(frame, PlaneInfo):
            return self._plane_heat.heat_map(frame, overlay)
        class_name = wanted_class(self._findings.finding(frame), overlay.class_name)
        return self._findings.heat_map(frame, class_name, overlay.method) if class_name else None

    def _place_of(self, heat: HeatMap, info: FrameInfo) -> str:
        if self._told is None or self._told[0] is not heat:
            frame = self._cache.peek(info)
            in_air = evidence_in_air(heat, frame) if frame is not None else None
            self._told = (heat, " ".join(filter(None, (heat_place_text(heat, info), air_text(in_air)))))
        return self._told[1]

    def _strength_now(self) -> str:
        """The raw maximum, so that a weak map is known to be weak."""
        frame, overlay = self._panes.active.frame, self._panes.active.overlay
        if isinstance(frame, PlaneInfo):
            return self._strength_of_plane()
        finding = self._findings.finding(frame) if frame else None
        class_name = wanted_class(finding, overlay.class_name)
        if frame is None or class_name is None:
            return tr("No heat map: the network was not asked.") if finding else ""
        heat = self._heat()
        if heat is None:
            return translated(self._findings.heat_problem(frame, class_name)) or tr("Computing…")
        if heat.peak <= 0:
            return tr("No positive evidence: nothing in this image spoke for this class.")
        return tr("Raw maximum {peak:.3g} ({method})", peak=heat.peak, method=heat.method)

    def _strength_of_plane(self) -> str:
        """The same, and how strong the strongest map of the series is, to which the colours are relative."""
        heat, overlay = self._heat(), self._panes.active.overlay
        known, total = self._plane_heat.known(overlay)
        if heat is None and known:
            return tr("No heat map here: no image near this plane was evaluated.")
        if heat is None:
            return tr("No heat map: no image of the series is evaluated so far.")
        maps = tr("Maps of {known} of {total} images; the others have no colour.", known=known, total=total)
        if heat.peak <= 0:
            return tr("No positive evidence: nothing in this plane spoke for this class.") + " " + maps
        text = tr(
            "Raw maximum {peak:.3g} in this plane, {largest:.3g} in the series ({method}).",
            peak=heat.peak, largest=self._plane_heat.peak(overlay), method=heat.method,
        )  # fmt: skip
        return f"{text} {maps}"

    def _arrange(self) -> None:
        form = Form()
        form.setContentsMargins(0, 0, 0, 4)
        form.setHorizontalSpacing(10)
        form.addRow(label(tr("Opacity"), "muted"), self._opacity)  # first: a low window hides the rest
        form.addRow(label(tr("Class"), "muted"), self._class)
        form.addRow(label(tr("Method"), "muted"), self._method)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        heading = QHBoxLayout()
        heading.addWidget(label(tr("Where it looked"), "section"), 1)
        heading.addWidget(self._toggle)
        layout.addLayout(heading)
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

    @Slot(str)
    def _on_place_link_activated(self, _link: str) -> None:
        frame, heat = self._panes.active.frame, self._heat()
        point = peak_in_patient(heat, frame) if frame is not None and heat is not None else None
        if point is not None:
            self.peak_requested.emit(point, frame)

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
