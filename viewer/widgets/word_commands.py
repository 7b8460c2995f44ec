"""What the Model menu does with the reader's words: agree, list, export, and train on them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from viewer.core.language import tr, tr_count
from viewer.services.word_export import Exported, export_words, labelled
from viewer.state.words import Words
from viewer.widgets.pane_surroundings import Surroundings
from viewer.widgets.word_list import WordList
from viewer.widgets.word_panel import WordPanel
from viewer.workers.task import TaskRunner

Handler = Callable[[bool], object]


class WordCommands(QObject):
    """Handlers of the rows that begin with "word."."""

    told = Signal(str)
    frame_requested = Signal(object)  # FrameInfo to go to
    training_requested = Signal(object)  # folder of labelled images

    def __init__(
        self, window: QWidget, tasks: TaskRunner, around: Surroundings, words: Words, panel: WordPanel
    ) -> None:
        super().__init__(window)
        self._window, self._tasks, self._around, self._words = window, tasks, around, words
        self.handlers: dict[str, Handler] = {
            "word.agree": lambda _: panel.agree(),
            "word.undo": lambda _: panel.undo(),
            "word.list": lambda _: self.show_list(),
            "word.export": lambda _: self._ask_for_folder(),
        }

    def show_list(self) -> WordList:
        """Open the list."""
        dialog = WordList(self._around.session, self._words, self._around.findings, self._window)
        dialog.chosen.connect(self.frame_requested)
        dialog.export_requested.connect(self._ask_for_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    @Slot(str)
    def export(self, folder: str) -> None:
        """Write the words into a new or empty folder, and offer to train on them."""
        words = {info: word for info in self._words.frames if (word := self._words.word(info))}
        said = labelled(self._around.session.studies, words)
        if not said:
            self._tell(tr("There is nothing to export: no image of the open studies was given a class."))
            return
        task = self._tasks.start(lambda progress: export_words(Path(folder), said, progress))
        task.succeeded.connect(self._on_exported)
        task.failed.connect(self._tell)

    @Slot()
    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self._window, tr("A new or an empty folder for the labelled images"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.export)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _on_exported(self, done: Exported) -> None:
        text = tr_count(done.pictures, "Exported {count} labelled image", "Exported {count} labelled images")
        if done.unreadable:
            text += tr("; {count} could not be read", count=done.unreadable)
        self.told.emit(text)
        box = self._box(text, tr("Training can begin with them at once."))
        train = box.addButton(tr("Train on them…"), QMessageBox.ButtonRole.AcceptRole)
        train.clicked.connect(lambda: self.training_requested.emit(done.folder))
        box.addButton(QMessageBox.StandardButton.Close)
        box.open()

    @Slot(str)
    def _tell(self, message: str) -> None:
        box = self._box(message, "")
        box.addButton(QMessageBox.StandardButton.Close)
        box.open()

    def _box(self, text: str, detail: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setObjectName("wordBox")
        box.setWindowTitle(tr("What you said"))
        box.setText(text)
        box.setInformativeText(detail)
        box.finished.connect(box.deleteLater)
        return box
