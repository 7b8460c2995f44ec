"""The strip beside the slice slider: the probability of a class on every slice of the active series."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ml.imaging.values import FrameInfo
from ml.results import Prediction
from viewer.core.plane_stack import source_of
from viewer.core.series_answers import is_evaluated, slice_note, strip_class
from viewer.state.findings import Findings
from viewer.state.pane_group import PaneGroup
from viewer.widgets.palette import DARK

_WIDTH = 26
_MARGIN = 3.0
_LEAST_HEIGHT = 1.0  # of a slice, in pixels; where there are more slices than pixels the highest one shows


class SeriesStrip(QWidget):
    """First slice at the top, as on the slider. Grey is "not evaluated", empty is "not looked at yet"."""

    slice_requested = Signal(int)

    def __init__(self, panes: PaneGroup, findings: Findings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._panes, self._findings = panes, findings
        self._places: dict[FrameInfo, int] = {}
        self._answers: list[Prediction | None] = []
        self.setVisible(False)
        panes.series_changed.connect(self._on_series_or_model_changed)
        findings.model_changed.connect(self._on_series_or_model_changed)
        findings.finding_changed.connect(self._on_findings_finding_changed)
        panes.frame_changed.connect(self.update)
        panes.overlay_changed.connect(self.update)

    @property
    def class_name(self) -> str:
        """The class that is drawn; "" without a model."""
        card = self._findings.card
        return strip_class(card, self._answers, self._panes.active.overlay.class_name) if card else ""

    def note(self, index: int) -> str:
        """What is said of a slice when the pointer rests on it."""
        card = self._findings.card
        if card is None or not 0 <= index < len(self._answers):
            return ""
        return slice_note(card, self._answers[index], self.class_name, index, len(self._answers))

    def index_at(self, y: float) -> int:
        """The slice at a height of the strip."""
        count = len(self._answers)
        return min(max(int(y * count / max(1, self.height())), 0), count - 1)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.note(self.index_at(event.pos().y())), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_to(event.position())

    def _go_to(self, position: QPointF) -> None:
        if self._answers:
            self.slice_requested.emit(self.index_at(position.y()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(DARK.stage))
        if self._findings.card is not None:
            self._paint_slices(painter)
        self._paint_place(painter)
        painter.end()

    def _paint_slices(self, painter: QPainter) -> None:
        card, class_name = self._findings.card, self.class_name
        assert card is not None
        threshold = card.threshold_of(class_name)
        inner = self.width() - 2 * _MARGIN
        colour = DARK.good if class_name == card.negative_class else DARK.positive
        order = sorted(range(len(self._answers)), key=lambda index: self._height_of(index, class_name))
        for index in order:  # the highest last, so that it is not covered by its neighbours
            answer = self._answers[index]
            if answer is None:
                continue
            if not is_evaluated(answer):
                painter.fillRect(self._row(index, inner), QColor(DARK.line))
                continue
            share = answer.probabilities.get(class_name, 0.0)
            bar = QColor(colour if share >= threshold else DARK.disabled)
            painter.fillRect(self._row(index, max(1.5, inner * share)), bar)
        x = _MARGIN + inner * threshold
        painter.fillRect(QRectF(x, 0, 1, self.height()), QColor(255, 255, 255, 60))

    def _height_of(self, index: int, class_name: str) -> float:
        answer = self._answers[index]
        return answer.probabilities.get(class_name, 0.0) if answer and is_evaluated(answer) else -1.0

    def _row(self, index: int, width: float) -> QRectF:
        count = len(self._answers)
        top, bottom = index * self.height() / count, (index + 1) * self.height() / count
        gap = 1.0 if bottom - top > 4 else 0.0
        return QRectF(_MARGIN, top, width, max(_LEAST_HEIGHT, bottom - top - gap))

    def _paint_place(self, painter: QPainter) -> None:
        """Where the slice on screen is."""
        if self._answers:
            row = self._row(self._panes.active.index, self.width())
            middle = row.top() + row.height() / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(DARK.text))
            painter.drawRect(QRectF(0, middle - 1, 2.5, 2))
            painter.drawRect(QRectF(self.width() - 2.5, middle - 1, 2.5, 2))
            painter.setBrush(QColor(255, 255, 255, 40))
            painter.drawRect(QRectF(0, middle - 1, self.width(), 2))

    @Slot()
    def _on_series_or_model_changed(self) -> None:
        series = self._panes.active.series
        frames = series.frames if series is not None and source_of(series) is series else ()
        self._places = {frame: index for index, frame in enumerate(frames)}
        known = (self._findings.finding(frame) for frame in frames)
        self._answers = [finding.prediction if finding else None for finding in known]
        self.setVisible(len(frames) > 1 and not self._findings.problem)
        self.update()

    @Slot(object)
    def _on_findings_finding_changed(self, frame: FrameInfo) -> None:
        index, finding = self._places.get(frame), self._findings.finding(frame)
        if index is not None and finding is not None:
            self._answers[index] = finding.prediction
            self.update()
