"""The panes: which are on the screen, in which layout, and which one menus, keys and panels speak of."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from ml.imaging.values import FrameInfo, PlaneInfo, Series
from ml.results import Method
from viewer.core.linking import Place, same_place
from viewer.core.pane_layout import LAYOUTS, MOST_PANES, SINGLE, PaneLayout
from viewer.core.phases import are_phases, phase_numbered, phases_beside, rows_of_phases, same_slice
from viewer.core.plane_stack import PlaneSeries, of_one_volume, source_of
from viewer.core.preferences import Preferences
from viewer.core.series_navigation import first_index
from viewer.state.pane import PaneState
from viewer.state.preferences import PreferencesState
from viewer.state.session import Session


class PaneGroup(QObject):
    """All panes there can be. Exactly one of those on the screen is active.

    The signals of the active pane come again from here, and all of them when another pane becomes active: who
    speaks of the active pane need not know which one it is.
    """

    layout_changed = Signal()
    active_changed = Signal()
    shown_changed = Signal()  # which frames are on the screen, or how
    series_changed = Signal()  # of the active pane, as the following
    frame_changed = Signal()
    window_changed = Signal()
    overlay_changed = Signal()
    text_changed = Signal()
    planes_changed = Signal()
    plane_wanted = Signal(object)  # PlaneInfo: its volume has to be there before it can be shown

    def __init__(self, session: Session, preferences: PreferencesState | None = None) -> None:
        super().__init__(session)
        self._session = session
        preferences = preferences or PreferencesState(Preferences(), self)
        self._panes = tuple(PaneState(preferences, self) for _ in range(MOST_PANES))
        self._layout = SINGLE
        self._first = 0  # of the panes on the screen
        self._active = self._panes[0]
        self._enlarged_from: PaneLayout | None = None
        self._together = self._changed_together = False
        for pane in self._panes:
            for signal, relayed in self._relays(pane):
                signal.connect(partial(self._relay, pane, relayed))
            for signal in (pane.frame_changed, pane.overlay_changed):
                signal.connect(partial(self._relay_shown, pane))
        session.studies_changed.connect(self._on_session_studies_changed)

    @property
    def panes(self) -> tuple[PaneState, ...]:
        """All panes, on the screen or not, row by row."""
        return self._panes

    @property
    def shown(self) -> tuple[PaneState, ...]:
        """The panes on the screen, row by row."""
        return self._panes[self._first : self._first + self._layout.count]

    @property
    def active_first(self) -> tuple[PaneState, ...]:
        """The panes on the screen that show a series, the active one before the others."""
        ordered = (self._active, *(pane for pane in self.shown if pane is not self._active))
        return tuple(pane for pane in ordered if pane.series is not None)

    @property
    def places(self) -> tuple[Place, ...]:
        """The slices on the screen, that of the active pane first."""
        return tuple(Place(pane.series, pane.index) for pane in self.active_first if pane.series)

    @property
    def active(self) -> PaneState:
        return self._active

    @property
    def layout(self) -> PaneLayout:
        return self._layout

    @property
    def chosen_layout(self) -> PaneLayout:
        """The layout as the user set it: that before one pane was enlarged."""
        return self._enlarged_from or self._layout

    @property
    def is_enlarged(self) -> bool:
        return self._enlarged_from is not None

    def set_layout(self, layout: PaneLayout) -> None:
        """Show this many panes, the active one among them; panes without a series get the next ones."""
        self._enlarged_from = None
        self._show_layout(layout)
        self.fill_empty()

    def panes_in(self, layout: PaneLayout) -> tuple[PaneState, ...]:
        """The panes that a layout would show, row by row."""
        first = layout.first_of(self._panes.index(self._active))
        return self._panes[first : first + layout.count]

    def as_open_now(self, series: Series | None) -> Series | None:
        """A series as it was last read; None when it is closed."""
        return self._session.series_by_uid(series.series_uid) if series is not None else None

    def set_enlarged(self, enlarged: bool) -> None:
        """Show the active pane alone, or all panes of the layout again."""
        if enlarged and self._layout != SINGLE:
            self._enlarged_from = self._layout
            self._show_layout(SINGLE)
        elif not enlarged and self._enlarged_from is not None:
            self.set_layout(self._enlarged_from)

    def arrange(self, layout: PaneLayout, active: PaneState, enlarged: bool) -> None:
        """Layout and active pane as they were kept; nothing is put into empty panes."""
        self._enlarged_from = None
        for step in (LAYOUTS[-1], layout):  # the first has room for any pane that shall be active
            self._show_layout(step)
            self.set_active(active)
        self.set_enlarged(enlarged)

    def set_active(self, pane: PaneState) -> None:
        """Let menus, keys and panels speak of this pane; one that is not on the screen cannot be active."""
        if pane is self._active or pane not in self.shown:
            return
        self._active = pane
        self.tell_again()

    def tell_again(self) -> None:
        """Announce all of the active pane, for whoever did not listen to it before."""
        self.active_changed.emit()
        for _, relayed in self._relays(self._active):
            relayed.emit()
        self.shown_changed.emit()

    def step_active(self, step: int) -> None:
        """Make the next pane active, the first one after the last."""
        shown = self.shown
        self.set_active(shown[(shown.index(self._active) + step) % len(shown)])

    def put(self, series: Series, pane: PaneState | None = None) -> None:
        """Show a series in a pane, by default the active one, at the place that is looked at.

        That is where this pane or another one is in the same space, if any is. A pane that shows a phase of
        the series already stays there.
        """
        pane = pane or self._active
        if series != pane.series and not are_phases(series, pane.series):
            pane.set_series(series, self._matching_index(series, pane))

    def show_frame(self, info: FrameInfo) -> None:
        """Show a frame in a pane that has its series, else in the active one, which becomes active."""
        if isinstance(info, PlaneInfo):
            self.plane_wanted.emit(info)
            return
        series = next((one for one in self._session.series if info in one.frames), None)
        if series is None:
            return
        panes = (self._active, *self.shown)
        showing = [pane for pane in panes if pane.series == series]
        of_phases = [pane for pane in panes if are_phases(pane.series, series)]
        self.set_active(next(iter((*showing, *of_phases)), self._active))
        if of_phases and not showing:
            self._active.show_phase(series, series.frames.index(info))
        else:
            self._active.set_series(series, series.frames.index(info))

    def show_phase(self, number: int) -> bool:
        """Show another phase in the active pane, at the same place; whether there is one of this number."""
        series, index = self._active.series, self._active.index
        phase = phase_numbered(self._session.series, series, number) if series is not None else None
        if series is None or phase is None:
            return False
        self._active.show_phase(phase, same_slice(Place(series, index), phase))
        return True

    @property
    def phases_beside(self) -> tuple[FrameInfo, ...]:
        """What the active pane would show a phase later and earlier."""
        active = self._active
        return (
            phases_beside(self._session.series, Place(active.series, active.index)) if active.series else ()
        )

    @contextmanager
    def together(self) -> Iterator[None]:
        """Changes of several panes inside are told by ``shown_changed`` once, at the end."""
        self._together, self._changed_together = True, False
        try:
            yield
        finally:
            self._together = False
            if self._changed_together:
                self.shown_changed.emit()

    def fill_empty(self) -> None:
        """Give every empty pane on the screen the next open series that no pane shows."""
        for pane in self.shown:
            series = self._next_unseen() if pane.series is None else None
            if series is not None:
                self.put(series, pane)

    def set_index(self, index: int) -> None:
        self._active.set_index(index)

    def set_overlay_on(self, on: bool) -> None:
        with self.together():
            for pane in self._with_planes():
                pane.set_overlay_on(on)

    def set_overlay_class(self, class_name: str | None) -> None:
        with self.together():
            for pane in self._with_planes():
                pane.set_overlay_class(class_name)

    def set_overlay_method(self, method: Method) -> None:
        for pane in self._panes:
            pane.set_overlay_method(method)

    def set_overlay_opacity(self, opacity: float) -> None:
        for pane in self._panes:
            pane.set_overlay_opacity(opacity)

    def set_overlay_held_back(self, held_back: bool) -> None:
        for pane in self._panes:
            pane.set_overlay_held_back(held_back)

    def _with_planes(self) -> list[PaneState]:
        """The active pane, and those with planes of its volume or, beside its planes, with the series."""
        active = self._active
        return [
            pane
            for pane in self._panes
            if pane is active
            or (
                pane.series is not None
                and active.series is not None
                and of_one_volume(pane.series, active.series)
            )
        ]

    def _show_layout(self, layout: PaneLayout) -> None:
        if layout != self._layout:
            self._layout = layout
            self._first = layout.first_of(self._panes.index(self._active))
            self.layout_changed.emit()
            self.shown_changed.emit()

    def _next_unseen(self) -> Series | None:
        """The first series after the active pane's that is in no pane on the screen."""
        rows = rows_of_phases(self._session.series)
        seen = {source_of(pane.series) for pane in self.shown if pane.series is not None}
        active = source_of(self._active.series) if self._active.series is not None else None
        start = next((place + 1 for place, row in enumerate(rows) if active in row), 0)
        return next((row[0] for row in (*rows[start:], *rows[:start]) if seen.isdisjoint(row)), None)

    def _matching_index(self, series: Series, pane: PaneState) -> int | None:
        target = Place(series, first_index(series))
        own = [Place(pane.series, pane.index)] if pane.series is not None else []
        indices = (same_place(place, target) for place in (*own, *self.places))
        return next((index for index in indices if index is not None), None)

    def _relays(self, pane: PaneState) -> tuple[tuple[SignalInstance, SignalInstance], ...]:
        return (
            (pane.series_changed, self.series_changed),
            (pane.window_changed, self.window_changed),
            (pane.overlay_changed, self.overlay_changed),
            (pane.text_changed, self.text_changed),
            (pane.planes_changed, self.planes_changed),
            (pane.frame_changed, self.frame_changed),
        )

    def _relay(self, pane: PaneState, relayed: SignalInstance) -> None:
        if pane is self._active:
            relayed.emit()

    def _relay_shown(self, pane: PaneState) -> None:
        if pane not in self.shown:
            return
        if self._together:
            self._changed_together = True
        else:
            self.shown_changed.emit()

    @Slot()
    def _on_session_studies_changed(self) -> None:
        """Panes follow series that were read anew and let go of those that are gone."""
        with self.together():
            for pane in self._panes:
                if pane.series is None:
                    continue
                source = source_of(pane.series)
                now = self._session.series_by_uid(source.series_uid)
                if not isinstance(pane.series, PlaneSeries):
                    pane.replace_series(now)
                elif now != source:  # planes of a series that is gone, or has become another
                    pane.set_series(now)
