"""Which series comes next, in the order of the list, across studies."""

from dataclasses import replace
from pathlib import Path

from ml.imaging.values import Series, SortRule, Study, whole_uid
from viewer.core.phases import rows_of_phases
from viewer.core.plane_stack import source_of

_ABOUT_OTHERS = "SEG"


def neighbour_series(studies: tuple[Study, ...], current: Series | None, step: int) -> Series | None:
    """The series ``step`` rows after ``current`` in the list; stops at both ends. Phases are one row.

    None when nothing is open.
    """
    rows = rows_of_phases(series for study in studies for series in study.series)
    if not rows:
        return None
    uid = source_of(current).series_uid if current is not None else ""
    places = {series.series_uid: place for place, row in enumerate(rows) for series in row}
    place = min(max(places[uid] + step, 0), len(rows) - 1) if uid in places else 0
    return current if places.get(uid) == place and current is not None else rows[place][0]


def series_of_file(studies: tuple[Study, ...], path: Path) -> Series | None:
    """The series that holds a file, else the first one in a folder, else the first; None when there is none.

    Of several the first that shows a patient: segmentations are about other images.
    """
    every = [series for study in studies for series in study.series]
    holding = [series for series in every if any(frame.path == path for frame in series.frames)]
    inside = [series for series in every if path in series.frames[0].path.parents]
    wanted = holding or inside or every
    pictures = (series for series in wanted if series.modality != _ABOUT_OTHERS)
    return next(pictures, wanted[0] if wanted else None)


def index_of_file(series: Series, path: Path, otherwise: int) -> int:
    """The first slice that a file holds."""
    return next((index for index, frame in enumerate(series.frames) if frame.path == path), otherwise)


def study_of(studies: tuple[Study, ...], series: Series) -> Study | None:
    """The study that holds a series."""
    return next((study for study in studies if series in study.series), None)


def first_index(series: Series) -> int:
    """The slice to begin with: the middle of a stack in space, otherwise the first image."""
    return len(series.frames) // 2 if series.sort is SortRule.POSITION else 0


def near_to_far(count: int, middle: int) -> list[int]:
    """Indices 0 to count - 1, nearest to ``middle`` first, the next slice before the previous one."""
    away = range(1, max(middle, count - 1 - middle) + 1)
    return [
        middle,
        *(index for step in away for index in (middle + step, middle - step) if 0 <= index < count),
    ]


def merged(studies: tuple[Study, ...], opened: tuple[Study, ...]) -> tuple[Study, ...]:
    """Studies after opening more; a series opened again replaces its earlier self, with all its parts."""
    by_uid = {study.study_uid: study for study in studies}
    for study in opened:
        known = by_uid.get(study.study_uid)
        by_uid[study.study_uid] = study if known is None else _with(known, study)
    return tuple(by_uid.values())


def files_of_same_series(studies: tuple[Study, ...], opened: tuple[Study, ...]) -> set[Path]:
    """The files that are open already of those series which have been opened again."""
    again = {whole_uid(series) for study in opened for series in study.series}
    every = (series for study in studies for series in study.series if whole_uid(series) in again)
    return {frame.path for series in every for frame in series.frames}


def _with(study: Study, opened: Study) -> Study:
    again = {whole_uid(series) for series in opened.series}
    new = {series.series_uid: series for series in opened.series}
    kept = [
        new.pop(old.series_uid, old)
        for old in study.series
        if old.series_uid in new or whole_uid(old) not in again
    ]
    objects = {thing.path: thing for thing in (*study.objects, *opened.objects)}
    return replace(study, series=(*kept, *new.values()), objects=tuple(objects.values()))
