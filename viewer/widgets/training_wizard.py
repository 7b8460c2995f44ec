"""Tools > Train a classifier: from a folder of images to a model that is in use."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ml.errors import DatasetError
from viewer.core.language import tr
from viewer.services.start_folder import documents_folder
from viewer.services.training import TrainingService
from viewer.services.training_folders import discard_problem, new_request, unfinished_trainings
from viewer.services.training_leaving_out import write_list
from viewer.services.training_recipes import split_choice_for
from viewer.services.training_values import DataSummary, TrainingReport, UnfinishedTraining
from viewer.widgets import training_questions as questions
from viewer.widgets.training_data_page import DataPage
from viewer.widgets.training_page import TrainingPage, hint_label
from viewer.widgets.training_recipe_page import RecipePage
from viewer.widgets.training_report_page import ReportPage
from viewer.widgets.training_run_page import RunPage
from viewer.widgets.training_split_page import SplitPage
from viewer.widgets.training_steps import StepHeader

DATA, SPLIT, RECIPE, RUN, REPORT = range(5)


class TrainingWizard(QDialog):
    """Five steps. The run belongs to the service: a wizard opened later shows where it stands."""

    model_ready = Signal(str)  # folder of a model that the user wants to use now
    image_requested = Signal(object)  # path of an image that the user wants to look at

    def __init__(
        self,
        service: TrainingService,
        parent: QWidget | None = None,
        start_folder: Callable[[], str] = documents_folder,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._leaving = False  # as soon as the run has stopped
        self.data_page = DataPage(service, start_folder=start_folder)
        self.split_page = SplitPage(service)
        self.recipe_page = RecipePage(service)
        self.run_page = RunPage(service)
        self.report_page = ReportPage(service)
        self.pages: tuple[TrainingPage, ...] = (
            self.data_page,
            self.split_page,
            self.recipe_page,
            self.run_page,
            self.report_page,
        )
        self.setWindowTitle(tr("Train a classifier"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(940, 700)
        self._lay_out()
        self._connect()
        self._show_where_the_service_is()

    @property
    def step(self) -> int:
        return self._stack.currentIndex()

    @Slot()
    def reject(self) -> None:
        """Close, be it by Esc, a button or the window's frame; ask first where something could be lost."""
        if self._service.is_stopping:
            self._leaving = True
        elif self._service.is_running:
            questions.ask_what_becomes_of_run(self, self._leave, self._stop_and_leave)
        elif self._has_choices():
            questions.ask_to_leave(self, self._leave)
        else:
            self._leave()

    def begin_on(self, data: Path) -> None:
        """Go to the first page and look at this data set."""
        self._show(DATA)
        self.data_page.survey(data)

    # ---- moving between the steps ----

    @Slot()
    def go_next(self) -> None:
        summary = self.data_page.summary
        if summary is None or self.pages[self.step].obstacle is not None:
            return
        if self.step == DATA:
            self.split_page.set_data(summary, self.data_page.left_out, split_choice_for(summary))
            self._show(SPLIT)
        elif self.step == SPLIT:
            self.recipe_page.set_data(summary)
            self._show(RECIPE)
        elif self.step == RECIPE:
            self._start(summary)

    @Slot()
    def go_back(self) -> None:
        """To the step before; from the report to the data, where another training begins."""
        self._show(self.step - 1 if self.step in (SPLIT, RECIPE) else DATA)

    def _start(self, summary: DataSummary) -> None:
        name = self.recipe_page.model_name
        changes = (*self.split_page.choice.changes, *self.recipe_page.changes)
        request = new_request(summary, self.recipe_page.recipe, name, changes)
        request = replace(request, search_minutes=self.recipe_page.search_minutes)
        if self.data_page.left_out:
            try:
                request = replace(request, data=write_list(summary, self.data_page.left_out, name))
            except (OSError, DatasetError) as error:
                questions.tell_failure(self, str(error))
                return
        self._service.start(request)
        self._show_run()

    def _show(self, step: int) -> None:
        if step == DATA:
            self.data_page.unfinished.set_runs(unfinished_trainings())
        if step != RECIPE:
            self.recipe_page.stop_measuring()
        self._stack.setCurrentIndex(step)
        self._steps.set_current(step)
        self._update_buttons()
        (self.report_page.use_button if step == REPORT else self.next_button).setDefault(True)
        self.pages[step].take_focus()

    def _show_run(self) -> None:
        self.run_page.show_run()
        self._show(RUN)

    def _show_where_the_service_is(self) -> None:
        if self._service.is_running:
            self._show_run()
        elif self._service.record.report is not None:  # finished while the wizard was closed
            self._on_service_finished(self._service.record.report)
        else:
            self._show(DATA)

    @Slot()
    def _update_buttons(self) -> None:
        page = self.pages[self.step]
        obstacle = page.obstacle
        self.next_button.setText(tr(page.next_text))
        self._footer.setVisible(
            self.step in (DATA, SPLIT, RECIPE)
        )  # the other pages have buttons of their own
        self.next_button.setEnabled(obstacle is None)
        self.back_button.setVisible(self.step in (SPLIT, RECIPE))
        self._obstacle.setText(obstacle or "")

    # ---- what the service says ----

    @Slot(TrainingReport)
    def _on_service_finished(self, report: TrainingReport) -> None:
        self.report_page.set_report(report)
        self._show(REPORT)

    @Slot(str)
    def _on_service_failed(self, message: str) -> None:
        self._show_end_of_run()
        questions.tell_failure(self, message)

    @Slot()
    def _on_service_cancelled(self) -> None:
        self._show_end_of_run()

    def _show_end_of_run(self) -> None:
        """Go back to the start, where the run is listed if any was kept; or close, if that was the wish."""
        self._show(DATA)
        if self._leaving:
            self._leave()

    # ---- what the pages ask for ----

    @Slot()
    def _on_data_page_surveyed(self) -> None:
        self.next_button.setFocus()  # nothing happens on Enter while it is disabled

    @Slot(UnfinishedTraining)
    def _on_resume_requested(self, run: UnfinishedTraining) -> None:
        self._service.resume(run)
        self._show_run()

    @Slot(UnfinishedTraining)
    def _on_discard_requested(self, run: UnfinishedTraining) -> None:
        def discard() -> None:
            problem = discard_problem(run)
            self._show(DATA)
            if problem:
                questions.tell_failure(self, problem)

        questions.ask_to_discard(self, run, discard)

    @Slot()
    def _on_stop_clicked(self) -> None:
        questions.ask_to_stop(self, len(self._service.record.epochs), self._stop)

    @Slot(str)
    def _on_use_requested(self, folder: str) -> None:
        self.model_ready.emit(folder)
        self._leave()

    @Slot(str)
    def _on_further_requested(self, folder: str) -> None:
        """Back to the data; whatever is chosen there, training begins with this model, or "" with none."""
        self.recipe_page.begin_with(folder)
        self._show(DATA)

    # ---- closing ----

    def _has_choices(self) -> bool:
        """Whether closing would forget something that the user has chosen."""
        chosen = self.data_page.is_surveying or self.data_page.summary is not None
        return chosen and self.step <= RECIPE

    def _stop(self) -> None:
        self.run_page.show_stopping()
        self._service.cancel()

    def _leave(self) -> None:
        """Close without asking; a run goes on, and the service still knows it."""
        self.data_page.cancel_survey()
        self.recipe_page.stop_measuring()
        self.report_page.stop()
        self._service.forget_report()
        super().reject()

    def _stop_and_leave(self) -> None:
        self._leaving = True
        self._stop()

    def _connect(self) -> None:
        for page in self.pages:
            page.obstacle_changed.connect(self._update_buttons)
        self.data_page.surveyed.connect(self._on_data_page_surveyed)
        self.data_page.unfinished.resume_requested.connect(self._on_resume_requested)
        self.data_page.unfinished.discard_requested.connect(self._on_discard_requested)
        self.run_page.stop_button.clicked.connect(self._on_stop_clicked)
        self.report_page.use_requested.connect(self._on_use_requested)
        self.report_page.further_requested.connect(self._on_further_requested)
        self.report_page.image_requested.connect(self.image_requested)
        self.report_page.again_button.clicked.connect(lambda: self._on_further_requested(""))
        self.report_page.close_button.clicked.connect(self.close)
        self._service.finished.connect(self._on_service_finished)
        self._service.failed.connect(self._on_service_failed)
        self._service.cancelled.connect(self._on_service_cancelled)

    def _lay_out(self) -> None:
        self._steps = StepHeader((tr("Data"), tr("Split"), tr("Recipe"), tr("Train"), tr("Report")))
        self._stack = QStackedWidget()
        for page in self.pages:
            self._stack.addWidget(page)
        self._obstacle = hint_label("")
        self._obstacle.setObjectName("obstacle")  # why there is no going on must be seen
        self.back_button = QPushButton(tr("Back"))
        self.back_button.clicked.connect(self.go_back)
        self.next_button = QPushButton(tr("Next"))
        self.next_button.clicked.connect(self.go_next)
        self._footer = QWidget()
        row = QHBoxLayout(self._footer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._obstacle, 1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addWidget(self._steps)
        column.addWidget(self._stack, 1)
        column.addWidget(self._footer)
