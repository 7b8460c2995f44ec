"""The settings: general, mouse, keys, window presets. Nothing changes before OK."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from viewer.core.language import tr
from viewer.core.preferences import Preferences
from viewer.widgets.settings_draft import Draft
from viewer.widgets.settings_general import GeneralPage
from viewer.widgets.settings_keys import KeysPage
from viewer.widgets.settings_mouse import MousePage
from viewer.widgets.settings_presets import PresetsPage

_SIZE = QSize(720, 600)


class SettingsDialog(QDialog):
    """One page for each kind of choice."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self.resize(_SIZE)
        self.draft = Draft(preferences, self)
        self.general = GeneralPage(self.draft)
        self.mouse = MousePage(self.draft)
        self.keys = KeysPage(self.draft)
        self.presets = PresetsPage(self.draft)
        pages = QTabWidget()
        pages.addTab(self.general, tr("General"))
        pages.addTab(self.mouse, tr("Mouse"))
        pages.addTab(self.keys, tr("Keys"))
        pages.addTab(self.presets, tr("Window presets"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(pages, 1)
        layout.addWidget(buttons)
