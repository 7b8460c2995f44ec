"""The menu of the right mouse button on an image: what can be done with it now, and nothing else."""

from collections.abc import Iterable

from PySide6.QtWidgets import QMenu

from viewer.core.language import tr
from viewer.core.measurement import Kind
from viewer.widgets.action_set import ActionSet
from viewer.widgets.action_table import FILE_WINDOWS_AFTER

ABOUT_MEASUREMENT = ("measure.text", "measure.delete")
_SHOW = ("view.fit", "view.actual_size", "view.reset")
_TURN = (
    "view.turn_right",
    "view.turn_left",
    "view.flip_horizontally",
    "view.flip_vertically",
    "view.upright",
)
_DO = ("key.mark", "model.overlay", "mpr.show", "go.cine", "go.prior")
_TAKE = ("file.copy_view", "file.export", "tools.header")
_LAST = ("view.enlarge", "view.text", "view.planes", "view.panels", "view.full_screen")
_TOOLS = tuple(f"measure.{kind}" for kind in Kind)
_NO_WINDOWS = frozenset(("window.histogram",))


def fill_context_menu(menu: QMenu, actions: ActionSet, file_windows: QMenu) -> None:
    """Make the menu anew, without what is disabled: presets of CT on an MR only push the rest away."""
    menu.clear()
    menu.setToolTipsVisible(True)
    if any(actions[one].isEnabled() for one in ABOUT_MEASUREMENT):
        _add(menu, actions, ABOUT_MEASUREMENT)
        menu.addSeparator()
    for one in (row.id for row in actions.rows if row.id.startswith("window.")):
        if one not in _NO_WINDOWS:
            _add(menu, actions, (one,))
            if one == FILE_WINDOWS_AFTER and actions[one].isEnabled():
                menu.addMenu(file_windows)
    menu.addSeparator()
    _add(menu, actions, _SHOW)
    _submenu(menu, actions, tr("&Turn and flip"), _TURN)
    _submenu(menu, actions, tr("&Measure"), _TOOLS)
    _submenu(menu, actions, tr("&Layout of panes"), _beginning(actions, "layout."))
    _submenu(menu, actions, tr("&Colour map"), _beginning(actions, "colours."))
    for group in (_DO, _TAKE, _LAST):
        menu.addSeparator()
        _add(menu, actions, group)


def _add(menu: QMenu, actions: ActionSet, ids: Iterable[str]) -> None:
    menu.addActions([actions[one] for one in ids if actions[one].isEnabled()])


def _submenu(menu: QMenu, actions: ActionSet, title: str, ids: Iterable[str]) -> None:
    """A menu of its own, left out with all that is in it."""
    offered = [actions[one] for one in ids if actions[one].isEnabled()]
    if offered:
        menu.addMenu(title).addActions(offered)


def _beginning(actions: ActionSet, start: str) -> Iterable[str]:
    return (row.id for row in actions.rows if row.id.startswith(start))
