"""The calibrated rectangles of an ultrasound frame: each may have a scale of its own.

References
----------
PS3.3 C.8.5.5 (US Region Calibration Module).
"""

from collections.abc import Iterator

from pydicom.dataset import Dataset

from ml.imaging.attributes import attribute, real_number, whole_number
from ml.imaging.geometry import functional_groups
from ml.imaging.values import Region, Spacing, SpacingKind

_TWO_DIMENSIONAL = 1
_CENTIMETRES = 3
_MM_PER_CM = 10


def region_items(dataset: Dataset, frame: int) -> list[Dataset]:
    """Return the items of Sequence of Ultrasound Regions: the frame's own, or those of the file."""
    for place in functional_groups(dataset, frame):
        items = attribute(place, "SequenceOfUltrasoundRegions")
        if items:
            return list(items)
    return []


def fit(items: list[Dataset], rows: int, columns: int) -> bool:
    """Tell whether regions lie in a frame of this size; where they do not, the frame was scaled or cut."""
    return all(
        (whole_number(item, "RegionLocationMaxY1") or 0) <= rows
        and (whole_number(item, "RegionLocationMaxX1") or 0) <= columns
        for item in items
    )


def spatial_regions(items: list[Dataset], rows: int, columns: int) -> tuple[Region, ...]:
    """Return the regions in which lengths can be measured: two-dimensional, in centimetres both ways.

    M-mode, spectra and curves have regions too, with seconds or velocities along an axis; they are left
    out. Of regions that do not :func:`fit` none is returned: their scale is that of another image.
    """
    return tuple(_regions(items, rows, columns)) if fit(items, rows, columns) else ()


def common_spacing(regions: tuple[Region, ...]) -> Spacing | None:
    """Return the spacing of all regions, None where there are none or they differ."""
    spacings = {region.spacing for region in regions}
    return spacings.pop() if len(spacings) == 1 else None


def _regions(items: list[Dataset], rows: int, columns: int) -> Iterator[Region]:
    for item in items:
        spacing = _spacing(item)
        corners = [
            whole_number(item, f"RegionLocation{corner}") for corner in ("MinY0", "MinX0", "MaxY1", "MaxX1")
        ]
        if spacing is None or None in corners:
            continue
        top, left, bottom, right = (corner or 0 for corner in corners)
        bottom, right = min(bottom, rows - 1), min(right, columns - 1)  # many writers count one too far
        if 0 <= top <= bottom and 0 <= left <= right:
            yield Region(top, left, bottom, right, spacing)


def _spacing(item: Dataset) -> Spacing | None:
    is_spatial = whole_number(item, "RegionSpatialFormat") == _TWO_DIMENSIONAL and all(
        whole_number(item, f"PhysicalUnits{axis}Direction") == _CENTIMETRES for axis in "XY"
    )
    row_mm, column_mm = (_delta_mm(item, f"PhysicalDelta{axis}") for axis in "YX")
    return Spacing(row_mm, column_mm, SpacingKind.REGION) if is_spatial and row_mm and column_mm else None


def _delta_mm(item: Dataset, keyword: str) -> float:
    """Return the size of a pixel; its sign tells the direction of the axis, which is no length."""
    return round(abs(real_number(item, keyword) or 0) * _MM_PER_CM, 9)
