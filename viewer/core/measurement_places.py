"""Where measurements lie: their series, and the number of their image in it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ml.imaging.values import FrameInfo, PlaneInfo, Series
from viewer.core.measurement import Measurement


@dataclass(frozen=True, slots=True)
class Placed:
    """A measurement and where it was made."""

    measurement: Measurement
    series: Series
    index: int  # 0-based, in the series, or in its stack of planes
    plane: PlaneInfo | None = None  # where it was made on a plane of the volume of the series

    @property
    def info(self) -> FrameInfo:
        return self.plane or self.series.frames[self.index]


def placed(
    series: Iterable[Series],
    frames: Iterable[FrameInfo],
    kept_on: Callable[[FrameInfo], Iterable[Measurement]],
) -> Iterator[Placed]:
    """All measurements of these series, in the order of series and images; ``frames`` are those with any.

    Those on planes come after those on the images of their series.
    """
    wanted = set(frames)
    planes = sorted(
        (info for info in wanted if isinstance(info, PlaneInfo)), key=lambda info: (info.plane, info.frame)
    )
    for one in series if wanted else ():
        for index, info in enumerate(one.frames):
            if info in wanted:
                yield from (Placed(measurement, one, index) for measurement in kept_on(info))
        for plane in planes:
            if plane.source_uid == one.series_uid:
                yield from (Placed(measurement, one, plane.frame, plane) for measurement in kept_on(plane))
