"""What is odd about a stack, in short sentences for the screen: gaps, repeats, tilt, mixed spacings."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from ml.imaging.geometry import slice_normal
from ml.imaging.places import heights_mm
from ml.imaging.values import FrameInfo, SpacingKind

_UNEVEN = 0.02  # share of the usual distance
# Positions that were written with one digit behind the point.
_ROUNDED_MM = 0.06
_ROUNDED = 0.1  # share of the usual distance; more is no rounding
_TILTED_DEG = 0.5  # less is rounding
_SAME_ANGLE_DEG = 1.0
_SAME_SPACING = 1e-3  # share
_OFF_LINE_MM = 1.0


def stack_notes(
    frames: Sequence[FrameInfo], stated_tilts_deg: Iterable[float] = (), is_sparse: bool = False
) -> tuple[str, ...]:
    """Say what the user must know of sorted frames before trusting lengths and volumes.

    Parameters
    ----------
    is_sparse
        Frames may be left out, as empty ones of a segmentation are: gaps mean nothing.
    stated_tilts_deg
        Gantry/Detector Tilt of CT frames, against which the positions are checked; () for other images.
    """
    notes = [*_mixed_spacing(frames), *_mixed_orientation(frames)]
    heights = heights_mm(frames)
    if heights is None or len(frames) < 2:
        return tuple(notes)
    most = max(Counter(heights.tolist()).values())
    if most > 1 and not _is_film(frames, heights):
        notes.append(f"up to {most} frames lie at the same place, and nothing says why")
    places = np.unique(heights)
    if len(places) > 2 and not is_sparse:
        notes += _distance_notes(places)
    if len(places) > 1:
        notes += _direction_notes(frames, list(stated_tilts_deg))
    return tuple(notes)


def _is_film(frames: Sequence[FrameInfo], heights: np.ndarray) -> bool:
    """Tell frames of one place that are in one file, or that their headers tell apart: no copies."""
    are_apart = len({frame.stack for frame in frames}) == len(frames)
    return len(set(heights)) == 1 and (are_apart or len({frame.path for frame in frames}) == 1)


def _mixed_spacing(frames: Sequence[FrameInfo]) -> list[str]:
    known = [frame.spacing for frame in frames if frame.spacing and frame.spacing.kind != SpacingKind.NONE]
    if not known:
        return []
    if len(known) < len(frames):
        return [f"only {len(known)} of {len(frames)} frames have a pixel spacing"]
    pairs = np.array([(spacing.row_mm, spacing.column_mm) for spacing in known])
    if np.allclose(pairs, pairs[0], rtol=_SAME_SPACING):
        return []
    return [f"pixel spacing differs between frames: {pairs.min():.3g} to {pairs.max():.3g} mm"]


def _mixed_orientation(frames: Sequence[FrameInfo]) -> list[str]:
    known = {frame.orientation for frame in frames if frame.orientation is not None}
    is_mixed = len(known) > 1 and heights_mm(frames) is None
    return ["the frames lie in different directions"] if is_mixed else []


def _distance_notes(places: np.ndarray) -> list[str]:
    """Tell missing slices (distances that are multiples of the usual one) from uneven spacing."""
    distances = np.diff(places)
    usual = float(np.median(distances))
    numbers = np.arange(len(places))
    even = np.polyval(np.polyfit(numbers, places, 1), numbers)
    if np.abs(places - even).max() <= min(_ROUNDED_MM, _ROUNDED * usual):
        return []
    steps = np.rint(distances / usual)
    if (np.abs(distances / usual - 1) <= _UNEVEN).all():
        return []
    if (steps >= 1).all() and (np.abs(distances / usual - steps) <= _UNEVEN * steps).all():
        missing = int((steps - 1).sum())
        return [f"{missing} slice{'s' * (missing > 1)} missing (the others are {usual:.2f} mm apart)"]
    return [f"slice spacing is uneven: {distances.min():.2f} to {distances.max():.2f} mm"]


def _direction_notes(frames: Sequence[FrameInfo], stated_tilts_deg: list[float]) -> list[str]:
    """Compare the way from slice to slice with the slice normal."""
    positions = np.array([frame.position_mm for frame in frames], float)
    first = frames[0].orientation
    assert first is not None  # heights_mm knows it of all frames
    way = positions[-1] - positions[0]
    length = float(np.linalg.norm(way))
    angle_deg = float(np.degrees(np.arccos(np.clip(abs(way @ slice_normal(first)) / length, 0, 1))))
    notes = []
    if angle_deg > _TILTED_DEG and stated_tilts_deg:
        notes += _tilt_notes(angle_deg, stated_tilts_deg)
    elif angle_deg > _TILTED_DEG:
        notes.append(f"each slice is shifted sideways: the stack leans by {angle_deg:.1f}°")
    along = (positions - positions[0]) @ way / length
    aside = positions - positions[0] - np.outer(along, way / length)
    off_line = float(np.linalg.norm(aside, axis=1).max())
    if off_line > _OFF_LINE_MM:
        notes.append(f"slices do not lie on one line: off by up to {off_line:.1f} mm")
    return notes


def _tilt_notes(angle_deg: float, stated_deg: list[float]) -> list[str]:
    stated = abs(max(stated_deg, key=abs))
    if abs(stated - angle_deg) <= _SAME_ANGLE_DEG:
        return [f"gantry tilt {angle_deg:.1f}°"]
    return [f"gantry tilt is {angle_deg:.1f}° by the positions, {stated:.1f}° by the header"]
