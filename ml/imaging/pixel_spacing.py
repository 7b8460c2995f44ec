"""How large a pixel is, and what a length measured with that means.

References
----------
PS3.3 10.7.1.3 (Pixel Spacing), C.8.7.1 and C.8.11.4 (Imager Pixel Spacing), C.8.6.2 (Nominal Scanned Pixel
Spacing), C.8.19.6.9 (calibration of enhanced XA), C.8.8.2 (Image Plane Pixel Spacing of an RT Image).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from pydicom.dataset import Dataset

from ml.imaging.attributes import attribute, numbers, real_number, text
from ml.imaging.fast_header import once_for_alike
from ml.imaging.geometry import frame_attribute
from ml.imaging.values import Spacing, SpacingKind

# Modalities that project the patient onto a detector: millimetres on it are not those in the patient.
_PROJECTION = {"CR", "DX", "MG", "RF", "XA", "IO", "PX", "RG", "RTIMAGE"}
# Tomosynthesis, and angiography and craniofacial images in three dimensions: slices, whatever the modality.
_RECONSTRUCTED = "1.2.840.10008.5.1.4.1.1.13.1."
_MAGNIFIED = 1.01


@once_for_alike
def frame_spacing(dataset: Dataset, frame: int) -> Spacing | None:
    """Return the pixel spacing of a frame with where it comes from; ultrasound regions are another matter.

    What is on the detector is given as it is there, not divided by Estimated Radiographic Magnification
    Factor, which is an estimate for one plane of the patient.
    """
    pixel = _positive_pair(frame_attribute(dataset, frame, "PixelMeasuresSequence", "PixelSpacing"))
    detector = _detector_pair(dataset, frame)
    if pixel is not None:
        return Spacing(*pixel, _kind(dataset, pixel, detector))
    if detector is not None:
        macro, keyword = "ProjectionPixelCalibrationSequence", "ObjectPixelSpacingInCenterOfBeam"
        calibrated = _positive_pair(frame_attribute(dataset, frame, macro, keyword))
        kind = SpacingKind.CALIBRATED if calibrated else SpacingKind.DETECTOR
        return Spacing(*(calibrated or detector), kind)
    ratio = _positive_pair(attribute(dataset, "PixelAspectRatio"))
    return Spacing(*ratio, SpacingKind.NONE) if ratio is not None else None


def magnification(dataset: Dataset, spacing: Spacing | None) -> float | None:
    """Return how much larger the patient is on the detector, where lengths are measured there."""
    factor = real_number(dataset, "EstimatedRadiographicMagnificationFactor")
    is_on_detector = spacing is not None and spacing.kind is SpacingKind.DETECTOR
    return factor if is_on_detector and factor is not None and factor > _MAGNIFIED else None


def _detector_pair(dataset: Dataset, frame: int) -> tuple[float, float] | None:
    """Return the spacing on the detector, or on the film that was scanned."""
    imager = frame_attribute(dataset, frame, "FramePixelDataPropertiesSequence", "ImagerPixelSpacing")
    others = (
        attribute(dataset, keyword) for keyword in ("NominalScannedPixelSpacing", "ImagePlanePixelSpacing")
    )
    return next(filter(None, map(_positive_pair, (imager, *others))), None)


def _kind(dataset: Dataset, pixel: Sequence[float], detector: Sequence[float] | None) -> SpacingKind:
    is_same = detector is not None and np.allclose(pixel, detector)
    is_projection = text(dataset, "Modality") in _PROJECTION
    if not is_projection or text(dataset, "SOPClassUID").startswith(_RECONSTRUCTED):
        is_scanned = is_same and attribute(dataset, "NominalScannedPixelSpacing") is not None
        return SpacingKind.DETECTOR if is_scanned else SpacingKind.PATIENT
    if attribute(dataset, "PixelSpacingCalibrationType"):
        return SpacingKind.CALIBRATED
    return SpacingKind.DETECTOR if is_same or detector is None else SpacingKind.CALIBRATED


def _positive_pair(value: Any) -> tuple[float, float] | None:
    pair = numbers(value, 2)
    return (pair[0], pair[1]) if pair is not None and min(pair) > 0 else None
