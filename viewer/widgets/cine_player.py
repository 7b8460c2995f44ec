"""Plays the slices of the active pane one after the other, or the phases of a slice."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ml.imaging.values import Series
from viewer.core.phases import are_phases
from viewer.state.pane_group import PaneGroup
from viewer.widgets.pane_grid import PaneGrid

SLOWEST_FPS, FASTEST_FPS = 1, 60


class CinePlayer(QObject):
    """A clock that scrolls. It waits for slices that are not decoded yet, so that none is left out; of planes
    that are slow to cut drafts are played.

    Playing ends when another pane becomes active or the pane shows another series.
    """

    changed = Signal()

    def __init__(self, group: PaneGroup, grid: PaneGrid) -> None:
        super().__init__(grid)
        self._group, self._grid = group, grid
        self._chosen_fps = 15
        self._file_fps: int | None = None  # of the series in the active pane, where its file states one
        self._bounce = False
        self._step = 1
        self._plays_phases = False
        self._series: Series | None = None  # that is played, or would be
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer_timeout)
        group.series_changed.connect(self._on_group_series_changed)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    @property
    def plays_phases(self) -> bool:
        """Another phase comes next, not another slice."""
        return self._plays_phases

    @property
    def fps(self) -> int:
        return self._file_fps or self._chosen_fps

    @property
    def chosen_fps(self) -> int:
        """The speed for series whose files state none."""
        return self._chosen_fps

    @property
    def bounce(self) -> bool:
        """At the end go back the way it came, instead of beginning anew."""
        return self._bounce

    def set_playing(self, playing: bool) -> None:
        """Play the slices."""
        series = self._group.active.series
        self._play(playing and series is not None and len(series.frames) > 1, phases=False)

    def set_playing_phases(self, playing: bool) -> None:
        """Play the phases of the slice on screen."""
        series = self._group.active.series
        self._play(playing and series is not None and series.phase is not None, phases=True)

    def _play(self, playing: bool, phases: bool) -> None:
        if playing:
            self._step, self._plays_phases = 1, phases
            self._timer.start(round(1000 / self.fps))
            self.changed.emit()
        else:
            self.stop()

    @Slot()
    def stop(self) -> None:
        if self.playing:
            self._timer.stop()
            self.changed.emit()

    def set_fps(self, fps: int) -> None:
        if self._file_fps is None:
            self._chosen_fps = _within(fps)
        else:
            self._file_fps = _within(fps)
        self._timer.setInterval(round(1000 / self.fps))
        self.changed.emit()

    def set_bounce(self, bounce: bool) -> None:
        self._bounce = bounce
        self.changed.emit()

    @Slot()
    def _on_group_series_changed(self) -> None:
        before, self._series = self._series, self._group.active.series
        if are_phases(before, self._series) and self.playing:
            return
        self.stop()
        frame = self._group.active.frame
        stated_ms = frame.frame_time_ms if frame is not None else None
        self._file_fps = _within(round(1000 / stated_ms)) if stated_ms else None
        self.changed.emit()

    @Slot()
    def _on_timer_timeout(self) -> None:
        pane = self._group.active
        if pane.series is None or not self._grid.active.presenter.is_following:
            return
        phase = pane.series.phase
        if not self._plays_phases:
            pane.set_index(self._next(pane.index, len(pane.series.frames)))
        elif phase is not None:
            self._grid.active.controller.show_phase(self._next(phase.number - 1, phase.count) + 1)

    def _next(self, index: int, count: int) -> int:
        if self._bounce and not 0 <= index + self._step < count:
            self._step = -self._step
        return (index + self._step) % count


def _within(fps: int) -> int:
    return min(max(fps, SLOWEST_FPS), FASTEST_FPS)
