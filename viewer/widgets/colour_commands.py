"""Window > Colour map: the colours of the active pane."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from viewer.core.image_colours import ColourMap
from viewer.state.pane_group import PaneGroup

Handler = Callable[[bool], None]


class ColourCommands(QObject):
    """What the rows of the submenu do."""

    def __init__(self, panes: PaneGroup, parent: QObject) -> None:
        super().__init__(parent)
        self._panes = panes
        self.handlers: dict[str, Handler] = {f"colours.{one}": partial(self._set, one) for one in ColourMap}

    def checked(self) -> dict[str, bool]:
        """Which of these rows is on."""
        shown = self._panes.active.shown_colour_map
        return {f"colours.{one}": one is shown for one in ColourMap}

    def _set(self, colour_map: ColourMap, checked: bool) -> None:
        self._panes.active.set_colour_map(colour_map)
