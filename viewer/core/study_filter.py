"""Which series of the list a reader means by some words."""

import unicodedata

from ml.imaging.values import Patient, Series, Study
from viewer.core.corner_text import date_text, person_name

_DOTLESS = str.maketrans("ıİ", "iI")


def folded(text: str) -> str:
    """Text as it is compared: without case and accents, and with one letter i."""
    plain = unicodedata.normalize("NFKD", text.translate(_DOTLESS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def series_meant(studies: tuple[Study, ...], text: str) -> frozenset[str]:
    """The uids of the series of which every word is true: of patient, study, date, modality, description."""
    words = folded(text).split()
    return frozenset(
        series.series_uid
        for study in studies
        for series in study.series
        if all(word in _said_of(study, series) for word in words)
    )


def _said_of(study: Study, series: Series) -> str:
    numbers = "" if series.number is None else str(series.number)
    return folded(
        " ".join(
            (
                *_names(study.patient), study.description, study.date, date_text(study.date),
                series.modality, series.description, series.body_part, numbers,
            )
        )
    )  # fmt: skip


def _names(patient: Patient) -> tuple[str, ...]:
    return person_name(patient.name), patient.patient_id, patient.birth_date, date_text(patient.birth_date)
