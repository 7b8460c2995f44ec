"""Tools > De-identify: the dialog, the work with its progress, and the account of every file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QWidget

from ml.imaging.values import Failure, Study
from viewer.core.language import tr
from viewer.core.plane_stack import source_of
from viewer.core.sentences import translated
from viewer.services.deidentification import Copied, copying
from viewer.services.settings import COPIES_FOLDER, COPIES_SHIFT_DATES, Settings
from viewer.services.start_folder import start_folder
from viewer.widgets.deidentify_dialog import DeidentifyDialog, Extent
from viewer.widgets.failures_dialog import FailuresDialog
from viewer.widgets.pane_surroundings import Surroundings
from viewer.workers.task import TaskRunner

Handler = Callable[[bool], object]

_PROGRESS_AFTER_MS = 500


class DeidentifyCommands(QObject):
    """Makes copies that do not say who was imaged."""

    told = Signal(str)

    def __init__(self, window: QWidget, tasks: TaskRunner, settings: Settings, around: Surroundings) -> None:
        super().__init__(window)
        self._window, self._tasks, self._settings = window, tasks, settings
        self._session, self._panes = around.session, around.group
        self._unopened: tuple[Failure, ...] = ()  # files beside the copied ones that were not even opened
        self.handlers: dict[str, Handler] = {"tools.deidentify": lambda _: self.ask()}

    def ask(self) -> None:
        """Ask what to copy and where to; nothing without an open series."""
        if self._panes.active.series is None:
            return
        folder = start_folder(self._settings, COPIES_FOLDER)
        dialog = DeidentifyDialog(folder, self._settings.get(COPIES_SHIFT_DATES), self._window)
        dialog.accepted.connect(lambda: self._on_dialog_accepted(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def copy(self, studies: tuple[Study, ...], target: Path, shift_dates: bool, with_burned_in: bool) -> None:
        """Make the copies, with progress and cancel."""
        self._unopened = self._failures_beside(studies)
        task = self._tasks.start(copying(studies, target, shift_dates, with_burned_in))
        progress = QProgressDialog(tr("Copying and checking…"), tr("Cancel"), 0, 0, self._window)
        progress.setWindowTitle(tr("De-identify"))
        progress.setMinimumDuration(_PROGRESS_AFTER_MS)
        progress.setAutoReset(False)
        progress.canceled.connect(task.cancel)
        task.progressed.connect(lambda _, total, __: progress.setMaximum(total))
        task.progressed.connect(progress.setValue)
        task.succeeded.connect(self._on_task_succeeded)
        task.failed.connect(self._on_task_failed)
        task.cancelled.connect(
            lambda: self.told.emit(tr("De-identifying was cancelled; nothing was written"))
        )
        for ended in (task.succeeded, task.failed, task.cancelled):
            ended.connect(progress.deleteLater)

    def _on_dialog_accepted(self, dialog: DeidentifyDialog) -> None:
        shift_dates = dialog.shift_dates.isChecked()
        self._settings.set(COPIES_FOLDER, str(dialog.target.parent))
        self._settings.set(COPIES_SHIFT_DATES, shift_dates)
        self.copy(self._studies(dialog.extent), dialog.target, shift_dates, dialog.with_burned_in.isChecked())

    def _studies(self, extent: Extent) -> tuple[Study, ...]:
        series = self._panes.active.series
        study = self._session.study_of(series)
        if extent is Extent.ALL:
            return self._session.studies
        if study is None or series is None:  # closed in the meantime
            return ()
        return (
            (study,) if extent is Extent.STUDY else (replace(study, series=(source_of(series),), objects=()),)
        )

    def _failures_beside(self, studies: tuple[Study, ...]) -> tuple[Failure, ...]:
        """Files that could not be opened may belong to a study, too: nobody knows.

        Those of which only the pixels cannot be decoded are in it, and copied or not with the rest.
        """
        files = {info.path for study in studies for series in study.series for info in series.frames}
        folders = {path.parent for path in files}
        found = (failure for failure in self._session.failures if failure.path not in files)
        return tuple(failure for failure in found if failure.path.parent in folders)

    @Slot(object)
    def _on_task_succeeded(self, copied: Copied) -> None:
        failures = (*copied.failures, *self._unopened)
        total = copied.count + len(failures)
        heading = tr("{count} of {total} files were copied and checked", count=copied.count, total=total)
        self.told.emit(heading)
        lines = (
            *(
                Failure(one.path, tr("Not copied: {reason}", reason=translated(one.reason)))
                for one in failures
            ),
            *(
                Failure(one.path, tr("Copied, but {reason}", reason=translated(one.reason)))
                for one in copied.warnings
            ),
        )
        if lines:
            FailuresDialog(
                lines, self._window, tr("De-identified copies"), tr("{heading}. Of these:", heading=heading)
            ).open()

    @Slot(str)
    def _on_task_failed(self, message: str) -> None:
        box = QMessageBox(
            QMessageBox.Icon.Warning, tr("De-identify"), translated(message), parent=self._window
        )
        box.finished.connect(box.deleteLater)
        box.open()
