"""Key images: mark, go from one to the next, take them out of the program."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from ml.imaging.values import FrameInfo, PlaneInfo
from viewer.core.image_colours import default_colour_map
from viewer.core.key_image_places import KeyImage, key_images, next_key_image
from viewer.core.language import tr
from viewer.core.plane_stack import PlaneSeries, source_of
from viewer.services.exporting import SeriesLook
from viewer.services.key_image_export import Wanted, write_key_images
from viewer.services.pixel_cache import Frames
from viewer.services.settings import EXPORT_FOLDER, Settings
from viewer.services.start_folder import start_folder
from viewer.state.pane import PaneState
from viewer.widgets.export_commands import ExportCommands
from viewer.widgets.pane_grid import PaneGrid
from viewer.widgets.pane_surroundings import Surroundings

Handler = Callable[[bool], object]


class KeyImageCommands(QObject):
    """What the rows about key images do."""

    def __init__(
        self,
        window: QWidget,
        surroundings: Surroundings,
        grid: PaneGrid,
        *,
        exports: ExportCommands,
        settings: Settings,
        frames: Frames,
    ) -> None:
        super().__init__(window)
        self._window, self._exports, self._settings, self._frames = window, exports, settings, frames
        self._grid, self._panes = grid, surroundings.group
        self._session, self._marked = surroundings.session, surroundings.key_images
        self._preferences = surroundings.preferences
        self.handlers: dict[str, Handler] = {
            "key.mark": self._mark,
            "key.previous": partial(self._step, -1),
            "key.next": partial(self._step, 1),
            "key.export": lambda _: self.ask_where(),
        }

    def checked(self) -> dict[str, bool]:
        """Whether the image on screen is marked."""
        return {"key.mark": self._panes.active.frame in self._marked}

    @Slot(object)
    def go_to(self, info: FrameInfo) -> None:
        """Show a key image in a pane that has its series, else in the active one."""
        self._panes.show_frame(info)

    def ask_where(self) -> None:
        """Ask for the folder in which the new one is made."""
        title = tr("Export key images into a new folder in")
        dialog = QFileDialog(self._window, title, start_folder(self._settings, EXPORT_FOLDER))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self, folder: Path) -> None:
        """Write all key images of the open studies as they are windowed in the panes."""
        self._settings.set(EXPORT_FOLDER, str(folder))
        every = key_images(self._session.series, self._marked.frames)
        if every:
            wanted = [Wanted(one, self._look(one)) for one in every]
            self._exports.run(partial(write_key_images, wanted, folder, volumes=self._frames.volumes))

    def _mark(self, on: bool) -> None:
        frame = self._panes.active.frame
        if frame is not None:
            self._marked.set_marked(frame, on)

    def _step(self, step: int, checked: bool) -> None:
        pane = self._panes.active
        if pane.series is None:
            return
        series, frame = self._session.series, pane.frame
        plane = frame if isinstance(frame, PlaneInfo) else None
        here = KeyImage(source_of(pane.series), pane.index, plane)
        found = next_key_image(key_images(series, self._marked.frames), series, here, step)
        if found is None:
            return
        if found.plane is not None or plane is not None:  # a series does not take the place of a plane
            self._panes.show_frame(found.info)
        else:
            pane.set_series(found.series, found.index)

    def _look(self, image: KeyImage) -> SeriesLook:
        """As in the pane that shows the series, or planes of it; else as it is first shown."""
        unit = next((unit for unit in self._grid.units if _shows(unit.state, image)), None)
        if unit is None:
            kept = self._preferences.value.colours
            return SeriesLook(None, None, False, colour_map=default_colour_map(image.series, kept))
        state = unit.state
        return SeriesLook(
            state.window, unit.presenter.window, state.inverted, state.view, state.shown_colour_map
        )


def _shows(state: PaneState, image: KeyImage) -> bool:
    if image.plane is None:
        return state.series == image.series
    series = state.series
    return (
        isinstance(series, PlaneSeries)
        and series.source == image.series
        and series.plane == image.plane.plane
    )
