"""Step 5: how good it is, on images it has never seen."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.core.language import tr
from viewer.services.training import TrainingService
from viewer.services.training_export import export_archive, export_to_onnx
from viewer.services.training_pictures import answers_of, reliability_of, rows_of_cell, rows_of_mistakes
from viewer.services.training_values import TrainingReport
from viewer.widgets import training_questions as questions
from viewer.widgets.training_confusion import ConfusionMatrix
from viewer.widgets.training_gallery import AnswerGallery, CellDialog
from viewer.widgets.training_page import TrainingPage, hint_label
from viewer.widgets.training_reliability import ReliabilityPlot
from viewer.widgets.training_score_table import ScoreTable
from viewer.widgets.training_words import belief, headline, interval, small_print

PAGE_FILE = "report.html"


class ReportPage(TrainingPage):
    """The held-out accuracy with its interval, what was confused and why, and ways to use the model."""

    use_requested = Signal(str)  # model folder
    further_requested = Signal(str)  # model folder
    image_requested = Signal(object)  # path

    def __init__(self, service: TrainingService, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._service = service
        self._report: TrainingReport | None = None
        self._answered: Any = None  # ml.answered.Answered
        self.confusion = ConfusionMatrix()
        self.confusion.cell_chosen.connect(self.open_cell)
        self.table = ScoreTable()
        self.reliability = ReliabilityPlot()
        self.mistakes = AnswerGallery(service)
        self.mistakes.open_requested.connect(self.image_requested)
        self.belief = QLabel()
        self.belief.setTextFormat(Qt.TextFormat.PlainText)
        self.belief.setWordWrap(True)
        self.small_print = hint_label("")
        self.told = hint_label("")
        self._make_buttons()
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
        self.told.clear()
        self.confusion.set_counts(tuple(score.name for score in report.scores), report.confusion)
        self.table.set_scores(report.scores)
        self.page_button.setEnabled((report.model / PAGE_FILE).exists())
        self._set_answers(report.model)

    @Slot(int, int)
    def open_cell(self, truth: int, answer: int) -> None:
        """Show the images behind a cell of the matrix."""
        if self._report is None:
            return
        if self._answered is None:
            self.told.setText(tr("This model was made without a table of its images."))
            return
        gallery = AnswerGallery(self._service)
        title = self.confusion.cell_text(truth, answer)
        dialog = CellDialog(title, gallery, self.image_requested.emit, self)
        dialog.finished.connect(dialog.deleteLater)
        gallery.set_rows(self._report.model, self._answered, rows_of_cell(self._answered, truth, answer))
        dialog.open()

    def stop(self) -> None:
        """Read no more pictures."""
        self.mistakes.stop()

    def export(self, path: Path, as_onnx: bool) -> None:
        """Write the model to a file in the background, and say how that went."""
        if self._report is None:
            return
        model, write = self._report.model, export_to_onnx if as_onnx else export_archive
        self.told.setText(tr("Writing {name}…", name=path.name))
        task = self._service.in_background(lambda progress: write(model, path, progress))
        task.succeeded.connect(lambda _: self.told.setText(tr("Wrote {name}", name=path.name)))
        task.failed.connect(self._on_export_failed)

    def _set_answers(self, model: Path) -> None:
        self._answered = answered = answers_of(model)
        known = answered is not None
        self._tabs.setTabEnabled(1, known)
        self._tabs.setTabEnabled(2, known)
        self._tabs.setCurrentIndex(0)
        if answered is not None:
            self.reliability.set_bars(reliability_of(answered))
            self.mistakes.set_rows(model, answered, rows_of_mistakes(answered))

    @Slot()
    def _on_use_clicked(self) -> None:
        if self._report is not None:
            self.use_requested.emit(str(self._report.model))

    @Slot()
    def _on_further_clicked(self) -> None:
        if self._report is not None:
            self.further_requested.emit(str(self._report.model))

    def _open(self, name: str) -> None:
        if self._report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report.model / name)))

    def _ask_export(self, as_onnx: bool) -> None:
        if self._report is None:
            return
        ending = "onnx" if as_onnx else "zip"
        start = str(Path.home() / f"{self._report.model.name}.{ending}")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Export the model"), start, f"*.{ending}")
        if chosen:
            self.export(Path(chosen).with_suffix(f".{ending}"), as_onnx)

    @Slot(str)
    def _on_export_failed(self, message: str) -> None:
        self.told.clear()
        questions.tell_failure(self, message)

    def _make_buttons(self) -> None:
        self.use_button = QPushButton(tr("Use this model now"))
        self.use_button.clicked.connect(self._on_use_clicked)
        self.page_button = QPushButton(tr("Open the &report"))
        self.page_button.setToolTip(tr("One page with everything, for any browser"))
        self.page_button.clicked.connect(lambda: self._open(PAGE_FILE))
        menu = QMenu(self)
        menu.addAction(tr("As an archive, without images…"), lambda: self._ask_export(False))
        menu.addAction(tr("As ONNX…"), lambda: self._ask_export(True))
        menu.addAction(tr("Open its folder"), lambda: self._open(""))
        self.export_button = QPushButton(tr("E&xport"))
        self.export_button.setMenu(menu)
        self.further_button = QPushButton(tr("Train it &further…"))
        self.further_button.setToolTip(tr("Begin a new training where this model has ended"))
        self.further_button.clicked.connect(self._on_further_clicked)
        self.again_button = QPushButton(tr("Train another"))
        self.close_button = QPushButton(tr("Close"))

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.addWidget(self.table)
        beside.addWidget(self.small_print)
        beside.addStretch(1)
        confusions = QWidget()
        figures = QHBoxLayout(confusions)
        figures.setContentsMargins(0, 8, 0, 0)
        figures.setSpacing(20)
        figures.addWidget(_scrolled(self.confusion), 1)
        figures.addLayout(beside, 1)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(confusions, tr("&Confusions"))
        self._tabs.addTab(self.reliability, tr("Re&liability"))
        self._tabs.addTab(self.mistakes, tr("Surest &mistakes"))
        buttons = QHBoxLayout()
        for button in (self.page_button, self.export_button, self.further_button, self.again_button):
            buttons.addWidget(button)
        buttons.addWidget(self.told, 1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.use_button)
        self.column.addWidget(self.belief)
        self.column.addWidget(self._tabs, 1)
        self.column.addLayout(buttons)


def _scrolled(matrix: ConfusionMatrix) -> QScrollArea:
    """Dozens of classes do not fit; their cells stay large enough to point at."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: none; border: none; }")
    area.setWidget(matrix)
    return area
