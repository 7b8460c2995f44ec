"""The dock at the right: which model, what it says, and where it looked."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from viewer.widgets.findings_panel import FindingsPanel
from viewer.widgets.labels import rule
from viewer.widgets.model_picker import ModelPicker
from viewer.widgets.overlay_controls import OverlayControls
from viewer.widgets.series_summary import SeriesSummary
from viewer.widgets.word_panel import WordPanel

_NARROWEST = 250


class ModelPanel(QScrollArea):
    """Stacks picker, findings, the reader's word and overlay controls; scrolls when there is little room."""

    def __init__(
        self,
        picker: ModelPicker,
        findings: FindingsPanel,
        word: WordPanel,
        summary: SeriesSummary,
        overlay: OverlayControls,
    ) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click beside a button must not take the arrow keys
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)  # the opacity of the heat map is in sight in a window of 1280 x 720
        layout.addWidget(picker)
        layout.addWidget(findings)
        layout.addWidget(word)
        layout.addWidget(summary)
        layout.addWidget(rule())
        layout.addWidget(overlay)
        layout.addStretch()
        self.setWidget(content)
        self._content = content

    def minimumSizeHint(self) -> QSize:
        """As wide as the content needs, whatever the language; its height can be scrolled."""
        bar = self.verticalScrollBar().sizeHint().width()
        width = max(_NARROWEST, self._content.minimumSizeHint().width() + bar)
        return QSize(width, super().minimumSizeHint().height())
