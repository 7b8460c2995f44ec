"""One small picture per series, made off the GUI thread."""

from collections.abc import Mapping
from functools import partial

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging import display_image
from ml.imaging.values import Series
from viewer.services.pixel_cache import FrameStore
from viewer.state.session import Session
from viewer.workers.wishes import Wish, WishPool

SIDE_PX = 128


def thumbnail(store: FrameStore, series: Series) -> np.ndarray:
    """The middle frame of a series, at most SIDE_PX wide and high: uint8, (H, W, 3), RGB."""
    info = series.frames[len(series.frames) // 2]
    image = display_image(store.read_once(info))
    aspect = info.spacing.row_mm / info.spacing.column_mm if info.spacing else 1.0
    height, width = image.shape[0] * aspect, image.shape[1]
    shrink = SIDE_PX / max(height, width)
    size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_GRAY2RGB) if small.ndim == 2 else small


class ThumbnailService(QObject):
    """Keeps a thumbnail for every open series."""

    thumbnail_ready = Signal(str, object)  # series uid, uint8 (H, W, 3)

    def __init__(self, session: Session, store: FrameStore) -> None:
        super().__init__(session)
        self._session = session
        self._store = store
        self._tried: set[Series] = set()
        self._pictures: dict[str, np.ndarray] = {}
        self._pool = WishPool(self)
        self._pool.granted.connect(self._on_pool_granted)
        self._pool.refused.connect(self._on_pool_refused)
        session.studies_changed.connect(self._on_session_studies_changed)

    @property
    def complete(self) -> bool:
        """Every open series has its thumbnail, or cannot have one."""
        return all(series in self._tried for study in self._session.studies for series in study.series)

    @property
    def pictures(self) -> Mapping[str, np.ndarray]:
        """Those made so far, by series uid; of open series and of some that were closed."""
        return self._pictures

    def close(self) -> bool:
        return self._pool.close()

    @Slot()
    def _on_session_studies_changed(self) -> None:
        every = [series for study in self._session.studies for series in study.series]
        missing = [series for series in every if series not in self._tried]
        self._pool.wish([Wish(series, partial(thumbnail, self._store, series)) for series in missing])

    @Slot(object, object)
    def _on_pool_granted(self, series: Series, picture: np.ndarray) -> None:
        self._tried.add(series)
        self._pictures[series.series_uid] = picture
        self.thumbnail_ready.emit(series.series_uid, picture)

    @Slot(object, str)
    def _on_pool_refused(self, series: Series, message: str) -> None:
        self._tried.add(series)  # the pane says why, when the series is looked at
