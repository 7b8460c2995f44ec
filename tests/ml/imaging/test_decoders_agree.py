"""Every image in pydicom's wheel against pydicom's own decoders, which are other libraries than ours."""

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.pixels import apply_color_lut, apply_modality_lut, pixel_array
from pydicom.uid import JPEGBaseline8Bit, JPEGExtended12Bit

from ml.errors import ImagingError
from ml.imaging import read_frame, scan

# pytest shows warnings that the program hides: what pydicom thinks of damaged files.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

WHEEL = Path(pydicom.__file__).parent / "data" / "test_files"
_LOSSY_COLOUR = {JPEGBaseline8Bit, JPEGExtended12Bit}
# No decoder that pydicom can use without the GPL reads these; test_spot_values.py has values for them.
_WITHOUT_ORACLE = {"JPGExtended.dcm", "JPEG-lossy.dcm"}
# pydicom stops at a damaged number elsewhere in this header, which has nothing to do with its pixels.
_WITHOUT_ORACLE |= {"badVR.dcm"}


def images() -> list[Path]:
    """Return the files of the wheel whose headers can be scanned."""
    found = scan([WHEEL])
    paths = {frame.path for study in found.studies for series in study.series for frame in series.frames}
    return sorted(path for path in paths if path.name not in _WITHOUT_ORACLE)


def expected_pixels(dataset: Dataset, frame: int) -> np.ndarray:
    pixels = pixel_array(dataset, index=frame)
    if dataset.PhotometricInterpretation == "PALETTE COLOR":
        colours = apply_color_lut(pixels, dataset)
        return colours >> 8 if colours.dtype == np.uint16 else colours
    if pixels.ndim == 3:
        return pixels >> max(0, dataset.BitsStored - 8)
    if "DoseGridScaling" in dataset:
        return pixels * float(dataset.DoseGridScaling)
    return apply_modality_lut(pixels, dataset)


@pytest.mark.parametrize("path", images(), ids=lambda path: str(path.relative_to(WHEEL)))
def test_first_and_last_frame_equal_what_pydicom_decodes(path):
    frames = scan([path]).studies[0].series[0].frames
    dataset = pydicom.dcmread(path)
    for info in {frames[0], frames[-1]}:
        try:
            pixels = read_frame(info).pixels
        except ImagingError:
            assert path.name == "JPEG2000-embedded-sequence-delimiter.dcm"  # made unreadable on purpose
            return
        expected = expected_pixels(dataset, info.frame)
        lossy = pixels.ndim == 3 and dataset.file_meta.TransferSyntaxUID in _LOSSY_COLOUR
        np.testing.assert_allclose(pixels, expected, rtol=1e-6, atol=1 if lossy else 0)


def test_the_wheel_is_read_nearly_whole():
    assert len(images()) >= 89
