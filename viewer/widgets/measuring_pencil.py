"""Draws measurements with the left button, and changes those that are there."""

import math
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ml.imaging.values import Frame, FrameInfo
from viewer.core.measurement import Kind, Measurement
from viewer.core.measuring import clamped, measured, within
from viewer.core.viewport import Point, Viewport
from viewer.state.measurements import Measurements
from viewer.widgets.image_pane import ImagePane
from viewer.widgets.measurement_drawing import Grip, grip_at
from viewer.widgets.pane_presenter import PanePresenter

_FREEHAND_STEP = 3.0  # device pixels: nearer points of a freehand line are passed over


class MeasuringPencil(QObject):
    """One per pane. A figure is drawn by dragging, or point by point with clicks.

    Positions are device pixels of the pane.
    """

    text_wanted = Signal(object, object)  # FrameInfo, Measurement: an arrow that waits for its text

    def __init__(self, pane: ImagePane, presenter: PanePresenter, measurements: Measurements) -> None:
        super().__init__(pane)
        self._pane, self._presenter, self._measurements = pane, presenter, measurements
        self._draft: Measurement | None = None  # what is being drawn
        self._held: Grip | None = None  # what is being dragged
        self._held_from: Point = (0.0, 0.0)  # image point
        self._changed: Measurement | None = None  # the same, as it is now
        self._fresh = False  # the floating point has not been clicked a second time
        self._floats = False  # the last point of the draft follows the pointer
        measurements.tool_changed.connect(self._on_measurements_tool_changed)

    @property
    def is_busy(self) -> bool:
        return self._draft is not None or self._held is not None

    def press(self, position: Point) -> bool:
        """Begin or go on drawing, or take hold; False if there is nothing to draw or to hold here."""
        if self._measurements.tool is not None:
            self._presenter.sharpen()
        viewport, frame = self._presenter.viewport(), self._presenter.frame
        if viewport is None or frame is None:
            return False
        if self._draft is not None:
            self._add_point(position)
            return True
        grip = self._grip(position, viewport, frame)
        if grip is not None:
            self._measurements.select(frame.info, grip.measurement)
            self._held, self._held_from = grip, viewport.screen_to_image(position)
        elif self._measurements.tool is not None:
            self._begin(self._measurements.tool, clamped(viewport.screen_to_image(position), frame.info))
        else:
            self._measurements.select_nothing()
            return False
        return True

    def select_at(self, position: Point) -> None:
        """Select what lies under the pointer; nothing, where nothing does."""
        viewport, frame = self._presenter.viewport(), self._presenter.frame
        if viewport is None or frame is None or self.is_busy:
            return
        ratio, kept = self._pane.devicePixelRatioF(), self._measurements.kept_on(frame.info)
        grip = grip_at(position, kept, viewport, ratio, lines=True)
        if grip is None:
            self._measurements.select_nothing()
        else:
            self._measurements.select(frame.info, grip.measurement)

    def move(self, position: Point) -> None:
        """The pointer moves with the button down, or between two clicks."""
        viewport, frame = self._presenter.viewport(), self._presenter.frame
        if viewport is None or frame is None:
            return
        place = viewport.screen_to_image(position)
        if self._held is not None:
            self._drag_held(self._held, place, frame)
        elif self._draft is not None and self._floats:
            place = clamped(place, frame.info)
            last = viewport.image_to_screen(self._draft.points[-1])
            if self._draft.kind is not Kind.FREEHAND:
                self._show(replace(self._draft, points=(*self._draft.points[:-1], place)), frame)
            elif math.dist(last, position) >= _FREEHAND_STEP:
                self._show(replace(self._draft, points=(*self._draft.points, place)), frame)

    def release(self, dragged: bool) -> None:
        """The button comes up. A click alone leaves the point floating, to be put down by the next click."""
        if self._held is not None:
            info = self._info()
            held, self._held = self._changed, None
            self._changed = None
            if held is not None and info is not None:
                self._measurements.edit(info, held)
        elif self._draft is not None and self._floats:
            can_float = self._draft.kind not in (Kind.PROBE, Kind.FREEHAND)
            if self._fresh and not dragged and can_float:
                self._fresh = False
            else:
                self._put_down()

    def hover(self, position: Point) -> bool:
        """The pointer moves without a button; whether a press would draw or take hold of something."""
        self.move(position)
        viewport, frame = self._presenter.viewport(), self._presenter.frame
        grip = None
        if viewport is not None and frame is not None and self._draft is None:
            grip = self._grip(position, viewport, frame)
        if grip is not None:
            shape = Qt.CursorShape.SizeAllCursor if grip.handle is None else Qt.CursorShape.PointingHandCursor
            self._pane.setCursor(shape)
        elif self._measurements.tool is not None:
            self._pane.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self._pane.unsetCursor()
        return grip is not None or self._measurements.tool is not None

    @Slot()
    def cancel(self) -> None:
        """Give up what is being drawn or dragged."""
        if self.is_busy:
            self._draft = self._held = self._changed = None
            self._measurements.drop_draft()

    def _grip(self, position: Point, viewport: Viewport, frame: Frame) -> Grip | None:
        """With a tool in hand only handles are taken hold of, so that figures can be drawn across others."""
        ratio, kept = self._pane.devicePixelRatioF(), self._measurements.kept_on(frame.info)
        return grip_at(position, kept, viewport, ratio, lines=self._measurements.tool is None)

    def _begin(self, kind: Kind, place: Point) -> None:
        points = (place,) if kind in (Kind.PROBE, Kind.FREEHAND) else (place, place)
        self._float(Measurement(kind, points))

    def _add_point(self, position: Point) -> None:
        """A press while something is being drawn: the floating point comes here, or a second line begins."""
        assert self._draft is not None
        if self._floats:
            self.move(position)
            return
        viewport, frame = self._presenter.viewport(), self._presenter.frame
        assert viewport is not None and frame is not None
        place = clamped(viewport.screen_to_image(position), frame.info)
        self._float(replace(self._draft, points=(*self._draft.points, place, place)))

    def _float(self, draft: Measurement) -> None:
        self._fresh = self._floats = True
        frame = self._presenter.frame
        if frame is not None:
            self._show(draft, frame)

    def _put_down(self) -> None:
        """The floating point stays where it is; the figure is whole, or goes on."""
        draft, info = self._draft, self._info()
        assert draft is not None
        self._floats = False
        if info is None:
            self.cancel()
        elif draft.kind is Kind.FREEHAND or len(draft.points) >= draft.kind.point_count:
            self._finish(draft)
        elif draft.kind is Kind.ANGLE:
            self._float(replace(draft, points=(*draft.points, draft.points[-1])))
            self._fresh = False  # the next press puts it down, dragged or not

    def _finish(self, draft: Measurement) -> None:
        info = self._info()
        self._draft = None
        if draft.is_degenerate or info is None:
            self._measurements.drop_draft()
        elif draft.kind is Kind.ARROW:
            self.text_wanted.emit(info, draft)
        else:
            self._measurements.add(info, draft)

    def _drag_held(self, grip: Grip, place: Point, frame: Frame) -> None:
        if grip.handle is not None:
            changed = grip.measurement.with_handle(grip.handle, clamped(place, frame.info))
        else:
            moved = grip.measurement.moved(place[0] - self._held_from[0], place[1] - self._held_from[1])
            changed = within(moved, frame.info)
        if not changed.is_degenerate:
            self._changed = measured(frame, changed)
            self._measurements.set_draft(frame.info, self._changed)

    def _info(self) -> FrameInfo | None:
        """The frame on screen."""
        return self._presenter.frame.info if self._presenter.frame is not None else None

    def _show(self, draft: Measurement, frame: Frame) -> None:
        self._draft = measured(frame, draft)
        self._measurements.set_draft(frame.info, self._draft)

    @Slot()
    def _on_measurements_tool_changed(self) -> None:
        self.cancel()
        if self._measurements.tool is None:
            self._pane.unsetCursor()
        else:
            self._pane.setCursor(Qt.CursorShape.CrossCursor)
