"""Which series of an earlier examination shows the same as the one on screen."""

from ml.imaging.values import Patient, Series, Study
from viewer.core.planes import parallel
from viewer.core.series_navigation import study_of
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


def same_share(series: Series, index: int, other: Series) -> int:
    """The slice as far down another stack as ``index`` is in the first: a place to begin looking."""
    last = max(len(series.frames) - 1, 1)
    return round(index / last * (len(other.frames) - 1))


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
