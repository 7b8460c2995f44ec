"""What one pane shows, and how: series and slice, window, inversion, view and heat map overlay."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging.values import FrameInfo, Series, Window
from ml.results import Method
from viewer.core.image_colours import ColourMap, default_colour_map
from viewer.core.series_navigation import first_index, index_of_file
from viewer.core.viewport import FIT, View
from viewer.state.preferences import PreferencesState


@dataclass(frozen=True, slots=True)
class Overlay:
    """What the user wants to see of the heat map."""

    on: bool = False
    held_back: bool = False  # hidden as long as a key is held
    opacity: float = 0.6
    class_name: str | None = None  # None: the most probable class
    method: Method = Method.GRAD_CAM

    @property
    def visible(self) -> bool:
        return self.on and not self.held_back


class PaneState(QObject):
    """The state of one pane. The window is None while the file's own default is shown.

    Each series remembers the slice that was last looked at in this pane.
    """

    series_changed = Signal()
    frame_changed = Signal()  # another slice, or another series
    scrolled = Signal()  # another slice of the same series
    window_changed = Signal()  # or the inversion, or the colours
    view_changed = Signal()
    overlay_changed = Signal()
    text_changed = Signal()
    planes_changed = Signal()

    def __init__(self, preferences: PreferencesState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        preferences.changed.connect(self._on_preferences_changed)
        self._series: Series | None = None
        self._indices: dict[str, int] = {}
        self._window: Window | None = None
        self._inverted = False
        self._colour_map: ColourMap | None = None
        self._view = FIT
        self._overlay = Overlay()
        self._text_shown = True
        self._planes_shown = True

    @property
    def series(self) -> Series | None:
        return self._series

    @property
    def index(self) -> int:
        """The 0-based slice of the series."""
        return self._indices.get(self._series.series_uid, 0) if self._series else 0

    @property
    def frame(self) -> FrameInfo | None:
        return self._series.frames[self.index] if self._series else None

    @property
    def window(self) -> Window | None:
        return self._window

    @property
    def inverted(self) -> bool:
        return self._inverted

    @property
    def colour_map(self) -> ColourMap | None:
        """The colours that the user has chosen; None: those of the modality."""
        return self._colour_map

    @property
    def shown_colour_map(self) -> ColourMap:
        return self._colour_map or self.default_colour_map

    @property
    def default_colour_map(self) -> ColourMap:
        """The colours without a choice for this pane."""
        if self._series is None:
            return ColourMap.GREY
        return default_colour_map(self._series, self._preferences.value.colours)

    @property
    def view(self) -> View:
        return self._view

    @property
    def overlay(self) -> Overlay:
        return self._overlay

    @property
    def text_shown(self) -> bool:
        return self._text_shown

    @property
    def planes_shown(self) -> bool:
        """Whether the overlay planes of the file are drawn."""
        return self._planes_shown

    def set_series(self, series: Series | None, index: int | None = None) -> None:
        """Show another series as it is seen for the first time, from a slice or from where it was left."""
        if series == self._series:
            if index is not None:
                self.set_index(index)
            return
        self._take(series, index)
        self.reset()
        self.frame_changed.emit()

    def replace_series(self, series: Series | None) -> None:
        """The series was read anew, or is gone: the slice that is looked at stays, if it is still there."""
        if series is None or self.frame is None:
            self._indices.pop(self._series.series_uid if self._series else "", None)
            self.set_series(None)
        elif series != self._series:
            self._take(series, index_of_file(series, self.frame.path, first_index(series)))
            self.frame_changed.emit()

    def turn(self, series: Series, index: int, view: View) -> None:
        """The same stack lies in another direction, or is of another thickness; how it is shown stays."""
        self._series, self._view = series, view
        self._indices[series.series_uid] = _within(series, index)
        self.frame_changed.emit()

    def show_phase(self, series: Series, index: int) -> None:
        """Show another phase of the series; how it is shown stays."""
        if series != self._series:
            self._take(series, index)
            self.frame_changed.emit()

    def set_index(self, index: int) -> None:
        """Go to a slice; beyond either end is the end."""
        if self._series is None:
            return
        index = _within(self._series, index)
        if index != self.index:
            self._indices[self._series.series_uid] = index
            self.frame_changed.emit()
            self.scrolled.emit()

    def set_window(self, window: Window | None) -> None:
        if window != self._window:
            self._window = window
            self.window_changed.emit()

    def set_inverted(self, inverted: bool) -> None:
        if inverted != self._inverted:
            self._inverted = inverted
            self.window_changed.emit()

    def set_colour_map(self, colour_map: ColourMap | None) -> None:
        if colour_map != self._colour_map:
            self._colour_map = colour_map
            self.window_changed.emit()

    def set_view(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self.view_changed.emit()

    def set_text_shown(self, shown: bool) -> None:
        if shown != self._text_shown:
            self._text_shown = shown
            self.text_changed.emit()

    def set_planes_shown(self, shown: bool) -> None:
        if shown != self._planes_shown:
            self._planes_shown = shown
            self.planes_changed.emit()

    def set_overlay(self, overlay: Overlay) -> None:
        if overlay != self._overlay:
            self._overlay = overlay
            self.overlay_changed.emit()

    def set_overlay_on(self, on: bool) -> None:
        self.set_overlay(replace(self._overlay, on=on))

    def set_overlay_held_back(self, held_back: bool) -> None:
        self.set_overlay(replace(self._overlay, held_back=held_back))

    def set_overlay_opacity(self, opacity: float) -> None:
        self.set_overlay(replace(self._overlay, opacity=min(max(opacity, 0.0), 1.0)))

    def set_overlay_class(self, class_name: str | None) -> None:
        self.set_overlay(replace(self._overlay, class_name=class_name))

    def set_overlay_method(self, method: Method) -> None:
        self.set_overlay(replace(self._overlay, method=method))

    def reset(self) -> None:
        """Window, inversion, colours and view as for a series seen for the first time; the overlay stays."""
        self.set_window(None)
        self.set_inverted(False)
        self.set_colour_map(None)
        self.set_view(FIT)

    @Slot()
    def _on_preferences_changed(self) -> None:
        if self._series is not None and self._colour_map is None:
            self.window_changed.emit()

    def _take(self, series: Series | None, index: int | None) -> None:
        self._series = series
        if series is not None:
            known = self._indices.get(series.series_uid, first_index(series))
            self._indices[series.series_uid] = _within(series, known if index is None else index)
        self.series_changed.emit()


def _within(series: Series, index: int) -> int:
    return min(max(index, 0), len(series.frames) - 1)
