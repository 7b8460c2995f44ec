"""Layout, links and cine: how many panes there are, and how they move."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from viewer.core.pane_layout import LAYOUTS, PaneLayout
from viewer.state.guides import Guides
from viewer.state.links import Links
from viewer.state.pane_group import PaneGroup
from viewer.widgets.cine_player import CinePlayer

Handler = Callable[[bool], None]


class PaneCommands(QObject):
    """What the rows of View > Layout and of the Link menu do, and those that move panes."""

    def __init__(self, panes: PaneGroup, links: Links, guides: Guides, cine: CinePlayer) -> None:
        super().__init__(cine)
        self._panes, self._links, self._guides, self._cine = panes, links, guides, cine
        self.handlers: dict[str, Handler] = {
            **{f"layout.{layout}": partial(self._set_layout, layout) for layout in LAYOUTS},
            "view.enlarge": panes.set_enlarged,
            "go.cine": cine.set_playing,
            "go.phase_cine": cine.set_playing_phases,
            "go.next_pane": lambda _: panes.step_active(1),
            "go.previous_pane": lambda _: panes.step_active(-1),
            "link.scroll": links.set_scroll,
            "link.pan": links.set_pan,
            "link.zoom": links.set_zoom,
            "link.window": links.set_window,
            "link.by_hand": self._set_by_hand,
            "link.lines": guides.set_lines_shown,
            "link.cursor": guides.set_pointing,
        }

    def checked(self) -> dict[str, bool]:
        """Which of these rows are on."""
        link = self._links.link
        return {
            **{f"layout.{layout}": layout == self._panes.chosen_layout for layout in LAYOUTS},
            "view.enlarge": self._panes.is_enlarged,
            "go.cine": self._cine.playing and not self._cine.plays_phases,
            "go.phase_cine": self._cine.playing and self._cine.plays_phases,
            "link.scroll": link.scroll,
            "link.pan": link.pan,
            "link.zoom": link.zoom,
            "link.window": link.window,
            "link.by_hand": self._links.by_hand,
            "link.lines": self._guides.lines_shown,
            "link.cursor": self._guides.pointing,
        }

    def _set_layout(self, layout: PaneLayout, checked: bool) -> None:
        self._panes.set_layout(layout)

    def _set_by_hand(self, on: bool) -> None:
        if on:
            self._links.link_by_hand(self._panes.shown)
        else:
            self._links.unlink_by_hand()
