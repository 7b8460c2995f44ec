"""The Model menu: heat map, choice of model, what a model says about itself."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ml.errors import ModelError
from viewer.core.language import tr
from viewer.core.sentences import translated
from viewer.services.models import ModelList
from viewer.services.settings import Settings
from viewer.services.start_folder import start_folder
from viewer.state.findings import Findings
from viewer.state.pane_group import PaneGroup
from viewer.widgets.help_dialogs import TextDialog, card_html

Handler = Callable[[bool], None]


class ModelCommands(QObject):
    """What the rows of the Model menu do."""

    def __init__(
        self, window: QWidget, models: ModelList, panes: PaneGroup, findings: Findings, settings: Settings
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._window, self._models, self._panes, self._findings = window, models, panes, findings
        self.handlers: dict[str, Handler] = {
            "model.overlay": panes.set_overlay_on,
            "model.open": lambda _: self._ask_for_folder(),
            "model.card": lambda _: self._show_card(),
        }

    def checked(self) -> dict[str, bool]:
        """Which of these rows are on."""
        return {"model.overlay": self._panes.active.overlay.on}

    @Slot(object)
    def choose(self, name_or_folder: str | Path) -> None:
        """Use a model; says in a message why it cannot be used."""
        try:
            self._models.choose(name_or_folder)
        except ModelError as error:
            box = QMessageBox(
                QMessageBox.Icon.Warning, tr("Model not opened"), translated(str(error)), parent=self._window
            )
            box.finished.connect(box.deleteLater)
            box.open()

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self._window, tr("Open a model folder"), start_folder(self._settings))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.choose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_card(self) -> None:
        if self._findings.card is not None:
            TextDialog(tr("About this model"), card_html(self._findings.card), self._window).open()
