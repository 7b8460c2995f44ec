"""Window > Colour map: the colours of the active pane."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from viewer.core.image_colours import PARAMETRIC, ColourMap, colour_kind, with_kept
from viewer.core.language import tr
from viewer.state.pane_group import PaneGroup
from viewer.state.preferences import PreferencesState

Handler = Callable[[bool], object]


class ColourCommands(QObject):
    """What the rows of the submenu do."""

    told = Signal(str)
    preferred = Signal(object)  # Preferences

    def __init__(self, panes: PaneGroup, preferences: PreferencesState, parent: QObject) -> None:
        super().__init__(parent)
        self._panes, self._preferences = panes, preferences
        self.handlers: dict[str, Handler] = {
            **{f"colours.{one}": partial(self._set, one) for one in ColourMap},
            "colours.keep": lambda _: self._keep(),
        }

    def checked(self) -> dict[str, bool]:
        """Which of these rows is on."""
        shown = self._panes.active.shown_colour_map
        return {f"colours.{one}": one is shown for one in ColourMap}

    def _keep(self) -> None:
        """Let all images of this kind begin with the colours of the active pane."""
        pane, preferences = self._panes.active, self._preferences.value
        if pane.series is None:
            return
        shown, kind = pane.shown_colour_map, colour_kind(pane.series)
        kept = with_kept(preferences.colours, pane.series, shown)
        self.preferred.emit(replace(preferences, colours=kept))
        name = tr("parametric maps") if kind == PARAMETRIC else kind
        self.told.emit(
            tr("From now on shown at first in “{colours}”: {kind}", colours=tr(shown.words), kind=name)
        )

    def _set(self, colour_map: ColourMap, checked: bool) -> None:
        self._panes.active.set_colour_map(colour_map)
