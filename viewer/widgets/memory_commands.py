"""Tools > Memory: how much decoded images take, and how much they may."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.core.language import tr
from viewer.services.memory import MIB, default_limit_bytes, limit_from, machine_bytes, size_text
from viewer.services.pixel_cache import Frames
from viewer.services.settings import MEMORY_LIMIT_MIB, Settings
from viewer.widgets.labels import Form, label

Handler = Callable[[bool], object]

_STEP_MIB = 256


class MemoryDialog(QDialog):
    """Asks for a limit."""

    def __init__(self, held_bytes: int, chosen_mib: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Memory"))
        self.automatic = QCheckBox(
            tr("By the memory of this machine ({size})", size=size_text(default_limit_bytes()))
        )
        self.limit = QSpinBox()
        self.limit.setRange(_STEP_MIB, max(machine_bytes() // MIB, _STEP_MIB))
        self.limit.setSingleStep(_STEP_MIB)
        self.limit.setSuffix(" MB")
        self.limit.setValue(chosen_mib or default_limit_bytes() // MIB)
        self.automatic.toggled.connect(self.limit.setDisabled)
        self.automatic.setChecked(chosen_mib <= 0)
        form = Form()
        form.addRow(label(tr("Decoded images take now"), "muted"), label(size_text(held_bytes)))
        form.addRow(label(tr("They may take"), "muted"), self.automatic)
        form.addRow("", self.limit)
        words = label(
            tr("Above that, images that were looked at long ago are decoded again when they are wanted."),
            "muted",
            wrapped=True,
        )
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.addLayout(form)
        layout.addWidget(words)
        layout.addWidget(buttons)

    @property
    def chosen_mib(self) -> int:
        """The limit; 0 for that of the machine."""
        return 0 if self.automatic.isChecked() else self.limit.value()


class MemoryCommands(QObject):
    """Shows the dialog and does what it says."""

    def __init__(self, window: QWidget, frames: Frames, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._frames, self._settings = window, frames, settings
        self.handlers: dict[str, Handler] = {"tools.memory": lambda _: self.ask()}

    def ask(self) -> MemoryDialog:
        dialog = MemoryDialog(self._frames.held_bytes, self._settings.get(MEMORY_LIMIT_MIB), self._window)
        dialog.accepted.connect(lambda: self.set_limit(dialog.chosen_mib))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def set_limit(self, chosen_mib: int) -> None:
        """From now on and from the next start on; 0 for that of the machine."""
        self._settings.set(MEMORY_LIMIT_MIB, chosen_mib)
        self._frames.set_limit(limit_from(chosen_mib))
