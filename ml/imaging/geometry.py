"""Where a frame lies in the patient, from plain and from enhanced multi-frame headers."""

import math
import operator
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag, Tag

from ml.imaging.attributes import attribute, numbers, real_number
from ml.imaging.fast_header import once_for_alike

_COSINE_TOLERANCE = 0.05
_FARTHEST_MM = 1e6  # no scanner is a kilometre wide: damage

Vector = tuple[float, float, float]
Orientation = tuple[float, float, float, float, float, float]


def functional_groups(dataset: Dataset, frame: int) -> Iterator[Dataset]:
    """Yield the places where an attribute of a frame may stand: its own groups, the shared ones, the top.

    References
    ----------
    PS3.3 C.7.6.16 (Multi-frame Functional Groups).
    """
    per_frame = dataset.get("PerFrameFunctionalGroupsSequence")
    if per_frame and frame < len(per_frame):
        yield per_frame[frame]
    shared = dataset.get("SharedFunctionalGroupsSequence")
    if shared:
        yield shared[0]
    yield dataset


def frame_attribute(dataset: Dataset, frame: int, macro: str, keyword: str) -> Any:
    """Return an attribute of a frame from the given functional group macro, or from the top; else None."""
    for place in functional_groups(dataset, frame):
        if place is not dataset and _tag(macro) not in place:
            continue
        items = [place] if place is dataset else attribute(place, macro)
        value = attribute(items[0], keyword) if items else None
        if value not in (None, ""):
            return value
    return None


@lru_cache(maxsize=256)
def _tag(keyword: str) -> BaseTag:
    return Tag(keyword)


def frame_position(dataset: Dataset, frame: int) -> Vector | None:
    """Return the center of the first pixel in patient coordinates (LPS), mm.

    A mosaic of Siemens has none: it holds many slices side by side, and states a place for none of them.
    """
    if "MOSAIC" in (attribute(dataset, "ImageType") or ()):
        return None
    value = frame_attribute(dataset, frame, "PlanePositionSequence", "ImagePositionPatient")
    if value is None:
        value = _reconstructed_nm(dataset, "ImagePositionPatient")
    position = numbers(value, 3)
    if position is None:
        return None
    x, y, z = position
    dx, dy, dz = _step_from_first(dataset, frame)
    place = x + dx, y + dy, z + dz
    return place if all(abs(coordinate) <= _FARTHEST_MM for coordinate in place) else None


@once_for_alike
def frame_orientation(dataset: Dataset, frame: int) -> Orientation | None:
    """Return the direction cosines of a row, then of a column; None unless they are orthogonal."""
    value = frame_attribute(dataset, frame, "PlaneOrientationSequence", "ImageOrientationPatient")
    if value is None:
        value = _reconstructed_nm(dataset, "ImageOrientationPatient")
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


def slice_normal(orientation: Orientation) -> np.ndarray:
    """Return the unit vector along which slices of this orientation are stacked."""
    normal = np.cross(orientation[:3], orientation[3:])
    return normal / np.linalg.norm(normal)


def plane_name(orientation: Orientation | None) -> str:
    """Return the anatomical plane that slices of this orientation are nearest to."""
    if orientation is None:
        return "no orientation"
    return ("sagittal", "coronal", "axial")[int(np.argmax(np.abs(slice_normal(orientation))))]


def _step_from_first(dataset: Dataset, frame: int) -> Vector:
    """Return how far a frame lies from the first where one position is given for all."""
    step_mm = _dose_grid_step_mm(dataset, frame) or _nm_step_mm(dataset, frame)
    orientation = frame_orientation(dataset, frame) if step_mm else None
    if orientation is None:
        return 0.0, 0.0, 0.0
    x, y, z = (step_mm * slice_normal(orientation)).tolist()
    return x, y, z


def _dose_grid_step_mm(dataset: Dataset, frame: int) -> float:
    """Return the offset of a frame of an RT Dose (PS3.3 C.8.8.3.2)."""
    offsets = attribute(dataset, "GridFrameOffsetVector")
    if not isinstance(offsets, Sequence) or not 0 <= frame < len(offsets):
        return 0.0
    return float(offsets[frame]) - float(offsets[0])


def _nm_step_mm(dataset: Dataset, frame: int) -> float:
    """Return how far a slice of a reconstructed NM volume lies behind the first (PS3.3 C.8.4.15)."""
    slices = attribute(dataset, "SliceVector")
    if not isinstance(slices, Sequence) or not 0 <= frame < len(slices):
        return 0.0
    step_mm = real_number(dataset, "SpacingBetweenSlices") or real_number(dataset, "SliceThickness") or 0.0
    return (int(slices[frame]) - 1) * step_mm


def _reconstructed_nm(dataset: Dataset, keyword: str) -> Any:
    """Return an attribute of the first detector, which is where a reconstructed NM volume has its place."""
    if attribute(dataset, "SliceVector") is None:
        return None
    detectors = attribute(dataset, "DetectorInformationSequence") or []
    return attribute(detectors[0], keyword) if len(detectors) else None
