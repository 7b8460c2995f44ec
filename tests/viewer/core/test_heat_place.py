import numpy as np

from ml.imaging.values import FrameInfo, Spacing, SpacingKind
from ml.results import HeatMap
from viewer.core.heat_place import heat_place, heat_place_text

_AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def _heat(peak: float = 2.0) -> HeatMap:
    values = np.zeros((40, 60), np.float32)
    values[10:16, 20:28] = 0.6  # 8 columns, 6 rows around the peak
    values[12, 25] = 1.0
    values[30:34, 50:60] = 0.9  # another one, which is stronger than half but apart
    return HeatMap(values, "a", peak, cell_px=(8.0, 8.0))


def _info(**changes: object) -> FrameInfo:
    spacing = Spacing(0.5, 2.0, SpacingKind.PATIENT)
    known = {"spacing": spacing, "position_mm": (-30.0, -20.0, 7.0), "orientation": _AXIAL, **changes}
    return FrameInfo("x", 0, 40, 60, **known)  # type: ignore[arg-type]


def test_the_peak_and_the_region_it_lies_in():
    place = heat_place(_heat())
    assert place is not None and place.peak == (25.5, 12.5) and place.extent_px == (8, 6)


def test_place_in_the_patient_and_size_in_millimetres():
    # column 25 of 2 mm from -30 is 20: left; row 12 of 0.5 mm from -20 is -14: anterior; 7: towards the head
    text = heat_place_text(_heat(), _info())
    assert "Peak near L 20, A 14, H 7 mm" in text and "roughly 16 × 3 mm" in text and "about 16 mm" in text


def test_pixels_where_the_header_does_not_say_more():
    text = heat_place_text(_heat(), _info(position_mm=None, spacing=None))
    assert "pixel (25, 12)" in text and "8 × 6 px" in text


def test_millimetres_on_a_detector_are_none_in_the_patient():
    text = heat_place_text(_heat(), _info(spacing=Spacing(0.1, 0.1, SpacingKind.DETECTOR)))
    assert "mm" not in text


def test_no_evidence_has_no_place():
    assert heat_place(_heat(peak=0.0)) is None
    assert heat_place_text(HeatMap(np.zeros((4, 4), np.float32), "a", 0.0), _info()) == ""
