"""Which series of an earlier examination shows the same as the one on screen."""

import numpy as np

from ml.imaging.values import Patient, PlaneInfo, Series, Study
from viewer.core.linking import Place, same_place
from viewer.core.plane_stack import nearest_slice_of, source_of
from viewer.core.planes import parallel
from viewer.core.series_navigation import first_index, study_of
from viewer.core.study_filter import folded


def same_patient(one: Patient, other: Patient) -> bool:
    """By the ID where both have one: names are written differently from study to study."""
    if one.patient_id and other.patient_id:
        return one.patient_id == other.patient_id
    return one == other and bool(one.name)


def other_studies(studies: tuple[Study, ...], series: Series) -> tuple[Study, ...]:
    """The other studies of this patient: the earlier ones first, the nearest in time before the others."""
    own = study_of(studies, series)
    if own is None:
        return ()
    others = [study for study in studies if study is not own and same_patient(study.patient, own.patient)]
    earlier = [study for study in others if study.date <= own.date]
    later = [study for study in others if study.date > own.date]
    earlier.sort(key=lambda study: study.date, reverse=True)
    return (*earlier, *sorted(later, key=lambda study: study.date))


def prior_of(studies: tuple[Study, ...], series: Series) -> Series | None:
    """The series to lay beside this one; None when no other study of the patient has one of its modality."""
    alike = [
        (study.date, one)
        for study in other_studies(studies, series)
        for one in study.series
        if one.modality == series.modality
    ]
    nearest = [one for date, one in alike if date == alike[0][0]]
    return max(nearest, key=lambda one: _likeness(series, one), default=None)


def same_height(source: Place, target: Series) -> tuple[int, bool]:
    """The slice of another series at the height of this one, and whether it is known to lie there.

    It is known in one frame of reference. Otherwise it is the slice as far along the other stack, counted
    from the same end of the body: a place to begin looking.
    """
    found = same_place(source, Place(target, first_index(target)))
    return (_same_share(source, target), False) if found is None else (found, True)


def _same_share(source: Place, target: Series) -> int:
    series, index = source.series, source.index
    if isinstance(source.frame, PlaneInfo):
        series = source_of(series)
        index = nearest_slice_of(series, source.frame)
    last = max(len(series.frames) - 1, 1)
    share = index / last
    if _are_opposite(series, target):
        share = 1 - share
    return round(share * (len(target.frames) - 1))


def _are_opposite(series: Series, other: Series) -> bool:
    """Whether two stacks run through the body in opposite directions."""
    one, two = _way(series), _way(other)
    return one is not None and two is not None and float(one @ two) < 0


def _way(series: Series) -> np.ndarray | None:
    """From the first slice to the last: float64 (3,)."""
    first, last = series.frames[0].position_mm, series.frames[-1].position_mm
    return np.subtract(last, first) if first is not None and last is not None else None


def _likeness(series: Series, other: Series) -> tuple[bool, int, bool, int]:
    """How much another series is like this one: plane, words of the description, body part, length."""
    middle, other_middle = series.frames[len(series.frames) // 2], other.frames[len(other.frames) // 2]
    words = set(folded(series.description).split()) & set(folded(other.description).split())
    return (
        parallel(middle, other_middle),
        len(words),
        series.body_part == other.body_part,
        -abs(len(series.frames) - len(other.frames)),
    )
