"""The Tools menu: training. The wizard is imported when it is first opened, because it brings pyqtgraph."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from viewer.core.language import tr
from viewer.core.sentences import translated
from viewer.services.settings import Settings
from viewer.services.start_folder import start_folder
from viewer.services.training_holder import TrainingHolder

if TYPE_CHECKING:
    from viewer.widgets.training_wizard import TrainingWizard

Handler = Callable[[bool], object]


class ToolCommands(QObject):
    """What the rows of the Tools menu do."""

    model_ready = Signal(str)  # folder of a model that the user wants to use now
    model_made = Signal()  # a training has ended well: there is one model more
    image_requested = Signal(object)  # path of an image behind a report
    told = Signal(str)  # how a training ended that goes on behind a closed wizard

    def __init__(self, window: QWidget, training: TrainingHolder, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._training, self._settings = window, training, settings
        self._wizard: TrainingWizard | None = None
        self.handlers: dict[str, Handler] = {"tools.train": lambda _: self.open_wizard()}
        if training.service is not None:
            self._listen()
        else:
            training.made.connect(self._listen)

    def open_wizard(self) -> "TrainingWizard":
        """Show the training wizard; the one that is open already comes to the front."""
        from viewer.widgets.training_wizard import TrainingWizard  # noqa: PLC0415 (the window must not wait for it)

        if self._wizard is None:
            begin_in = partial(start_folder, self._settings)
            self._wizard = TrainingWizard(self._training.get(), self._window, begin_in)
            self._wizard.model_ready.connect(self.model_ready)
            self._wizard.image_requested.connect(self.image_requested)
            self._wizard.finished.connect(self._on_wizard_finished)
        self._wizard.show()
        self._wizard.raise_()
        return self._wizard

    @Slot()
    def _listen(self) -> None:
        service = self._training.get()
        service.finished.connect(self._on_training_finished)
        service.failed.connect(self._on_training_failed)

    @Slot(object)
    def train_on(self, data: Path) -> None:
        """Open the wizard on these images, unless it is busy with others."""
        wizard = self.open_wizard()
        if not self._training.get().is_running:
            wizard.begin_on(data)

    @Slot(object)
    def _on_training_finished(self, report: object) -> None:
        self.model_made.emit()
        self._tell(tr("Training is done: open Tools > Train a classifier for its report"))

    @Slot(str)
    def _on_training_failed(self, message: str) -> None:
        self._tell(tr("Training ended early: {reason}", reason=translated(message.partition("\n")[0])))

    def _tell(self, text: str) -> None:
        if self._wizard is None:
            self.told.emit(text)

    @Slot(int)
    def _on_wizard_finished(self, result: int) -> None:
        if self._wizard is not None:
            self._wizard.deleteLater()
            self._wizard = None
