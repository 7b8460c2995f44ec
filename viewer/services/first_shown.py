"""Which image is shown first of what was opened: of ordinary images the first that can be decoded.

Their headers say little, so that damage is only known once one is decoded. Slices of a DICOM series are not
tried: one that is broken is shown as that, in its place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ml.errors import KesitError
from ml.imaging.record import is_of_path
from ml.imaging.unpacked import shown_path
from ml.imaging.values import Failure, Frame, FrameInfo, Series, SortRule, Study
from ml.progress import Progress
from viewer.core.series_navigation import series_of_file


@dataclass(frozen=True, slots=True)
class FirstShown:
    """What to show, and what could not be when it was tried."""

    series: Series | None = None
    frame: FrameInfo | None = None  # None: where a series is begun as a rule
    unreadable: tuple[Failure, ...] = ()


def first_shown(
    studies: tuple[Study, ...],
    named: Sequence[Path],
    read: Callable[[FrameInfo], Frame],
    progress: Progress,
) -> FirstShown:
    """Choose what to show first, in the order in which the user named it.

    A file named alone is shown, whatever comes of it; where nothing can be decoded, the first that was named.
    """
    wanted = series_of_file(studies, named[0])
    if len(named) == 1 and named[0].is_file():
        return FirstShown(wanted)
    unreadable: list[Failure] = []
    for series in _candidates(studies, named):
        if not is_of_path(series.series_uid) or series.sort is SortRule.POSITION:
            return FirstShown(series, unreadable=tuple(unreadable))
        for info in series.frames:
            progress(len(unreadable), 0, "looking for the first image")
            try:
                read(info)
            except KesitError as error:
                unreadable.append(failure_of(info, str(error)))
            else:
                return FirstShown(series, info, tuple(unreadable))
    return FirstShown(wanted, unreadable=tuple(unreadable))


def failure_of(info: FrameInfo, message: str) -> Failure:
    """The file of a frame that cannot be decoded, for the list of files that could not be opened."""
    path = shown_path(info.path)
    return Failure(path, message.removeprefix(f"{path.name}: "))


def _candidates(studies: tuple[Study, ...], named: Sequence[Path]) -> Iterator[Series]:
    """What was named first, then the rest; each once."""
    seen: set[str] = set()
    found = (series_of_file(studies, path) for path in named)
    rest = (series for study in studies for series in study.series)
    for series in (*found, *rest):
        if series is not None and series.series_uid not in seen:
            seen.add(series.series_uid)
            yield series
