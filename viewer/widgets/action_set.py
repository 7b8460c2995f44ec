"""The QActions made from the action table; there are no others."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from viewer.core.language import tr
from viewer.core.situation import Situation
from viewer.widgets.action_table import MENUS, ActionRow
from viewer.widgets.icons import icon


class ActionSet(QObject):
    """All actions by id. A checkable action announces its new state with every trigger."""

    triggered = Signal(str, bool)  # id, checked

    def __init__(self, rows: Iterable[ActionRow], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = {row.id: row for row in rows}
        self._actions = {row.id: self._make(row) for row in self._rows.values() if not row.held}

    @property
    def rows(self) -> tuple[ActionRow, ...]:
        return tuple(self._rows.values())

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        return self._rows[action_id].shortcuts

    def how(self, action_id: str) -> str:
        """How the action is done, to name it in a text: its key, or its place in the menus without one."""
        return how(self._rows[action_id])

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def set_situation(self, situation: Situation) -> None:
        """Enable what makes sense now."""
        for action_id, action in self._actions.items():
            action.setEnabled(self._rows[action_id].enabled_when(situation))

    def set_object(self, action_id: str, what: str) -> None:
        """Say in menu and tool tip what the action would do it to; "" for as the table has it."""
        row, action = self._rows[action_id], self._actions[action_id]
        action.setText(f"{tr(row.text)}: {what}" if what else tr(row.text))
        action.setToolTip(with_key(f"{plain_text(row)}: {what}", row) if what else tool_tip(row))

    def fill_menu_bar(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Add the menus that have rows; returns them by title."""
        menus: dict[str, QMenu] = {}
        taken: set[str] = set()
        for title in MENUS:
            rows = [row for row in self._rows.values() if row.menu == title and not row.held]
            if rows:
                shown = tr(title)
                at = next(at for at, letter in enumerate(shown) if letter.lower() not in taken)
                taken.add(shown[at].lower())
                menus[title] = bar.addMenu(f"{shown[:at]}&{shown[at:]}")
                self._add(menus[title], rows)
        return menus

    def menu(self, titles: Iterable[str], parent: QWidget) -> QMenu:
        """A menu of its own with the rows of some menus."""
        menu = QMenu(parent)
        for title in titles:
            menu.addSeparator()
            self._add(menu, [row for row in self._rows.values() if row.menu == title and not row.held])
        return menu

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Add the rows meant for the toolbar, menus kept apart by a line."""
        rows = [row for row in self._rows.values() if row.in_toolbar]
        for before, row in zip([None, *rows], rows, strict=False):
            if before is not None and before.menu != row.menu:
                bar.addSeparator()
            bar.addAction(self._actions[row.id])

    def attach(self, window: QWidget, stage: QWidget) -> None:
        """Let shortcuts work: those on stage where the image has the focus, the others everywhere."""
        for action_id, action in self._actions.items():
            (stage if self._rows[action_id].on_stage else window).addAction(action)

    def _add(self, menu: QMenu, rows: list[ActionRow]) -> None:
        menu.setToolTipsVisible(True)
        submenus: dict[str, QMenu] = {"": menu}
        for row in rows:
            is_new = row.submenu not in submenus
            if row.starts_group:
                (menu if is_new else submenus[row.submenu]).addSeparator()
            if is_new:
                submenus[row.submenu] = menu.addMenu(tr(row.submenu))
            submenus[row.submenu].addAction(self._actions[row.id])

    def _make(self, row: ActionRow) -> QAction:
        action = QAction(tr(row.text), self)
        action.setObjectName(row.id)
        action.setCheckable(row.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in row.shortcuts])
        action.setToolTip(tool_tip(row))
        if row.icon:
            action.setIcon(icon(row.icon, when_on=row.icon_when_on))
        if row.on_stage:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda checked, action_id=row.id: self.triggered.emit(action_id, checked))
        return action


def shown_key(key: str) -> str:
    """A key as it stands in menus."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def how(row: ActionRow) -> str:
    """The first key of an action, or its place in the menus where it has none."""
    return shown_key(row.shortcuts[0]) if row.shortcuts else f"{tr(row.menu)} > {plain_text(row)}"


def plain_text(row: ActionRow) -> str:
    """What the action is called outside a menu."""
    return tr(row.text).replace("&", "").rstrip("…")


def tool_tip(row: ActionRow) -> str:
    """What the action does and its key."""
    return with_key(tr(row.tip, **row.tip_values) if row.tip else plain_text(row), row)


def with_key(text: str, row: ActionRow) -> str:
    """A text with the key of an action behind it."""
    return f"{text}  ({shown_key(row.shortcuts[0])})" if row.shortcuts else text
