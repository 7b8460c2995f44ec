"""The preferences while they are edited: one value that the pages of the dialog change in turn."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from viewer.core.preferences import Preferences


class Draft(QObject):
    """What the dialog would give if it were accepted now."""

    changed = Signal()

    def __init__(self, value: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.value = value

    def change(self, **fields: Any) -> None:
        """Replace some fields of the preferences."""
        value = replace(self.value, **fields)
        if value != self.value:
            self.value = value
            self.changed.emit()
