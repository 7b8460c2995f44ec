"""Starts, follows and stops training runs; exactly one of finished, failed, cancelled ends each."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from ml.runs import ask_to_stop
from viewer.core.language import tr
from viewer.services.training_estimate import measure_time
from viewer.services.training_events import parse_event
from viewer.services.training_folders import (
    discard_if_empty,
    events_so_far,
    log_file,
    resume_request,
    unfinished_trainings,
)
from viewer.services.training_follower import TrainingFollower
from viewer.services.training_pause import go_on, is_paused, pause
from viewer.services.training_process import TrainingProcess, TrainingSource, training_command
from viewer.services.training_record import TrainingRecord
from viewer.services.training_survey import summarise
from viewer.services.training_values import (
    EpochResult,
    SearchTrial,
    TrainingCancelled,
    TrainingFailed,
    TrainingProgress,
    TrainingReport,
    TrainingRequest,
    TrainingStart,
    UnfinishedTraining,
)
from viewer.workers.task import Task, TaskRunner, Work


class TrainingService(QObject):
    """Owns at most one run at a time, and remembers it for a wizard that opens later.

    Parameters
    ----------
    tasks
        Where surveys run.
    command
        Turns a request into the command line of the child.
    """

    started = Signal(TrainingStart)
    progressed = Signal(TrainingProgress)
    epoch_finished = Signal(EpochResult)
    trial_finished = Signal(SearchTrial)
    finished = Signal(TrainingReport)
    failed = Signal(str)
    cancelled = Signal(int)  # finished epochs that are kept

    def __init__(
        self,
        tasks: TaskRunner,
        parent: QObject | None = None,
        command: Callable[[TrainingRequest], list[str]] = training_command,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._command = command
        self._source: TrainingSource | None = None
        self._stopping = self._finishing = False
        self._paused: bool | None = None  # not known
        self._record = TrainingRecord()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.leave)

    @property
    def is_running(self) -> bool:
        return self._source is not None

    @property
    def is_stopping(self) -> bool:
        return self._stopping

    @property
    def record(self) -> TrainingRecord:
        """What the current or last run has told."""
        return self._record

    def survey(self, data: Path | None) -> Task:
        """Look at a data set, or the built-in digits (None); the task succeeds with a DataSummary."""
        return self._tasks.start(lambda progress: summarise(data, progress))

    def in_background(self, work: Work) -> Task:
        """Run something else that a page needs."""
        return self._tasks.start(work)

    def estimate(self, request: TrainingRequest) -> Task:
        """Measure how long a request would take; the task succeeds with a TimeEstimate."""
        command = self._command(request)
        return self._tasks.start(lambda progress: measure_time(command, progress))

    def start(self, request: TrainingRequest) -> None:
        """Start a child for this request; a resumed one continues the curves of its earlier sittings."""
        record = TrainingRecord(request.out)
        if request.resume:
            for event in events_so_far(request.out):
                record.remember(event)
            record.outcome = None
        self._begin(record, TrainingProcess(self._command(request), log_file(request.out), self))

    def resume(self, run: UnfinishedTraining) -> None:
        """Take an unfinished run up again: follow it where it is alive, else start it where it stopped."""
        if run.alive:
            self._begin(TrainingRecord(run.out), TrainingFollower(run.out, self))
        else:
            self.start(resume_request(run))

    @property
    def is_paused(self) -> bool:
        if self._source is None:
            return False
        if self._paused is None:  # of a run that was found again, another viewer may know more
            return is_paused(self._source.process_id)
        return self._paused

    def pause(self) -> bool:
        """Hold the run still, or let it go on; returns whether it stands still now."""
        if self._source is None:
            return False
        number, was_paused = self._source.process_id, self.is_paused
        (go_on if was_paused else pause)(number)
        self._paused = not was_paused  # the system takes a moment to say so
        return self._paused

    @Slot()
    def finish(self) -> None:
        """Learn no more; the best epoch so far is measured and becomes the model."""
        if self._source is not None and not self._stopping:
            self._finishing = True
            self._stop_source()

    @Slot()
    def cancel(self) -> None:
        """Stop the run after its current step; its finished epochs stay and it can be resumed."""
        if self._source is not None and not self._stopping:
            self._stopping = True
            self._stop_source()

    def _stop_source(self) -> None:
        assert self._source is not None
        go_on(self._source.process_id)  # a paused process hears nothing
        if self._record.out is not None:
            ask_to_stop(self._record.out)
        self._source.stop()

    @Slot()
    def leave(self) -> None:
        """Let the run go on without the viewer; it is listed as unfinished until it is done."""
        if self._source is not None:
            self._source.leave()
            self._drop_source()

    def forget_report(self) -> None:
        """The user has seen it; a wizard opened later begins anew."""
        if not self.is_running:
            self._record = TrainingRecord()

    def _begin(self, record: TrainingRecord, source: TrainingSource) -> None:
        if self._source is not None:
            raise RuntimeError("a training run is already going on")
        self._record, self._source = record, source
        source.line_received.connect(self._on_source_line_received)
        source.ended.connect(self._on_source_ended)
        source.start()

    @Slot(bytes)
    def _on_source_line_received(self, line: bytes) -> None:
        event = parse_event(line)
        if event is None:
            return
        self._record.remember(event)
        match event:
            case TrainingStart():
                self.started.emit(event)
            case TrainingProgress():
                self.progressed.emit(event)
            case EpochResult():
                self.epoch_finished.emit(event)
            case SearchTrial():
                self.trial_finished.emit(event)

    @Slot(str)
    def _on_source_ended(self, reason: str) -> None:
        stopping, finishing = self._stopping, self._finishing
        self._drop_source()
        if finishing and self._finish_what_stopped():
            return
        if self._record.out is not None:
            discard_if_empty(self._record.out)
        match self._record.outcome:
            case TrainingReport() as report:
                self.finished.emit(report)
            case TrainingCancelled(finished_epochs):
                self.cancelled.emit(finished_epochs)
            case TrainingFailed(message):
                self.failed.emit(message)
            case None if stopping:  # killed before it could answer
                self.cancelled.emit(len(self._record.epochs))
            case None:
                self.failed.emit(reason or tr("The training process ended without a result."))

    def _finish_what_stopped(self) -> bool:
        """Start the run again only to make its model; False where it has ended of itself meanwhile."""
        run = next((run for run in unfinished_trainings() if run.out == self._record.out), None)
        if run is None or not run.finished_epochs:
            return False
        self.start(replace(resume_request(run), finish=True))
        return True

    def _drop_source(self) -> None:
        if self._source is not None:
            self._source.deleteLater()
        self._source, self._stopping, self._finishing, self._paused = None, False, False, None
