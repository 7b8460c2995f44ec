"""The classes of a training folder: name, bar, count and a few thumbnails each."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from viewer.core.language import tr, tr_count
from viewer.services.training_values import ClassSummary
from viewer.widgets import palette

THUMBNAIL_PX = 52
BAR_HEIGHT_PX = 8


class ClassList(QScrollArea):
    """One row per class; the longest bar is the largest class."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingClassList")
        self.setAccessibleName(tr("Classes and their images"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.set_classes(())

    def set_classes(self, classes: tuple[ClassSummary, ...]) -> None:
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(10, 6, 10, 6)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        largest = max((summary.images for summary in classes), default=1)
        for row, summary in enumerate(classes):
            _add_row(grid, row, summary, largest)
        grid.setRowStretch(len(classes), 1)
        self.setWidget(content)


class CountBar(QWidget):
    """A horizontal bar; its length is `share` (0..1) of the width."""

    def __init__(self, share: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, BAR_HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(QColor(palette.TRACK))
        painter.drawRoundedRect(self.rect(), radius, radius)
        painter.setBrush(QColor(palette.ACCENT))
        length = max(self.height(), self._share * self.width())  # a tiny class still shows a dot
        painter.drawRoundedRect(QRectF(0, 0, length, self.height()), radius, radius)
        painter.end()


def pixmap_of(pixels: np.ndarray) -> QPixmap:
    """A thumbnail for the screen from uint8 pixels, (H, W) grey or (H, W, 3) RGB."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    layout = QImage.Format.Format_Grayscale8 if pixels.ndim == 2 else QImage.Format.Format_RGB888
    image = QImage(pixels.data, width, height, pixels.strides[0], layout)
    return QPixmap.fromImage(image)  # copies: the array may go


def _add_row(grid: QGridLayout, row: int, summary: ClassSummary, largest: int) -> None:
    name = QLabel(summary.name)
    name.setTextFormat(Qt.TextFormat.PlainText)  # a folder may be called anything
    name.setMaximumWidth(220)
    name.setToolTip(summary.name)
    count = QLabel(f"{summary.images:,}")
    count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    bar = CountBar(summary.images / largest if largest else 0)
    bar.setAccessibleName(
        tr_count(summary.images, "{name}: {count} image", "{name}: {count} images", name=summary.name)
    )
    grid.addWidget(name, row, 0)
    grid.addWidget(bar, row, 1)
    grid.addWidget(count, row, 2)
    grid.addWidget(_thumbnail_strip(summary), row, 3)


def _thumbnail_strip(summary: ClassSummary) -> QWidget:
    strip = QWidget()
    layout = QHBoxLayout(strip)
    layout.setContentsMargins(0, 2, 0, 2)
    layout.setSpacing(4)
    for pixels in summary.thumbnails:
        label = QLabel()
        label.setFixedSize(THUMBNAIL_PX, THUMBNAIL_PX)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setPixmap(
            pixmap_of(pixels).scaled(
                THUMBNAIL_PX,
                THUMBNAIL_PX,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        layout.addWidget(label)
    layout.addStretch(1)
    return strip
