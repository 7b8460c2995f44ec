"""File > Export and Copy view: the dialog, where to write, and how it went."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

from viewer.core.export_choice import ExportChoice, PictureFormat, Subject, VolumeFormat
from viewer.core.language import tr, tr_count
from viewer.core.plane_stack import source_of
from viewer.core.sentences import translated
from viewer.services.exporting import (
    Exported,
    Read,
    look_of,
    picture_of_image,
    with_notice,
    write_picture,
    write_series,
    write_video,
    write_volume,
)
from viewer.services.settings import (
    EXPORT_ANNOTATIONS,
    EXPORT_FOLDER,
    EXPORT_FORMAT,
    EXPORT_HEAT_MAP,
    EXPORT_SPEED,
    EXPORT_SUBJECT,
    EXPORT_VOLUME_FORMAT,
    Settings,
)
from viewer.services.start_folder import start_folder
from viewer.widgets.export_dialog import ExportDialog
from viewer.widgets.failures_dialog import FailuresDialog
from viewer.widgets.image_pane import to_image
from viewer.widgets.shown import Shown, picture_of_view
from viewer.workers.task import TaskRunner, Work

Handler = Callable[[bool], object]

_PROGRESS_AFTER_MS = 500


class ExportCommands(QObject):
    """What leaves the program as a picture. ``shown`` says what is on screen, None for nothing."""

    told = Signal(str)

    def __init__(
        self,
        window: QWidget,
        tasks: TaskRunner,
        settings: Settings,
        shown: Callable[[], Shown | None],
        read: Read,
    ) -> None:
        super().__init__(window)
        self._read = read
        self._window, self._tasks, self._settings, self._shown = window, tasks, settings, shown
        self.handlers: dict[str, Handler] = {
            "file.export": lambda _: self.ask(),
            "file.copy_view": lambda _: self.copy_view(),
        }

    def copy_view(self) -> None:
        """Put the view on the clipboard, without text about the patient."""
        shown = self._shown()
        if shown is not None:
            picture = with_notice(picture_of_view(shown, self._remembered()))
            QGuiApplication.clipboard().setImage(to_image(picture).copy())
            self.told.emit(tr("The view was copied, without text about the patient"))

    def ask(self) -> None:
        """Ask what to export, then where to."""
        shown = self._shown()
        if shown is None:
            self.told.emit(tr("There is no picture to export"))
            return
        dialog = ExportDialog(self._remembered(), len(shown.series.frames), self._window)
        dialog.accepted.connect(lambda: self._ask_where(shown, dialog.choice))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_where(self, shown: Shown, choice: ExportChoice) -> None:
        self._remember(choice)
        folder = start_folder(self._settings, EXPORT_FOLDER)
        if choice.subject is Subject.SERIES:
            dialog = QFileDialog(self._window, tr("Export the series into a folder"), folder)
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            pattern = f"{choice.ending.upper()} (*.{choice.ending})"
            dialog = QFileDialog(self._window, tr("Export as"), folder, pattern)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)  # asks before it replaces a file
            dialog.setDefaultSuffix(choice.ending)
            dialog.selectFile(choice.file_name)
        dialog.fileSelected.connect(lambda name: self.export(shown, choice, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self, shown: Shown, choice: ExportChoice, target: Path) -> None:
        """Write to a file, or a folder for a series; asks before what nobody was asked about is replaced."""
        is_series = choice.subject is Subject.SERIES
        self._settings.set(EXPORT_FOLDER, str(target if is_series else target.parent))
        if is_series:
            names = choice.series_file_names(len(shown.series.frames))
            present = sum((target / name).exists() for name in names)
        else:
            asked, target = target, choice.named(target)
            present = int(target != asked and target.exists())
        if present:
            self._ask_to_replace(present, lambda: self.run(_work(shown, choice, target, self._read)))
        else:
            self.run(_work(shown, choice, target, self._read))

    def run(self, work: Work) -> None:
        """Export in the background, with progress and cancel."""
        task = self._tasks.start(work)
        progress = QProgressDialog(tr("Exporting…"), tr("Cancel"), 0, 0, self._window)
        progress.setWindowTitle(tr("Export"))
        progress.setMinimumDuration(_PROGRESS_AFTER_MS)
        progress.setAutoReset(False)
        progress.canceled.connect(task.cancel)
        task.progressed.connect(lambda _, total, __: progress.setMaximum(total))
        task.progressed.connect(progress.setValue)
        task.succeeded.connect(self._on_task_succeeded)
        task.failed.connect(self._on_task_failed)
        task.cancelled.connect(lambda: self.told.emit(tr("Export was cancelled; nothing was written")))
        for ended in (task.succeeded, task.failed, task.cancelled):
            ended.connect(progress.deleteLater)

    def _ask_to_replace(self, present: int, replace: Callable[[], None]) -> None:
        question = QMessageBox(self._window)
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(
            tr_count(
                present,
                "{count} of these files is there already.",
                "{count} of these files are there already.",
            )
        )
        question.setInformativeText(tr("Replace what is there?"))
        button = question.addButton(tr("Replace"), QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
        button.clicked.connect(replace)
        question.finished.connect(question.deleteLater)
        question.open()

    def _remembered(self) -> ExportChoice:
        get = self._settings.get
        try:
            return ExportChoice(
                Subject(get(EXPORT_SUBJECT)),
                PictureFormat(get(EXPORT_FORMAT)),
                VolumeFormat(get(EXPORT_VOLUME_FORMAT)),
                get(EXPORT_ANNOTATIONS),
                get(EXPORT_HEAT_MAP),
                frames_per_second=get(EXPORT_SPEED),
            )
        except ValueError:  # written by another version
            return ExportChoice()

    def _remember(self, choice: ExportChoice) -> None:
        self._settings.set(EXPORT_SUBJECT, choice.subject.value)
        self._settings.set(EXPORT_FORMAT, choice.picture_format.value)
        self._settings.set(EXPORT_VOLUME_FORMAT, choice.volume_format.value)
        self._settings.set(EXPORT_ANNOTATIONS, choice.annotations)
        self._settings.set(EXPORT_HEAT_MAP, choice.heat_map)
        self._settings.set(EXPORT_SPEED, choice.frames_per_second)

    @Slot(object)
    def _on_task_succeeded(self, exported: Exported) -> None:
        count = len(exported.paths)
        one = exported.paths[0].name
        self.told.emit(tr_count(count, "Exported {name}", "Exported {count} files", name=one))
        if exported.failures:
            count = len(exported.failures)
            heading = tr_count(
                count,
                "{count} image could not be decoded. Everything else was exported.",
                "{count} images could not be decoded. Everything else was exported.",
            )
            FailuresDialog(exported.failures, self._window, tr("Images not exported"), heading).open()

    @Slot(str)
    def _on_task_failed(self, message: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, tr("Export"), translated(message), parent=self._window)
        box.finished.connect(box.deleteLater)
        box.open()


def _work(shown: Shown, choice: ExportChoice, target: Path, read: Read) -> Work:
    request = shown.scene.request
    assert request is not None
    if choice.subject is Subject.VIEW:  # with text, which Qt draws: on this thread, and quickly
        return partial(write_picture, target, with_notice(picture_of_view(shown, choice)))
    if choice.subject is Subject.IMAGE:
        return partial(write_picture, target, with_notice(picture_of_image(request, choice)))
    if choice.subject is Subject.VOLUME:
        return partial(write_volume, source_of(shown.series), choice, target)
    write = write_series if choice.subject is Subject.SERIES else write_video
    return partial(write, shown.series.frames, look_of(request), choice, target, read=read)
