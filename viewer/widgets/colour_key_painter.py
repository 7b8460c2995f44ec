"""Draws the key to a coloured image beside it: the colours of the window, with values and unit."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from viewer.core.image_colours import ColourBar
from viewer.services.colour_tables import colour_table
from viewer.widgets.palette import DARK

_WIDTH, _TICK = 10.0, 4.0  # logical pixels
_SHARE, _LONGEST = 0.42, 280.0  # of the height of the pane; logical pixels
_BESIDE_LETTER = 26.0  # of the orientation letter at the edge
_SHORTEST_WITH_ALL_TICKS = 120.0


def paint_colour_key(painter: QPainter, area: QRectF, bar: ColourBar) -> None:
    """Draw the bar at the right of an area, the largest value at the top."""
    height = min(area.height() * _SHARE, _LONGEST)
    left = area.right() - _BESIDE_LETTER - _WIDTH
    box = QRectF(left, area.center().y() - height / 2, _WIDTH, height)
    colours = bar_picture(bar)
    painter.drawImage(box, QImage(colours.data, 1, len(colours), 3, QImage.Format.Format_RGB888))
    painter.setPen(QPen(QColor(DARK.muted), 1))
    painter.drawRect(box)
    ticks = bar.ticks if height >= _SHORTEST_WITH_ALL_TICKS else (*bar.ticks[:1], *bar.ticks[1:][-1:])
    for share, text in ticks:
        y = box.bottom() - share * height
        painter.setPen(QPen(QColor(DARK.text), 1))
        painter.drawLine(QPointF(left - _TICK, y), QPointF(left, y))
        _write(painter, QRectF(left - _TICK - 104, y - 20, 100, 40), Qt.AlignmentFlag.AlignVCenter, text)
    line = QFontMetricsF(painter.font()).lineSpacing()
    above = QRectF(left - 100, box.top() - line - 8, 100 + _WIDTH, line)
    _write(painter, above, Qt.AlignmentFlag.AlignBottom, bar.unit)


def bar_picture(bar: ColourBar) -> np.ndarray:
    """The colours from top to bottom: uint8 (256, 1, 3), RGB."""
    table = colour_table(bar.colour_map)
    return np.ascontiguousarray((table if bar.upside_down else table[::-1])[:, np.newaxis])


def _write(painter: QPainter, area: QRectF, across: Qt.AlignmentFlag, text: str) -> None:
    flags = int(Qt.AlignmentFlag.AlignRight | across)
    painter.setPen(QColor(0, 0, 0, 170))
    for offset in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        painter.drawText(area.translated(*offset), flags, text)
    painter.setPen(QColor(DARK.text))
    painter.drawText(area, flags, text)
