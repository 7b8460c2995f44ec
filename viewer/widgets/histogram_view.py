"""A histogram with the window over it: two edges and what lies between can be dragged."""

from enum import Enum

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.core.histogram import Histogram
from viewer.core.image_colours import ColourBar, number_text
from viewer.services.colour_tables import colour_table
from viewer.widgets import palette

_REACH = 7  # logical pixels around an edge in which it is taken
_STRIP = 8  # height of the strip with the colours
_TEXT_ROOM = 16
_MARGIN = 8
_SPARE = 0.03  # of the axis, beside the outermost values


class Part(Enum):
    """What of the window is dragged."""

    LOW = "low"
    HIGH = "high"
    BOTH = "both"


class HistogramView(QWidget):
    """Draws counts on a logarithmic scale, so that rare values can be seen beside the background."""

    edges_dragged = Signal(float, float)  # low, high, in modality units
    automatic_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(90)
        self.setMouseTracking(True)
        self._histogram: Histogram | None = None
        self._colours: ColourBar | None = None
        self._edges = (0.0, 1.0)
        self._axis = (0.0, 1.0)
        self._part: Part | None = None
        self._from = (0.0, (0.0, 1.0))  # pressed value, edges at that moment

    def sizeHint(self) -> QSize:
        return QSize(280, 150)

    @property
    def axis(self) -> tuple[float, float]:
        """The values at the left and the right end."""
        return self._axis

    def show_values(self, histogram: Histogram | None, colours: ColourBar | None) -> None:
        """Draw another frame's values; None for nothing. ``colours`` are those of the image."""
        self._histogram, self._colours = histogram, colours
        self.update()

    def show_edges(self, low: float, high: float) -> None:
        """Draw the window between these values."""
        self._edges = (low, high)
        self.update()

    def set_axis(self, low: float, high: float) -> None:
        """What the axis has to reach at least; it rests while an edge is dragged."""
        if self._part is None:
            spare = (high - low) * _SPARE or 1.0
            self._axis = (low - spare, high + spare)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._histogram is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_counts(painter, self._histogram)
            self._paint_strip(painter)
            self._paint_edges(painter)
        painter.end()

    def _paint_counts(self, painter: QPainter, histogram: Histogram) -> None:
        """The counts, brighter where the window lies."""
        plot = self._plot()
        shape = self._shape(histogram, plot)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.DISABLED))
        painter.drawPolygon(shape)
        low, high = (self._x(value) for value in self._edges)
        between = QRectF(low, plot.top(), max(high - low, 1), plot.height())
        painter.fillRect(between, QColor(58, 167, 184, 36))
        painter.save()
        painter.setClipRect(between)
        painter.setBrush(QColor(palette.ACCENT))
        painter.drawPolygon(shape)
        painter.restore()

    def _shape(self, histogram: Histogram, plot: QRectF) -> QPolygonF:
        heights = np.log1p(histogram.counts)
        heights = plot.bottom() - heights / max(heights.max(), 1e-9) * plot.height()
        borders = np.linspace(self._x(histogram.low), self._x(histogram.high), len(heights) + 1)
        points = [QPointF(borders[0], plot.bottom())]
        for left, right, y in zip(borders, borders[1:], heights, strict=False):
            points += [QPointF(left, y), QPointF(right, y)]
        return QPolygonF([*points, QPointF(borders[-1], plot.bottom())])

    def _paint_strip(self, painter: QPainter) -> None:
        """What becomes of each value on the screen."""
        plot = self._plot()
        strip = QRectF(plot.left(), plot.bottom() + 2, plot.width(), _STRIP)
        low, high = (self._x(value) for value in self._edges)
        gradient = QLinearGradient(low, 0, max(high, low + 1), 0)
        bar = self._colours
        if bar is not None:
            table = colour_table(bar.colour_map)
            for share in np.linspace(0, 1, 33):
                place = 1 - share if bar.upside_down else share
                gradient.setColorAt(float(share), QColor(*map(int, table[round(255 * place)])))
        painter.fillRect(strip, QBrush(gradient))
        painter.setPen(QPen(QColor(palette.LINE), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(strip)

    def _paint_edges(self, painter: QPainter) -> None:
        plot, extent = self._plot(), self._edges[1] - self._edges[0]
        for value, is_low in zip(self._edges, (True, False), strict=True):
            x = min(max(self._x(value), plot.left()), plot.right())
            painter.setPen(QPen(QColor(palette.TEXT), 1.5))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom() + 2 + _STRIP))
            painter.setBrush(QColor(palette.TEXT))
            painter.drawRoundedRect(QRectF(x - 3, plot.top() - 1, 6, 14), 2, 2)
            text = number_text(value, extent)
            room = painter.fontMetrics().horizontalAdvance(text)
            left = min(max(x - room if is_low else x, 0.0), self.width() - room)
            painter.drawText(QRectF(left, 0, room + 1, _TEXT_ROOM), int(Qt.AlignmentFlag.AlignLeft), text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._histogram is not None:
            self._part = self._part_at(event.position().x())
            self._from = (self._value(event.position().x()), self._edges)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._part is None:
            is_edge = self._part_at(event.position().x()) is not Part.BOTH
            self.setCursor(Qt.CursorShape.SizeHorCursor if is_edge else Qt.CursorShape.OpenHandCursor)
            return
        pressed, (low, high) = self._from
        moved = self._value(event.position().x()) - pressed
        low += moved if self._part is not Part.HIGH else 0.0
        high += moved if self._part is not Part.LOW else 0.0
        if self._part is Part.LOW:
            low = min(low, high)
        high = max(low, high)
        self.edges_dragged.emit(low, high)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._part is not None:
            self._part = None
            self.set_axis(*self._reach())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._part = None
        self.automatic_requested.emit()

    def _reach(self) -> tuple[float, float]:
        """From the smallest to the largest of values and edges."""
        low, high = self._edges
        if self._histogram is not None:
            low, high = min(low, self._histogram.low), max(high, self._histogram.high)
        return low, high

    def _part_at(self, x: float) -> Part:
        """The nearer edge within reach or beyond which it is; else what lies between."""
        low, high = (self._x(value) for value in self._edges)
        if min(abs(x - low), abs(x - high)) <= _REACH or not low < x < high:
            return Part.LOW if abs(x - low) < abs(x - high) else Part.HIGH
        return Part.BOTH

    def _plot(self) -> QRectF:
        room = _TEXT_ROOM + _STRIP + 4
        return QRectF(_MARGIN, _TEXT_ROOM, self.width() - 2 * _MARGIN, self.height() - room)

    def _x(self, value: float) -> float:
        plot, (low, high) = self._plot(), self._axis
        return plot.left() + (value - low) / (high - low) * plot.width()

    def _value(self, x: float) -> float:
        plot, (low, high) = self._plot(), self._axis
        return low + (x - plot.left()) / plot.width() * (high - low)
