"""Draws what is written over an image: reference line, 3-D cursor, corner text, letters, scale bar."""

import math
from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from viewer.core.language import tr
from viewer.core.orientation import EdgeLetters
from viewer.core.scale_bar import ScaleBar
from viewer.core.viewport import Point
from viewer.widgets.colour_key_painter import paint_colour_key
from viewer.widgets.palette import DARK, PLANES
from viewer.widgets.pane_scene import Scene
from viewer.widgets.plane_lines import Line, PlaneLines

MARGIN = 10.0
_SMALL_BELOW = 360.0  # logical pixels of width
_LONGEST_LINE = 0.45  # of the width
_BAR_ROOM = 14.0  # logical pixels for the scale bar itself, between its letter and its length
_SHADOW = QColor(0, 0, 0, 170)
_EDGE = ((-1, 0), (1, 0), (0, -1), (0, 1), (1, 1))
_LETTER = QColor(DARK.attention)
_TEXT = QColor(DARK.text)
_QUIET = QColor(DARK.muted)
_HEAT = QColor(DARK.positive)
_LINE = QColor(DARK.accent_bright)
_MIDDLE_GAP, _HANDLE = 12.0, 4.0  # logical pixels
_CROSS_GAP, _CROSS_ARM = 5.0, 22.0  # logical pixels from the point


class PanePainter:
    """Writes over one pane. Coordinates are logical pixels of the widget."""

    def __init__(self, painter: QPainter, area: QRectF, device_ratio: float) -> None:
        self._painter = painter
        self._area = area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        self._ratio = device_ratio

    def paint(self, scene: Scene) -> None:
        if scene.message:
            centered = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            self._write(self._area, centered, scene.message, _QUIET)
        if scene.line is not None:
            self._paint_lines([scene.line], _LINE)
        self._paint_plane_lines(scene.plane_lines)
        if scene.cross is not None:
            self._paint_cross(scene.cross)
        if not scene.text_shown or scene.request is None:
            return
        self._paint_corners(scene)
        self._paint_letters(scene.letters)
        if scene.bar is not None:
            self._paint_bar(scene.bar, scene.bar_note)
        if scene.colours is not None:
            paint_colour_key(self._painter, self._area, scene.colours)

    def _paint_corners(self, scene: Scene) -> None:
        small = self._area.width() < _SMALL_BELOW
        corners = scene.corners.shortened() if small else scene.corners
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        self._write(self._area, left | top, self._lines(corners.top_left))
        self._write(self._area, right | top, self._lines(corners.top_right))
        self._write(self._area, left | bottom, self._lines(corners.bottom_left))
        self._write(self._area, right | bottom, self._lines(corners.bottom_right))
        if scene.plane is not None:
            below = self._area.adjusted(0, len(corners.top_left) * self._line_height(), 0, 0)
            self._write(below, left | top, scene.plane.text, QColor(PLANES[scene.plane.plane]))
        lines = max(len(corners.bottom_left), len(corners.bottom_right))
        taken = max(lines * self._line_height(), 2 * self._line_height() + _BAR_ROOM if scene.bar else 0.0)
        wrapped = left | bottom | Qt.TextFlag.TextWordWrap
        key = tr("★ Key image") if scene.is_key else ""
        for text, colour in ((key, _LETTER), ("\n".join(corners.notes), _LETTER), (scene.heat_note, _HEAT)):
            area = self._area.adjusted(0, 0, 0, -taken)
            self._write(area, wrapped, text, colour)
            taken += self._painter.boundingRect(area, int(wrapped), text).height() if text else 0.0

    def _paint_letters(self, letters: EdgeLetters) -> None:
        middle_x, middle_y = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignVCenter
        font = QFont(self._painter.font())
        font.setBold(True)
        self._painter.setFont(font)
        self._write(self._area, Qt.AlignmentFlag.AlignLeft | middle_y, letters.left, _LETTER)
        self._write(self._area, Qt.AlignmentFlag.AlignRight | middle_y, letters.right, _LETTER)
        self._write(self._area, Qt.AlignmentFlag.AlignTop | middle_x, letters.top, _LETTER)
        self._write(self._area, Qt.AlignmentFlag.AlignBottom | middle_x, letters.bottom, _LETTER)
        font.setBold(False)
        self._painter.setFont(font)

    def _paint_bar(self, bar: ScaleBar, note: str) -> None:
        """A bar above the bottom letter, its length written over it."""
        length = bar.length_px / self._ratio
        left = self._area.center().x() - length / 2
        y = self._area.bottom() - self._line_height() - _BAR_ROOM + 6
        ends = (QPointF(left, y), QPointF(left + length, y))
        for colour, width in ((_SHADOW, 4.0), (_TEXT, 1.6)):
            self._painter.setPen(QPen(colour, width))
            self._painter.drawLine(*ends)
            for end in ends:
                self._painter.drawLine(end - QPointF(0, 4), end + QPointF(0, 4))
        text = f"{bar.text} {note}".strip()
        above = QRectF(
            self._area.left(), y - 6 - self._line_height(), self._area.width(), self._line_height()
        )
        self._write(above, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, text)

    def _paint_plane_lines(self, drawn: PlaneLines) -> None:
        """Lines that leave the point free in which they meet, the faces of slabs dashed, and handles."""
        for line in drawn.lines:
            colour = QColor(PLANES[line.plane])
            self._paint_lines(_around(line.ends, drawn.middle, _MIDDLE_GAP * self._ratio), colour)
            self._painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DashLine))
            for start, end in line.slab:
                self._painter.drawLine(QPointF(*start) / self._ratio, QPointF(*end) / self._ratio)
            self._painter.setPen(QPen(colour, 1.4))
            self._painter.setBrush(_SHADOW)
            for handle in line.handles:
                self._painter.drawEllipse(QPointF(*handle) / self._ratio, _HANDLE, _HANDLE)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_cross(self, place: Point) -> None:
        """Four arms that leave the point itself free."""
        x, y = place
        near, far = _CROSS_GAP * self._ratio, _CROSS_ARM * self._ratio
        arms = [((x + near * dx, y + near * dy), (x + far * dx, y + far * dy)) for dx, dy in _EDGE[:4]]
        self._paint_lines(arms, _LETTER)

    def _paint_lines(self, lines: Iterable[tuple[Point, Point]], colour: QColor) -> None:
        """Lines between device pixels, with a dark edge."""
        placed = [QLineF(QPointF(*start) / self._ratio, QPointF(*end) / self._ratio) for start, end in lines]
        for pen in (QPen(_SHADOW, 3.2), QPen(colour, 1.6)):
            self._painter.setPen(pen)
            self._painter.drawLines(placed)

    def _write(self, area: QRectF, flags: int, text: str, colour: QColor = _TEXT) -> None:
        """Text with a dark edge, so that it can be read on bright anatomy."""
        if not text:
            return
        self._painter.setPen(_SHADOW)
        for offset in _EDGE:
            self._painter.drawText(area.translated(*offset), int(flags), text)
        self._painter.setPen(colour)
        self._painter.drawText(area, int(flags), text)

    def _line_height(self) -> float:
        return QFontMetricsF(self._painter.font()).lineSpacing()

    def _lines(self, lines: Iterable[str]) -> str:
        """Lines below each other, none longer than its half of the pane."""
        metrics, longest = QFontMetricsF(self._painter.font()), self._area.width() * _LONGEST_LINE
        return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, longest) for line in lines)


def _around(ends: Line, middle: Point | None, gap: float) -> list[Line]:
    """A line in two parts that leave a point on it free."""
    if middle is None:
        return [ends]
    parts: list[Line] = []
    for end in ends:
        length = math.dist(middle, end)
        if length > gap:
            share = gap / length
            near = (middle[0] + share * (end[0] - middle[0]), middle[1] + share * (end[1] - middle[1]))
            parts.append((near, end))
    return parts
