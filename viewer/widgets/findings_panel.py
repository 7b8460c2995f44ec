"""What the model says about the slice in the active pane: verdict, a bar per class, provenance."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ml.imaging.values import FrameInfo, PlaneInfo
from ml.results import Verdict
from viewer.core.finding import Finding, class_rows, explanation, headline, plausible_words
from viewer.core.language import tr
from viewer.core.sentences import translated
from viewer.state.findings import Findings
from viewer.state.pane_group import PaneGroup
from viewer.widgets import palette
from viewer.widgets.labels import label
from viewer.widgets.probability_bar import ProbabilityBar

_VERDICT_COLOURS = {
    Verdict.POSITIVE: "POSITIVE",
    Verdict.INDETERMINATE: "ATTENTION",
    Verdict.NEGATIVE: "GOOD",
    Verdict.NOT_EVALUATED: "MUTED",
}


class FindingsPanel(QWidget):
    """Follows the slice in the active pane and the answers that come in."""

    def __init__(self, panes: PaneGroup, findings: Findings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panes, self._findings = panes, findings
        self._bars: list[ProbabilityBar] = []
        self._headline = QLabel()
        self._reason = label(role="muted", wrapped=True)
        self._plausible = label(role="muted", wrapped=True)
        self._provenance = label(role="muted", wrapped=True)
        self._bar_box = QVBoxLayout()
        self._bar_box.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._headline)
        layout.addWidget(self._reason)
        layout.addSpacing(4)
        layout.addLayout(self._bar_box)
        layout.addWidget(self._plausible)
        layout.addWidget(self._provenance)
        findings.model_changed.connect(self._on_findings_model_changed)
        findings.finding_changed.connect(self._on_findings_finding_changed)
        panes.frame_changed.connect(self.refresh)
        self._on_findings_model_changed()

    @property
    def verdict_text(self) -> str:
        return self._headline.text()

    @property
    def bars(self) -> tuple[ProbabilityBar, ...]:
        return tuple(self._bars)

    @Slot()
    def refresh(self) -> None:
        """Show the answer for the slice on screen, or why there is none."""
        frame = self._panes.active.frame
        finding = self._findings.finding(frame) if frame else None
        if finding is not None and self._findings.card is not None:
            self._show_finding(finding)
        else:
            self._show_waiting()
        card = self._findings.card
        prediction = finding.prediction if finding else None
        rows = class_rows(card, prediction) if card else ()
        for bar, row in zip(self._bars, rows, strict=True):
            bar.show_row(row, bool(prediction and prediction.probabilities))

    def _show_finding(self, finding: Finding) -> None:
        assert self._findings.card is not None
        self._set_headline(
            headline(self._findings.card, finding.prediction),
            getattr(palette, _VERDICT_COLOURS[finding.prediction.verdict]),
        )
        self._set_text(self._reason, explanation(finding.prediction))
        self._set_text(self._plausible, plausible_words(self._findings.card, finding.prediction))
        self._set_text(self._provenance, finding.provenance if finding.model_title else "")

    def _show_waiting(self) -> None:
        """The states without an answer: no model, model loading, no image, answer under way."""
        self._set_text(self._reason, translated(self._findings.problem))
        self._set_text(self._plausible, "")
        self._set_text(self._provenance, "")
        if self._findings.problem:
            self._set_headline(tr("No model"), palette.ATTENTION)
        elif self._findings.card is None:
            self._set_headline(tr("Loading the model…"), palette.MUTED)
        elif self._panes.active.frame is None:
            self._set_headline(tr("Ready"), palette.MUTED)
        elif isinstance(self._panes.active.frame, PlaneInfo):
            self._set_headline(tr("No answer for a plane"), palette.MUTED)
            self._set_text(
                self._reason, tr("The model answers for the images of the series, as they were made.")
            )
        else:
            self._set_headline(tr("Looking…"), palette.MUTED)

    @Slot()
    def _on_findings_model_changed(self) -> None:
        for bar in self._bars:
            self._bar_box.removeWidget(bar)
            bar.deleteLater()
        card = self._findings.card
        self._bars = [ProbabilityBar(row) for row in class_rows(card, None)] if card else []
        for bar in self._bars:
            self._bar_box.addWidget(bar)
        self.refresh()

    @Slot(object)
    def _on_findings_finding_changed(self, frame: FrameInfo) -> None:
        if frame == self._panes.active.frame:
            self.refresh()

    def _set_headline(self, text: str, colour: str) -> None:
        self._headline.setText(text)
        self._headline.setStyleSheet(f"font-size: 13pt; font-weight: 600; color: {colour};")

    def _set_text(self, shown: QLabel, text: str) -> None:
        shown.setText(text)
        shown.setVisible(bool(text))
