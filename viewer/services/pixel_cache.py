"""Decoded frames, kept while they fit in memory: those on screen and their neighbours first."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from threading import Lock

from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging import read_frame
from ml.imaging.values import Frame, FrameInfo
from viewer.core.linking import Place
from viewer.core.series_navigation import near_to_far
from viewer.workers.wishes import Wish, WishPool

NEIGHBOURS = 12  # of each frame on screen, decoded ahead, on both sides together
_MOST_BYTES_PER_PIXEL = 4  # of modality values; colour takes 3


class FrameStore:
    """A thread-safe store of decoded frames that lets go of the least recently used above its limit."""

    def __init__(self, limit_bytes: int, read: Callable[[FrameInfo], Frame] = read_frame) -> None:
        self.limit_bytes = limit_bytes
        self._read = read
        self._lock = Lock()
        self._frames: OrderedDict[FrameInfo, Frame] = OrderedDict()
        self._held_bytes = 0

    @property
    def held_bytes(self) -> int:
        return self._held_bytes

    def peek(self, info: FrameInfo) -> Frame | None:
        """The frame if it is decoded already."""
        with self._lock:
            frame = self._frames.get(info)
            if frame is not None:
                self._frames.move_to_end(info)
            return frame

    def get(self, info: FrameInfo) -> Frame:
        """The frame, decoded and kept if need be. May take long; raises ``ImagingError``."""
        frame = self.peek(info)
        if frame is None:
            frame = self._read(info)
            self._keep(info, frame)
        return frame

    def read_once(self, info: FrameInfo) -> Frame:
        """The frame without keeping it: for passes over a whole series, which must not flush the rest."""
        return self.peek(info) or self._read(info)

    def _keep(self, info: FrameInfo, frame: Frame) -> None:
        with self._lock:
            if info not in self._frames:
                self._frames[info] = frame
                self._held_bytes += frame.pixels.nbytes
            while self._held_bytes > self.limit_bytes and len(self._frames) > 1:
                _, oldest = self._frames.popitem(last=False)
                self._held_bytes -= oldest.pixels.nbytes


class PixelCache(QObject):
    """Decodes what the panes look at off the GUI thread, then what they will look at next."""

    frame_ready = Signal(object, object)  # FrameInfo, Frame
    frame_failed = Signal(object, str)  # FrameInfo, message for the user

    def __init__(self, store: FrameStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._failed: dict[FrameInfo, str] = {}
        self._pool = WishPool(self, threads=2)
        self._pool.granted.connect(self._on_pool_granted)
        self._pool.refused.connect(self._on_pool_refused)

    def peek(self, info: FrameInfo) -> Frame | None:
        return self._store.peek(info)

    def failure(self, info: FrameInfo) -> str:
        """Why a frame could not be decoded; "" when it was not tried or went well."""
        return self._failed.get(info, "")

    def request(self, places: Iterable[Place]) -> None:
        """Want these slices now, most wanted first, then their neighbours, and nothing wanted before."""
        near = dict.fromkeys(_near(list(places), self._store.limit_bytes))
        missing = [info for info in near if self._is_missing(info)]
        self._pool.wish([Wish(info, partial(self._store.get, info)) for info in missing])

    def _is_missing(self, info: FrameInfo) -> bool:
        return info not in self._failed and self._store.peek(info) is None

    def close(self) -> bool:
        return self._pool.close()

    @Slot(object, object)
    def _on_pool_granted(self, info: FrameInfo, frame: Frame) -> None:
        self.frame_ready.emit(info, frame)

    @Slot(object, str)
    def _on_pool_refused(self, info: FrameInfo, message: str) -> None:
        self._failed[info] = message
        self.frame_failed.emit(info, message)


def _near(places: list[Place], limit_bytes: int) -> Iterator[FrameInfo]:
    """The frames at these places, then the neighbours of each place.

    Never more neighbours than fit: the last ones would push out the first, which are wanted more.
    """
    yield from (place.frame for place in places)
    left = limit_bytes - sum(_most_bytes(place.frame) for place in places)
    for place in places:
        for index in near_to_far(len(place.series.frames), place.index)[1 : NEIGHBOURS + 1]:
            neighbour = place.series.frames[index]
            left -= _most_bytes(neighbour)
            if left < 0:
                return
            yield neighbour


def _most_bytes(info: FrameInfo) -> int:
    return info.rows * info.columns * _MOST_BYTES_PER_PIXEL
