"""The volumes that planes are cut from: read when planes are wanted, let go of with them."""

import math
from dataclasses import dataclass, replace

import numpy as np

from ml.errors import ImagingError
from ml.imaging import Volume, auto_window, read_frame, read_volume
from ml.imaging.cutting import Outside, cut, is_along_grid, outside_of
from ml.imaging.drafts import draft
from ml.imaging.values import Frame, FrameInfo, PlaneInfo, Series
from ml.progress import Progress
from viewer.core.plane_stack import VolumeGrid
from viewer.workers.wishes import stay_wanted

# Planes of more pixels, times their number in a slab, are cut in a thread: the window would stand still.
_MOST_INTERPOLATED_AT_ONCE = 1_000_000
_MOST_INTERPOLATED_WHILE_MOVING = 120_000  # 4 ms: about what a draft takes
_MOST_COPIED_AT_ONCE = 8_000_000
_MOST_COPIED_WHILE_MOVING = 3_000_000


@dataclass(frozen=True, slots=True, eq=False)
class LoadedVolume:
    """A volume, and a frame of its series that says how planes of it are shown."""

    series: Series
    volume: Volume
    model: Frame
    outside: Outside

    @property
    def grid(self) -> VolumeGrid:
        volume = self.volume
        slices, rows, columns = volume.voxels.shape
        return VolumeGrid((columns, rows, slices), volume.origin_mm, volume.direction, volume.spacing_mm)

    def cut(self, info: PlaneInfo) -> Frame:
        """The plane as a frame; given up in a thread in which nobody waits for it any more."""
        return self._frame(info, cut(self.volume, info, self.outside, stay_wanted))

    def draft(self, info: PlaneInfo) -> Frame:
        """The plane as a frame of fewer pixels than its info says: to be looked at, not measured."""
        return self._frame(info, draft(self.volume, info, self.outside))

    def cuts_at_once(self, info: PlaneInfo, moving: bool = False) -> bool:
        """Whether a plane is cut in less time than it takes to ask a thread for it.

        While planes follow the mouse there is less time.
        """
        pixels = info.rows * info.columns * (2 * info.planes_on_each_side + 1)
        if pixels <= (_MOST_INTERPOLATED_WHILE_MOVING if moving else _MOST_INTERPOLATED_AT_ONCE):
            return True
        copied = _MOST_COPIED_WHILE_MOVING if moving else _MOST_COPIED_AT_ONCE
        return pixels <= copied and is_along_grid(self.volume, info)

    def _frame(self, info: PlaneInfo, pixels: np.ndarray) -> Frame:
        padding = self.volume.padding
        if padding is None and not math.isnan(self.outside.value):
            padding = self.outside.value
        return replace(
            self.model,
            info=info,
            pixels=pixels,
            unit=self.volume.unit,
            padding=padding,
            padding_limit=self.volume.padding_limit,
        )


def load_volume(series: Series, progress: Progress) -> LoadedVolume:
    """Read the volume of a series; for a task.

    Raises
    ------
    ImagingError
        The frames make no volume, one cannot be read, or memory does not suffice; the text says which.
    """
    model = read_frame(series.frames[len(series.frames) // 2])
    volume = read_volume(series, progress)
    if not model.windows:  # one for all planes, or each would have its own
        model = replace(model, windows=(auto_window(model),))
    return LoadedVolume(series, volume, replace(model, overlays=()), outside_of(volume))


class Volumes:
    """The volumes in use. Planes may be cut in any thread."""

    def __init__(self) -> None:
        self._loaded: dict[str, LoadedVolume] = {}

    @property
    def loaded(self) -> dict[str, LoadedVolume]:
        """By the uid of their series."""
        return dict(self._loaded)

    def add(self, loaded: LoadedVolume) -> None:
        self._loaded[loaded.series.series_uid] = loaded

    def drop_all(self) -> None:
        self._loaded.clear()

    def cut(self, info: FrameInfo) -> Frame:
        """The plane as a frame.

        Raises
        ------
        ImagingError
            Its volume is no longer there.
        """
        assert isinstance(info, PlaneInfo)
        loaded = self._loaded.get(info.source_uid)
        if loaded is None:
            raise ImagingError("the volume of this plane is closed")
        return loaded.cut(info)

    def draft(self, info: PlaneInfo) -> Frame | None:
        """The plane as a frame of fewer pixels; None when its volume is no longer there."""
        loaded = self._loaded.get(info.source_uid)
        return loaded.draft(info) if loaded is not None else None

    def cuts_at_once(self, info: PlaneInfo, moving: bool = False) -> bool:
        """Whether a plane is cut in less time than it takes to ask a thread for it."""
        loaded = self._loaded.get(info.source_uid)
        return loaded is not None and loaded.cuts_at_once(info, moving)
