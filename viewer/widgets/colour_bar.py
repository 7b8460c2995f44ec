"""The key to the heat map: colours from little to much influence, as opaque as they are drawn."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.core.colour_map import coverage, inferno
from viewer.core.language import tr
from viewer.widgets import palette
from viewer.widgets.image_pane import to_image

_BASE_GREY = 96  # stands for the anatomy under the map


class ColourBar(QWidget):
    """Draws the colour map at an opacity, with its two ends named."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opacity = 1.0
        self._of_series = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say_meaning()

    def set_opacity(self, opacity: float) -> None:
        if opacity != self._opacity:
            self._opacity = opacity
            self.update()

    def set_of_series(self, of_series: bool) -> None:
        """Whether 1 is the strongest map of a series, as on planes, or that of the image alone."""
        if of_series != self._of_series:
            self._of_series = of_series
            self._say_meaning()
            self.update()

    def _say_meaning(self) -> None:
        image = tr("Relative influence on this answer, this image only: not comparable between images")
        series = tr("Relative influence on the answers of this series only: not comparable between series")
        self.setToolTip(series if self._of_series else image)

    def sizeHint(self) -> QSize:
        return QSize(160, 12 + 2 + 2 * QFontMetrics(self.font()).lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        picture = bar_picture(self._opacity)
        painter.drawImage(QRectF(0, 0, self.width(), 12), to_image(picture))
        painter.setPen(QColor(palette.MUTED))
        ends = self.rect().adjusted(0, 14, 0, 0)
        painter.drawText(ends, Qt.AlignmentFlag.AlignLeft, "0")
        meaning = tr("relative influence\non this answer, this image only")
        if self._of_series:
            meaning = tr("relative influence\non the answers of this series only")
        painter.drawText(ends, Qt.AlignmentFlag.AlignHCenter, meaning)
        painter.drawText(ends, Qt.AlignmentFlag.AlignRight, "1")
        painter.end()


def bar_picture(opacity: float) -> np.ndarray:
    """The colour map over grey, as over an image: uint8 (1, 256, 3)."""
    covered = (coverage() * opacity)[:, np.newaxis]
    return (_BASE_GREY + covered * (inferno().astype(np.float32) - _BASE_GREY)).astype(np.uint8)[np.newaxis]
