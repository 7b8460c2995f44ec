"""Step 4: watching it learn."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStackedWidget, QWidget

from viewer.core.language import tr
from viewer.services.training import TrainingService
from viewer.services.training_values import EpochResult, SearchTrial, TrainingProgress, TrainingStart
from viewer.widgets.training_curves import TrainingCurves, best_epoch
from viewer.widgets.training_page import TrainingPage, hint_label
from viewer.widgets.training_trials import TrialPlot, best_trial
from viewer.widgets.training_words import (
    best_so_far,
    best_trial_so_far,
    phase_text,
    split_text,
    time_left,
)

EPOCH_PHASES = ("epoch", "final")


class RunPage(TrainingPage):
    """Curves, progress and time left of the run that the service owns."""

    def __init__(self, service: TrainingService, parent: QWidget | None = None) -> None:
        super().__init__(tr("Training"), tr("Starting…"), parent)
        self._service = service
        self._finishing = self._paused = False
        self.curves, self.trials = TrainingCurves(), TrialPlot()
        self.plots = QStackedWidget()
        self.plots.addWidget(self.curves)
        self.plots.addWidget(self.trials)
        self.phase = QLabel()
        self.remaining = QLabel()
        self.remaining.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.progress_bar = QProgressBar()
        self.progress_bar.setTextVisible(False)
        self.best = hint_label("")
        self.stop_button = QPushButton(tr("Stop…"))
        self.pause_button = QPushButton()
        self.finish_button = QPushButton(tr("Stop and &keep the best"))
        self.finish_button.setToolTip(tr("Learn no more, and make the model of the best epoch so far"))
        for button in (self.pause_button, self.finish_button, self.stop_button):
            button.setAutoDefault(False)  # Enter must not stop
        self.pause_button.clicked.connect(self._on_pause_clicked)
        self.finish_button.clicked.connect(self._on_finish_clicked)
        self._lay_out()
        service.started.connect(self._on_service_started)
        service.progressed.connect(self._on_service_progressed)
        service.epoch_finished.connect(self._on_service_epoch_finished)
        service.trial_finished.connect(self._on_service_trial_finished)

    @property
    def obstacle(self) -> str | None:
        return ""  # the wizard goes on by itself

    def take_focus(self) -> None:
        self.progress_bar.setFocus(
            Qt.FocusReason.OtherFocusReason
        )  # not the stop button: Enter must not stop

    def show_run(self) -> None:
        """Show all that the service knows of its run; also of one that began before this page existed."""
        self.phase.setText(tr("Starting…"))
        self.remaining.setText("")
        self.progress_bar.setRange(0, 0)
        self.stop_button.setEnabled(not self._service.is_stopping)
        self._finishing, self._paused = False, self._service.is_paused
        self._show_pause()
        beginning = self._service.record.beginning
        if beginning is None:
            self.sentence.setText(tr("The training program is starting; this takes a few seconds."))
        else:
            self.sentence.setText(split_text(beginning))
        self._show_epochs()

    @Slot()
    def _on_pause_clicked(self) -> None:
        self._paused = self._service.pause()
        if not self._paused:
            self.phase.setText(tr("Going on…"))
        self._show_pause()

    @Slot()
    def _on_finish_clicked(self) -> None:
        self._finishing, self._paused = True, False
        self._service.finish()
        self._show_pause()
        self.phase.setText(tr("Stopping; then the best epoch is measured…"))

    def _show_pause(self) -> None:
        """The names of the buttons, and which of them can do something now."""
        self.pause_button.setText(tr("Go &on") if self._paused else tr("&Pause"))
        self.pause_button.setEnabled(not self._service.is_stopping)
        can_finish = bool(self._service.record.epochs) and not self._finishing
        self.finish_button.setEnabled(can_finish and not self._service.is_stopping)
        if self._paused:
            self.phase.setText(tr("Paused. The training keeps its place and its memory."))
            self.remaining.clear()

    def show_stopping(self) -> None:
        for button in (self.pause_button, self.finish_button, self.stop_button):
            button.setEnabled(False)
        self.phase.setText(tr("Stopping…"))
        self.progress_bar.setRange(0, 0)

    @Slot(TrainingStart)
    def _on_service_started(self, beginning: TrainingStart) -> None:
        self.sentence.setText(split_text(beginning))
        self._show_epochs()

    @Slot(TrainingProgress)
    def _on_service_progressed(self, progress: TrainingProgress) -> None:
        if self._service.is_stopping or self._paused:
            return  # told before it stood still
        epochs = self._service.record.total_epochs
        self.phase.setText(phase_text(progress, epochs))
        if progress.seconds_left is not None:
            self.remaining.setText(time_left(progress.seconds_left))
        elif progress.phase not in EPOCH_PHASES:  # between two epochs the last estimate stays good
            self.remaining.clear()
        self._show_share(_share_done(progress, epochs))

    @Slot(EpochResult)
    def _on_service_epoch_finished(self, epoch: EpochResult) -> None:
        self._show_epochs()
        self._show_pause()
        if not self._service.is_stopping:
            self.remaining.setText(time_left(epoch.seconds_left))
            self.phase.setText(
                tr("Epoch {epoch} of {epochs} is done", epoch=epoch.epoch, epochs=epoch.epochs)
            )
            self._show_share(epoch.epoch / max(1, epoch.epochs))

    @Slot(SearchTrial)
    def _on_service_trial_finished(self, _trial: SearchTrial) -> None:
        self._show_epochs()

    def _show_share(self, share: float) -> None:
        self.progress_bar.setRange(0, 1000)
        self.progress_bar.setValue(round(1000 * share))

    def _show_epochs(self) -> None:
        """The epochs of the training; as long as there are none, the trials of the search before it."""
        epochs, trials = self._service.record.epochs, self._service.record.trials
        self.curves.set_epochs(epochs, self._service.record.total_epochs)
        self.trials.set_trials(trials)
        self.plots.setCurrentWidget(self.trials if trials and not epochs else self.curves)
        if best := best_epoch(epochs):
            self.best.setText(best_so_far(best))
        elif found := best_trial(trials):
            self.best.setText(best_trial_so_far(found))
        else:
            self.best.setText(tr("The curves begin with the first finished epoch."))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.phase, 1)
        line.addWidget(self.remaining)
        bar = QHBoxLayout()
        bar.addWidget(self.progress_bar, 1)
        bar.addWidget(self.pause_button)
        bar.addWidget(self.finish_button)
        bar.addWidget(self.stop_button)
        self.column.addLayout(line)
        self.column.addLayout(bar)
        self.column.addWidget(self.plots, 1)
        self.column.addWidget(self.best)


def _share_done(progress: TrainingProgress, epochs: int) -> float:
    """Of all epochs while these run, else of the phase: 0..1."""
    share = progress.done / max(1, progress.total)
    return (progress.epoch - 1 + share) / epochs if progress.phase == "epoch" and epochs else share
