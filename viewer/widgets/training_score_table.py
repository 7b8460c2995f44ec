"""The figures of each class, with their intervals."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem, QWidget

from viewer.core.language import tr, tr_later
from viewer.services.training_values import ClassScore
from viewer.widgets.training_words import percent

COLUMNS = (tr_later("Class"), tr_later("Precision"), tr_later("Recall"), "F1", tr_later("Images"))


class ScoreTable(QTableWidget):
    """One row per class; the interval stands below its figure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self.setAccessibleName(tr("Figures of each class on held-out images"))
        for column, title in enumerate(COLUMNS):
            self.setHorizontalHeaderItem(column, _item(column, tr(title)))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultSectionSize(86)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMinimumWidth(480)  # a large matrix beside it must not squeeze the names away
        self.setStyleSheet("QTableWidget::item { padding: 0 8px; }")  # as wide as that of the header
        self.setSizeAdjustPolicy(QTableWidget.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_scores(self, scores: tuple[ClassScore, ...]) -> None:
        self.setRowCount(len(scores))
        for row, score in enumerate(scores):
            shares = (score.precision, score.recall, score.f1)
            spans = score.intervals or (None, None, None)
            cells = (_cell(share, span) for share, span in zip(shares, spans, strict=True))
            for column, text in enumerate((score.name, *cells, f"{score.support:,}")):
                self.setItem(row, column, _item(column, text))
        self.resizeRowsToContents()
        for row in range(len(scores)):
            self.setRowHeight(row, self.rowHeight(row) + 6)  # figures and intervals must not touch


def _cell(share: float, span: tuple[float, float] | None) -> str:
    if span is None:
        return percent(share)
    return f"{percent(share)}\n{100 * span[0]:.0f} – {100 * span[1]:.0f}"


def _item(column: int, text: str) -> QTableWidgetItem:
    """Names to the left, figures to the right."""
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
