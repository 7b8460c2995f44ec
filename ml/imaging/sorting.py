"""The order of the frames of a series."""

import re
from pathlib import Path
from typing import NamedTuple

from ml.imaging.places import heights_mm
from ml.imaging.values import FrameInfo, SortRule

_TIMES = ("cardiac phase", "temporal position", "time slot")


class Sorted(NamedTuple):
    """Frames in display order, and the rule that gave it."""

    frames: tuple[FrameInfo, ...]
    rule: SortRule


def sort_frames(frames: list[FrameInfo]) -> Sorted:
    """Put frames in display order: the same for any order they come in.

    By position along the slice normal where every frame has one and they differ; by time where all lie at
    one place and each has a time of its own; else by instance number; else by frame number within one file;
    else by file name.
    """
    by_name = sorted(frames, key=lambda frame: (natural_key(frame.path), frame.frame))
    heights = heights_mm(by_name)
    if heights is not None and (len(set(heights)) > 1 or len(by_name) == 1):
        pairs = zip(heights.tolist(), by_name, strict=True)
        ordered = sorted(pairs, key=lambda pair: (pair[0], *_numbers(pair[1])))
        return Sorted(tuple(frame for _, frame in ordered), SortRule.POSITION)
    times = _times(by_name) if heights is not None else None
    if times is not None:
        order = sorted(range(len(by_name)), key=times.__getitem__)
        return Sorted(tuple(by_name[index] for index in order), SortRule.TIME)
    if len({frame.path for frame in by_name}) == 1 and len(by_name) > 1:
        return Sorted(tuple(by_name), SortRule.FRAME_NUMBER)
    if _numbered_apart(by_name):
        return Sorted(tuple(sorted(by_name, key=_numbers)), SortRule.INSTANCE_NUMBER)
    return Sorted(tuple(by_name), SortRule.FILE_NAME)


def natural_key(path: Path) -> tuple[tuple[int, int | str], ...]:
    """Return a sort key that puts 2 before 10, in folder names too; different paths have different keys."""
    parts = re.split(r"(\d+)", str(path).casefold())
    key = tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)
    return (*key, (2, str(path)))


def _times(frames: list[FrameInfo]) -> list[float] | None:
    for name in _TIMES:
        try:
            times = [float(dict(frame.stack)[name].removesuffix(" %")) for frame in frames]
        except (KeyError, ValueError):
            continue
        if len(set(times)) == len(times):
            return times
    return None


def _numbers(frame: FrameInfo) -> tuple[int, int]:
    return (-1 if frame.instance_number is None else frame.instance_number, frame.frame)


def _numbered_apart(frames: list[FrameInfo]) -> bool:
    known = all(frame.instance_number is not None for frame in frames)
    return known and len({_numbers(frame) for frame in frames}) == len(frames)
