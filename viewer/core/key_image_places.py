"""Where key images lie: their series and their number in it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ml.imaging.values import FrameInfo, Series


@dataclass(frozen=True, slots=True)
class KeyImage:
    """A marked frame, and where it is in its series."""

    series: Series
    index: int  # 0-based

    @property
    def info(self) -> FrameInfo:
        return self.series.frames[self.index]


def key_images(series: Iterable[Series], marked: Collection[FrameInfo]) -> tuple[KeyImage, ...]:
    """The marked frames in the order of series and slices."""
    wanted = set(marked)
    if not wanted:
        return ()
    return tuple(
        KeyImage(one, index) for one in series for index, info in enumerate(one.frames) if info in wanted
    )


def next_key_image(
    every: tuple[KeyImage, ...], series: Iterable[Series], place: tuple[Series, int], step: int
) -> KeyImage | None:
    """The key image after a place, or before it when ``step`` is -1; after the last comes the first."""
    if not every:
        return None
    order = {one.series_uid: number for number, one in enumerate(series)}

    def rank(one: Series, index: int) -> tuple[int, int]:
        return order.get(one.series_uid, -1), index

    here = rank(*place)
    if step > 0:
        return next((one for one in every if rank(one.series, one.index) > here), every[0])
    return next((one for one in reversed(every) if rank(one.series, one.index) < here), every[-1])
