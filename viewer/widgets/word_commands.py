"""What the Model menu does with the reader's words: agree, list, export, and train on them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from viewer.core.language import tr, tr_count
from viewer.services.closed_words import export_with_closed
from viewer.services.settings import EXPORT_FOLDER, Settings
from viewer.services.start_folder import start_folder
from viewer.services.word_export import Exported, Said, labelled
from viewer.services.word_keeping import WordKeeping
from viewer.services.word_places import Places
from viewer.state.words import Words
from viewer.widgets.pane_surroundings import Surroundings
from viewer.widgets.word_list import WordList
from viewer.widgets.word_panel import WordPanel
from viewer.workers.task import TaskRunner

Handler = Callable[[bool], object]

_MOST_NAMED = 8  # files in a message


class WordCommands(QObject):
    """Handlers of the rows that begin with "word."."""

    told = Signal(str)
    frame_requested = Signal(object)  # FrameInfo to go to
    training_requested = Signal(object)  # folder of labelled images

    def __init__(
        self,
        window: QWidget,
        tasks: TaskRunner,
        around: Surroundings,
        *,
        keeping: WordKeeping,
        words: Words,
        panel: WordPanel,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window, self._tasks, self._around, self._words = window, tasks, around, words
        self._keeping, self._settings = keeping, settings
        self.handlers: dict[str, Handler] = {
            "word.agree": lambda _: panel.agree(),
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
        """Write the words into a new or empty folder, and offer to train on them.

        Where something was said about studies that are not open, the reader is asked whether that shall be
        in it; words that name no class of the model in use are left out of those.
        """
        closed = self._keeping.closed_places() if self._around.findings.card is not None else {}
        if not closed:
            self._export(folder, {})
            return
        count = len({path for paths in closed.values() for path in paths})
        text = tr_count(
            count,
            "Something was said about {count} file of studies that are not open.",
            "Something was said about {count} files of studies that are not open.",
        )
        box = self._box(text, tr("They are read where they were last. Shall they be exported, too?"))
        both = box.addButton(tr("Export all"), QMessageBox.ButtonRole.AcceptRole)
        both.clicked.connect(lambda: self._export(folder, closed))
        if self._said():
            only = box.addButton(tr("Only the open studies"), QMessageBox.ButtonRole.ActionRole)
            only.clicked.connect(lambda: self._export(folder, {}))
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.open()

    def _said(self) -> list[Said]:
        """The words on the open studies."""
        words = {info: word for info in self._words.frames if (word := self._words.word(info))}
        return labelled(self._around.session.studies, words)

    def _export(self, folder: str, closed: Places) -> None:
        said, card = self._said(), self._around.findings.card
        if not said and not closed:
            self._tell(tr("There is nothing to export: no image of the open studies was given a class."))
            return
        words = {info: word for info in self._words.frames if (word := self._words.word(info))}
        work = partial(
            export_with_closed,
            Path(folder),
            self._around.session.studies,
            words,
            store=self._keeping.store,
            closed=closed,
            classes=card.classes if card else (),
        )
        task = self._tasks.start(work)
        task.succeeded.connect(self._on_exported)
        task.failed.connect(self._tell)

    @Slot()
    def _ask_for_folder(self) -> None:
        title = tr("A new or an empty folder for the labelled images")
        dialog = QFileDialog(self._window, title, start_folder(self._settings, EXPORT_FOLDER))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_dialog_file_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_dialog_file_selected(self, folder: str) -> None:
        self._settings.set(EXPORT_FOLDER, str(Path(folder).parent))  # the folder itself is full from now on
        self.export(folder)

    @Slot(object)
    def _on_exported(self, done: Exported) -> None:
        text = tr_count(done.pictures, "Exported {count} labelled image", "Exported {count} labelled images")
        if done.unreadable:
            text += tr("; {count} could not be read", count=done.unreadable)
        self.told.emit(text)
        detail = tr("Training can begin with them at once.")
        box = self._box(text, "\n\n".join(filter(None, (_missing_text(done.missing), detail))))
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


def _missing_text(missing: tuple[Path, ...]) -> str:
    """Which files could not be exported because they are gone; "" when none is."""
    if not missing:
        return ""
    named = [str(path) for path in missing[:_MOST_NAMED]]
    if len(missing) > _MOST_NAMED:
        named.append(tr("and {count} more", count=len(missing) - _MOST_NAMED))
    text = tr_count(
        len(missing),
        "{count} file is no longer where it was, or is another one now:",
        "{count} files are no longer where they were, or are others now:",
    )
    return "\n".join([text, *named])
