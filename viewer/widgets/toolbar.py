"""The toolbar: rows of the action table, and buttons for layouts, links and window presets."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton, QWidget, QWidgetAction

from viewer.core.language import tr
from viewer.widgets.action_set import ActionSet
from viewer.widgets.action_table import BUTTONS_BEFORE
from viewer.widgets.icons import icon
from viewer.widgets.layout_picker import LayoutPicker


class Toolbar(QToolBar):
    """Made once, from all actions."""

    def __init__(
        self, actions: ActionSet, fill_window_menu: Callable[[QMenu], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Toolbar"), parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        self.layout_picker = LayoutPicker()
        actions.fill_toolbar(self)
        windows = actions.menu(("Window",), self)
        fill_window_menu(windows)
        for name, tip, menu in (
            ("ph.squares-four", tr("Layout of panes"), self._layout_menu()),
            ("ph.link", tr("What panes do together"), actions.menu(("Link",), self)),
            ("ph.sliders-horizontal", tr("Window presets"), windows),
        ):
            self.insertWidget(actions[BUTTONS_BEFORE], _button(name, tip, menu))

    def _layout_menu(self) -> QMenu:
        menu = QMenu(self)
        entry = QWidgetAction(menu)
        entry.setDefaultWidget(self.layout_picker)
        menu.addAction(entry)
        self.layout_picker.layout_requested.connect(lambda _: menu.close())
        return menu


def _button(icon_name: str, tip: str, menu: QMenu) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setToolTip(tip)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    return button
