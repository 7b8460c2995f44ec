"""What a survey found: what stops training, what to look at first, and the files that it is about."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from viewer.core.language import tr, tr_count
from viewer.core.sentences import translated
from viewer.services.training_values import DataFinding, DataSummary
from viewer.widgets import palette
from viewer.widgets.icons import icon

MOST_HEIGHT_PX = 190
_MARGIN_PX = 4
_BEFORE_TEXT_PX = 28  # the icon and what is left free around it
MOST_FILES = 200  # of one finding; python -m ml.checks lists all


class FindingsList(QTreeWidget):
    """Worst first; files fold out below what they are about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingFindings")
        self.setAccessibleName(tr("What was found in the folder"))
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setItemDelegate(_WholeText(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizeAdjustPolicy(QTreeWidget.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMaximumHeight(MOST_HEIGHT_PX)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # another width has other lines

    def set_summary(self, summary: DataSummary) -> None:
        self.clear()
        self.setRootIsDecorated(any(finding.files for finding in summary.findings))
        for finding in summary.findings:
            self._add_finding(finding)
        if not summary.findings:
            self._add(tr("Every file could be read."), icon("ph.check-circle", palette.GOOD))

    def _add_finding(self, finding: DataFinding) -> None:
        if finding.stops:
            symbol = icon("ph.x-circle", palette.POSITIVE)
        else:
            symbol = icon("ph.warning", palette.ATTENTION if finding.serious else palette.MUTED)
        parent = self._add(translated(finding.text), symbol)
        for file in finding.files[:MOST_FILES]:
            reason = f": {translated(file.reason)}" if file.reason else ""
            child = QTreeWidgetItem(parent, [f"{file.path.parent.name}/{file.path.name}{reason}"])
            child.setToolTip(0, f"{file.path}\n{translated(file.reason)}".rstrip())
        if len(finding.files) > MOST_FILES:
            more = len(finding.files) - MOST_FILES
            QTreeWidgetItem(parent, [tr_count(more, "and {count:,} more file", "and {count:,} more files")])

    def _add(self, text: str, symbol: QIcon) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [text])
        item.setIcon(0, symbol)
        item.setToolTip(0, text)
        return item


class _WholeText(QStyledItemDelegate):
    """Rows as high as their text needs: a tree alone cuts it off after one line."""

    def __init__(self, view: FindingsList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        one_line = super().sizeHint(option, index)
        depth = int(self._view.rootIsDecorated()) + int(index.parent().isValid())
        room = self._view.viewport().width() - depth * self._view.indentation() - _BEFORE_TEXT_PX
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        wrapped = option.fontMetrics.boundingRect(0, 0, room, 0, Qt.TextFlag.TextWordWrap, text)
        return QSize(one_line.width(), max(one_line.height(), wrapped.height() + _MARGIN_PX))
