"""Which series comes next, in the order of the list, across studies."""

from pathlib import Path

from ml.imaging.values import Series, SortRule, Study


def neighbour_series(studies: tuple[Study, ...], current: Series | None, step: int) -> Series | None:
    """The series ``step`` places after ``current`` in the list; stops at both ends.

    None when nothing is open.
    """
    every = [series for study in studies for series in study.series]
    if not every:
        return None
    uids = [series.series_uid for series in every]
    if current is None or current.series_uid not in uids:
        return every[0]
    place = uids.index(current.series_uid) + step
    return every[min(max(place, 0), len(every) - 1)]


def series_of_file(studies: tuple[Study, ...], path: Path) -> Series | None:
    """The series that holds a file, else the first one; None when there is none."""
    every = [series for study in studies for series in study.series]
    holding = (series for series in every if any(frame.path == path for frame in series.frames))
    return next(holding, every[0] if every else None)


def study_of(studies: tuple[Study, ...], series: Series) -> Study | None:
    """The study that holds a series."""
    return next((study for study in studies if series in study.series), None)


def first_index(series: Series) -> int:
    """The slice to begin with: the middle of a stack in space, otherwise the first image."""
    return len(series.frames) // 2 if series.sort is SortRule.POSITION else 0


def near_to_far(count: int, middle: int) -> list[int]:
    """Indices 0 to count - 1, nearest to ``middle`` first, the next slice before the previous one."""
    return sorted(range(count), key=lambda index: (abs(index - middle), index < middle))


def merged(studies: tuple[Study, ...], opened: tuple[Study, ...]) -> tuple[Study, ...]:
    """Studies after opening more; a series opened again replaces its earlier self."""
    by_uid = {study.study_uid: study for study in studies}
    for study in opened:
        known = by_uid.get(study.study_uid)
        by_uid[study.study_uid] = study if known is None else _with_series(known, study.series)
    return tuple(by_uid.values())


def _with_series(study: Study, opened: tuple[Series, ...]) -> Study:
    series = {one.series_uid: one for one in study.series} | {one.series_uid: one for one in opened}
    return Study(study.study_uid, study.patient, study.description, study.date, tuple(series.values()))
