"""Heat maps for a page that is written in the background: those that are there, and others made for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ml.imaging import read_frame
from ml.imaging.values import FrameInfo
from ml.results import HeatMap

Load = Callable[[Path], Any]


class HeatMaps:
    """Loads the model once more, because the one beside the window belongs to a thread of its own."""

    def __init__(self, load: Load, current_folder: Callable[[], Path | None]) -> None:
        self._load, self._current_folder = load, current_folder
        self._loaded: tuple[Path, Any] | None = None

    def map_of(self, info: FrameInfo, class_name: str) -> HeatMap | None:
        """The map of a frame; None without a model.

        Raises
        ------
        KesitError
            When the frame or the model cannot be read.
        """
        folder = self._current_folder()
        if folder is None:
            return None
        if self._loaded is None or self._loaded[0] != folder:
            self._loaded = (folder, self._load(folder))
        heat_map: HeatMap = self._loaded[1].explain(read_frame(info), class_name)
        return heat_map
