"""Runs that were left, killed or closed: take them up again or throw them away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.core.language import tr, tr_later
from viewer.services.training_values import UnfinishedTraining
from viewer.widgets.training_page import hint_label


class UnfinishedList(QFrame):
    """One line per run; hidden when there is none."""

    resume_requested = Signal(UnfinishedTraining)
    discard_requested = Signal(UnfinishedTraining)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingUnfinished")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 8, 8)
        self.set_runs(())

    def set_runs(self, runs: tuple[UnfinishedTraining, ...]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(hint_label(tr("Unfinished training")))
        for run in runs:
            self._column.addWidget(self._row(run))
        self.setVisible(bool(runs))

    def _row(self, run: UnfinishedTraining) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        label = QLabel(describe(run))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(f"{run.data}\n{run.out}")
        resume = QPushButton(tr("Follow") if run.alive else tr("Resume"))
        resume.setAccessibleName(f"{resume.text()} {run.name}")
        resume.clicked.connect(lambda: self.resume_requested.emit(run))
        layout.addWidget(label, 1)
        layout.addWidget(resume)
        if not run.alive:
            discard = QPushButton(tr("Discard…"))
            discard.setAccessibleName(tr("Discard {name}", name=run.name))
            discard.clicked.connect(lambda: self.discard_requested.emit(run))
            layout.addWidget(discard)
        return row


def describe(run: UnfinishedTraining) -> str:
    """The run in a line: "heads (standard): 3 of 8 epochs done, still training"."""
    text = (
        tr_later("{name} ({recipe}): {done} of {epochs} epochs done, still training")
        if run.alive
        else tr_later("{name} ({recipe}): {done} of {epochs} epochs done, stopped")
    )
    return tr(text, name=run.name, recipe=run.recipe, done=run.finished_epochs, epochs=run.epochs)
