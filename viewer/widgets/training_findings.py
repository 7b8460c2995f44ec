"""What a survey found: problems, warnings, and the files that could not be read."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QSizePolicy, QTreeWidget, QTreeWidgetItem, QWidget

from viewer.services.training_values import DataSummary
from viewer.widgets import palette
from viewer.widgets.icons import icon
from viewer.widgets.training_words import count_of

MOST_HEIGHT_PX = 190


class FindingsList(QTreeWidget):
    """Worst first; unreadable files fold out below their count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingFindings")
        self.setAccessibleName("What was found in the folder")
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizeAdjustPolicy(QTreeWidget.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMaximumHeight(MOST_HEIGHT_PX)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_summary(self, summary: DataSummary) -> None:
        self.clear()
        self.setRootIsDecorated(bool(summary.unreadable))  # only they can be folded out
        problem, warning = icon("ph.x-circle", palette.POSITIVE), icon("ph.warning", palette.ATTENTION)
        for text in summary.problems:
            self._add(text, problem)
        for text in summary.warnings:
            self._add(text, warning)
        if summary.unreadable:
            files = count_of(len(summary.unreadable), "file")
            self._add_unreadable(
                self._add(f"{files} could not be read and will be left out", warning), summary
            )
        if not (summary.problems or summary.warnings or summary.unreadable):
            self._add("Every file could be read.", icon("ph.check-circle", palette.GOOD))

    def _add(self, text: str, symbol: QIcon) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [text])
        item.setIcon(0, symbol)
        item.setToolTip(0, text)
        return item

    @staticmethod
    def _add_unreadable(parent: QTreeWidgetItem, summary: DataSummary) -> None:
        for file in summary.unreadable:
            child = QTreeWidgetItem(parent, [f"{file.path.parent.name}/{file.path.name}: {file.reason}"])
            child.setToolTip(0, f"{file.path}\n{file.reason}")
