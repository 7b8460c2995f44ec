"""What the mouse on a pane means: scroll, window, pan, zoom, enlarge, point."""

import math
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, Qt, Slot

from ml.imaging.values import Window
from viewer.core.mouse_bindings import Button, Gesture
from viewer.core.pane_layout import SINGLE
from viewer.core.planes import plane_of
from viewer.core.viewport import Viewport
from viewer.core.windowing import dragged
from viewer.services.rendering import shown_window, value_range
from viewer.state.guides import Cursor, Pointer
from viewer.state.pane import PaneState
from viewer.widgets.image_pane import ImagePane
from viewer.widgets.measuring_pencil import MeasuringPencil
from viewer.widgets.pane_presenter import PanePresenter
from viewer.widgets.pane_surroundings import Surroundings
from viewer.widgets.plane_turner import PlaneTurner

_ZOOM_DOUBLES_IN = 140.0  # device pixels dragged upwards
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_WHEEL_ZOOM = 1.15  # per step
_SLICE_STEP_PX = (3.0, 24.0)  # device pixels dragged per slice: a long stack at least, a short one at most


class PaneController(QObject):
    """Changes the state of its pane as the mouse says. A drag counts from where it began."""

    def __init__(
        self, pane: ImagePane, presenter: PanePresenter, state: PaneState, surroundings: Surroundings
    ) -> None:
        super().__init__(pane)
        self._presenter, self._state = presenter, state
        self._group, self._guides = surroundings.group, surroundings.guides
        self.pencil = MeasuringPencil(pane, presenter, surroundings.measurements)
        self._preferences, self._cache = surroundings.preferences, surroundings.cache
        self.turner = PlaneTurner(pane, presenter, state, surroundings)
        self._draws = self._turns = False  # what the left button does instead of its gesture
        self._drag_from = QPointF()
        self._start_viewport: Viewport | None = None
        self._start_window: Window | None = None
        self._start_range = 0.0
        self._start_index = 0
        self._gesture = Gesture.WINDOW
        self._moves: dict[Gesture, Callable[[QPointF], None]] = {
            Gesture.WINDOW: self._drag_window,
            Gesture.PAN: self._drag_pan,
            Gesture.ZOOM: self._drag_zoom,
            Gesture.SCROLL: self._drag_scroll,
            Gesture.ROTATE: self._drag_rotate,
        }
        pane.touched.connect(self._on_pane_touched)
        pane.wheel_turned.connect(self._on_pane_wheel_turned)
        pane.drag_began.connect(self._on_pane_drag_began)
        pane.drag_moved.connect(self._on_pane_drag_moved)
        pane.drag_ended.connect(self._on_pane_drag_ended)
        pane.double_clicked.connect(self._on_pane_double_clicked)
        pane.hovered.connect(self._on_pane_hovered)
        pane.menu_wanted_at.connect(self._on_pane_menu_wanted_at)
        pane.left.connect(self._on_pane_left)
        state.frame_changed.connect(self._drop_cursor)
        for replaced in (state.frame_changed, presenter.frame_taken, self._group.active_changed):
            replaced.connect(self.pencil.cancel)

    def zoom_by(self, factor: float, about: tuple[float, float] | None = None) -> None:
        """Zoom about a device pixel, by default the middle of the pane."""
        viewport = self._presenter.viewport()
        if viewport is not None:
            middle = (viewport.screen[0] / 2, viewport.screen[1] / 2)
            self._state.set_view(viewport.zoomed(factor, about or middle))

    def show_phase(self, number: int) -> bool:
        """Show another phase in the window of this one, so that they can be compared."""
        self._group.set_active(self._state)
        if self._state.window is None and self._presenter.window is not None:
            self._state.set_window(self._presenter.window)
        return self._group.show_phase(number)

    def step_phase(self, step: int) -> None:
        """Go this many phases on; both ends are ends."""
        series = self._state.series
        if series is not None and series.phase is not None:
            self.show_phase(min(max(series.phase.number + step, 1), series.phase.count))

    @Slot()
    def _on_pane_touched(self) -> None:
        self._group.set_active(self._state)

    @Slot(int, QPointF, object)
    def _on_pane_wheel_turned(self, steps: int, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        mouse, series = self._preferences.value.mouse, self._state.series
        ctrl, shift = (bool(modifiers & key) for key in (_CTRL, _SHIFT))
        if shift and series is not None and series.phase is not None:
            self.step_phase(-steps)
        elif (mouse.ctrl_wheel if ctrl else mouse.wheel) is Gesture.ZOOM:
            self.zoom_by(_WHEEL_ZOOM**steps, position.toTuple())
        else:
            self._state.set_index(self._state.index - steps)

    @Slot(object, QPointF, bool)
    def _on_pane_drag_began(self, button: Button, position: QPointF, ctrl: bool) -> None:
        self._drag_from = position
        is_left, rotates = button is Button.LEFT, ctrl and button is Button.LEFT
        self._gesture = Gesture.ROTATE if rotates else self._preferences.value.mouse.of(button)
        self._draws = is_left and not rotates and self.pencil.press(position.toTuple())
        self._turns = is_left and not rotates and not self._draws and self.turner.press(position.toTuple())
        self._start_viewport, self._start_index = self._presenter.viewport(), self._state.index
        frame = self._presenter.shown
        if frame is not None and self._gesture is Gesture.WINDOW:
            self._start_window = shown_window(frame, self._state.window)
            self._start_range = 0.0 if frame.is_colour else value_range(frame)

    @Slot(object, QPointF)
    def _on_pane_drag_moved(self, button: Button, distance: QPointF) -> None:
        if self._draws and button is Button.LEFT:
            self.pencil.move((self._drag_from + distance).toTuple())
        elif self._turns and button is Button.LEFT:
            self.turner.move((self._drag_from + distance).toTuple())
        elif self._start_viewport is not None:
            self._moves[self._gesture](distance)

    @Slot(object, bool)
    def _on_pane_drag_ended(self, button: Button, dragged: bool) -> None:
        if self._draws and button is Button.LEFT:
            self.pencil.release(dragged)
        self._cache.rest()

    def _drag_window(self, distance: QPointF) -> None:
        if self._start_window is not None:
            window = dragged(self._start_window, distance.x(), distance.y(), self._start_range)
            self._state.set_window(window)

    def _drag_pan(self, distance: QPointF) -> None:
        assert self._start_viewport is not None
        self._state.set_view(self._start_viewport.panned(distance.x(), distance.y()))

    def _drag_zoom(self, distance: QPointF) -> None:
        assert self._start_viewport is not None
        factor = math.exp2(-distance.y() / _ZOOM_DOUBLES_IN)
        self._state.set_view(self._start_viewport.zoomed(factor, self._drag_from.toTuple()))

    def _drag_scroll(self, distance: QPointF) -> None:
        """Down is on; the height of the pane is the whole stack, as far as that makes sensible steps."""
        assert self._start_viewport is not None
        count = len(self._state.series.frames) if self._state.series else 1
        step = min(max(self._start_viewport.screen[1] / count, _SLICE_STEP_PX[0]), _SLICE_STEP_PX[1])
        self._state.set_index(self._start_index + round(distance.y() / step))

    def _drag_rotate(self, distance: QPointF) -> None:
        """Turn about the middle of the pane, as if the image were held where the drag began."""
        assert self._start_viewport is not None
        viewport = self._start_viewport
        held = self._drag_from - QPointF(*viewport.screen) / 2
        start, end = (math.atan2(arm.y(), arm.x()) for arm in (held, held + distance))
        fixed = replace(viewport.view, zoom=viewport.zoom, center=viewport.center)
        self._state.set_view(fixed.rotated(math.degrees(end - start)))

    @Slot(QPointF)
    def _on_pane_double_clicked(self, position: QPointF) -> None:
        """One of several panes is enlarged, and made small again; a single one fits its image.

        While measuring, the second click is a click like any other.
        """
        if self.pencil.press(position.toTuple()):
            self.pencil.release(dragged=False)
        elif self._group.chosen_layout == SINGLE:
            self._state.set_view(self._state.view.fitted())
        else:
            self._group.set_enlarged(not self._group.is_enlarged)

    @Slot(QPointF, bool)
    def _on_pane_hovered(self, position: QPointF, shift: bool) -> None:
        if not self.pencil.hover(position.toTuple()):
            self.turner.hover(position.toTuple())
        self._guides.set_cursor(self._cursor(position) if shift or self._guides.pointing else None)
        self._guides.set_pointer(Pointer(self._state, position.toTuple()))

    @Slot(QPointF)
    def _on_pane_menu_wanted_at(self, position: QPointF) -> None:
        """The menu is about the measurement under the pointer, where there is one."""
        self.pencil.select_at(position.toTuple())

    @Slot()
    def _on_pane_left(self) -> None:
        self._drop_cursor()
        self._guides.set_pointer(None)

    @Slot()
    def _drop_cursor(self) -> None:
        """The pointer is elsewhere, or over another slice than it was."""
        cursor = self._guides.cursor
        if cursor is not None and (cursor.pane or self._group.active) is self._state:
            self._guides.set_cursor(None)

    def _cursor(self, position: QPointF) -> Cursor | None:
        viewport, frame = self._presenter.viewport(), self._presenter.shown
        plane = plane_of(frame.info) if frame is not None else None
        if viewport is None or frame is None or plane is None or not frame.info.frame_of_reference:
            return None
        x, y, z = plane.to_patient(viewport.screen_to_image(position.toTuple()))
        return Cursor((float(x), float(y), float(z)), frame.info.frame_of_reference, self._state)
