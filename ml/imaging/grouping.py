"""File records -> studies and series."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ml.imaging.record import FileRecord
from ml.imaging.sorting import natural_key, sort_frames
from ml.imaging.values import FrameInfo, Series, Study

_SAME_COSINE = 0.02  # direction cosines that differ by less (about 1 degree) are one orientation


def group(records: Iterable[FileRecord]) -> tuple[Study, ...]:
    """Return studies by date, their series by number; the same for any order of records."""
    by_study: dict[str, list[FileRecord]] = defaultdict(list)
    for record in sorted(records, key=lambda record: natural_key(record.frames[0].path)):
        by_study[record.study_uid or _folder_uid("study", record)].append(record)
    studies = [_study(uid, members) for uid, members in by_study.items()]
    return tuple(sorted(studies, key=lambda study: (study.date, natural_key(study.series[0].frames[0].path))))


def _study(uid: str, records: list[FileRecord]) -> Study:
    by_series: dict[str, list[FileRecord]] = defaultdict(list)
    for record in records:
        by_series[record.series_uid or _folder_uid("series", record)].append(record)
    series = [part for series_uid, members in by_series.items() for part in _series(series_uid, members)]
    first = records[0]
    return Study(
        study_uid=uid,
        patient=first.patient,
        description=first.study_description,
        date=first.study_date,
        series=tuple(sorted(series, key=_series_order)),
    )


def _series(uid: str, records: list[FileRecord]) -> list[Series]:
    """Return one series, or several where frames of one Series Instance UID cannot be scrolled together."""
    frames = [frame for record in records for frame in record.frames]
    if records[0].is_picture:
        series = _one_series(uid, records, frames)
        sizes = {(frame.rows, frame.columns) for frame in frames}
        notes = (f"the images have {len(sizes)} different sizes", *series.notes)
        return [replace(series, notes=notes) if len(sizes) > 1 else series]
    parts = _split(frames)
    note = f"one of {len(parts)} parts: frames of this series differ in size or orientation"
    split = []
    for number, members in enumerate(parts, start=1):
        # The first part keeps the true UID; the others need one of their own to be told apart.
        part = _one_series(uid if number == 1 else f"{uid}#{number}", records, members)
        split.append(replace(part, notes=(note, *part.notes)) if len(parts) > 1 else part)
    return split


def _one_series(uid: str, records: list[FileRecord], frames: list[FrameInfo]) -> Series:
    paths = {frame.path for frame in frames}
    members = [record for record in records if record.frames[0].path in paths]
    first = members[0]
    ordered = sort_frames(frames)
    notes = dict.fromkeys([*(note for record in members for note in record.notes), *ordered.notes])
    return Series(
        series_uid=uid,
        modality=first.modality,
        description=first.series_description,
        body_part=first.body_part,
        transfer_syntax=", ".join(sorted({record.transfer_syntax for record in members})),
        sort=ordered.rule,
        frames=ordered.frames,
        number=first.series_number,
        notes=tuple(notes),
    )


def _split(frames: list[FrameInfo]) -> list[list[FrameInfo]]:
    by_size: dict[tuple[int, int], list[FrameInfo]] = defaultdict(list)
    for frame in frames:
        by_size[frame.rows, frame.columns].append(frame)
    return [part for members in by_size.values() for part in _split_by_orientation(members)]


def _split_by_orientation(frames: list[FrameInfo]) -> list[list[FrameInfo]]:
    parts: list[list[FrameInfo]] = []
    for frame in frames:
        alike = next((part for part in parts if _same_orientation(part[0], frame)), None)
        if alike is None:
            parts.append([frame])
        else:
            alike.append(frame)
    # Slices that each have a direction of their own (radial ones, a turning projection) belong together.
    return parts if 2 * len(parts) <= len(frames) else [frames]


def _same_orientation(one: FrameInfo, other: FrameInfo) -> bool:
    if one.orientation is None or other.orientation is None:
        return one.orientation is other.orientation
    return all(abs(a - b) < _SAME_COSINE for a, b in zip(one.orientation, other.orientation, strict=True))


def _series_order(series: Series) -> tuple:
    return (series.number is None, series.number or 0, natural_key(series.frames[0].path), series.series_uid)


def _folder_uid(what: str, record: FileRecord) -> str:
    """Return a stable identifier for files that have none: those of one folder belong together."""
    folder = str(record.frames[0].path.parent.resolve())
    return f"folder:{what}:{hashlib.sha256(folder.encode()).hexdigest()[:32]}"
