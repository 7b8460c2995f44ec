"""Where key images lie: their series, and their number in it or in a stack of planes through it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ml.imaging.values import FrameInfo, PlaneInfo, Series

Rank = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class KeyImage:
    """A marked frame, and where it is."""

    series: Series
    index: int  # 0-based, in the series, or in its stack of planes
    plane: PlaneInfo | None = None  # where it is a plane through the volume of the series

    @property
    def info(self) -> FrameInfo:
        return self.plane or self.series.frames[self.index]


def key_images(series: Iterable[Series], marked: Collection[FrameInfo]) -> tuple[KeyImage, ...]:
    """The marked frames in the order of series and slices; planes come after the slices of their series."""
    return tuple(_placed(series, set(marked))) if marked else ()


def _placed(series: Iterable[Series], wanted: set[FrameInfo]) -> Iterator[KeyImage]:
    planes = [info for info in wanted if isinstance(info, PlaneInfo)]
    planes.sort(key=lambda info: (info.plane, info.frame, info.position_mm or (), info.thickness_mm))
    for one in series:
        yield from (KeyImage(one, index) for index, info in enumerate(one.frames) if info in wanted)
        yield from (KeyImage(one, info.frame, info) for info in planes if info.source_uid == one.series_uid)


def next_key_image(
    every: tuple[KeyImage, ...], series: Iterable[Series], place: KeyImage, step: int
) -> KeyImage | None:
    """The key image after a place, or before it when ``step`` is -1; after the last comes the first."""
    if not every:
        return None
    here = next((number for number, one in enumerate(every) if one.info == place.info), None)
    if here is not None:  # planes that were turned may share their numbers
        return every[(here + step) % len(every)]
    order = {one.series_uid: number for number, one in enumerate(series)}

    def rank(one: KeyImage) -> Rank:
        kind = one.plane.plane if one.plane is not None else ""  # before those of any plane
        return order.get(one.series.series_uid, -1), kind, one.index

    if step > 0:
        return next((one for one in every if rank(one) > rank(place)), every[0])
    return next((one for one in reversed(every) if rank(one) < rank(place)), every[-1])
