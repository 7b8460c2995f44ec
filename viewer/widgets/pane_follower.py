"""Lets linked panes follow the one that is moved."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QObject, Slot

from viewer.core.linking import Place, linked_view, matching_point, same_distance, same_place
from viewer.core.plane_stack import of_one_volume
from viewer.core.planes import nearest_slice
from viewer.state.guides import Guides
from viewer.state.links import Links
from viewer.state.pane import PaneState
from viewer.state.pane_group import PaneGroup
from viewer.widgets.pane_grid import PaneGrid
from viewer.widgets.pane_unit import PaneUnit


class PaneFollower(QObject):
    """Moves the other panes on the screen; what it moves moves nothing in turn."""

    def __init__(self, group: PaneGroup, links: Links, guides: Guides, grid: PaneGrid) -> None:
        super().__init__(grid)
        self._group, self._links, self._guides, self._grid = group, links, guides, grid
        self._moving = False
        for pane in group.panes:
            pane.scrolled.connect(self._on_pane_scrolled)
            pane.view_changed.connect(self._on_pane_view_changed)
            pane.window_changed.connect(self._on_pane_window_changed)
        guides.changed.connect(self._on_guides_changed)

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """No pane follows another inside: they are put where they were, each for itself."""
        self._moving = True
        try:
            yield
        finally:
            self._moving = False

    @Slot()
    def _on_pane_scrolled(self) -> None:
        self._lead(self.sender(), self._scroll)

    @Slot()
    def _on_pane_view_changed(self) -> None:
        self._lead(self.sender(), self._view)

    @Slot()
    def _on_pane_window_changed(self) -> None:
        self._lead(self.sender(), self._window)

    def _lead(self, pane: QObject, move: Callable[[PaneUnit, PaneUnit], None]) -> None:
        """Let every other pane on the screen follow this one."""
        assert isinstance(pane, PaneState)
        leader = self._grid.unit_of(pane)
        if self._moving or pane not in self._group.shown or pane.series is None:
            return
        self._moving = True
        try:
            with self._group.together():
                for follower in self._followers(pane):
                    move(leader, follower)
        finally:
            self._moving = False

    def _followers(self, leader: PaneState) -> Iterator[PaneUnit]:
        return (unit for unit in self._grid.shown if unit.state is not leader and unit.state.series)

    def _scroll(self, leader: PaneUnit, follower: PaneUnit) -> None:
        source, target = _place(leader.state), _place(follower.state)
        index = same_place(source, target) if self._links.link.scroll else None
        if index is None:
            linked = self._links.linked_place(leader.state), self._links.linked_place(follower.state)
            if linked[0] is not None and linked[1] is not None:
                index = same_distance(source, linked[0], linked[1])
        if index is not None:
            follower.state.set_index(index)

    def _view(self, leader: PaneUnit, follower: PaneUnit) -> None:
        link, source, target = self._links.link, leader.presenter.viewport(), follower.presenter.viewport()
        here, there = leader.state.frame, follower.state.frame
        if source is None or target is None or here is None or there is None:
            return
        center = matching_point(here, source.center, there)
        follower.state.set_view(linked_view(source, target, center, link.zoom, link.pan))

    def _window(self, leader: PaneUnit, follower: PaneUnit) -> None:
        """Windows mean the same in one modality only; planes of one volume always share theirs."""
        if leader.presenter.shown is None:
            return
        source, target = _place(leader.state).series, _place(follower.state).series
        is_linked = self._links.link.window and source.modality == target.modality
        if is_linked or of_one_volume(source, target):
            follower.state.set_window(leader.state.window)
            follower.state.set_inverted(leader.state.inverted)
            follower.state.set_colour_map(leader.state.colour_map)

    @Slot()
    def _on_guides_changed(self) -> None:
        """Scroll the other panes to the slice in which the 3-D cursor lies."""
        cursor = self._guides.cursor
        if cursor is not None:
            place, wanted = np.array(cursor.place), cursor.frame_of_reference
            self._lead(
                cursor.pane or self._group.active, lambda _, follower: _go_to(follower.state, place, wanted)
            )


def _go_to(pane: PaneState, point: np.ndarray, frame_of_reference: str) -> None:
    place = _place(pane)
    if place.frame.frame_of_reference == frame_of_reference:
        index = nearest_slice(place.series.frames, point, place.index)
        if index is not None:
            pane.set_index(index)


def _place(pane: PaneState) -> Place:
    assert pane.series is not None
    return Place(pane.series, pane.index)
