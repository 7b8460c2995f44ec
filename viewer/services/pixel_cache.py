"""Decoded frames, kept while they fit in memory: those on screen and their neighbours first."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from threading import Lock

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ml.imaging import read_frame
from ml.imaging.unpacked import shown_path
from ml.imaging.values import Frame, FrameInfo, PlaneInfo
from viewer.core.linking import Place
from viewer.core.series_navigation import near_to_far
from viewer.services.memory import refuse_beyond, spare_bytes
from viewer.services.volumes import LoadedVolume, Volumes
from viewer.workers.wishes import Wish, WishPool

NEIGHBOURS = 12  # of each frame on screen, decoded ahead, on both sides together
_PLANES_LIMIT_BYTES = 1 << 26
_RESTS_AFTER_MS = 100  # without another plane; until then planes are cut coarsely
_MOST_BYTES_PER_PIXEL = 4  # of modality values; colour takes 3
_DECODING_TAKES = 3  # times the pixels: encoded, decoded, converted
_WASTEFUL = 1.5  # an array this much larger than the frame that looks at it is not kept for it


class FrameStore:
    """A thread-safe store of decoded frames that lets go of the least recently used above its limit.

    It also lets go of them when the machine has no memory to spare, whatever the limit.
    """

    def __init__(
        self,
        limit_bytes: int,
        read: Callable[[FrameInfo], Frame] = read_frame,
        spare: Callable[[], int] = spare_bytes,
    ) -> None:
        self._limit_bytes = limit_bytes
        self._read, self._spare = read, spare
        self._lock = Lock()
        self._frames: OrderedDict[FrameInfo, Frame] = OrderedDict()
        self._held_bytes = 0

    @property
    def limit_bytes(self) -> int:
        return self._limit_bytes

    @property
    def held_bytes(self) -> int:
        return self._held_bytes

    def set_limit(self, limit_bytes: int) -> None:
        """Hold no more than this from now on."""
        with self._lock:
            self._limit_bytes = limit_bytes
            self._shrink_to(limit_bytes)

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
            frame = _standing_alone(self._decoded(info))
            self._keep(info, frame)
        return frame

    def read_once(self, info: FrameInfo) -> Frame:
        """The frame without keeping it: for passes over a whole series, which must not flush the rest."""
        return self.peek(info) or self._decoded(info)

    def _decoded(self, info: FrameInfo) -> Frame:
        """Decode where there is room for it, if need be in the place of what was looked at before."""
        needed, spare = _DECODING_TAKES * _most_bytes(info), self._spare()
        if needed > spare and self._held_bytes:
            with self._lock:
                self._shrink_to(self._held_bytes - (needed - spare))
            spare = self._spare()
        refuse_beyond(shown_path(info.path).name, needed, spare)
        return self._read(info)

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._frames.clear()
            self._held_bytes = 0

    def _keep(self, info: FrameInfo, frame: Frame) -> None:
        with self._lock:
            if info not in self._frames:
                self._frames[info] = frame
                self._held_bytes += _bytes_of(frame)
            self._shrink_to(self._limit_bytes)

    def _shrink_to(self, limit_bytes: int) -> None:
        """Let go of the oldest; the newest stays, however large it is."""
        while self._held_bytes > limit_bytes and len(self._frames) > 1:
            _, oldest = self._frames.popitem(last=False)
            self._held_bytes -= _bytes_of(oldest)


class Frames:
    """All frames there are: those that are read from files, and planes that are cut from volumes.

    Planes are cut faster than most frames are read, and by the thousand when lines are turned: few are kept.
    """

    def __init__(self, files: FrameStore) -> None:
        self._files, self._volumes = files, Volumes()
        self._planes = FrameStore(_PLANES_LIMIT_BYTES, self._volumes.cut)

    @property
    def limit_bytes(self) -> int:
        return self._files.limit_bytes

    @property
    def held_bytes(self) -> int:
        return self._files.held_bytes + self._planes.held_bytes

    def set_limit(self, limit_bytes: int) -> None:
        """Hold no more than this from files from now on."""
        self._files.set_limit(limit_bytes)

    @property
    def volumes(self) -> dict[str, LoadedVolume]:
        """Those that planes are cut from now, by the uid of their series."""
        return self._volumes.loaded

    def add_volume(self, loaded: LoadedVolume) -> None:
        """From now on there are planes of this volume."""
        self._volumes.add(loaded)

    def drop_volumes(self) -> None:
        """Give the memory of all volumes back, and of what was cut from them."""
        self._volumes.drop_all()
        self._planes.clear()

    def peek(self, info: FrameInfo, moving: bool = False) -> Frame | None:
        """The frame if it is there already; a plane also where it is cut faster than a thread is asked."""
        if isinstance(info, PlaneInfo):
            at_once = self._volumes.cuts_at_once(info, moving)
            return self._planes.get(info) if at_once else self._planes.peek(info)
        return self._files.peek(info)

    def draft(self, info: FrameInfo) -> Frame | None:
        """A plane by fewer pixels than it has, always at once; None for other frames."""
        return self._volumes.draft(info) if isinstance(info, PlaneInfo) else None

    def get(self, info: FrameInfo) -> Frame:
        """The frame, decoded or cut, and kept, if need be. May take long; raises ``ImagingError``."""
        return self._store_of(info).get(info)

    def read_once(self, info: FrameInfo) -> Frame:
        """The frame without keeping it."""
        return self._store_of(info).read_once(info)

    def _store_of(self, info: FrameInfo) -> FrameStore:
        return self._planes if isinstance(info, PlaneInfo) else self._files


class PixelCache(QObject):
    """Decodes what the panes look at off the GUI thread, then what they will look at next.

    Planes that follow one another fast are drafts; each is cut as it should be once they rest
    (docs/adr/0072).
    """

    frame_ready = Signal(object, object)  # FrameInfo, Frame
    frame_failed = Signal(object, str)  # FrameInfo, message for the user
    rested = Signal()  # planes do not follow one another any more

    def __init__(self, store: FrameStore | Frames, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._failed: dict[FrameInfo, str] = {}
        self._places: tuple[Place, ...] = ()
        self._beside: tuple[FrameInfo, ...] = ()
        self._moving = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_RESTS_AFTER_MS)
        self._rest.timeout.connect(self.rest)
        self._pool = WishPool(self, threads=2)
        self._pool.granted.connect(self._on_pool_granted)
        self._pool.refused.connect(self._on_pool_refused)

    def peek(self, info: FrameInfo) -> Frame | None:
        if isinstance(self._store, Frames):
            return self._store.peek(info, self._moving)
        return self._store.peek(info)

    def draft(self, info: FrameInfo) -> Frame | None:
        """What a plane looks like, roughly, until it is cut; None for a frame that has to be decoded."""
        return self._store.draft(info) if isinstance(self._store, Frames) else None

    def get(self, info: FrameInfo) -> Frame:
        """The frame as it should be, however long that takes; raises ``ImagingError``."""
        return self._store.get(info)

    def failure(self, info: FrameInfo) -> str:
        """Why a frame could not be decoded; "" when it was not tried or went well."""
        return self._failed.get(info, "")

    def forget_planes(self) -> None:
        """Planes that could not be cut can be, now that their volume is there."""
        self._failed = {
            info: message for info, message in self._failed.items() if not isinstance(info, PlaneInfo)
        }

    def request(self, places: Iterable[Place], beside: tuple[FrameInfo, ...] = ()) -> None:
        """Want these slices now, most wanted first, then those beside, and their neighbours.

        Nothing is wanted any more that was before.
        """
        before, self._places, self._beside = self._places, tuple(places), beside
        if _planes(self._places) != _planes(before):
            self._rest.start()
            QTimer.singleShot(0, self, self._begin_moving)  # panes that move together are one step
        self._wish()

    @Slot()
    def rest(self) -> None:
        """Nothing moves any more: cut what was drafted."""
        if self._rest.isActive() or self._moving:
            self._rest.stop()
            self._moving = False
            self.rested.emit()
            self._wish()

    @Slot()
    def _begin_moving(self) -> None:
        """The step is done; how long it took on a slow machine is no rest."""
        self._moving = self._rest.isActive()
        if self._moving:
            self._rest.start()

    def _wish(self) -> None:
        near = dict.fromkeys(_near(list(self._places), self._beside, self._store.limit_bytes))
        missing = [info for info in near if self._is_missing(info)]
        self._pool.wish([Wish(info, partial(self._store.get, info)) for info in missing])

    def _is_missing(self, info: FrameInfo) -> bool:
        """A plane is not missed while it may give way to the next at any moment."""
        waits = isinstance(info, PlaneInfo) and self._rest.isActive()
        return not waits and info not in self._failed and self.peek(info) is None

    def close(self) -> bool:
        self._rest.stop()
        return self._pool.close()

    @Slot(object, object)
    def _on_pool_granted(self, info: FrameInfo, frame: Frame) -> None:
        self.frame_ready.emit(info, frame)

    @Slot(object, str)
    def _on_pool_refused(self, info: FrameInfo, message: str) -> None:
        self._failed[info] = message
        self.frame_failed.emit(info, message)


def _near(places: list[Place], beside: tuple[FrameInfo, ...], limit_bytes: int) -> Iterator[FrameInfo]:
    """The frames at these places, those beside, then the neighbours of each place.

    Never more neighbours than fit: the last ones would push out the first, which are wanted more.
    """
    wanted = (*(place.frame for place in places), *beside)
    yield from wanted
    left = limit_bytes - sum(map(_most_bytes, wanted))
    for place in places:
        if isinstance(place.frame, PlaneInfo):
            continue
        for index in near_to_far(len(place.series.frames), place.index)[1 : NEIGHBOURS + 1]:
            neighbour = place.series.frames[index]
            left -= _most_bytes(neighbour)
            if left < 0:
                return
            yield neighbour


def _planes(places: tuple[Place, ...]) -> list[FrameInfo]:
    return [place.frame for place in places if isinstance(place.frame, PlaneInfo)]


def _most_bytes(info: FrameInfo) -> int:
    return info.rows * info.columns * _MOST_BYTES_PER_PIXEL


def _bytes_of(frame: Frame) -> int:
    return frame.pixels.nbytes + sum(plane.pixels.nbytes for plane in frame.overlays)


def _standing_alone(frame: Frame) -> Frame:
    """A frame whose pixels keep no larger array alive than they show, so that what is held can be counted."""
    whole: np.ndarray = frame.pixels
    while isinstance(whole.base, np.ndarray):
        whole = whole.base
    if whole.nbytes <= frame.pixels.nbytes * _WASTEFUL:
        return frame
    pixels = frame.pixels.copy()
    pixels.flags.writeable = False
    return replace(frame, pixels=pixels)
