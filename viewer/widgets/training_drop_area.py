"""The empty state of the data page: a place to drop a data set on."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from viewer.core.language import tr, tr_later
from viewer.services.training_survey import takes
from viewer.widgets import palette

INVITATION = tr_later("Drop a folder or a file here")
EXAMPLE = tr_later("for example   scans / healthy / …   and   scans / fractured / …")


class DropArea(QWidget):
    """Takes one folder or file by drag and drop; lights up while one hovers."""

    data_dropped = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingDropArea")
        self.setAccessibleName(tr(INVITATION))
        self.setAcceptDrops(True)
        self.setMinimumHeight(160)
        self._hovered = False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_data(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._set_hovered(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_hovered(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_hovered(False)
        data = dropped_data(event.mimeData())
        if data is not None:
            event.acceptProposedAction()
            self.data_dropped.emit(data)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = palette.ACCENT if self._hovered else palette.MUTED
        painter.setPen(QPen(QColor(edge), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        middle = self.rect().adjusted(0, 0, 0, -self.height() // 2)
        painter.setPen(QColor(palette.TEXT))
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        painter.setFont(font)
        painter.drawText(
            middle,
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom,
            tr(INVITATION),
        )
        painter.setFont(self.font())
        painter.setPen(QColor(palette.MUTED))
        below = self.rect().adjusted(0, self.height() // 2 + 12, 0, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, tr(EXAMPLE))
        painter.end()

    def _set_hovered(self, hovered: bool) -> None:
        self._hovered = hovered
        self.update()


def dropped_data(dragged: QMimeData) -> Path | None:
    """The one local folder or file of a data set that is dragged, or None."""
    urls = dragged.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if takes(path) else None
