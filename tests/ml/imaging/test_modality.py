"""Stored -> modality values, units and padding; windows and VOI LUTs of a header."""

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.pixels import apply_modality_lut, apply_voi
from pydicom.sequence import Sequence

from ml.imaging import (
    VoiFunction,
    Window,
    auto_window,
    default_window,
    display_image,
    read_frame_at,
    to_display,
)
from tests.ml.imaging.maker import grey_dataset, write

STORED = np.arange(-50, 50, dtype=np.int16).reshape(10, 10)


def read_back(tmp_path, pixels=STORED, **attributes):
    return read_frame_at(write(grey_dataset(pixels, **attributes), tmp_path / "a.dcm"))


def item(**attributes):
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def table(first, entries, bits, explanation="", dtype="<u2"):
    return item(
        LUTDescriptor=[len(entries), first, bits],
        LUTData=np.array(entries).astype(dtype).tobytes(),
        LUTExplanation=explanation,
    )


@pytest.mark.parametrize(
    ("slope", "intercept", "dtype"),
    [
        (1, -1024, np.int16),
        (2, 0, np.int16),
        (-1, 0, np.int16),
        (1, 40_000, np.uint16),
        (1, 62_000, np.int32),
        (0.5, 3, np.float32),
    ],
)
def test_rescale_gives_what_pydicom_gives_in_the_smallest_type(tmp_path, slope, intercept, dtype):
    stored = np.arange(0, 4096, 41, dtype=np.uint16).reshape(10, 10)
    dataset = grey_dataset(stored, BitsStored=12, HighBit=11, RescaleSlope=slope, RescaleIntercept=intercept)
    frame = read_frame_at(write(dataset, tmp_path / "a.dcm"))
    assert frame.pixels.dtype == dtype
    np.testing.assert_allclose(frame.pixels, apply_modality_lut(stored, dataset), rtol=1e-6)


def test_the_type_does_not_depend_on_the_pixels(tmp_path):
    dark = read_back(tmp_path, np.zeros((4, 4), np.uint16), RescaleSlope=1, RescaleIntercept=-1024)
    bright = read_back(tmp_path, np.full((4, 4), 65535, np.uint16), RescaleSlope=1, RescaleIntercept=-1024)
    assert dark.pixels.dtype == bright.pixels.dtype == np.int32
    assert bright.pixels.max() == 64511


@pytest.mark.parametrize(
    "attributes", [{"RescaleIntercept": -1000}, {"RescaleIntercept": -1000, "RescaleSlope": 1}]
)
def test_an_intercept_counts_without_a_slope(tmp_path, attributes):
    np.testing.assert_array_equal(read_back(tmp_path, **attributes).pixels, STORED - 1000)


def test_a_slope_of_zero_is_not_believed(tmp_path):
    frame = read_back(tmp_path, RescaleSlope=0, RescaleIntercept=5)
    np.testing.assert_array_equal(frame.pixels, STORED)


def test_a_modality_table_is_applied_and_clamps(tmp_path):
    lut = table(-2, [100, 200, 300, 400], 16)
    frame = read_back(tmp_path, ModalityLUTSequence=Sequence([lut]), RescaleSlope=7, RescaleIntercept=0)
    expected = np.select([STORED <= -2, STORED == -1, STORED == 0], [100, 200, 300], 400)
    np.testing.assert_array_equal(frame.pixels, expected)


@pytest.mark.parametrize(
    ("attributes", "unit"),
    [
        ({"RescaleType": "HU", "RescaleSlope": 1, "RescaleIntercept": 0}, "HU"),
        ({}, "HU"),
        ({"ImageType": ["ORIGINAL", "PRIMARY", "LOCALIZER"]}, ""),
        ({"Modality": "MR"}, ""),
        ({"Modality": "MR", "RescaleType": "US"}, ""),
        ({"Modality": "PT", "Units": "BQML"}, "Bq/ml"),
    ],
)
def test_the_unit_is_what_the_header_says_of_the_values(tmp_path, attributes, unit):
    assert read_back(tmp_path, **attributes).unit == unit


def test_padding_is_a_modality_value_and_stays_out_of_the_window(tmp_path):
    pixels = np.random.default_rng(0).integers(0, 100, (40, 40)).astype(np.int16)
    pixels[:20] = -2000
    frame = read_back(tmp_path, pixels, PixelPaddingValue=-2000, RescaleSlope=1, RescaleIntercept=-24)
    assert frame.padding == -2024
    assert auto_window(frame).center == pytest.approx(25.5, abs=2)


@pytest.mark.parametrize("ends", [(-2000, -1900), (-1900, -2000)])
def test_padding_may_be_a_range_from_either_end(tmp_path, ends):
    pixels = np.random.default_rng(0).integers(0, 100, (40, 40)).astype(np.int16)
    pixels[:20] = np.linspace(-2000, -1900, 40, dtype=np.int16)
    dataset = grey_dataset(pixels, PixelPaddingValue=ends[0], RescaleSlope=1, RescaleIntercept=-24)
    dataset.PixelPaddingRangeLimit = ends[1]
    frame = read_frame_at(write(dataset, tmp_path / "a.dcm"))
    assert (frame.padding, frame.padding_limit) == (ends[0] - 24, ends[1] - 24)
    window = auto_window(frame)
    assert window.center - window.width / 2 >= -24


def test_padding_written_as_unsigned_is_the_signed_value_it_stands_for(tmp_path):
    dataset = grey_dataset(STORED)
    dataset.add_new(0x00280120, "US", 63536)
    assert read_frame_at(write(dataset, tmp_path / "a.dcm")).padding == -2000


def test_windows_come_with_names_and_function_in_the_order_of_the_file(tmp_path):
    frame = read_back(
        tmp_path,
        WindowCenter=[40, 600],
        WindowWidth=[80, 2800],
        WindowCenterWidthExplanation=["BRAIN", "BONE"],
        VOILUTFunction="SIGMOID",
    )
    assert frame.windows == (
        Window(40, 80, "BRAIN", VoiFunction.SIGMOID),
        Window(600, 2800, "BONE", VoiFunction.SIGMOID),
    )


@pytest.mark.parametrize(
    "attributes",
    [
        {"WindowCenter": 40, "WindowWidth": 0},
        {"WindowCenter": 40, "WindowWidth": -5},
        {"WindowCenter": 40},
        {"VOILUTSequence": Sequence([item(LUTDescriptor=[4, 0, 16], LUTData=b"\0\0")])},
        {"VOILUTSequence": Sequence([item(LUTDescriptor=[4, 0, 16])])},
        {"VOILUTSequence": Sequence([item()])},
    ],
)
def test_what_cannot_be_used_is_left_out_and_the_percentiles_step_in(tmp_path, attributes):
    frame = read_back(tmp_path, **attributes)
    assert frame.windows == ()
    assert default_window(frame).name == "auto"


@pytest.mark.parametrize("bits", [8, 12, 16])
def test_a_voi_table_gives_what_pydicom_gives(tmp_path, bits):
    entries = curve(bits)
    lut = table_of_numbers(entries, bits)
    dataset = grey_dataset(STORED, VOILUTSequence=Sequence([lut]))
    expected = apply_voi(STORED, dataset) * (255 / (2**bits - 1))
    frame = read_frame_at(write(dataset, tmp_path / "a.dcm"))
    (window,) = frame.windows
    assert (window.function, window.name) == (VoiFunction.TABLE, "CURVE")
    np.testing.assert_allclose(to_display(frame, window), expected, atol=0.51)


@pytest.mark.parametrize("dtype", ["u1", "<u2"])
def test_table_entries_may_be_bytes_or_words(tmp_path, dtype):
    numbers = table_of_numbers(curve(8), 8)
    packed = table(-30, curve(8), 8, dtype=dtype)
    expected = to_display(read_back(tmp_path, VOILUTSequence=Sequence([numbers])))
    np.testing.assert_array_equal(
        to_display(read_back(tmp_path, VOILUTSequence=Sequence([packed]))), expected
    )


def test_tables_that_understate_their_bits_do_not_overflow(tmp_path):
    lut = table_of_numbers(curve(12), 8)
    display = to_display(read_back(tmp_path, VOILUTSequence=Sequence([lut])))
    assert (np.diff(display.ravel().astype(int)) >= 0).all()
    assert display.max() == 255


def curve(bits):
    return np.round(np.linspace(0, 1, 64) ** 2 * (2**bits - 1)).astype(int)


def table_of_numbers(entries, bits):
    lut = item(LUTDescriptor=[len(entries), -30, bits], LUTExplanation="CURVE")
    lut.add_new("LUTData", "US", entries.tolist())
    return lut


def test_windows_come_before_tables(tmp_path):
    lut = table(0, [0, 255], 8)
    frame = read_back(tmp_path, WindowCenter=1, WindowWidth=2, VOILUTSequence=Sequence([lut]))
    assert [window.function for window in frame.windows] == [VoiFunction.LINEAR, VoiFunction.TABLE]


def test_monochrome1_is_told_and_not_applied_to_the_values(tmp_path):
    frame = read_back(tmp_path, PhotometricInterpretation="MONOCHROME1", WindowCenter=0, WindowWidth=50)
    assert frame.inverted
    np.testing.assert_array_equal(frame.pixels, STORED)
    display = to_display(frame)
    assert display[0, 0] == 255  # the lowest value is white
    assert display[-1, -1] == 0


def test_per_frame_values_win_over_shared_ones(tmp_path):
    pixels = np.stack([STORED, STORED])
    shared = item(
        PixelValueTransformationSequence=Sequence([item(RescaleSlope=2, RescaleIntercept=0)]),
        FrameVOILUTSequence=Sequence([item(WindowCenter=10, WindowWidth=20)]),
    )
    own = item(
        PixelValueTransformationSequence=Sequence([item(RescaleSlope=1, RescaleIntercept=100)]),
        FrameVOILUTSequence=Sequence([item(WindowCenter=150, WindowWidth=30)]),
    )
    dataset = grey_dataset(
        pixels,
        SharedFunctionalGroupsSequence=Sequence([shared]),
        PerFrameFunctionalGroupsSequence=Sequence([item(), own]),
    )
    path = write(dataset, tmp_path / "a.dcm")
    first, second = read_frame_at(path, 0), read_frame_at(path, 1)
    np.testing.assert_array_equal(first.pixels, STORED * 2)
    np.testing.assert_array_equal(second.pixels, STORED + 100)
    assert (first.windows[0].center, second.windows[0].center) == (10, 150)


@pytest.mark.parametrize(
    ("photometric", "shape", "inverted"),
    [
        ("MONOCHROME1", None, True),
        ("MONOCHROME2", None, False),
        ("MONOCHROME2", "INVERSE", True),
        ("MONOCHROME1", "INVERSE", True),
        ("MONOCHROME1", "IDENTITY", False),  # as DCMTK and dcm4che have it
        ("MONOCHROME1", "LIN OD", True),
    ],
)
def test_the_presentation_lut_shape_has_the_last_word_on_inversion(tmp_path, photometric, shape, inverted):
    pixels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    dataset = grey_dataset(pixels, PhotometricInterpretation=photometric)
    if shape:
        dataset.PresentationLUTShape = shape
    display = display_image(read_frame_at(write(dataset, tmp_path / "a.dcm")))
    np.testing.assert_array_equal(display, 255 - pixels if inverted else pixels)
