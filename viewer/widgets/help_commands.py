"""The Help menu."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer.core.language import tr
from viewer.widgets.action_table import ActionRow
from viewer.widgets.help_dialogs import TextDialog, about_html, keys_html

Handler = Callable[[bool], None]


class HelpCommands(QObject):
    """What the rows of the Help menu do."""

    def __init__(self, window: QWidget, rows: tuple[ActionRow, ...]) -> None:
        super().__init__(window)
        self.handlers: dict[str, Handler] = {
            "help.keys": lambda _: TextDialog(tr("Mouse and keys"), keys_html(rows), window).open(),
            "help.about": lambda _: TextDialog(tr("About Kesit"), about_html(), window).open(),
        }
