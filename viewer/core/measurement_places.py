"""Where measurements lie: their series, and the number of their image in it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ml.imaging.values import FrameInfo, Series
from viewer.core.measurement import Measurement


@dataclass(frozen=True, slots=True)
class Placed:
    """A measurement and where it was made."""

    measurement: Measurement
    series: Series
    index: int  # 0-based, in the series

    @property
    def info(self) -> FrameInfo:
        return self.series.frames[self.index]


def placed(
    series: Iterable[Series],
    frames: Iterable[FrameInfo],
    kept_on: Callable[[FrameInfo], Iterable[Measurement]],
) -> Iterator[Placed]:
    """All measurements of these series, in the order of series and images; ``frames`` are those with any."""
    wanted = set(frames)
    for one in series if wanted else ():
        for index, info in enumerate(one.frames):
            if info in wanted:
                yield from (Placed(measurement, one, index) for measurement in kept_on(info))
