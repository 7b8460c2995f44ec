"""Where a frame lies in the patient, from plain and from enhanced multi-frame headers."""

import math
import operator
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from pydicom.dataset import Dataset

from ml.imaging.attributes import numbers, text
from ml.imaging.values import Spacing, SpacingKind

# Modalities that project the patient onto a detector: millimetres on it are not those in the patient.
_PROJECTION = {"CR", "DX", "MG", "RF", "XA", "IO", "PX", "RG", "RTIMAGE"}
_COSINE_TOLERANCE = 0.05

Vector = tuple[float, float, float]
Orientation = tuple[float, float, float, float, float, float]


def functional_groups(dataset: Dataset, frame: int) -> Iterator[Dataset]:
    """Yield the places where an attribute of a frame may stand: its own groups, the shared ones, the top.

    References
    ----------
    PS3.3 C.7.6.16 (Multi-frame Functional Groups).
    """
    per_frame = dataset.get("PerFrameFunctionalGroupsSequence") or []
    if frame < len(per_frame):
        yield per_frame[frame]
    yield from list(dataset.get("SharedFunctionalGroupsSequence") or [])[:1]
    yield dataset


def frame_attribute(dataset: Dataset, frame: int, macro: str, keyword: str) -> Any:
    """Return an attribute of a frame from the given functional group macro, or from the top; else None."""
    for place in functional_groups(dataset, frame):
        items = [place] if place is dataset else list(place.get(macro) or [])[:1]
        for item in items:
            value = item.get(keyword)
            if value not in (None, ""):
                return value
    return None


def frame_position(dataset: Dataset, frame: int) -> Vector | None:
    """Return the center of the first pixel in patient coordinates (LPS), mm."""
    value = frame_attribute(dataset, frame, "PlanePositionSequence", "ImagePositionPatient")
    position = numbers(value, 3)
    if position is None:
        return None
    x, y, z = position
    dx, dy, dz = _dose_grid_step(dataset, frame)
    return x + dx, y + dy, z + dz


def frame_orientation(dataset: Dataset, frame: int) -> Orientation | None:
    """Return the direction cosines of a row, then of a column; None unless they are orthogonal."""
    value = frame_attribute(dataset, frame, "PlaneOrientationSequence", "ImageOrientationPatient")
    cosines = numbers(value, 6)
    if cosines is None:
        return None
    row, column = cosines[:3], cosines[3:]
    # Not numpy: this runs for every frame of a scan.
    if not all(abs(math.hypot(*axis) - 1) <= _COSINE_TOLERANCE for axis in (row, column)):
        return None
    if abs(sum(map(operator.mul, row, column))) > _COSINE_TOLERANCE:
        return None
    return cosines  # type: ignore[return-value]  # numbers() has counted them


def frame_spacing(dataset: Dataset, frame: int) -> Spacing | None:
    """Return the pixel spacing with where it comes from.

    References
    ----------
    PS3.3 10.7.1.3 (Pixel Spacing), C.8.7.1 and C.8.11.4 (Imager Pixel Spacing).
    """
    pixel = _positive_pair(frame_attribute(dataset, frame, "PixelMeasuresSequence", "PixelSpacing"))
    imager = _positive_pair(dataset.get("ImagerPixelSpacing"))
    if pixel is not None:
        return Spacing(*pixel, _pixel_spacing_kind(dataset, pixel, imager))
    if imager is not None:
        return Spacing(*imager, SpacingKind.DETECTOR)
    ratio = _positive_pair(dataset.get("PixelAspectRatio"))
    return Spacing(*ratio, SpacingKind.NONE) if ratio is not None else None


def slice_normal(orientation: Orientation) -> np.ndarray:
    """Return the unit vector along which slices of this orientation are stacked."""
    normal = np.cross(orientation[:3], orientation[3:])
    return normal / np.linalg.norm(normal)


def _pixel_spacing_kind(
    dataset: Dataset, pixel: Sequence[float], imager: Sequence[float] | None
) -> SpacingKind:
    if text(dataset, "Modality") not in _PROJECTION:
        return SpacingKind.PATIENT
    if dataset.get("PixelSpacingCalibrationType"):
        return SpacingKind.CALIBRATED
    differs = imager is not None and not np.allclose(pixel, imager)
    return SpacingKind.CALIBRATED if differs else SpacingKind.DETECTOR


def _positive_pair(value: Any) -> tuple[float, float] | None:
    pair = numbers(value, 2)
    return (pair[0], pair[1]) if pair is not None and min(pair) > 0 else None


def _dose_grid_step(dataset: Dataset, frame: int) -> Vector:
    """Return how far a frame of an RT Dose lies from the first (PS3.3 C.8.8.3.2)."""
    offsets = dataset.get("GridFrameOffsetVector")
    orientation = numbers(dataset.get("ImageOrientationPatient"), 6) if offsets is not None else None
    if orientation is None or not 0 <= frame < len(offsets):
        return 0.0, 0.0, 0.0
    step = float(offsets[frame]) - float(offsets[0])
    x, y, z = (step * np.cross(orientation[:3], orientation[3:])).tolist()
    return x, y, z
