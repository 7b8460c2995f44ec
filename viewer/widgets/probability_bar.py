"""One class in the findings panel: its name, its probability as a bar, the threshold as a tick."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.core.finding import ClassRow, percent
from viewer.core.language import tr
from viewer.widgets import palette

_BAR_HEIGHT = 5.0


class ProbabilityBar(QWidget):
    """Draws one class row; faded while there is no answer."""

    def __init__(self, row: ClassRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row, self._answered = row, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            tr("An answer is given from {threshold} (the tick)", threshold=percent(row.threshold))
        )

    @property
    def row(self) -> ClassRow:
        return self._row

    def show_row(self, row: ClassRow, answered: bool) -> None:
        if (row, answered) != (self._row, self._answered):
            self._row, self._answered = row, answered
            answer = percent(row.probability) if answered else tr("no answer")
            self.setAccessibleName(f"{row.title}: {answer}")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, QFontMetrics(self.font()).lineSpacing() + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_text(painter)
        self._paint_bar(painter)
        painter.end()

    def _paint_text(self, painter: QPainter) -> None:
        font = self.font()
        font.setBold(self._row.is_top and self._answered)
        painter.setFont(font)
        painter.setPen(QColor(palette.TEXT if self._row.is_top and self._answered else palette.MUTED))
        area = self.rect().adjusted(0, 0, 0, -int(_BAR_HEIGHT) - 4)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._row.title)
        if self._answered:
            text = percent(self._row.probability)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_bar(self, painter: QPainter) -> None:
        track = QRectF(0, self.height() - _BAR_HEIGHT - 4, self.width(), _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.TRACK))
        painter.drawRoundedRect(track, 2, 2)
        if self._answered and self._row.probability > 0:
            filled = QRectF(track)
            filled.setWidth(max(2.0, track.width() * self._row.probability))
            painter.setBrush(QColor(palette.ACCENT if self._row.is_top else palette.MUTED))
            painter.drawRoundedRect(filled, 2, 2)
        tick = QRectF(track.width() * self._row.threshold - 0.75, track.top() - 2, 1.5, _BAR_HEIGHT + 4)
        painter.setBrush(QColor(palette.TEXT))
        painter.drawRect(tick)
