"""The panels behind the measurements: key images and histogram."""

from PySide6.QtCore import QObject

from viewer.core.language import tr
from viewer.services.thumbnails import ThumbnailService
from viewer.widgets.histogram_panel import HistogramPanel
from viewer.widgets.key_image_panel import KeyImagePanel
from viewer.widgets.main_window import MainWindow
from viewer.widgets.pane_grid import PaneGrid
from viewer.widgets.pane_surroundings import Surroundings


class ReadingPanels(QObject):
    """Adds their docks to the window."""

    def __init__(
        self,
        window: MainWindow,
        surroundings: Surroundings,
        grid: PaneGrid,
        thumbnails: ThumbnailService,
        *,
        how_to_mark: str,
    ) -> None:
        super().__init__(window)
        session, group = surroundings.session, surroundings.group
        self.key_images = KeyImagePanel(session, group, surroundings.key_images, how_to_mark)
        self.key_images.pictures_wanted.connect(thumbnails.set_frames)
        thumbnails.frame_ready.connect(self.key_images.set_picture)
        window.add_panel(tr("Key images"), "key_images_dock", self.key_images, shown=True)
        self.histogram = HistogramPanel(group, grid)
        self.histogram_dock = window.add_panel(tr("Histogram"), "histogram_dock", self.histogram)
