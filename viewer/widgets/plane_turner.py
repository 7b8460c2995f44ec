"""Moves and turns planes by the lines that they draw into each other."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Qt, Slot

from viewer.core.linking import view_kept
from viewer.core.plane_stack import PlaneSeries, turned
from viewer.core.planes import Orientation, Plane, grid_of_info, plane_of
from viewer.core.viewport import Point, Viewport
from viewer.state.pane import PaneState
from viewer.widgets.image_pane import ImagePane
from viewer.widgets.pane_presenter import PanePresenter
from viewer.widgets.pane_surroundings import Surroundings
from viewer.widgets.plane_lines import Hold, LineGrip, line_grip_at

_CURSORS = {
    Hold.MIDDLE: Qt.CursorShape.SizeAllCursor,
    Hold.LINE: Qt.CursorShape.OpenHandCursor,
    Hold.TURN: Qt.CursorShape.PointingHandCursor,
}


@dataclass(frozen=True, slots=True, eq=False)
class _Turn:
    """How things were when a turn began."""

    meeting: np.ndarray
    angle: float  # of the pointer about the meeting point, radians
    orientations: dict[PaneState, Orientation]


class PlaneTurner(QObject):
    """One per pane. Positions are device pixels of the pane."""

    def __init__(
        self, pane: ImagePane, presenter: PanePresenter, state: PaneState, surroundings: Surroundings
    ) -> None:
        super().__init__(pane)
        self._pane, self._presenter, self._state = pane, presenter, state
        self._mpr, self._measurements = surroundings.mpr, surroundings.measurements
        self._held: LineGrip | None = None
        self._turn: _Turn | None = None
        self._mpr.turn_wanted.connect(self._on_mpr_turn_wanted)
        for replaced in (state.series_changed, self._mpr.changed):
            replaced.connect(self.cancel)

    @Slot()
    def cancel(self) -> None:
        """Let go: what was held is no longer there."""
        self._held = self._turn = None

    def press(self, position: Point) -> bool:
        """Take hold of a line, or of where lines meet; False where there is none."""
        self._held = self._grip(position)
        self._turn = self._start_of_turn(position) if self._held is not None else None
        return self._held is not None

    def move(self, position: Point) -> None:
        """The pointer moves with the button down."""
        viewport, plane = self._presenter.viewport(), self._plane()
        if self._held is None or viewport is None or plane is None:
            return
        place = plane.to_patient(viewport.screen_to_image(position))
        if self._held.hold is Hold.TURN:
            self._turn_others(place, plane)
        else:
            others = self._others()
            held = tuple(
                pane
                for kind, pane in others.items()
                if self._held.hold is Hold.MIDDLE or kind == self._held.plane
            )
            self._mpr.move_to(place, held)

    def hover(self, position: Point) -> None:
        """Show what a press here would take hold of."""
        grip = self._grip(position)
        if grip is not None:
            self._pane.setCursor(_CURSORS[grip.hold])

    def _grip(self, position: Point) -> LineGrip | None:
        """With a measuring tool in hand lines are left alone, so that figures can be drawn across them."""
        if self._measurements.tool is not None:
            return None
        return line_grip_at(position, self._pane.scene.plane_lines, self._pane.devicePixelRatioF())

    def _plane(self) -> Plane | None:
        frame = self._presenter.shown
        return plane_of(frame.info) if frame is not None else None

    def _others(self) -> dict[str, PaneState]:
        return {kind.value: pane for kind, pane in self._mpr.panes.items() if pane is not self._state}

    def _start_of_turn(self, position: Point) -> _Turn | None:
        viewport, plane, meeting = self._presenter.viewport(), self._plane(), self._mpr.meeting_point
        if viewport is None or plane is None or meeting is None:
            return None
        angle = _angle_about(meeting, plane.to_patient(viewport.screen_to_image(position)), plane)
        orientations = {
            pane: pane.series.orientation
            for pane in self._others().values()
            if isinstance(pane.series, PlaneSeries)
        }
        return _Turn(meeting, angle, orientations)

    def _turn_others(self, place: np.ndarray, plane: Plane) -> None:
        """Both other planes turn together, so that all three stay at right angles."""
        if self._turn is None:
            return
        angle = _angle_about(self._turn.meeting, place, plane) - self._turn.angle
        orientations = {
            pane: turned(orientation, plane.normal, angle)
            for pane, orientation in self._turn.orientations.items()
        }
        self._mpr.turn(orientations, self._turn.meeting)

    @Slot(object, object, object)
    def _on_mpr_turn_wanted(self, pane: PaneState, orientation: Orientation, through: np.ndarray) -> None:
        """Turn the plane of this pane; only here it is known how large it is shown."""
        before = self._state.frame
        if pane is not self._state or before is None or not isinstance(self._state.series, PlaneSeries):
            return
        series, index = self._mpr.stack(pane, orientation, through)
        here, there = plane_of(before), plane_of(series.frames[index])
        if here is not None and there is not None:
            viewport = Viewport(grid_of_info(before), self._pane.device_size, self._state.view)
            self._state.turn(series, index, view_kept(viewport, here, there, through))


def _angle_about(meeting: np.ndarray, place: np.ndarray, plane: Plane) -> float:
    """In which direction a place lies, counted from the columns towards the rows of a plane."""
    away = place - meeting
    right, down = plane.column_step, plane.row_step
    return math.atan2(away @ down / float(np.linalg.norm(down)), away @ right / float(np.linalg.norm(right)))
