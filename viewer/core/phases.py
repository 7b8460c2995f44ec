"""Series that are phases of one another: told apart, kept together, and looked at in the same place."""

from collections.abc import Iterable

from ml.imaging.values import FrameInfo, Series
from viewer.core.language import tr
from viewer.core.linking import Place
from viewer.core.planes import nearest_slice, plane_of


def rows_of_phases(every: Iterable[Series]) -> tuple[tuple[Series, ...], ...]:
    """The series as people count them: phases together, everything else alone."""
    rows: dict[str, list[Series]] = {}
    for series in every:
        rows.setdefault(series.phase.of if series.phase else series.series_uid, []).append(series)
    return tuple(map(tuple, rows.values()))


def are_phases(one: Series | None, other: Series | None) -> bool:
    """Whether two series are phases of one another, or the same phase."""
    if one is None or other is None or one.phase is None or other.phase is None:
        return False
    return one.phase.of == other.phase.of


def phase_numbered(every: Iterable[Series], series: Series, number: int) -> Series | None:
    """The sibling with a number; beyond either end there is none."""
    siblings = (one for one in every if are_phases(one, series))
    return next((one for one in siblings if one.phase and one.phase.number == number), None)


def same_slice(place: Place, phase: Series) -> int:
    """The slice of another phase at the place of this one; the same number where no header tells places."""
    plane = plane_of(place.frame)
    if plane is None:
        return min(place.index, len(phase.frames) - 1)
    middle = plane.to_patient((plane.columns / 2, plane.rows / 2))
    found = nearest_slice(phase.frames, middle, place.index)
    return min(place.index, len(phase.frames) - 1) if found is None else found


def phases_beside(every: Iterable[Series], place: Place) -> tuple[FrameInfo, ...]:
    """The same slice in the next phase and in the one before; beyond the last comes the first."""
    phase = place.series.phase
    if phase is None:
        return ()
    siblings = [one for one in every if are_phases(one, place.series)]
    numbers = dict.fromkeys((phase.number + step - 1) % phase.count + 1 for step in (1, -1))
    found = (phase_numbered(siblings, place.series, number) for number in numbers)
    return tuple(one.frames[same_slice(place, one)] for one in found if one is not None)


def phase_text(series: Series) -> str:
    """ "Phase 2 / 4  +1.2 s"; "" for a series that is no phase."""
    phase = series.phase
    if phase is None:
        return ""
    return (
        f"{tr('Phase {number} / {count}', number=phase.number, count=phase.count)}  {phase.meaning}".rstrip()
    )
