"""File records -> studies and series."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from ml.imaging.parts import Part, split
from ml.imaging.phases import phases
from ml.imaging.record import FileRecord
from ml.imaging.sorting import natural_key, sort_frames
from ml.imaging.stack_notes import stack_notes
from ml.imaging.values import Phase, Series, Study


def group(records: Iterable[FileRecord]) -> tuple[Study, ...]:
    """Return studies by date, their series by number; the same for any order of records."""
    by_study: dict[str, list[FileRecord]] = defaultdict(list)
    for record in sorted(records, key=lambda record: natural_key(record.path)):
        by_study[record.study_uid or _folder_uid("study", record)].append(record)
    first_files = {uid: natural_key(members[0].path) for uid, members in by_study.items()}
    studies = [_study(uid, members) for uid, members in by_study.items()]
    return tuple(sorted(studies, key=lambda study: (study.date, first_files[study.study_uid])))


def _study(uid: str, records: list[FileRecord]) -> Study:
    by_series: dict[str, list[FileRecord]] = defaultdict(list)
    for record in records:
        if record.other is None:
            by_series[record.series_uid or _folder_uid("series", record)].append(record)
    in_order = sorted(by_series.items(), key=lambda item: _order(item[1][0].series_number))
    objects = [record.other for record in records if record.other is not None]
    first = records[0]
    return Study(
        study_uid=uid,
        patient=first.patient,
        description=first.study_description,
        date=first.study_date,
        series=tuple(part for series_uid, members in in_order for part in _series(series_uid, members)),
        objects=tuple(sorted(objects, key=lambda other: _order(other.number))),
    )


def _series(uid: str, records: list[FileRecord]) -> list[Series]:
    """Return one series, or several where frames of one Series Instance UID cannot be scrolled together."""
    frames = [frame for record in records for frame in record.frames]
    by_path = {record.path: record for record in records}
    if records[0].is_picture:
        return [_one_series(uid, by_path, Part(frames))]
    # The first part keeps the true UID; the others need one of their own to be told apart.
    parts = split(frames)
    known = phases(uid, records[0].series_description, parts)
    return [
        _one_series(uid if number == 1 else f"{uid}#{number}", by_path, part, phase)
        for number, (part, phase) in enumerate(zip(parts, known, strict=True), start=1)
    ]


def _one_series(uid: str, by_path: dict[Path, FileRecord], part: Part, phase: Phase | None = None) -> Series:
    members = [by_path[path] for path in dict.fromkeys(frame.path for frame in part.frames)]
    first = members[0]
    ordered = sort_frames(part.frames)
    tilts = [record.gantry_tilt_deg for record in members if record.gantry_tilt_deg is not None]
    notes = [
        *_size_notes(part),
        *(note for record in members for note in record.notes),
        *stack_notes(ordered.frames, tilts, is_sparse=first.modality == "SEG"),
    ]
    return Series(
        series_uid=uid,
        modality=first.modality,
        description=" · ".join(filter(None, [first.series_description, *part.reasons])),
        body_part=first.body_part,
        transfer_syntax=", ".join(sorted({record.transfer_syntax for record in members})),
        sort=ordered.rule,
        frames=ordered.frames,
        number=first.series_number,
        notes=tuple(dict.fromkeys(notes)),
        is_parametric=first.is_parametric,
        phase=phase,
    )


def _size_notes(part: Part) -> list[str]:
    sizes = {(frame.rows, frame.columns) for frame in part.frames}
    return [f"the images have {len(sizes)} different sizes"] if len(sizes) > 1 else []


def _order(number: int | None) -> tuple[bool, int]:
    return number is None, number or 0


def _folder_uid(what: str, record: FileRecord) -> str:
    """Return a stable identifier for files that have none: those of one folder belong together."""
    folder = str(record.path.parent.resolve())
    return f"folder:{what}:{hashlib.sha256(folder.encode()).hexdigest()[:32]}"
