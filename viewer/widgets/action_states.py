"""Keeps actions enabled and checked as things are."""

from collections.abc import Callable

from PySide6.QtCore import QObject, SignalInstance, Slot

from viewer.core.comparison import other_studies
from viewer.core.phases import rows_of_phases
from viewer.core.plane_stack import source_of
from viewer.core.situation import Situation
from viewer.services.opening import OpeningService
from viewer.widgets.action_set import ActionSet
from viewer.widgets.pane_grid import PaneGrid
from viewer.widgets.pane_surroundings import Surroundings

Checked = Callable[[], dict[str, bool]]


class ActionStates(QObject):
    """Looks at everything that actions depend on."""

    def __init__(
        self,
        actions: ActionSet,
        surroundings: Surroundings,
        grid: PaneGrid,
        opening: OpeningService,
        *,
        checked: tuple[Checked, ...],
        has_last_session: Callable[[], bool],
    ) -> None:
        super().__init__(actions)
        self._actions, self._surroundings, self._grid = actions, surroundings, grid
        self._opening, self._checked = opening, checked
        self._has_last_session = has_last_session
        for changed in self._signals():
            changed.connect(self.refresh)
        self.refresh()

    def situation(self) -> Situation:
        """What is true now, as far as actions need to know."""
        panes, session = self._surroundings.group, self._surroundings.session
        measurements = self._surroundings.measurements
        series, frame = panes.active.series, self._grid.active.presenter.shown
        return Situation(
            has_studies=bool(session.studies),
            has_image=series is not None,
            has_stack=series is not None and len(series.frames) > 1,
            has_several_series=len(rows_of_phases(session.series)) > 1,
            has_phases=series is not None and series.phase is not None,
            has_several_panes=panes.chosen_layout.count > 1,
            is_colour=frame is not None and frame.is_colour,
            has_planes=frame is not None and bool(frame.overlays),
            modality=series.modality if series else "",
            unit=frame.unit if frame is not None else "",
            has_own_colours=panes.active.shown_colour_map is not panes.active.default_colour_map,
            has_model=self._surroundings.findings.card is not None,
            opening=self._opening.busy,
            has_failures=bool(session.failures),
            has_mpr=self._surroundings.mpr.source is not None,
            has_slab=self._surroundings.mpr.slab.projection is not None,
            has_measurements=bool(measurements.frames),
            has_selection=measurements.selected is not None,
            has_past=measurements.history.canUndo(),
            has_future=measurements.history.canRedo(),
            has_key_images=bool(self._surroundings.key_images.frames),
            has_other_study=series is not None and bool(other_studies(session.studies, source_of(series))),
            has_last_session=self._has_last_session(),
        )

    @Slot()
    def refresh(self) -> None:
        self._actions.set_situation(self.situation())
        history = self._surroundings.measurements.history
        self._actions.set_object("measure.undo", history.past)
        self._actions.set_object("measure.redo", history.future)
        for checked in self._checked:
            for action_id, on in checked().items():
                self._actions[action_id].setChecked(on)

    def _signals(self) -> tuple[SignalInstance, ...]:
        panes, session = self._surroundings.group, self._surroundings.session
        measurements = self._surroundings.measurements
        return (
            self._opening.started,
            self._opening.ended,
            session.studies_changed,
            session.failures_changed,
            self._surroundings.findings.model_changed,
            self._surroundings.guides.changed,
            self._surroundings.mpr.changed,
            measurements.tool_changed,
            measurements.selection_changed,
            measurements.list_changed,
            measurements.history.indexChanged,
            self._surroundings.key_images.changed,
            panes.layout_changed,
            panes.series_changed,
            panes.window_changed,
            panes.overlay_changed,
            panes.text_changed,
            panes.planes_changed,
            self._grid.frame_taken,
        )
