"""Step 4: how good it is, on images it has never seen."""

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.core.language import tr, tr_later
from viewer.services.training_values import ClassScore, TrainingReport
from viewer.widgets.training_confusion import ConfusionMatrix
from viewer.widgets.training_page import TrainingPage, hint_label
from viewer.widgets.training_words import belief, headline, interval, percent, small_print

COLUMNS = (tr_later("Class"), tr_later("Precision"), tr_later("Recall"), "F1", tr_later("Images"))


class ReportPage(TrainingPage):
    """The held-out accuracy with its interval, the confusion matrix, a row per class, and a way to use it."""

    use_requested = Signal(str)  # model folder

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._report: TrainingReport | None = None
        self.confusion = ConfusionMatrix()
        self.table = _score_table()
        self.belief = QLabel()
        self.belief.setTextFormat(Qt.TextFormat.PlainText)
        self.belief.setWordWrap(True)
        self.small_print = hint_label("")
        self.use_button = QPushButton(tr("Use this model now"))
        self.use_button.clicked.connect(self._on_use_clicked)
        self.folder_button = QPushButton(tr("Open its folder"))
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.again_button = QPushButton(tr("Train another"))
        self.close_button = QPushButton(tr("Close"))
        self._lay_out()

    def take_focus(self) -> None:
        self.use_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(TrainingReport)
    def set_report(self, report: TrainingReport) -> None:
        self._report = report
        self.heading.setText(headline(report))
        self.sentence.setText(interval(report))
        self.belief.setText(belief(report))
        self.small_print.setText(small_print(report))
        self.confusion.set_counts(tuple(score.name for score in report.scores), report.confusion)
        _fill(self.table, report.scores)

    @Slot()
    def _on_use_clicked(self) -> None:
        if self._report is not None:
            self.use_requested.emit(str(self._report.model))

    @Slot()
    def _on_folder_clicked(self) -> None:
        if self._report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report.model)))

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.addWidget(self.table)
        beside.addWidget(self.small_print)
        beside.addStretch(1)
        figures = QHBoxLayout()
        figures.setSpacing(20)
        figures.addWidget(_scrolled(self.confusion), 1)
        figures.addLayout(beside, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.folder_button)
        buttons.addWidget(self.again_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.use_button)
        self.column.addWidget(self.belief)
        self.column.addLayout(figures, 1)
        self.column.addLayout(buttons)


def _scrolled(matrix: ConfusionMatrix) -> QScrollArea:
    """Dozens of classes do not fit; their cells stay large enough to point at."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: none; border: none; }")
    area.setWidget(matrix)
    return area


def _score_table() -> QTableWidget:
    table = QTableWidget(0, len(COLUMNS))
    table.setAccessibleName(tr("Figures of each class on held-out images"))
    for column, title in enumerate(COLUMNS):
        table.setHorizontalHeaderItem(column, _item(column, tr(title)))
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setDefaultSectionSize(78)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setMinimumWidth(430)  # a large matrix beside it must not squeeze the names away
    table.setStyleSheet("QTableWidget::item { padding: 0 8px; }")  # as wide as that of the header
    table.setSizeAdjustPolicy(QTableWidget.SizeAdjustPolicy.AdjustToContents)
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    return table


def _fill(table: QTableWidget, scores: tuple[ClassScore, ...]) -> None:
    table.setRowCount(len(scores))
    for row, score in enumerate(scores):
        shares = (percent(share) for share in (score.precision, score.recall, score.f1))
        for column, text in enumerate((score.name, *shares, f"{score.support:,}")):
            table.setItem(row, column, _item(column, text))


def _item(column: int, text: str) -> QTableWidgetItem:
    """Names to the left, figures to the right."""
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
