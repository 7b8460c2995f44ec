"""A picture with a line of text below it, as a button: for copies, mistakes and cells of the matrix."""

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from viewer.widgets import palette
from viewer.widgets.training_class_list import pixmap_of

PICTURE_PX = 132
GAP_PX = 4


class PictureTile(QAbstractButton):
    """One picture, or two side by side; a checked tile is crossed out. Space and Enter press it."""

    def __init__(self, text: str, pictures: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._count = pictures
        self._pixmaps: list[QPixmap | None] = [None] * pictures
        self._note = ""

    def set_pictures(self, *pictures: np.ndarray) -> None:
        """Show uint8 pixels, grey or RGB."""
        self._pixmaps = [pixmap_of(pixels) for pixels in pictures]
        self.update()

    def set_note(self, note: str) -> None:
        """Say why there is no picture."""
        self._note = note
        self.update()

    def sizeHint(self) -> QSize:
        lines = self.text().count("\n") + 1
        width = self._count * PICTURE_PX + (self._count - 1) * GAP_PX + 8
        return QSize(width, PICTURE_PX + lines * self.fontMetrics().height() + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for index, pixmap in enumerate(self._pixmaps):
            box = QRect(4 + index * (PICTURE_PX + GAP_PX), 4, PICTURE_PX, PICTURE_PX)
            painter.fillRect(box, QColor("black"))
            if pixmap is None:
                painter.setPen(QColor(palette.MUTED))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._note)
                continue
            size = pixmap.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(box.center())
            painter.drawPixmap(place, pixmap)
        text = self.rect().adjusted(4, PICTURE_PX + 8, -4, -2)
        painter.setPen(self.palette().text().color())
        for number, line in enumerate(self.text().split("\n")):
            shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideMiddle, text.width())
            painter.drawText(text.x(), text.y() + self.fontMetrics().height() * (number + 1) - 3, shown)
        self._paint_state(painter)
        painter.end()

    def _paint_state(self, painter: QPainter) -> None:
        if self.isChecked():
            box = QRect(4, 4, PICTURE_PX, PICTURE_PX)
            painter.fillRect(box, QColor(0, 0, 0, 130))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(palette.POSITIVE), 4))
            inner = box.adjusted(34, 34, -34, -34)
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
