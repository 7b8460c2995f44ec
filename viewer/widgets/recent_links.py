"""Links to what was opened last, on the start screen."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from viewer.core.language import tr
from viewer.services.recent_places import RecentPlace
from viewer.widgets import palette
from viewer.widgets.icons import icon
from viewer.widgets.labels import label

MOST = 5
_WIDTH = 440  # pixels
_ICON, _GAP, _MARGIN = 16, 8, 8
_ABOVE, _BELOW_HEADING = 16, 4  # left free
_NAME_SHARE = 0.6  # of the line, at most: the folder it lies in tells it from others of this name


class RecentLink(QAbstractButton):
    """A name with the folder it lies in; lit up under the mouse and with the keyboard on it."""

    def __init__(self, place: RecentPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = place.path
        self.setAccessibleName(tr("Open {path}", path=place.path))
        self.setToolTip(str(place.path))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._icon = "ph.folder" if place.is_folder else "ph.file"

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, QFontMetrics(self.font()).lineSpacing() + 2 * 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() or self.hasFocus()
        if lit:
            painter.setPen(QColor(palette.STAGE_ACCENT if self.hasFocus() else palette.STAGE_LINE))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)
        line = self.rect().adjusted(_MARGIN, 0, -_MARGIN, 0)
        top = (self.height() - _ICON) // 2
        painter.drawPixmap(line.left(), top, self._picture())
        line.setLeft(line.left() + _ICON + _GAP)
        self._paint_words(painter, line, lit)
        painter.end()

    def _picture(self) -> QPixmap:
        return icon(self._icon, palette.STAGE_MUTED).pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF())

    def _paint_words(self, painter: QPainter, line: QRect, lit: bool) -> None:
        metrics, middle, vertical = (
            painter.fontMetrics(),
            Qt.TextElideMode.ElideMiddle,
            Qt.AlignmentFlag.AlignVCenter,
        )
        name = self.path.name or str(self.path)
        name = metrics.elidedText(name, middle, int(line.width() * _NAME_SHARE))
        painter.setPen(QColor(palette.STAGE_ACCENT if lit else palette.STAGE_TEXT))
        painter.drawText(line, vertical, name)
        line.setLeft(line.left() + metrics.horizontalAdvance(name) + _GAP)
        painter.setPen(QColor(palette.STAGE_MUTED))
        painter.drawText(line, vertical, metrics.elidedText(str(self.path.parent), middle, line.width()))


class RecentLinks(QWidget):
    """At most five, as many as there is room for; nothing where there is none."""

    path_requested = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._heading = label(tr("Opened last"), "muted")
        self._heading.setParent(self)
        self._heading.setContentsMargins(_MARGIN, 0, 0, 0)
        self.links: tuple[RecentLink, ...] = ()
        self.hide()

    def set_places(self, places: Sequence[RecentPlace]) -> None:
        """Offer these, newest first."""
        for link in self.links:
            link.hide()
            link.deleteLater()
        self.links = tuple(RecentLink(place, self) for place in places[:MOST])
        for link in self.links:
            link.clicked.connect(lambda _=False, path=link.path: self.path_requested.emit(path))
        self.updateGeometry()
        self.setVisible(bool(self.links))
        self._place_links()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self._heading_height + sum(link.sizeHint().height() for link in self.links))

    def minimumSizeHint(self) -> QSize:
        """None: a small window shows fewer, and is not made larger."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_links()

    @property
    def _heading_height(self) -> int:
        return _ABOVE + self._heading.sizeHint().height() + _BELOW_HEADING

    def _place_links(self) -> None:
        top = self._heading_height
        self._heading.setGeometry(0, _ABOVE, self.width(), self._heading.sizeHint().height())
        for link in self.links:
            height = link.sizeHint().height()
            link.setGeometry(0, top, self.width(), height)
            top += height
            link.setVisible(top <= self.height())
        self._heading.setVisible(any(not link.isHidden() for link in self.links))
