"""One small picture per series, made off the GUI thread."""

from collections.abc import Mapping
from functools import partial

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging import display_image
from ml.imaging.values import FrameInfo, PlaneInfo, Series
from viewer.core.image_colours import ColourMap, default_colour_map
from viewer.core.phases import rows_of_phases
from viewer.services.colour_tables import colour_table
from viewer.services.pixel_cache import Frames
from viewer.state.preferences import PreferencesState
from viewer.state.session import Session
from viewer.workers.wishes import Wish, WishPool

SIDE_PX = 128


def thumbnail(store: Frames, series: Series, colour_map: ColourMap) -> np.ndarray:
    """The middle frame of a series, at most SIDE_PX wide and high: uint8, (H, W, 3), RGB."""
    return small_picture(store, series.frames[len(series.frames) // 2], colour_map)


def small_picture(store: Frames, info: FrameInfo, colour_map: ColourMap) -> np.ndarray:
    """A frame as it is first shown, at most SIDE_PX wide and high: uint8, (H, W, 3), RGB."""
    frame = store.read_once(info)
    image = display_image(frame)
    aspect = info.spacing.row_mm / info.spacing.column_mm if info.spacing else 1.0
    height, width = image.shape[0] * aspect, image.shape[1]
    shrink = SIDE_PX / max(height, width)
    size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return colour_table(colour_map)[small] if small.ndim == 2 else small


class ThumbnailService(QObject):
    """Keeps a thumbnail for every line of the list of series."""

    thumbnail_ready = Signal(str, object)  # series uid, uint8 (H, W, 3)
    frame_ready = Signal(object, object)  # FrameInfo, uint8 (H, W, 3)

    def __init__(self, session: Session, store: Frames, preferences: PreferencesState) -> None:
        super().__init__(session)
        self._session, self._preferences = session, preferences
        self._store = store
        self._tried: set[Series | FrameInfo] = set()
        self._frames: tuple[FrameInfo, ...] = ()
        self._refused: set[Series | FrameInfo] = set()
        self._pictures: dict[str, np.ndarray] = {}
        self._pool = WishPool(self)
        self._pool.granted.connect(self._on_pool_granted)
        self._pool.refused.connect(self._on_pool_refused)
        self._kept = preferences.value.colours
        session.studies_changed.connect(self._wish)
        preferences.changed.connect(self._on_preferences_changed)

    @property
    def complete(self) -> bool:
        """Every open series has its thumbnail, or cannot have one."""
        return all(row[0] in self._tried for row in rows_of_phases(self._session.series))

    @property
    def pictures(self) -> Mapping[str, np.ndarray]:
        """Those made so far, by series uid; of open series and of some that were closed."""
        return self._pictures

    def close(self) -> bool:
        return self._pool.close()

    @Slot(object)
    def set_frames(self, frames: tuple[FrameInfo, ...]) -> None:
        """Want pictures of these frames too."""
        self._tried -= set(self._frames) - set(frames)
        self._frames = frames
        self._wish()

    @Slot()
    def try_planes_again(self) -> None:
        """A volume came: planes of it can be cut that could not be before."""
        planes = {info for info in self._refused if isinstance(info, PlaneInfo)}
        if planes:
            self._tried -= planes
            self._refused -= planes
            self._wish()

    @Slot()
    def _wish(self) -> None:
        rows = rows_of_phases(self._session.series)  # phases are one line with one picture
        missing = [row[0] for row in rows if row[0] not in self._tried]
        frames = [info for info in self._frames if info not in self._tried]
        self._pool.wish(
            [
                *(
                    Wish(series, partial(thumbnail, self._store, series, self._colours(series)))
                    for series in missing
                ),
                *(
                    Wish(info, partial(small_picture, self._store, info, self._colours_of(info)))
                    for info in frames
                ),
            ]
        )

    @Slot()
    def _on_preferences_changed(self) -> None:
        """Other colours: all pictures anew."""
        if self._preferences.value.colours != self._kept:
            self._kept = self._preferences.value.colours
            self._tried.clear()
            self._wish()

    def _colours(self, series: Series) -> ColourMap:
        return default_colour_map(series, self._preferences.value.colours)

    def _colours_of(self, info: FrameInfo) -> ColourMap:
        """The colours of a frame, or of a plane, as those of its series."""
        uid = info.source_uid if isinstance(info, PlaneInfo) else ""
        holding = (one for one in self._session.series if one.series_uid == uid or info in one.frames)
        series = next(holding, None)
        return ColourMap.GREY if series is None else self._colours(series)

    @Slot(object, object)
    def _on_pool_granted(self, key: Series | FrameInfo, picture: np.ndarray) -> None:
        self._tried.add(key)
        if isinstance(key, Series):
            self._forget_others(key)
            self._pictures[key.series_uid] = picture
            self.thumbnail_ready.emit(key.series_uid, picture)
        else:
            self.frame_ready.emit(key, picture)

    def _forget_others(self, series: Series) -> None:
        """A series that was opened with fewer or more files before has another picture when it comes back."""
        others = {
            one for one in self._tried if isinstance(one, Series) and one.series_uid == series.series_uid
        }
        self._tried -= others - {series}

    @Slot(object, str)
    def _on_pool_refused(self, key: Series | FrameInfo, message: str) -> None:
        self._tried.add(key)  # the pane says why, when the series is looked at
        self._refused.add(key)
