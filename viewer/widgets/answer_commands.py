"""Model > What the network saw, and Model > Save answers as DICOM."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

from ml.card import Card
from viewer.core.language import tr
from viewer.core.plane_stack import source_of
from viewer.services.answer_saving import SavedAnswers, save_answers
from viewer.services.classifiers import Classifier
from viewer.services.network_input import network_input
from viewer.services.settings import EXPORT_FOLDER, Settings
from viewer.services.start_folder import start_folder
from viewer.widgets.input_dialog import InputDialog
from viewer.widgets.pane_surroundings import Surroundings
from viewer.workers.task import TaskRunner

Handler = Callable[[bool], object]
_PROGRESS_AFTER_MS = 500


class AnswerCommands(QObject):
    """What can be done with answers. ``load`` loads the model in use once more, in a thread."""

    told = Signal(str)
    open_requested = Signal(list)  # of Path

    def __init__(
        self,
        window: QWidget,
        tasks: TaskRunner,
        around: Surroundings,
        load: Callable[[], Classifier],
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._window, self._tasks, self._load = window, tasks, load
        self._panes, self._findings, self._cache = around.group, around.findings, around.cache
        self.handlers: dict[str, Handler] = {
            "model.input": lambda _: self.show_input(),
            "model.save": lambda _: self.ask_where(),
        }

    def show_input(self) -> None:
        """Show what the network gets of the slice on screen."""
        info, card = self._panes.active.frame, self._findings.card
        frame = self._cache.peek(info) if info else None
        if frame is None or card is None:
            self.told.emit(tr("There is no image that a model has seen"))
            return
        task = self._tasks.start(lambda _: network_input(frame, card))
        task.succeeded.connect(partial(self._show, card))
        task.failed.connect(self.told)

    def _show(self, card: Card, prepared: np.ndarray) -> None:
        InputDialog(prepared, card, self._window).open()

    def ask_where(self) -> None:
        """Ask for the folder in which a new one is made."""
        if self._panes.active.series is None or self._findings.card is None:
            self.told.emit(tr("There are no answers to save"))
            return
        title = tr("Save answers as DICOM in a new folder in")
        dialog = QFileDialog(self._window, title, start_folder(self._settings, EXPORT_FOLDER))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_dialog_file_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_dialog_file_selected(self, folder: str) -> None:
        self._settings.set(EXPORT_FOLDER, folder)
        self.save(Path(folder) / _folder_name(datetime.now()))

    def save(self, target: Path) -> None:
        """Write the answers for the active series into a new folder, with progress and cancel."""
        if self._panes.active.series is None:  # closed in the meantime
            return
        series = source_of(self._panes.active.series)
        known = [self._findings.finding(frame) for frame in series.frames]
        predictions = tuple(finding.prediction if finding else None for finding in known)
        load = self._load
        task = self._tasks.start(lambda progress: save_answers(series, predictions, load, target, progress))
        waiting = QProgressDialog(tr("Writing DICOM…"), tr("Cancel"), 0, 0, self._window)
        waiting.setWindowTitle(tr("Save answers"))
        waiting.setMinimumDuration(_PROGRESS_AFTER_MS)
        waiting.setAutoReset(False)
        waiting.canceled.connect(task.cancel)
        task.progressed.connect(lambda _, total, __: waiting.setMaximum(total))
        task.progressed.connect(waiting.setValue)
        task.succeeded.connect(self._on_task_succeeded)
        task.failed.connect(self._on_task_failed)
        task.cancelled.connect(lambda: self.told.emit(tr("Saving was cancelled; nothing was written")))
        for ended in (task.succeeded, task.failed, task.cancelled):
            ended.connect(waiting.deleteLater)

    @Slot(object)
    def _on_task_succeeded(self, saved: SavedAnswers) -> None:
        self.told.emit(
            tr(
                "The answers were saved as {count} files in {name}",
                count=len(saved.files),
                name=saved.folder.name,
            )
        )
        box = QMessageBox(QMessageBox.Icon.Information, tr("Save answers"), "", parent=self._window)
        box.setText(
            tr(
                "The answers were saved as {count} DICOM files: a report, pictures and a map that belong to "
                "this study. They carry the patient of the study, and say that they are research.",
                count=len(saved.files),
            )
        )
        box.setInformativeText("\n".join((str(saved.folder), *saved.notes)))
        show = box.addButton(tr("Open beside the study"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Close)
        show.clicked.connect(lambda: self.open_requested.emit([saved.folder]))
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot(str)
    def _on_task_failed(self, message: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, tr("Save answers"), message, parent=self._window)
        box.finished.connect(box.deleteLater)
        box.open()


def _folder_name(now: datetime) -> str:
    """A name that says nothing of the patient."""
    return f"kesit-answers-{now:%Y%m%d-%H%M%S}"
