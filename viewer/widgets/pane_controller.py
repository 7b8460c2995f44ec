"""What the mouse on a pane means: scroll, window, pan, zoom, fit."""

import math
from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Slot

from ml.imaging.values import Window
from viewer.core.viewport import FIT, Viewport
from viewer.core.windowing import dragged
from viewer.services.rendering import shown_window, value_range
from viewer.state.pane import PaneState
from viewer.state.session import Session
from viewer.widgets.image_pane import Drag, ImagePane
from viewer.widgets.pane_presenter import PanePresenter

_ZOOM_DOUBLES_IN = 140.0  # device pixels dragged upwards
_WHEEL_ZOOM = 1.15  # per step


class PaneController(QObject):
    """Changes session and pane state as the mouse says. A drag counts from where it began."""

    def __init__(self, pane: ImagePane, presenter: PanePresenter, session: Session, state: PaneState) -> None:
        super().__init__(pane)
        self._presenter, self._session, self._state = presenter, session, state
        self._drag_from = QPointF()
        self._start_viewport: Viewport | None = None
        self._start_window: Window | None = None
        self._start_range = 0.0
        self._moves: dict[Drag, Callable[[QPointF], None]] = {
            Drag.WINDOW: self._drag_window,
            Drag.PAN: self._drag_pan,
            Drag.ZOOM: self._drag_zoom,
        }
        pane.scrolled.connect(self._on_pane_scrolled)
        pane.wheel_zoomed.connect(self._on_pane_wheel_zoomed)
        pane.drag_began.connect(self._on_pane_drag_began)
        pane.drag_moved.connect(self._on_pane_drag_moved)
        pane.fit_requested.connect(self._on_pane_fit_requested)

    def zoom_by(self, factor: float, about: tuple[float, float] | None = None) -> None:
        """Zoom about a device pixel, by default the middle of the pane."""
        viewport = self._presenter.viewport()
        if viewport is not None:
            middle = (viewport.screen[0] / 2, viewport.screen[1] / 2)
            self._state.set_view(viewport.zoomed(factor, about or middle))

    @Slot(int)
    def _on_pane_scrolled(self, slices: int) -> None:
        self._session.set_index(self._session.index + slices)

    @Slot(int, QPointF)
    def _on_pane_wheel_zoomed(self, steps: int, position: QPointF) -> None:
        self.zoom_by(_WHEEL_ZOOM**steps, position.toTuple())

    @Slot(object, QPointF)
    def _on_pane_drag_began(self, drag: Drag, position: QPointF) -> None:
        self._drag_from = position
        self._start_viewport = self._presenter.viewport()
        frame = self._presenter.frame
        if frame is not None and drag is Drag.WINDOW:
            self._start_window = shown_window(frame, self._state.window)
            self._start_range = 0.0 if frame.is_colour else value_range(frame)

    @Slot(object, QPointF)
    def _on_pane_drag_moved(self, drag: Drag, distance: QPointF) -> None:
        if self._start_viewport is not None:
            self._moves[drag](distance)

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

    @Slot()
    def _on_pane_fit_requested(self) -> None:
        self._state.set_view(FIT)
