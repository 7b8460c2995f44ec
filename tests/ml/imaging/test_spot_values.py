"""Single pixels of real files, as other programs give them."""

import numpy as np
import pytest

from ml.imaging import read_frame_at
from tests.ml.imaging.conftest import wheel_file

# File, frame, (row, first column), the modality values from there on. Stored values as pydicom's own tests
# give them (tests/pixels/pixels_reference.py), rescaled by hand where the header says so.
GREY = [
    ("MR_small.dcm", 0, (0, 31), [422, 319, 361]),
    ("MR_small.dcm", 0, (63, 61), [1369, 1129, 862]),
    ("MR_small_implicit.dcm", 0, (31, 0), [366, 363, 322]),
    ("MR_small_bigendian.dcm", 0, (0, 31), [422, 319, 361]),
    ("MR_small_expb.dcm", 0, (63, 61), [1369, 1129, 862]),
    ("MR_small_padded.dcm", 0, (63, 61), [1369, 1129, 862]),
    ("MR_small_RLE.dcm", 0, (31, 0), [366, 363, 322]),
    ("MR_small_jp2klossless.dcm", 0, (0, 31), [422, 319, 361]),
    ("MR_small_jpeg_ls_lossless.dcm", 0, (63, 61), [1369, 1129, 862]),
    ("CT_small.dcm", 0, (0, 0), [175 - 1024, 180 - 1024, 166 - 1024]),
    ("image_dfl.dcm", 0, (300, 255), [138, 65, 65, 65, 65, 35, 35, 35]),
    ("liver_1frame.dcm", 0, (155, 180), [0, 1, 1]),
    ("liver_1frame.dcm", 0, (254, 304), [1, 0, 0, 1, 1, 0]),
    ("liver_expb_1frame.dcm", 0, (155, 310), [1, 0, 1, 0]),
    ("rtdose.dcm", 0, (0, 0), [1.249, 1.249, 1.25]),
    ("rtdose.dcm", 7, (0, 0), [1.253, 1.253, 1.249]),
    ("rtdose_expb.dcm", 14, (9, 7), [0.801, 0.8, 0.799]),
    ("rtdose_rle.dcm", 14, (4, 3), [1.031, 1.031, 1.031]),
]

# File, frame, (row, column), RGB.
COLOUR = [
    ("SC_rgb_rle.dcm", 0, (15, 50), (255, 128, 128)),
    ("SC_rgb_rle_2frame.dcm", 1, (15, 50), (0, 127, 127)),
    ("SC_rgb_rle_16bit.dcm", 0, (75, 50), (16448 >> 8, 16448 >> 8, 16448 >> 8)),
    ("SC_rgb_rle_16bit_2frame.dcm", 1, (5, 50), (0, 255, 255)),
    ("SC_rgb_rle_32bit.dcm", 0, (45, 50), (0, 0, 255)),
    ("SC_rgb_rle_32bit_2frame.dcm", 1, (85, 50), (63, 63, 63)),
    ("SC_rgb_small_odd.dcm", 0, (1, 2), (63, 87, 176)),
    ("SC_rgb_small_odd_big_endian.dcm", 0, (1, 2), (63, 87, 176)),
    ("SC_rgb_jpeg_dcmtk.dcm", 0, (5, 50), (254, 0, 0)),
    ("SC_rgb_jpeg_lossy_gdcm.dcm", 0, (45, 50), (0, 0, 254)),
    ("SC_rgb_jpeg_gdcm.dcm", 0, (25, 50), (0, 255, 0)),
    ("SC_rgb_dcmtk_+eb+cr.dcm", 0, (5, 50), (255, 0, 0)),
]


@pytest.mark.parametrize(("name", "frame", "start", "expected"), GREY)
def test_modality_values_of_real_files_are_those_that_others_read(name, frame, start, expected):
    row, column = start
    values = read_frame_at(wheel_file(name), frame).pixels[row, column : column + len(expected)]
    np.testing.assert_allclose(values, expected, rtol=1e-6)


@pytest.mark.parametrize(("name", "frame", "place", "expected"), COLOUR)
def test_colours_of_real_files_are_those_that_others_read(name, frame, place, expected):
    pixels = read_frame_at(wheel_file(name), frame).pixels
    assert pixels.dtype == np.uint8
    np.testing.assert_allclose(pixels[place].astype(int), expected, atol=1)


def test_twelve_bit_jpeg_with_sixteen_bits_allocated_is_read():
    frame = read_frame_at(wheel_file("JPGExtended.dcm"))
    assert frame.pixels.shape == (1024, 256)
    # The row that pydicom's tests quote from a decoder that we do not use (pylibjpeg-libjpeg).
    assert frame.pixels[420, 140] == 244
    assert frame.pixels[230, 120] == 95
