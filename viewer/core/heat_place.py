"""Where a heat map peaks and how far it reaches, roughly: never the outline of anything."""

from dataclasses import dataclass

import cv2
import numpy as np

from ml.imaging.values import FrameInfo, SpacingKind
from ml.results import HeatMap
from viewer.core.language import tr
from viewer.core.planes import plane_of

HALF = 0.5
_AXES = (("L", "R"), ("P", "A"), ("H", "F"))  # towards plus and minus of x, y, z
_MILLIMETRES = (SpacingKind.PATIENT, SpacingKind.CALIBRATED)


@dataclass(frozen=True, slots=True)
class HeatPlace:
    """The peak of a map, and the region around it that reaches half of it.

    Attributes
    ----------
    peak
        Image point (x, y) of the middle of the strongest pixel.
    extent_px
        Width and height of the region above half maximum that the peak lies in.
    """

    peak: tuple[float, float]
    extent_px: tuple[int, int]


def heat_place(heat: HeatMap) -> HeatPlace | None:
    """None where nothing spoke for the class."""
    if heat.peak <= 0 or heat.values.max() <= 0:
        return None
    row, column = np.unravel_index(int(heat.values.argmax()), heat.values.shape)
    above = (heat.values >= HALF * heat.values.max()).astype(np.uint8)
    _, regions, boxes, _ = cv2.connectedComponentsWithStats(above, connectivity=8)
    box = boxes[regions[row, column]]
    extent = (int(box[cv2.CC_STAT_WIDTH]), int(box[cv2.CC_STAT_HEIGHT]))
    return HeatPlace((float(column) + 0.5, float(row) + 0.5), extent)


def heat_place_text(heat: HeatMap, info: FrameInfo) -> str:
    """The place in patient coordinates and the extent in mm, or both in pixels; "" for no evidence."""
    place = heat_place(heat)
    if place is None:
        return ""
    return tr(
        "Peak near {where}; above half of it roughly {extent}, seen in cells of about {cell}.",
        where=_where(place, info),
        extent=_size(place.extent_px, info),
        cell=_size((max(heat.cell_px),), info),
    )


def air_text(share: float | None) -> str:
    """What is to be said of a peak in the air, with the share of the evidence there; "" for None."""
    if share is None:
        return ""
    return tr(
        "The peak lies outside the body: the answer rests on the background ({share:.0%} of the evidence "
        "lies there).",
        share=share,
    )


def peak_in_patient(heat: HeatMap, info: FrameInfo) -> tuple[float, float, float] | None:
    """The patient point of the peak, mm; None without evidence, or where the header does not place it."""
    place, plane = heat_place(heat), plane_of(info)
    if place is None or plane is None or not _is_placed(info):
        return None
    x, y, z = plane.to_patient(place.peak).tolist()
    return x, y, z


def _is_placed(info: FrameInfo) -> bool:
    """Whether millimetres of the frame are those in the patient."""
    return info.spacing is not None and info.spacing.kind is SpacingKind.PATIENT


def _where(place: HeatPlace, info: FrameInfo) -> str:
    plane = plane_of(info)
    if plane is None or not _is_placed(info):
        return tr("pixel ({x:.0f}, {y:.0f})", x=place.peak[0] - 0.5, y=place.peak[1] - 0.5)
    numbers = plane.to_patient(place.peak).tolist()
    words = [f"{names[number < 0]} {abs(number):.0f}" for names, number in zip(_AXES, numbers, strict=True)]
    return f"{', '.join(words)} mm"


def _size(sides_px: tuple[float, ...], info: FrameInfo) -> str:
    spacing = info.spacing
    if spacing is None or spacing.kind not in _MILLIMETRES:
        return " × ".join(f"{side:.0f}" for side in sides_px) + " px"
    steps = (spacing.column_mm, spacing.row_mm)
    return " × ".join(f"{side * step:.0f}" for side, step in zip(sides_px, steps, strict=False)) + " mm"
