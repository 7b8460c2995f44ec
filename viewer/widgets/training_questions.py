"""The wizard's questions. None of them blocks: the answer arrives by calling back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from viewer.core.language import tr, tr_count
from viewer.core.sentences import translated
from viewer.services.training_values import UnfinishedTraining
from viewer.widgets.training_words import kept_text

Answer = Callable[[], None]


def ask_what_becomes_of_run(parent: QWidget, keep: Answer, stop: Answer) -> None:
    """The wizard closes while a run goes on."""
    _ask(
        parent,
        tr("Training is still going on."),
        tr(
            "It can go on without this window, and even without the viewer. "
            "Open “Train a classifier” again to see how far it is."
        ),
        ((tr("Keep training"), keep), (tr("Stop training"), stop)),
        stay=tr("Stay here"),
    )


def ask_to_leave(parent: QWidget, leave: Answer) -> None:
    """The wizard closes after a folder was chosen and before training began."""
    _ask(
        parent,
        tr("Leave without training?"),
        tr("What you have chosen here is forgotten."),
        ((tr("Leave"), leave),),
        stay=tr("Stay here"),
    )


def ask_to_stop(parent: QWidget, finished_epochs: int, stop: Answer) -> None:
    _ask(
        parent,
        tr("Stop training?"),
        kept_text(finished_epochs),
        ((tr("Stop training"), stop),),
        stay=tr("Go on training"),
    )


def ask_to_discard(parent: QWidget, run: UnfinishedTraining, discard: Answer) -> None:
    _ask(
        parent,
        tr("Discard the unfinished training “{name}”?", name=run.name),
        tr_count(
            run.finished_epochs,
            "{count:,} finished epoch will be deleted for good. Your images are not touched.",
            "{count:,} finished epochs will be deleted for good. Your images are not touched.",
        ),
        ((tr("Discard"), discard),),
        stay=tr("Keep it"),
    )


def tell_failure(parent: QWidget, message: str) -> None:
    """Say why a run ended, the first line large, the rest for those who want to know."""
    first, _, rest = message.partition("\n")
    box = _box(parent, translated(first), rest)
    box.setIcon(QMessageBox.Icon.Warning)
    box.addButton(QMessageBox.StandardButton.Close)
    box.open()


def _ask(
    parent: QWidget, text: str, detail: str, answers: tuple[tuple[str, Answer], ...], *, stay: str
) -> None:
    """Offer the answers, and `stay`, which changes nothing and is what Enter and Esc choose."""
    box = _box(parent, text, detail)
    for label, answer in answers:
        box.addButton(label, QMessageBox.ButtonRole.ActionRole).clicked.connect(answer)
    harmless = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(harmless)
    box.setDefaultButton(harmless)
    box.open()


def _box(parent: QWidget, text: str, detail: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setObjectName("trainingQuestion")
    box.finished.connect(box.deleteLater)
    box.setWindowTitle(tr("Train a classifier"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    return box
