"""The View, Window and Go menus: how the image is shown, and which one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ml.imaging.values import Window
from viewer.core.series_navigation import neighbour_series
from viewer.core.viewport import FIT, View
from viewer.core.windowing import PRESETS
from viewer.services.rendering import automatic_window
from viewer.state.pane import PaneState
from viewer.state.session import Session
from viewer.widgets.pane_controller import PaneController
from viewer.widgets.pane_presenter import PanePresenter

Handler = Callable[[bool], None]

_ZOOM_STEP = 1.25
_FAR = 1 << 30


class ViewCommands(QObject):
    """What the rows of these menus do."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        state: PaneState,
        presenter: PanePresenter,
        controller: PaneController,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._state = window, session, state
        self._presenter, self._controller = presenter, controller
        self.handlers: dict[str, Handler] = {**self._view(), **self._windows(), **self._go()}

    def _view(self) -> dict[str, Handler]:
        state, controller = self._state, self._controller
        return {
            "view.fit": lambda _: state.set_view(FIT),
            "view.actual_size": lambda _: state.set_view(View(zoom=1.0)),
            "view.zoom_in": lambda _: controller.zoom_by(_ZOOM_STEP),
            "view.zoom_out": lambda _: controller.zoom_by(1 / _ZOOM_STEP),
            "view.reset": lambda _: state.reset(),
            "view.text": state.set_text_shown,
            "view.planes": state.set_planes_shown,
            "view.full_screen": self._set_full_screen,
        }

    def _windows(self) -> dict[str, Handler]:
        presets = {f"window.{preset.id}": partial(self._set_window, preset.window) for preset in PRESETS}
        return {
            "window.auto": lambda _: self._set_automatic_window(),
            "window.file": lambda _: self._state.set_window(None),
            "window.invert": self._state.set_inverted,
            **presets,
        }

    def _go(self) -> dict[str, Handler]:
        steps = {"previous": -1, "next": 1, "back_10": -10, "forward_10": 10, "first": -_FAR, "last": _FAR}
        return {
            **{f"go.{name}": partial(self._step, step) for name, step in steps.items()},
            "go.previous_series": partial(self._step_series, -1),
            "go.next_series": partial(self._step_series, 1),
        }

    def _set_window(self, window: Window, checked: bool) -> None:
        self._state.set_window(window)

    def _set_automatic_window(self) -> None:
        frame = self._presenter.frame
        if frame is not None and not frame.is_colour:
            self._state.set_window(automatic_window(frame))

    def _set_full_screen(self, full: bool) -> None:
        if full:
            self._window.showFullScreen()
        else:
            self._window.showNormal()

    def _step(self, slices: int, checked: bool) -> None:
        self._session.set_index(self._session.index + slices)

    def _step_series(self, step: int, checked: bool) -> None:
        self._session.set_series(neighbour_series(self._session.studies, self._session.series, step))
