"""The View, Window and Go menus: how the image is shown, and which one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from ml.imaging.values import Window
from viewer.core.language import tr
from viewer.core.series_navigation import neighbour_series
from viewer.core.viewport import View
from viewer.core.windowing import PRESETS, Preset
from viewer.services.rendering import automatic_window
from viewer.state.pane import PaneState
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session
from viewer.widgets.main_window import MainWindow
from viewer.widgets.pane_grid import PaneGrid

Handler = Callable[[bool], None]

_ZOOM_STEP = 1.25
_FAR = 1 << 30


class ViewCommands(QObject):
    """What the rows of these menus do to the active pane."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        panes: PaneGroup,
        grid: PaneGrid,
        presets: tuple[Preset, ...] = PRESETS,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._panes, self._grid = window, session, panes, grid
        self._presets = presets
        self.handlers: dict[str, Handler] = {**self._view(), **self._windows(), **self._go()}

    def checked(self) -> dict[str, bool]:
        """Which of these rows are on."""
        return {
            "window.invert": self._state.inverted,
            "view.text": self._state.text_shown,
            "view.planes": self._state.planes_shown,
            "view.panels": self._window.has_panels,
        }

    @property
    def _state(self) -> PaneState:
        return self._panes.active

    def _view(self) -> dict[str, Handler]:
        return {
            "view.fit": self._changing_view(View.fitted),
            "view.actual_size": self._changing_view(lambda view: replace(view, zoom=1.0, center=None)),
            "view.zoom_in": lambda _: self._grid.active.controller.zoom_by(_ZOOM_STEP),
            "view.zoom_out": lambda _: self._grid.active.controller.zoom_by(1 / _ZOOM_STEP),
            "view.reset": lambda _: self._state.reset(),
            "view.turn_right": self._changing_view(lambda view: view.turned(1)),
            "view.turn_left": self._changing_view(lambda view: view.turned(-1)),
            "view.flip_horizontally": self._changing_view(View.flipped),
            "view.flip_vertically": self._changing_view(lambda view: view.flipped(vertically=True)),
            "view.upright": self._changing_view(View.upright),
            "view.text": self._setting(PaneState.set_text_shown),
            "view.planes": self._setting(PaneState.set_planes_shown),
            "view.panels": self._window.set_panels_shown,
            "view.full_screen": self._set_full_screen,
        }

    def _setting(self, setter: Callable[[PaneState, bool], None]) -> Handler:
        return lambda on: setter(self._state, on)

    def _changing_view(self, change: Callable[[View], View]) -> Handler:
        return lambda _: self._state.set_view(change(self._state.view))

    def _windows(self) -> dict[str, Handler]:
        presets = {
            f"window.{preset.id}": partial(self._set_window, preset.window) for preset in self._presets
        }
        return {
            "window.auto": lambda _: self._set_automatic_window(),
            "window.file": lambda _: self._state.set_window(None),
            "window.invert": self._setting(PaneState.set_inverted),
            **presets,
        }

    def _go(self) -> dict[str, Handler]:
        steps = {"previous": -1, "next": 1, "back_10": -10, "forward_10": 10, "first": -_FAR, "last": _FAR}
        return {
            **{f"go.{name}": partial(self._step, step) for name, step in steps.items()},
            "go.previous_series": partial(self._step_series, -1),
            "go.next_series": partial(self._step_series, 1),
            "go.previous_phase": lambda _: self._grid.active.controller.step_phase(-1),
            "go.next_phase": lambda _: self._grid.active.controller.step_phase(1),
        }

    def fill_file_windows(self, menu: QMenu) -> None:
        """List the windows that the file on screen brings; made anew each time the menu opens."""
        menu.clear()
        frame = self._grid.active.presenter.shown
        windows = frame.windows if frame is not None else ()
        for number, window in enumerate(windows, 1):
            name = window.name or tr("Window {number}", number=number)
            entry = menu.addAction(f"{name}\tC {window.center:g}  W {window.width:g}")
            entry.setCheckable(True)
            entry.setChecked(window == self._state.window)
            entry.triggered.connect(lambda _=False, wanted=window: self._state.set_window(wanted))
        if menu.isEmpty():
            menu.addAction(tr("The file brings none")).setEnabled(False)

    def _set_window(self, window: Window, checked: bool) -> None:
        self._state.set_window(window)

    def _set_automatic_window(self) -> None:
        self._grid.active.presenter.sharpen()
        frame = self._grid.active.presenter.frame
        if frame is not None and not frame.is_colour:
            self._state.set_window(automatic_window(frame))

    def _set_full_screen(self, full: bool) -> None:
        """A window that was maximised before is so again afterwards."""
        state, screen = self._window.windowState(), Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | screen if full else state & ~screen)

    def _step(self, slices: int, checked: bool) -> None:
        self._state.set_index(self._state.index + slices)

    def _step_series(self, step: int, checked: bool) -> None:
        series = neighbour_series(self._session.studies, self._state.series, step)
        if series is not None:
            self._panes.put(series, self._state)
