"""One line on the active series: how many slices got which verdict. A count, not an answer for the study."""

from collections import Counter

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from ml.imaging.values import FrameInfo
from ml.results import Verdict
from viewer.core.finding import series_words
from viewer.core.plane_stack import source_of
from viewer.state.findings import Findings
from viewer.state.pane_group import PaneGroup


class SeriesSummary(QLabel):
    """Counts along as answers come in."""

    def __init__(self, panes: PaneGroup, findings: Findings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("muted")
        self.setWordWrap(True)
        self._panes, self._findings = panes, findings
        self._frames: frozenset[FrameInfo] = frozenset()
        self._counts: Counter[Verdict] = Counter()
        panes.series_changed.connect(self._recount)
        findings.model_changed.connect(self._recount)
        findings.finding_changed.connect(self._on_findings_finding_changed)
        self._recount()

    @Slot()
    def _recount(self) -> None:
        series = self._panes.active.series
        self._frames = frozenset(source_of(series).frames if series else ())
        known = (self._findings.finding(frame) for frame in self._frames)
        self._counts = Counter(finding.prediction.verdict for finding in known if finding is not None)
        self._show()

    @Slot(object)
    def _on_findings_finding_changed(self, frame: FrameInfo) -> None:
        finding = self._findings.finding(frame)
        if finding is not None and frame in self._frames:
            self._counts[finding.prediction.verdict] += 1
            self._show()

    def _show(self) -> None:
        self.setText(series_words(self._counts, len(self._frames)))
        self.setVisible(len(self._frames) > 1 and self._findings.card is not None)
