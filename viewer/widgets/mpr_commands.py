"""The Planes menu: planes through the volume of the active series, slabs, and the way back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QWidget

from ml.imaging.values import FrameInfo, PlaneInfo, Projection, Series
from viewer.core.corner_text import projection_text
from viewer.core.language import tr
from viewer.core.plane_stack import source_of
from viewer.services.pixel_cache import Frames
from viewer.services.volumes import LoadedVolume, load_volume
from viewer.state.guides import Cursor
from viewer.widgets.mpr_rows import SLABS
from viewer.widgets.pane_surroundings import Surroundings
from viewer.workers.task import Task, TaskRunner

Handler = Callable[[bool], object]

_PROGRESS_AFTER_MS = 500
THINNEST_MM, THICKEST_MM = 1.0, 200.0


def _nothing() -> None:
    pass


class MprCommands(QObject):
    """What the rows of the menu do. The volume is read in a task and let go of with the planes."""

    told = Signal(str)

    def __init__(
        self, window: QWidget, tasks: TaskRunner, frames: Frames, surroundings: Surroundings
    ) -> None:
        super().__init__(window)
        self._window, self._tasks, self._frames = window, tasks, frames
        self._session, self._panes = surroundings.session, surroundings.group
        self._cache, self._guides = surroundings.cache, surroundings.guides
        mpr = self._mpr = surroundings.mpr
        self._task: Task | None = None
        self._then: Callable[[], None] = _nothing  # when the volume is there
        self.handlers: dict[str, Handler] = {
            "mpr.show": self.set_shown,
            "mpr.reset": lambda _: mpr.straighten(),
            **{
                f"mpr.{name}": partial(self._set_projection, projection) for name, projection in SLABS.items()
            },
            "mpr.next_slab": lambda _: self._set_next_projection(),
            "mpr.thicker": lambda _: self.set_thickness(mpr.slab.thickness_mm + 1),
            "mpr.thinner": lambda _: self.set_thickness(mpr.slab.thickness_mm - 1),
        }
        mpr.ended.connect(frames.drop_volumes)

    @property
    def is_reading(self) -> bool:
        return self._task is not None

    def checked(self) -> dict[str, bool]:
        """Which of these rows are on."""
        slabs = {f"mpr.{name}": self._mpr.slab.projection is projection for name, projection in SLABS.items()}
        return {"mpr.show": self._mpr.source is not None, **slabs}

    def set_shown(self, shown: bool) -> None:
        """Show planes of the active series, or what was there before."""
        if not shown:
            self._mpr.end()
        elif self._panes.active.series is not None and self._task is None:
            self._read(source_of(self._panes.active.series))

    @Slot(object)
    def go_to(self, info: PlaneInfo) -> None:
        """Show a plane on which something was measured; its volume is read if need be."""
        source = self._session.series_by_uid(info.source_uid)
        if self._mpr.source is not None and self._mpr.source == source:
            self._mpr.go_to(info)
        elif source is not None and self._task is None:
            self._read(source, partial(self._mpr.go_to, info))

    @Slot(object, object)
    def go_to_point(self, point: tuple[float, float, float], info: FrameInfo) -> None:
        """Let the other planes and linked panes go to a patient point, and mark it in all of them."""
        active = self._panes.active
        if active.series is not None and source_of(active.series) == self._mpr.source:
            others = tuple(pane for pane in self._mpr.panes.values() if pane is not active)
            self._mpr.move_to(np.array(point), others)
        if info.frame_of_reference:
            self._guides.set_cursor(Cursor(point, info.frame_of_reference, None))

    def show_then(self, source: Series, then: Callable[[], None]) -> None:
        """Show planes of a series, and do something with them once they are there."""
        if self._task is None:
            self._read(source, then)

    def _read(self, source: Series, then: Callable[[], None] = _nothing) -> None:
        self._then = then
        self._task = self._tasks.start(partial(load_volume, source))
        self._follow(self._task)

    def set_thickness(self, millimetres: float) -> None:
        thickness = min(max(millimetres, THINNEST_MM), THICKEST_MM)
        self._mpr.set_slab(replace(self._mpr.slab, thickness_mm=thickness))

    def _set_projection(self, projection: Projection | None, checked: bool) -> None:
        self._mpr.set_slab(replace(self._mpr.slab, projection=projection))

    def _set_next_projection(self) -> None:
        every = tuple(SLABS.values())
        following = every[(every.index(self._mpr.slab.projection) + 1) % len(every)]
        self._mpr.set_slab(replace(self._mpr.slab, projection=following))
        self.told.emit(projection_text(following))

    def _follow(self, task: Task) -> None:
        progress = QProgressDialog(tr("Reading the volume…"), tr("Cancel"), 0, 0, self._window)
        progress.setWindowTitle(tr("Planes"))
        progress.setMinimumDuration(_PROGRESS_AFTER_MS)
        progress.setAutoReset(False)
        progress.canceled.connect(task.cancel)
        task.progressed.connect(lambda _, total, __: progress.setMaximum(total))
        task.progressed.connect(progress.setValue)
        task.succeeded.connect(self._on_task_succeeded)
        task.failed.connect(self._on_task_failed)
        task.cancelled.connect(self._on_task_cancelled)
        for ended in (task.succeeded, task.failed, task.cancelled):
            ended.connect(progress.deleteLater)

    @Slot(object)
    def _on_task_succeeded(self, loaded: LoadedVolume) -> None:
        self._task = None
        if loaded.series not in self._session.series:  # closed in the meantime
            self._mpr.changed.emit()
            return
        self._mpr.end()
        self._frames.add_volume(loaded)
        self._cache.forget_planes()
        self._mpr.begin(loaded.series, loaded.grid)
        self._then()

    @Slot(str)
    def _on_task_failed(self, message: str) -> None:
        self._task = None
        self._mpr.changed.emit()  # the action is not checked after all
        text = tr("Planes cannot be shown: {reason}.", reason=message.removeprefix("no volume: ").rstrip("."))
        box = QMessageBox(QMessageBox.Icon.Information, tr("Planes"), text, parent=self._window)
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot()
    def _on_task_cancelled(self) -> None:
        self._task = None
        self._mpr.changed.emit()
