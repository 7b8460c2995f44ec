"""A few lines on the active series: how many slices got which verdict, and which slices drive it.

A count, not an answer for the study: nobody measured how often a probability for a whole series is right.
"""

from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from ml.imaging.values import FrameInfo
from ml.results import Prediction
from viewer.core.finding import series_words
from viewer.core.language import tr
from viewer.core.plane_stack import source_of
from viewer.core.series_answers import driver_texts, verdict_counts
from viewer.state.findings import Findings
from viewer.state.pane_group import PaneGroup
from viewer.widgets import palette


class SeriesSummary(QLabel):
    """Counts along as answers come in; a click goes to the slice that speaks loudest for a class."""

    slice_requested = Signal(int)

    def __init__(self, panes: PaneGroup, findings: Findings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("muted")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.linkActivated.connect(lambda link: self.slice_requested.emit(int(link)))
        self._panes, self._findings = panes, findings
        self._places: dict[FrameInfo, int] = {}
        self._answers: list[Prediction | None] = []
        panes.series_changed.connect(self._on_series_or_model_changed)
        findings.model_changed.connect(self._on_series_or_model_changed)
        findings.finding_changed.connect(self._on_findings_finding_changed)
        self._on_series_or_model_changed()

    @Slot()
    def _on_series_or_model_changed(self) -> None:
        series = self._panes.active.series
        frames = series.frames if series is not None and source_of(series) is series else ()
        self._places = {frame: index for index, frame in enumerate(frames)}
        known = (self._findings.finding(frame) for frame in frames)
        self._answers = [finding.prediction if finding else None for finding in known]
        self._show()

    @Slot(object)
    def _on_findings_finding_changed(self, frame: FrameInfo) -> None:
        index, finding = self._places.get(frame), self._findings.finding(frame)
        if index is not None and finding is not None:
            self._answers[index] = finding.prediction
            self._show()

    def _show(self) -> None:
        card = self._findings.card
        self.setVisible(len(self._answers) > 1 and card is not None)
        if card is None:
            return
        lines = [escape(series_words(verdict_counts(self._answers), len(self._answers)))]
        found = driver_texts(card, self._answers)
        style = f"color: {palette.ACCENT_BRIGHT}; text-decoration: none"
        lines += [f'<a href="{index}" style="{style}">{escape(text)}</a>' for text, index in found]
        if found:
            lines.append(escape(tr("These are counts of single images: no probability for the study.")))
        self.setText("<br>".join(lines))
