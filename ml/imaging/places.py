"""Where the frames of a stack lie along their common slice normal."""

from collections.abc import Sequence

import numpy as np

from ml.imaging.values import FrameInfo

_PARALLEL = 0.99  # cosine between slice normals
# Frames that differ by less lie at one place: rounding, not distance. Microscopes cut thinner than the one.
_LARGEST_NOISE_MM = 0.01
_SMALLEST_NOISE_MM = 1e-4
_NOISE = 0.02  # share of the mean distance between neighbours


def heights_mm(frames: Sequence[FrameInfo]) -> np.ndarray | None:
    """Return how high each frame lies along the slice normal, equal for frames of one place.

    None where a frame has no position or orientation, or where frames are not parallel: localizers in
    several planes, radial slices.
    """
    if any(frame.position_mm is None or frame.orientation is None for frame in frames):
        return None
    axes = np.array([frame.orientation for frame in frames], float)
    normals = np.cross(axes[:, :3], axes[:, 3:])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    if (normals @ normals[0] < _PARALLEL).any():
        return None
    return _snapped(np.array([frame.position_mm for frame in frames], float) @ normals[0])


def _snapped(heights: np.ndarray) -> np.ndarray:
    order = np.argsort(heights, kind="stable")
    ordered = heights[order]
    mean = (ordered[-1] - ordered[0]) / max(1, len(ordered) - 1)
    noise = float(np.clip(_NOISE * mean, _SMALLEST_NOISE_MM, _LARGEST_NOISE_MM))
    place = np.concatenate([[0], np.cumsum(np.diff(ordered) > noise)])
    snapped = np.empty_like(heights)
    snapped[order] = ordered[np.searchsorted(place, place)]  # the first of its place
    return snapped
