"""The Help menu."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer.core.language import tr
from viewer.state.preferences import PreferencesState
from viewer.widgets.action_set import how
from viewer.widgets.action_table import ActionRow
from viewer.widgets.guide import open_guide
from viewer.widgets.help_dialogs import TextDialog, about_html, keys_html

Handler = Callable[[bool], None]


class HelpCommands(QObject):
    """What the rows of the Help menu do."""

    def __init__(self, window: QWidget, rows: tuple[ActionRow, ...], preferences: PreferencesState) -> None:
        super().__init__(window)
        self._window, self._rows, self._preferences = window, rows, preferences
        self.handlers: dict[str, Handler] = {
            "help.guide": lambda _: open_guide(window, self._changed_keys()),
            "help.keys": lambda _: self._show_keys(),
            "help.about": lambda _: TextDialog(tr("About Kesit"), about_html(), window).open(),
        }

    def _changed_keys(self) -> dict[str, str]:
        """How actions are done whose keys are not those of the guide."""
        changed = self._preferences.value.keys
        return {row.id: how(row) for row in self._rows if row.id in changed}

    def _show_keys(self) -> None:
        page = keys_html(self._rows, self._preferences.value.mouse)
        TextDialog(tr("Mouse and keys"), page, self._window).open()
