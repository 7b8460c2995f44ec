"""Stored values -> modality values: HU, counts, optical density, whatever the modality means.

References
----------
PS3.3 C.11.1 (Modality LUT), C.7.6.16.2.9 (Pixel Value Transformation), C.7.5.1.1.2 (Pixel Padding Value).
"""

from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from ml.imaging.attributes import numbers, text, whole_number
from ml.imaging.codecs import Samples
from ml.imaging.geometry import frame_attribute
from ml.imaging.lookup_table import LookupTable, read_lookup_tables

_MACRO = "PixelValueTransformationSequence"
_UNIT_KEYWORDS = {"PT": "Units", "RTDOSE": "DoseUnits"}
_UNIT_NAMES = {"BQML": "Bq/ml", "GML": "g/ml", "CM2ML": "cm2/ml", "CNTS": "counts", "GY": "Gy"}


@dataclass(frozen=True, slots=True)
class Rescale:
    """modality = stored * slope + intercept."""

    slope: float = 1.0
    intercept: float = 0.0

    @property
    def is_identity(self) -> bool:
        return self.slope == 1 and self.intercept == 0

    @property
    def is_whole(self) -> bool:
        return self.slope == int(self.slope) and self.intercept == int(self.intercept)


def to_modality(samples: Samples, dataset: Dataset, frame: int) -> np.ndarray:
    """Return modality values in the smallest type that holds whatever the stored bits can become.

    Whole numbers stay integers; the type does not depend on the pixels, so all frames of a series share it.
    """
    stored = samples.values
    tables = read_lookup_tables(dataset, "ModalityLUTSequence", is_signed=stored.dtype.kind == "i")
    if tables:
        return _through_table(stored, tables[0])
    rescale = frame_rescale(dataset, frame)
    if rescale.is_identity:
        return _smallest(stored)
    if stored.dtype.kind == "f" or not rescale.is_whole:
        return _scaled(stored, rescale)
    low, high = _limits(samples)
    ends = (int(low * rescale.slope + rescale.intercept), int(high * rescale.slope + rescale.intercept))
    for dtype in (np.int16, np.uint16, np.int32):
        if np.iinfo(dtype).min <= min(ends) and max(ends) <= np.iinfo(dtype).max:
            return _scaled_whole(stored, rescale, np.dtype(dtype))
    return _scaled(stored, rescale)


def _limits(samples: Samples) -> tuple[int, int]:
    bits = samples.precision_bits
    return (
        (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
        if samples.values.dtype.kind == "i"
        else (0, (1 << bits) - 1)
    )


def frame_rescale(dataset: Dataset, frame: int) -> Rescale:
    """Return the linear part of the modality transformation; the identity when it is absent or no number.

    An RT Dose has a factor of its own (PS3.3 C.8.8.3, Dose Grid Scaling).
    """
    dose = numbers([dataset.get("DoseGridScaling")], 1)
    if dose is not None and dose[0] > 0:
        return Rescale(slope=dose[0])
    slope = numbers([frame_attribute(dataset, frame, _MACRO, "RescaleSlope")], 1)
    intercept = numbers([frame_attribute(dataset, frame, _MACRO, "RescaleIntercept")], 1)
    if slope is not None and slope[0] == 0:  # would make one value of all
        return Rescale()
    return Rescale(slope[0] if slope else 1.0, intercept[0] if intercept else 0.0)


def frame_unit(dataset: Dataset, frame: int) -> str:
    """Return the unit of modality values, "" when the header names none."""
    kind = str(frame_attribute(dataset, frame, _MACRO, "RescaleType") or "")
    modality = text(dataset, "Modality")
    if modality in _UNIT_KEYWORDS:
        unit = text(dataset, _UNIT_KEYWORDS[modality])
        return _UNIT_NAMES.get(unit, unit)
    if kind in ("", "US"):  # US: unspecified
        return "HU" if modality == "CT" and not _is_localizer(dataset) else ""
    return kind


def modality_padding(dataset: Dataset, frame: int, is_signed: bool, bits_allocated: int) -> tuple[float, ...]:
    """Return the modality value of pixels that are none: one, two where it is a range, or nothing."""
    if "ModalityLUTSequence" in dataset:
        return ()
    rescale = frame_rescale(dataset, frame)
    padding = []
    for keyword in ("PixelPaddingValue", "PixelPaddingRangeLimit"):
        stored = whole_number(dataset, keyword)
        if stored is None:
            break
        if is_signed and stored >= 1 << (bits_allocated - 1):  # written as unsigned
            stored -= 1 << bits_allocated
        padding.append(stored * rescale.slope + rescale.intercept)
    return tuple(padding)


def _is_localizer(dataset: Dataset) -> bool:
    return "LOCALIZER" in text(dataset, "ImageType")


def _smallest(stored: np.ndarray) -> np.ndarray:
    """Fit the types that a frame may have: uint8, int16, uint16, int32, float32."""
    if stored.dtype == np.int8:
        return stored.astype(np.int16)
    return stored if stored.dtype in (np.uint8, np.int16, np.uint16, np.int32) else stored.astype(np.float32)


def _scaled(stored: np.ndarray, rescale: Rescale) -> np.ndarray:
    values = stored.astype(np.float64)
    values *= rescale.slope
    values += rescale.intercept
    return values.astype(np.float32)


def _scaled_whole(stored: np.ndarray, rescale: Rescale, dtype: np.dtype) -> np.ndarray:
    values = stored.astype(np.int32)
    values *= int(rescale.slope)
    values += int(rescale.intercept)
    return values.astype(dtype)


def _through_table(stored: np.ndarray, table: LookupTable) -> np.ndarray:
    last = len(table.entries) - 1
    return table.entries[np.clip(stored.astype(np.int64) - table.first_mapped, 0, last)]
