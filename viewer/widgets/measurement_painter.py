"""Draws measurements over a pane: lines with a dark edge, handles, and labels beside what they speak of."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from viewer.core.viewport import Point
from viewer.widgets.measurement_drawing import Drawing, Line
from viewer.widgets.palette import DARK

_COLOUR = QColor(DARK.measure)
_SELECTED = QColor(DARK.measure_selected)
_SHADOW = QColor(0, 0, 0, 170)
_PLATE = QColor(0, 0, 0, 120)
_LABEL_GAP = 8.0  # logical pixels between figure and label
_FAR = 14.0  # logical pixels from which on a dotted line says which label belongs to what
_HANDLE = 4.0  # logical pixels from the middle to the edge
_PADDING = 4.0
_SMALL_BELOW = 260.0  # logical pixels of width


class MeasurementPainter:
    """Paints into one pane. Coordinates are logical pixels of the widget."""

    def __init__(self, painter: QPainter, area: QRectF, device_ratio: float) -> None:
        self._painter, self._area, self._ratio = painter, area, device_ratio

    def paint(self, drawings: Iterable[Drawing]) -> None:
        """Labels of what is not selected are left out where they would cover the image."""
        drawings = tuple(drawings)
        is_small = self._area.width() < _SMALL_BELOW
        self._painter.save()
        figures = [self._bounds(drawing.lines) for drawing in drawings]
        taken: list[QRectF] = []
        for drawing, figure in zip(drawings, figures, strict=True):
            colour = _SELECTED if drawing.handles else _COLOUR
            self._paint_lines(drawing.lines, colour)
            self._paint_handles(drawing.handles, colour)
            others = [*taken, *(other for other in figures if other is not figure)]
            if drawing.label and (drawing.handles or not is_small):
                taken.append(self._paint_label(drawing.label, figure, others, colour))
        self._painter.restore()

    def _paint_lines(self, lines: Iterable[Line], colour: QColor) -> None:
        for pen in (QPen(_SHADOW, 3.4), QPen(colour, 1.6)):
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self._painter.setPen(pen)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            for line in lines:
                self._painter.drawPolyline(QPolygonF([self._placed(point) for point in line]))

    def _paint_handles(self, handles: Iterable[Point], colour: QColor) -> None:
        self._painter.setPen(QPen(colour, 1.4))
        self._painter.setBrush(_PLATE)
        for handle in handles:
            self._painter.drawEllipse(self._placed(handle), _HANDLE, _HANDLE)

    def _paint_label(
        self, label: tuple[str, ...], figure: QRectF, others: list[QRectF], colour: QColor
    ) -> QRectF:
        text = "\n".join(label)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        metrics = QFontMetricsF(self._painter.font())
        size = metrics.boundingRect(QRectF(0, 0, 2000, 2000), flags, text).size() + QSizeF(
            2 * _PADDING, _PADDING
        )
        place = self._place_for(size, figure, others)
        if not place.intersects(figure.adjusted(-_FAR, -_FAR, _FAR, _FAR)):
            self._painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
            self._painter.drawLine(place.center(), _nearest(figure, place.center()))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(_PLATE)
        self._painter.drawRoundedRect(place, 3, 3)
        self._painter.setPen(colour)
        self._painter.drawText(place.adjusted(_PADDING, _PADDING / 2, 0, 0), flags, text)
        return place

    def _place_for(self, size: QSizeF, figure: QRectF, others: list[QRectF]) -> QRectF:
        """Beside the figure: the first place that covers nothing, else the one that covers least."""
        whole = figure.adjusted(-1, -1, 1, 1)
        places = [self._inside(QRectF(corner, size)) for corner in _corners(size, figure)]
        return min(places, key=lambda place: sum(_overlap(place, other) for other in (whole, *others)))

    def _inside(self, place: QRectF) -> QRectF:
        """Moved into the pane."""
        x = min(max(place.x(), self._area.left()), self._area.right() - place.width())
        y = min(max(place.y(), self._area.top()), self._area.bottom() - place.height())
        return QRectF(QPointF(x, y), place.size())

    def _bounds(self, lines: Iterable[Line]) -> QRectF:
        return QPolygonF([self._placed(point) for line in lines for point in line]).boundingRect()

    def _placed(self, point: Point) -> QPointF:
        return QPointF(*point) / self._ratio


def _overlap(first: QRectF, second: QRectF) -> float:
    """The area that two rectangles share."""
    shared = first.intersected(second)
    return shared.width() * shared.height()


def _nearest(area: QRectF, point: QPointF) -> QPointF:
    """The point of an area that is nearest to another."""
    x = min(max(point.x(), area.left()), area.right())
    return QPointF(x, min(max(point.y(), area.top()), area.bottom()))


def _corners(size: QSizeF, figure: QRectF) -> Iterator[QPointF]:
    """Where a label may begin: beside a figure and at its corners, near before far."""
    middle_x, middle_y = figure.center().x() - size.width() / 2, figure.center().y() - size.height() / 2
    for gap in (_LABEL_GAP, _LABEL_GAP + size.height()):
        right, left = figure.right() + gap, figure.left() - gap - size.width()
        below, above = figure.bottom() + gap, figure.top() - gap - size.height()
        for x, y in (
            (right, middle_y), (left, middle_y), (middle_x, below), (middle_x, above),
            (right, below), (right, above), (left, below), (left, above),
        ):  # fmt: skip
            yield QPointF(x, y)
