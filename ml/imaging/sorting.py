"""The order of the frames of a series, and what is odd about it."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ml.imaging.geometry import slice_normal
from ml.imaging.values import FrameInfo, SortRule

_SAME_PLACE_MM = 1e-3
_UNEVEN = 0.02  # share of the usual distance


class Sorted(NamedTuple):
    """Frames in display order, the rule that gave it, and notes for the user."""

    frames: tuple[FrameInfo, ...]
    rule: SortRule
    notes: tuple[str, ...]


def sort_frames(frames: list[FrameInfo]) -> Sorted:
    """Put frames in display order: the same for any order they come in.

    By position along the slice normal where every frame has one and they differ; else by instance number;
    else by frame number within one file; else by file name.
    """
    by_name = sorted(frames, key=lambda frame: (natural_key(frame.path), frame.frame))
    heights = _heights(by_name)
    if heights is not None:
        ordered = sorted(zip(heights, by_name, strict=True), key=lambda pair: (pair[0], *_numbers(pair[1])))
        notes = _spacing_notes(np.array([height for height, _ in ordered]))
        return Sorted(tuple(frame for _, frame in ordered), SortRule.POSITION, notes)
    if len({frame.path for frame in by_name}) == 1 and len(by_name) > 1:
        return Sorted(tuple(by_name), SortRule.FRAME_NUMBER, ())
    if _numbered_apart(by_name):
        return Sorted(tuple(sorted(by_name, key=_numbers)), SortRule.INSTANCE_NUMBER, ())
    return Sorted(tuple(by_name), SortRule.FILE_NAME, ())


def natural_key(path: Path) -> tuple[tuple[int, int | str], ...]:
    """Return a sort key that puts 2 before 10, in folder names too; different paths have different keys."""
    parts = re.split(r"(\d+)", str(path).casefold())
    key = tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)
    return (*key, (2, str(path)))


def _heights(frames: list[FrameInfo]) -> list[float] | None:
    """Return the position of each frame along the slice normal in mm, None when that gives no order."""
    orientation = frames[0].orientation
    if orientation is None or any(frame.position_mm is None or frame.orientation is None for frame in frames):
        return None
    normal = slice_normal(orientation)
    if any(normal @ slice_normal(frame.orientation) < 0.99 for frame in frames if frame.orientation):
        return None  # not parallel: localizers, radial slices
    heights = [float(normal @ np.array(frame.position_mm)) for frame in frames]
    # Rounding keeps noise in the last digits from parting frames of one place.
    heights = [round(height / _SAME_PLACE_MM) * _SAME_PLACE_MM for height in heights]
    return heights if len(set(heights)) > 1 or len(heights) == 1 else None


def _numbers(frame: FrameInfo) -> tuple[int, int]:
    return (-1 if frame.instance_number is None else frame.instance_number, frame.frame)


def _numbered_apart(frames: list[FrameInfo]) -> bool:
    known = all(frame.instance_number is not None for frame in frames)
    return known and len({_numbers(frame) for frame in frames}) == len(frames)


def _spacing_notes(heights: np.ndarray) -> tuple[str, ...]:
    places = np.unique(heights)
    notes = []
    if len(places) < len(heights):
        most = max(Counter(heights.tolist()).values())
        notes.append(f"several frames lie at the same place (up to {most})")
    distances = np.diff(places)
    if len(distances) < 2:
        return tuple(notes)
    return (*notes, *_distance_notes(distances))


def _distance_notes(distances: np.ndarray) -> list[str]:
    """Tell missing slices (distances that are multiples of the usual one) from uneven spacing."""
    usual = float(np.median(distances))
    steps = np.rint(distances / usual)
    if (np.abs(distances / usual - 1) <= _UNEVEN).all():
        return []
    if (steps >= 1).all() and (np.abs(distances / usual - steps) <= _UNEVEN * steps).all():
        missing = int((steps - 1).sum())
        return [f"{missing} slice{'s' * (missing > 1)} missing (the others are {usual:.2f} mm apart)"]
    return [f"slice spacing is uneven: {distances.min():.2f} to {distances.max():.2f} mm"]
