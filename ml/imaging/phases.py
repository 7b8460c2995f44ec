"""Which parts of a series are its phases, and what each of them means: a time, an echo time, a b-value."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from ml.imaging.parts import Part
from ml.imaging.stack_values import B_VALUE
from ml.imaging.values import FrameInfo, Phase

_MEANINGS = {
    "echo time": "TE {} ms",
    B_VALUE: "b {} s/mm²",
    "inversion time": "TI {} ms",
    "flip angle": "{}°",
    "cardiac phase": "{} ms",
    "respiratory phase": "{} ms",
}


def phases(uid: str, description: str, parts: Sequence[Part]) -> list[Phase | None]:
    """Return for each part which phase it is; None for one that no other goes with.

    Parameters
    ----------
    uid, description
        Of the series that was split.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, part in enumerate(parts):
        if part.phase_reasons:
            groups[part.reasons[: -part.phase_reasons]].append(place)
    found: list[Phase | None] = [None] * len(parts)
    for reasons, places in groups.items():
        whole = " · ".join(filter(None, [description, *reasons]))
        meanings = _meanings([parts[place].frames for place in places])
        for number, (place, meaning) in enumerate(zip(places, meanings, strict=True), start=1):
            found[place] = Phase("/".join((uid, *reasons)), number, len(places), whole, meaning)
    return found


def _meanings(members: list[list[FrameInfo]]) -> list[str]:
    """Say of each phase what no other value of the header says better; how much later it is, if nothing."""
    said: list[list[str]] = [[] for _ in members]
    for name, words in _MEANINGS.items():
        values = [_only_value(frames, name) for frames in members]
        if len(set(values)) > 1 and None not in values:
            for texts, value in zip(said, values, strict=True):
                texts.append(_with_words(words, value or ""))
    if not any(map(any, said)):
        return _delays(members)
    return [" ".join(filter(None, texts)) for texts in said]


def _with_words(words: str, value: str) -> str:
    return value if not value or value.endswith("%") else words.format(value)


def _only_value(frames: list[FrameInfo], name: str) -> str | None:
    """Return the value that all frames have, "" where none has one; None where they differ."""
    values = {dict(frame.stack).get(name, "") for frame in frames}
    return values.pop() if len(values) == 1 else None


def _delays(members: list[list[FrameInfo]]) -> list[str]:
    """Return how long after the first each phase begins; "" for all where the times do not rise."""
    starts = [_start_s(frames) for frames in members]
    known = [start for start in starts if start is not None]
    if len(known) < len(starts) or not all(one < other for one, other in pairwise(known)):
        return [""] * len(members)
    return [f"+{start - known[0]:.1f} s" for start in known]


def _start_s(frames: list[FrameInfo]) -> float | None:
    """Return when the first frame was acquired, in seconds from some day on; None where one does not say."""
    times = [_seconds(dict(frame.stack).get("acquisition time", "")) for frame in frames]
    known = [time for time in times if time is not None]
    return min(known) if len(known) == len(times) else None


def _seconds(text: str) -> float | None:
    """Return a DICOM time (HHMMSS.FF), with or without its date before it and its zone behind, as seconds."""
    whole, _, fraction = text.partition("+")[0].partition("-")[0].partition(".")
    day, clock = whole[:-6], whole[-6:]
    try:
        days = date(int(day[:4]), int(day[4:6]), int(day[6:])).toordinal() if day else 0
        hours, minutes, seconds = (int(clock[start : start + 2]) for start in (0, 2, 4))
        return days * 86_400 + hours * 3_600 + minutes * 60 + float(f"{seconds}.{fraction or 0}")
    except ValueError:
        return None
