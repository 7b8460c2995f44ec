"""How a line of the series list looks: a thumbnail, a title and what is in it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.widgets import palette

TITLE = Qt.ItemDataRole.DisplayRole
DETAIL = Qt.ItemDataRole.UserRole + 1
THUMBNAIL = Qt.ItemDataRole.UserRole + 2  # QPixmap; only series have one
SERIES_UID = Qt.ItemDataRole.UserRole + 3

THUMBNAIL_SIDE = 56
_PAD = 6
_INDENT = 6  # per level

Index = QModelIndex | QPersistentModelIndex


class SeriesDelegate(QStyledItemDelegate):
    """Two lines of text. A series has its thumbnail before them, and room for a title of two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = 2 if index.data(DETAIL) else 1
        text = lines * QFontMetrics(option.font).lineSpacing() + 2 * _PAD
        return QSize(120, max(text, THUMBNAIL_SIDE + 2 * _PAD) if index.data(SERIES_UID) else text)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_background(painter, option)
        if _depth(index) == 0 and index.row() > 0:
            painter.fillRect(QRect(option.rect.topLeft(), QSize(option.rect.width(), 1)), palette.LINE)
        area = option.rect.adjusted(_PAD + _INDENT * _depth(index), _PAD, -_PAD, -_PAD)
        if index.data(SERIES_UID):
            self._paint_thumbnail(painter, area, index.data(THUMBNAIL))
            area.setLeft(area.left() + THUMBNAIL_SIDE + 2 * _PAD)
        self._paint_text(painter, option, area, index)
        painter.restore()

    def _paint_background(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(palette.SELECTED))
            painter.fillRect(
                QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), palette.ACCENT
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(palette.WINDOW))

    def _paint_thumbnail(self, painter: QPainter, area: QRect, picture: QPixmap | None) -> None:
        box = QRect(area.left(), area.center().y() - THUMBNAIL_SIDE // 2, THUMBNAIL_SIDE, THUMBNAIL_SIDE)
        painter.fillRect(box, QColor(palette.STAGE))
        if picture is not None:
            size = picture.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(0, 0, size.width(), size.height())
            target.moveCenter(box.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, picture)

    def _paint_text(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index) -> None:
        bold, line = QFont(option.font), QFontMetrics(option.font).lineSpacing()
        bold.setWeight(QFont.Weight.DemiBold)
        most = 2 if index.data(SERIES_UID) else 1
        titles = in_lines(str(index.data(TITLE) or ""), QFontMetrics(bold), area.width(), most)
        details = in_lines(str(index.data(DETAIL) or ""), QFontMetrics(option.font), area.width(), 1)
        lines = [(bold, palette.TEXT, text) for text in titles]
        lines += [(option.font, palette.MUTED, text) for text in details]
        row = QRect(area.left(), area.center().y() - len(lines) * line // 2, area.width(), line)
        for font, colour, text in lines:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
            row.translate(0, line)


def in_lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """A text in at most so many lines of a width in pixels, broken at spaces; the rest ends in dots."""
    if most > 1 and metrics.horizontalAdvance(text) > width:
        words = text.split(" ")
        fitting = (count for count in range(len(words) - 1, 0, -1) if _fits(words[:count], metrics, width))
        count = next(fitting, 0)
        if count:
            rest = in_lines(" ".join(words[count:]), metrics, width, most - 1)
            return [" ".join(words[:count]), *rest]
    return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)] if text else []


def _fits(words: list[str], metrics: QFontMetrics, width: int) -> bool:
    return metrics.horizontalAdvance(" ".join(words)) <= width


def _depth(index: Index) -> int:
    """0 for a patient, 1 for a study, 2 for a series."""
    depth = 0
    while (index := index.parent()).isValid():
        depth += 1
    return depth
