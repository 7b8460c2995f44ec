"""Planes through one volume: in which panes they are, where they meet, how thick they are, the way back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging.values import PlaneInfo, Series, Window
from viewer.core.image_colours import ColourMap
from viewer.core.pane_layout import PaneLayout
from viewer.core.plane_stack import (
    NO_SLAB,
    PlaneKind,
    PlaneSeries,
    Slab,
    VolumeGrid,
    grid_orientation,
    index_through,
    meeting_point,
    plane_series,
    turned_like,
    with_slab,
)
from viewer.core.planes import Orientation, Plane, plane_of
from viewer.core.series_navigation import first_index
from viewer.core.viewport import FIT, View
from viewer.state.pane import Overlay, PaneState
from viewer.state.pane_group import PaneGroup

PLANES_LAYOUT = PaneLayout(2, 2)
# Row by row; None is the series itself. Coronal is below axial and beside sagittal: what is shared lines up.
_PLACES = (PlaneKind.AXIAL, None, PlaneKind.CORONAL, PlaneKind.SAGITTAL)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a pane shows, and how."""

    series: Series | None
    index: int
    window: Window | None
    inverted: bool
    colour_map: ColourMap | None
    view: View
    overlay: Overlay


class Mpr(QObject):
    """Multiplanar reformatting of one volume at a time.

    Where planes are is told by the panes alone: each shows one plane of its stack, and the point that they
    have in common is where all three meet.
    """

    changed = Signal()  # planes came or went, or are of another thickness
    ended = Signal()  # the volume is not needed any more
    moved = Signal()  # planes that may be in panes that are not on the screen
    turn_wanted = Signal(
        object, object, object
    )  # PaneState, Orientation, point: its pane turns a plane itself

    def __init__(self, group: PaneGroup) -> None:
        super().__init__(group)
        self._group = group
        self._source: Series | None = None
        self._grid: VolumeGrid | None = None
        self._slab = NO_SLAB
        self._before: dict[PaneState, Shown] = {}
        self._layout_before = PLANES_LAYOUT
        self._active_before = group.active
        self._arranging = False
        for pane in group.panes:
            pane.series_changed.connect(self._on_pane_series_changed)

    @property
    def source(self) -> Series | None:
        """The series whose volume is cut; None without planes."""
        return self._source

    @property
    def grid(self) -> VolumeGrid | None:
        """Where its voxels lie; None without planes."""
        return self._grid

    @property
    def slab(self) -> Slab:
        return self._slab

    @property
    def panes(self) -> dict[PlaneKind, PaneState]:
        """The pane of each plane, on the screen or not."""
        shown = {
            pane.series.plane: pane
            for pane in reversed((*self._group.shown, *self._group.panes))
            if isinstance(pane.series, PlaneSeries)
        }
        return {kind: shown[kind] for kind in PlaneKind if kind in shown}

    @property
    def meeting_point(self) -> np.ndarray | None:
        """The patient point in which all three planes meet; None when one of them is not there."""
        return meeting_point(frame for pane in self.panes.values() if (frame := pane.frame) is not None)

    @property
    def layout_without(self) -> PaneLayout:
        """The layout that comes back when the planes go, or that there is without any."""
        chosen = self._group.chosen_layout
        return self._layout_before if self._source is not None and chosen == PLANES_LAYOUT else chosen

    @property
    def active_without(self) -> PaneState:
        """The active pane, likewise."""
        return self._group.active if self._source is None else self._active_before

    def without(self, pane: PaneState) -> Shown:
        """What a pane shows, likewise."""
        is_plane, shown = isinstance(pane.series, PlaneSeries), shown_in(pane)
        if self._source is None or not (is_plane or pane.series == self._source):
            return shown
        if pane in self._before:
            return self._before[pane]
        source = self._source  # put there by hand
        return replace(shown, series=source, index=first_index(source), view=FIT) if is_plane else shown

    def is_turned(self, series: PlaneSeries) -> bool:
        """Whether planes do not lie along the grid any more."""
        if self._grid is None:
            return False
        return not np.allclose(series.orientation, grid_orientation(self._grid, series.plane), atol=1e-6)

    def begin(self, source: Series, grid: VolumeGrid) -> None:
        """Show the planes of a volume in two by two panes, through the place that is looked at."""
        if self._source is not None:
            self.end()
        look, through = self._group.active, self._place_looked_at(source, grid)
        with self._arranged():
            self._source, self._grid = source, grid
            self._layout_before, self._active_before = self._group.chosen_layout, look
            panes = self._group.panes_in(PLANES_LAYOUT)
            self._before = {pane: shown_in(pane) for pane in panes}
            own = self._before[look]  # the active pane is one of those that are shown
            index = own.index if look.series == source else None
            for pane, kind in zip(panes, _PLACES, strict=True):
                if kind is None:
                    pane.set_series(source, index)
                else:
                    pane.set_series(*self._stack(kind, grid_orientation(grid, kind), through))
                pane.set_window(own.window)
                pane.set_inverted(own.inverted)
                pane.set_colour_map(own.colour_map)
                pane.set_overlay(own.overlay)
            self._group.set_layout(PLANES_LAYOUT)
            self._group.set_active(panes[0])
        self.changed.emit()

    def end(self) -> None:
        """Take the planes away; the panes show what they showed before."""
        if self._source is None:
            return
        source = self._source
        with self._arranged():
            self._source = self._grid = None
            for pane, before in self._before.items():
                if isinstance(pane.series, PlaneSeries) or pane.series == source:
                    _restore(pane, before, self._group.as_open_now(before.series))
            for pane in self._group.panes:
                if isinstance(pane.series, PlaneSeries):  # put there by hand
                    pane.set_series(source)
            if self._group.chosen_layout == PLANES_LAYOUT:  # with the page on which the reader was
                self._group.arrange(self._layout_before, self._active_before, enlarged=False)
            self._group.set_active(self._active_before)
        self._before = {}
        self.ended.emit()
        self.changed.emit()

    def set_slab(self, slab: Slab) -> None:
        """Make all planes as thick as this."""
        if slab == self._slab:
            return
        self._slab = slab
        with self._group.together():
            for pane in self.panes.values():
                if isinstance(pane.series, PlaneSeries):
                    pane.turn(with_slab(pane.series, slab), pane.index, pane.view)
        self.changed.emit()

    def move_to(self, point: np.ndarray, panes: tuple[PaneState, ...]) -> None:
        """Let the planes of some panes go through a patient point."""
        with self._group.together():
            for pane in panes:
                if isinstance(pane.series, PlaneSeries):
                    pane.set_index(index_through(pane.series, point))
        self.moved.emit()

    def turn(self, orientations: dict[PaneState, Orientation], through: np.ndarray) -> None:
        """Turn the planes of some panes about a patient point that lies in them."""
        with self._group.together():
            for pane, orientation in orientations.items():
                self.turn_wanted.emit(pane, orientation, through)
        self.moved.emit()

    def stack(
        self, pane: PaneState, orientation: Orientation, through: np.ndarray
    ) -> tuple[PlaneSeries, int]:
        """What a pane with a plane shows after it is turned, through a patient point."""
        assert isinstance(pane.series, PlaneSeries)
        return self._stack(pane.series.plane, orientation, through)

    def go_to(self, info: PlaneInfo) -> None:
        """Show a plane as it was: as thick, in the same direction, and the others at right angles to it."""
        pane, plane = self.panes.get(PlaneKind(info.plane)), plane_of(info)
        if pane is None or plane is None or not isinstance(pane.series, PlaneSeries):
            return
        self.set_slab(Slab(info.projection, info.thickness_mm or self._slab.thickness_mm))
        with self._group.together():
            if info not in pane.series.frames:
                self._turn_to(info, plane, pane)
            assert isinstance(pane.series, PlaneSeries)
            pane.set_index(pane.series.frames.index(info))
            self._group.set_active(pane)

    def show(self, planes: Mapping[PaneState, PlaneInfo], slab: Slab) -> None:
        """Show these very planes in these panes, as they were kept; all others are as thick."""
        with self._arranged():
            self.set_slab(slab)
            for pane, info in planes.items():
                plane = plane_of(info)
                assert plane is not None and info.orientation is not None
                stack = self._stack(PlaneKind(info.plane), info.orientation, plane.corner)
                pane.set_series(*_with_plane(*stack, info))
        self.changed.emit()

    def _turn_to(self, info: PlaneInfo, plane: Plane, wanted: PaneState) -> None:
        """Turn all planes so that one pane has the wanted plane in its stack."""
        meeting = self.meeting_point
        through = plane.to_patient((info.columns / 2, info.rows / 2)) if meeting is None else meeting
        through = through - plane.distance(through) * plane.normal
        assert isinstance(wanted.series, PlaneSeries) and info.orientation is not None
        before = wanted.series.orientation
        for kind, pane in self.panes.items():
            assert isinstance(pane.series, PlaneSeries)
            orientation = turned_like(pane.series.orientation, before, info.orientation)
            series, index = self._stack(kind, info.orientation if pane is wanted else orientation, through)
            if pane is wanted:
                series, index = _with_plane(series, index, info)
            pane.turn(series, index, pane.view.fitted())

    def straighten(self) -> None:
        """All planes along the grid again, through its middle, and seen as a whole."""
        if self._grid is None:
            return
        with self._group.together():
            for kind, pane in self.panes.items():
                orientation = grid_orientation(self._grid, kind)
                pane.turn(*self._stack(kind, orientation, self._grid.middle), pane.view.fitted())

    def _stack(
        self, kind: PlaneKind, orientation: Orientation, through: np.ndarray
    ) -> tuple[PlaneSeries, int]:
        assert self._source is not None and self._grid is not None
        return plane_series(self._source, self._grid, kind, orientation, through, slab=self._slab)

    def _place_looked_at(self, source: Series, grid: VolumeGrid) -> np.ndarray:
        """The middle of the slice in the active pane, else that of the volume."""
        active = self._group.active
        plane = plane_of(active.frame) if active.frame is not None and active.series == source else None
        if plane is None:
            return grid.middle
        return plane.to_patient(((plane.columns // 2) + 0.5, (plane.rows // 2) + 0.5))

    @contextmanager
    def _arranged(self) -> Iterator[None]:
        self._arranging = True
        try:
            with self._group.together():
                yield
        finally:
            self._arranging = False

    @Slot()
    def _on_pane_series_changed(self) -> None:
        """The last plane has made way for another series."""
        if self._source is not None and not self._arranging and not self.panes:
            self._source = self._grid = None
            self._before = {}
            self.ended.emit()
            self.changed.emit()


def _with_plane(series: PlaneSeries, index: int, info: PlaneInfo) -> tuple[PlaneSeries, int]:
    """A stack with one plane as it was kept, to the last digit: what was measured there is known by it."""
    frames = (*series.frames[:index], info, *series.frames[index + 1 :])
    return replace(series, frames=frames), index


def shown_in(pane: PaneState) -> Shown:
    """What a pane shows now."""
    return Shown(
        pane.series, pane.index, pane.window, pane.inverted, pane.colour_map, pane.view, pane.overlay
    )


def _restore(pane: PaneState, before: Shown, series: Series | None) -> None:
    pane.set_series(series, before.index if series is not None else None)
    pane.set_window(before.window)
    pane.set_inverted(before.inverted)
    pane.set_colour_map(before.colour_map)
    pane.set_view(before.view)
    pane.set_overlay(replace(pane.overlay, on=before.overlay.on, class_name=before.overlay.class_name))
