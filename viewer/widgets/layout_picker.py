"""The grid that opens from the toolbar: point at the last pane that you want."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewer.core.pane_layout import MOST_COLUMNS, MOST_ROWS, PaneLayout
from viewer.widgets import palette

_SIDE, _GAP, _MARGIN, _TEXT_HEIGHT = 34, 4, 8, 22


class LayoutPicker(QWidget):
    """Three by three cells; those up to the pointer are lit, and a click chooses them."""

    layout_requested = Signal(object)  # PaneLayout

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())
        self._current = PaneLayout()
        self._pointed: PaneLayout | None = None

    def show_layout(self, layout: PaneLayout) -> None:
        """Light up the layout in use."""
        self._current, self._pointed = layout, None
        self.update()

    def sizeHint(self) -> QSize:
        grid = 2 * _MARGIN - _GAP
        return QSize(grid + MOST_COLUMNS * (_SIDE + _GAP), grid + MOST_ROWS * (_SIDE + _GAP) + _TEXT_HEIGHT)

    def cell(self, row: int, column: int) -> QRect:
        return QRect(_MARGIN + column * (_SIDE + _GAP), _MARGIN + row * (_SIDE + _GAP), _SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self._pointed or self._current
        for row in range(MOST_ROWS):
            for column in range(MOST_COLUMNS):
                inside = row < lit.rows and column < lit.columns
                painter.setPen(QColor(palette.ACCENT if inside else palette.LINE))
                painter.setBrush(QColor(palette.ACCENT_DEEP if inside else palette.WINDOW))
                painter.drawRoundedRect(self.cell(row, column), 3, 3)
        painter.setPen(QColor(palette.MUTED))
        below = self.rect().adjusted(0, self.height() - _TEXT_HEIGHT - 2, 0, -2)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, lit.name)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointed = self._layout_at(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointed = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        layout = self._layout_at(event)
        if layout is not None:
            self.layout_requested.emit(layout)

    def _layout_at(self, event: QMouseEvent) -> PaneLayout | None:
        x, y = event.position().toTuple()
        column, row = int((x - _MARGIN) // (_SIDE + _GAP)), int((y - _MARGIN) // (_SIDE + _GAP))
        inside = 0 <= row < MOST_ROWS and 0 <= column < MOST_COLUMNS
        return PaneLayout(row + 1, column + 1) if inside else None
