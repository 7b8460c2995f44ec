"""Step 1: which images."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.core.language import tr, tr_count
from viewer.core.sentences import translated
from viewer.services.start_folder import documents_folder
from viewer.services.training import TrainingService
from viewer.services.training_leaving_out import can_leave_out
from viewer.services.training_values import DataFinding, DataSummary
from viewer.widgets.training_class_list import ClassList
from viewer.widgets.training_copies import CopiesDialog
from viewer.widgets.training_drop_area import DropArea, dropped_data
from viewer.widgets.training_findings import FindingsList
from viewer.widgets.training_page import TrainingPage, hint_label
from viewer.widgets.training_unfinished import UnfinishedList
from viewer.workers.task import Task

DATA_FILES = "*.csv *.parquet *.npz *.idx *.idx.gz *ubyte *ubyte.gz"


class DataPage(TrainingPage):
    """Choose or drop a data set, or take the built-in digits; see what is in it before training on it."""

    surveyed = Signal()

    def __init__(
        self,
        service: TrainingService,
        parent: QWidget | None = None,
        start_folder: Callable[[], str] = documents_folder,
    ) -> None:
        super().__init__(
            tr("Which images shall it learn from?"),
            tr(
                "A folder with one sub-folder per class, or a file that lists or holds the images. "
                "They stay where they are, and on this computer."
            ),
            parent,
        )
        self.setAcceptDrops(True)
        self._service, self._start_folder = service, start_folder
        self._task: Task | None = None
        self._message = ""
        self.summary: DataSummary | None = None
        self.unfinished = UnfinishedList()
        self._make_choosers()
        self.drop_area = DropArea()
        self.drop_area.data_dropped.connect(self.survey)
        self.class_list = ClassList()
        self.findings = FindingsList()
        self.left_out: frozenset[Path] = frozenset()
        self.compare_button = QPushButton(tr("&Look at copies side by side…"))
        self.compare_button.clicked.connect(self._on_compare_clicked)
        self.left_out_label = hint_label("")
        self._stack = QStackedWidget()
        for state in (self.drop_area, self._waiting_widget(), self._result_widget()):
            self._stack.addWidget(state)
        self._lay_out()

    @property
    def obstacle(self) -> str | None:
        if self._task is not None:
            return ""
        if self.summary is None:
            return self._message
        return translated(self.summary.problems[0]) if self.summary.problems else None

    @property
    def is_surveying(self) -> bool:
        return self._task is not None

    def take_focus(self) -> None:
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(Path)
    def survey(self, data: Path | None) -> None:
        """Look at a data set, or at the built-in digits (None), in the background."""
        self.cancel_survey()
        self.summary, self._message = None, ""
        self.left_out = frozenset()
        self._progress_bar.setRange(0, 0)
        self._progress_text.setText("")
        self._data_label.setText(str(data) if data else tr("Built-in digits"))
        self._task = self._service.survey(data)
        self._task.progressed.connect(self._on_task_progressed)
        self._task.succeeded.connect(self._on_task_succeeded)
        self._task.failed.connect(self._on_task_failed)
        self._task.cancelled.connect(self._on_task_cancelled)
        self._stack.setCurrentIndex(1)
        self.obstacle_changed.emit()

    @Slot()
    def cancel_survey(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_data(event.mimeData()) is not None:  # another, dropped on the findings of the first
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = dropped_data(event.mimeData())
        if data is not None:
            event.acceptProposedAction()
            self.survey(data)

    @Slot()
    def _on_choose_clicked(self) -> None:
        title = tr("A folder with one sub-folder per class")
        chosen = QFileDialog.getExistingDirectory(self, title, self._start_folder())
        if chosen:
            self.survey(Path(chosen))

    @Slot()
    def _on_file_clicked(self) -> None:
        kinds = f"{tr('Lists and arrays')} ({DATA_FILES});;{tr('All files')} (*)"
        title = tr("A file that lists or holds images")
        chosen, _ = QFileDialog.getOpenFileName(self, title, self._start_folder(), kinds)
        if chosen:
            self.survey(Path(chosen))

    @Slot(int, int, str)
    def _on_task_progressed(self, done: int, total: int, text: str) -> None:
        self._progress_bar.setRange(0, total)
        self._progress_bar.setValue(done)
        self._progress_text.setText(translated(text))

    @Slot(object)
    def _on_task_succeeded(self, summary: DataSummary) -> None:
        self._task, self.summary = None, summary
        self.class_list.set_classes(summary.classes)
        self.findings.set_summary(summary)
        images = tr_count(summary.images, "{count:,} image", "{count:,} images")
        classes = tr_count(len(summary.classes), "{count:,} class", "{count:,} classes")
        self._totals.setText(tr("{images} in {classes}", images=images, classes=classes))
        self.compare_button.setVisible(bool(self._comparable(summary)) and can_leave_out(summary.data))
        self._show_left_out(frozenset())
        self._stack.setCurrentIndex(2)
        self.obstacle_changed.emit()
        self.surveyed.emit()

    @Slot()
    def _on_compare_clicked(self) -> None:
        if self.summary is None:
            return
        dialog = CopiesDialog(self._service, self._comparable(self.summary), self.left_out, self)
        dialog.left_out_changed.connect(self._show_left_out)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @staticmethod
    def _comparable(summary: DataSummary) -> tuple[DataFinding, ...]:
        return tuple(finding for finding in summary.findings if finding.groups)

    @Slot(object)
    def _show_left_out(self, left_out: frozenset[Path]) -> None:
        self.left_out = left_out
        count = len(left_out)
        words = tr_count(count, "{count:,} image is left out", "{count:,} images are left out")
        self.left_out_label.setText(words if count else "")
        self.obstacle_changed.emit()

    @Slot(str)
    def _on_task_failed(self, message: str) -> None:
        self._end_without_summary(translated(message))

    @Slot()
    def _on_task_cancelled(self) -> None:
        self._end_without_summary("")

    def _end_without_summary(self, message: str) -> None:
        self._task, self._message = None, message
        self._data_label.setText("")
        self._stack.setCurrentIndex(0)
        self.obstacle_changed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.choose_button)
        row.addWidget(self.file_button)
        row.addWidget(self.digits_button)
        self._data_label = hint_label("")
        row.addWidget(self._data_label, 1)
        self.column.addWidget(self.unfinished)
        self.column.addLayout(row)
        self.column.addWidget(self._stack, 1)

    def _make_choosers(self) -> None:
        self.choose_button = QPushButton(tr("Choose a folder…"))
        self.choose_button.clicked.connect(self._on_choose_clicked)
        self.file_button = QPushButton(tr("Choose a file…"))
        self.file_button.setToolTip(
            tr("A table of paths and labels (CSV, Parquet), IDX files, or an .npz file")
        )
        self.file_button.clicked.connect(self._on_file_clicked)
        self.digits_button = QPushButton(tr("Try it with the built-in digits"))
        self.digits_button.clicked.connect(lambda: self.survey(None))

    def _waiting_widget(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        self._progress_bar = QProgressBar()
        self._progress_bar.setTextVisible(False)
        self._progress_text = hint_label("")
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancel_survey)
        column.addStretch(1)
        column.addWidget(QLabel(tr("Reading every image once…")))
        column.addWidget(self._progress_bar)
        column.addWidget(self._progress_text)
        column.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return widget

    def _result_widget(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        self._totals = QLabel()
        column.addWidget(self._totals)
        column.addWidget(self.class_list, 1)
        column.addWidget(self.findings)
        row = QHBoxLayout()
        row.addWidget(self.compare_button)
        row.addWidget(self.left_out_label, 1)
        column.addLayout(row)
        return widget
