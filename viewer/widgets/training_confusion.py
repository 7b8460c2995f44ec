"""The confusion matrix: rows are the truth, columns what the model said."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from viewer.core.language import tr
from viewer.widgets import palette
from viewer.widgets.training_colours import RIGHT, WRONG, mixed, readable_on

LARGEST_CELL_PX = 100
SMALLEST_CELL_PX = 14
LONGEST_LABEL_PX = 130
GAP_PX = 2
MARGIN_PX = 6
STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


@dataclass(frozen=True, slots=True)
class MatrixGeometry:
    """Where the cells lie, and whether the names above them are turned because they are wider than a cell."""

    left: int
    top: int
    side: int
    turned: bool

    def cell(self, row: int, column: int) -> QRect:
        inner = self.side - GAP_PX
        return QRect(self.left + column * self.side, self.top + row * self.side, inner, inner)


def geometry_for(size: QSize, classes: tuple[str, ...], metrics: QFontMetrics) -> MatrixGeometry:
    """Cells as large as `size` allows, within limits."""
    label = label_width(classes, metrics)
    line = metrics.height() + MARGIN_PX
    left, turned_top = line + label + MARGIN_PX, line + label + MARGIN_PX
    count = max(1, len(classes))
    side = min((size.width() - left) // count, (size.height() - turned_top) // count)
    side = max(SMALLEST_CELL_PX, min(LARGEST_CELL_PX, side))
    turned = label > side - GAP_PX
    return MatrixGeometry(left, turned_top if turned else 2 * line, side, turned)


def label_width(classes: tuple[str, ...], metrics: QFontMetrics) -> int:
    """Of the longest name, as far as names are shown in full."""
    longest = max((metrics.horizontalAdvance(name) for name in classes), default=0)
    return min(longest + 4, LONGEST_LABEL_PX)  # a little air, or rounding cuts letters off


class ConfusionMatrix(QWidget):
    """Counts in cells, shaded by their share of the row: blue where right, orange where wrong.

    A click chooses a cell; so do the arrow keys and Enter.
    """

    cell_chosen = Signal(int, int)  # row of the truth, column of the answer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingConfusion")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._current = (0, 0)
        self._classes: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, ...], ...] = ()

    def set_counts(self, classes: tuple[str, ...], counts: tuple[tuple[int, ...], ...]) -> None:
        """Show new counts; rows and columns in the order of `classes`."""
        self._classes, self._counts = classes, counts
        self._current = (0, 0)
        self.setAccessibleName(tr("Confusion matrix: rows truth, columns predicted"))
        self.setAccessibleDescription("\n".join(self._row_in_words(row) for row in range(len(classes))))
        self.updateGeometry()
        self.update()

    def geometry_now(self) -> MatrixGeometry:
        """Where the cells lie in the widget as it is."""
        return geometry_for(self.size(), self._classes, self.fontMetrics())

    def cell_text(self, row: int, column: int) -> str:
        """The cell in words."""
        count, total = self._counts[row][column], sum(self._counts[row])
        truth, said = self._classes[row], self._classes[column]
        return tr(
            "{count:,} of {total:,} images of “{truth}” were called “{said}”",
            count=count,
            total=total,
            truth=truth,
            said=said,
        )

    def sizeHint(self) -> QSize:
        return self._size_with(56)

    def minimumSizeHint(self) -> QSize:
        return self._size_with(SMALLEST_CELL_PX)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._cell_at(event.pos())
            QToolTip.showText(event.globalPos(), self.cell_text(*found) if found else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._cell_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position().toPoint())
        if found is not None:
            self._current = found
            self.update()
            self.cell_chosen.emit(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(event.key())
        if step is not None and self._classes:
            last = len(self._classes) - 1
            row, column = (max(0, min(last, at + by)) for at, by in zip(self._current, step, strict=True))
            self._current = (row, column)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._classes:
            self.cell_chosen.emit(*self._current)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        geometry = self.geometry_now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis_names(painter, geometry)
        painter.setPen(self.palette().text().color())
        for index, name in enumerate(self._classes):
            _paint_row_label(painter, geometry.cell(index, 0), name)
            _paint_column_label(painter, geometry.cell(0, index), name, geometry.turned)
        for row in range(len(self._classes)):
            for column in range(len(self._classes)):
                self._paint_cell(painter, geometry, row, column)
        if self.hasFocus() and self._classes:
            painter.setPen(QPen(self.palette().text().color(), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(geometry.cell(*self._current).adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    def _paint_cell(self, painter: QPainter, geometry: MatrixGeometry, row: int, column: int) -> None:
        rect = QRectF(geometry.cell(row, column))
        count, total = self._counts[row][column], sum(self._counts[row])
        strength = 0.25 + 0.75 * (count / total) ** 0.5 if count else 0.0  # a few mistakes must show too
        fill = mixed(self.palette().alternateBase().color(), RIGHT if row == column else WRONG, strength)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, 3, 3)
        text = f"{count:,}"
        if painter.fontMetrics().horizontalAdvance(text) <= rect.width() - 4:
            painter.setPen(readable_on(fill) if count else QColor(palette.MUTED))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_axis_names(self, painter: QPainter, geometry: MatrixGeometry) -> None:
        painter.setPen(QColor(palette.MUTED))
        span, line = len(self._classes) * geometry.side, painter.fontMetrics().height()
        painter.drawText(QRect(geometry.left, 0, span, line), Qt.AlignmentFlag.AlignCenter, tr("predicted"))
        painter.save()
        painter.rotate(-90)
        painter.drawText(
            QRect(-geometry.top - span, 0, span, line), Qt.AlignmentFlag.AlignCenter, tr("truth")
        )
        painter.restore()

    def _size_with(self, side: int) -> QSize:
        """The size at which a cell has this side."""
        metrics = self.fontMetrics()
        edge = metrics.height() + label_width(self._classes, metrics) + 2 * MARGIN_PX
        return QSize(1, 1) * (edge + len(self._classes) * side)

    def _cell_at(self, position: QPoint) -> tuple[int, int] | None:
        geometry, cells = self.geometry_now(), range(len(self._classes))
        hits = ((row, column) for row in cells for column in cells)
        return next((hit for hit in hits if geometry.cell(*hit).contains(position)), None)

    def _row_in_words(self, row: int) -> str:
        counts = zip(self._classes, self._counts[row], strict=True)
        parts = ", ".join(f"{name} {count}" for name, count in counts)
        return tr("truth {name}: {counts}", name=self._classes[row], counts=parts)


def _paint_row_label(painter: QPainter, cell: QRect, name: str) -> None:
    left = painter.fontMetrics().height() + MARGIN_PX
    rect = QRect(left, cell.y(), cell.x() - left - MARGIN_PX, cell.height())
    _draw_elided(painter, rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)


def _paint_column_label(painter: QPainter, cell: QRect, name: str, turned: bool) -> None:
    top = painter.fontMetrics().height() + MARGIN_PX
    height = cell.y() - top - MARGIN_PX
    if not turned:
        rect = QRect(cell.x(), top, cell.width(), height)
        _draw_elided(painter, rect, Qt.AlignmentFlag.AlignCenter, name)
        return
    painter.save()
    painter.translate(cell.x(), cell.y() - MARGIN_PX)
    painter.rotate(-90)
    rect = QRect(0, 0, height, cell.width())
    _draw_elided(painter, rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
    painter.restore()


def _draw_elided(painter: QPainter, rect: QRect, alignment: Qt.AlignmentFlag, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, alignment, shown)
