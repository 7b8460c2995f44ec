"""Layouts of uncompressed pixels: bits, signs, byte orders, planes, palettes, several frames."""

import zlib

import numpy as np
import pytest
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from ml.errors import ImagingError
from ml.imaging import display_image, read_frame, read_frame_at, scan
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.maker import colour_dataset, grey_dataset, write, write_encapsulated

RNG = np.random.default_rng(7)
RGB = RNG.integers(0, 256, (6, 8, 3)).astype(np.uint8)
DEFLATED_FRAMES = UID("1.2.840.10008.1.2.8.1")


def read_back(dataset, path, frame=0, **options):
    return read_frame_at(write(dataset, path, **options), frame)


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16])
@pytest.mark.parametrize("syntax", [None, ImplicitVRLittleEndian, DeflatedExplicitVRLittleEndian])
def test_grey_integers_come_back_unchanged(tmp_path, dtype, syntax):
    limits = np.iinfo(dtype)
    pixels = RNG.integers(limits.min, limits.max, (5, 7), endpoint=True).astype(dtype)
    options = {"transfer_syntax": syntax} if syntax else {}
    frame = read_back(grey_dataset(pixels), tmp_path / "a.dcm", **options)
    assert frame.pixels.dtype == dtype
    np.testing.assert_array_equal(frame.pixels, pixels)


@pytest.mark.parametrize("dtype", [np.int16, np.uint16, np.uint32])
def test_big_endian_values_are_swapped(tmp_path, dtype):
    pixels = RNG.integers(0, 30_000, (5, 7)).astype(dtype)
    dataset = grey_dataset(pixels, PixelData=pixels.astype(pixels.dtype.newbyteorder(">")).tobytes())
    frame = read_back(dataset, tmp_path / "a.dcm", transfer_syntax=ExplicitVRBigEndian)
    np.testing.assert_array_equal(frame.pixels, pixels)


@pytest.mark.parametrize("frame", [0, 1, 2])
def test_big_endian_bytes_written_as_words_are_unswapped_in_odd_frames_too(tmp_path, frame):
    pixels = RNG.integers(0, 256, (3, 3, 5)).astype(np.uint8)
    padded = np.append(pixels.ravel(), np.uint8(0))
    dataset = grey_dataset(pixels, PixelData=padded.view(np.uint16).byteswap().tobytes())
    result = read_back(dataset, tmp_path / "a.dcm", frame, transfer_syntax=ExplicitVRBigEndian)
    np.testing.assert_array_equal(result.pixels, pixels[frame])


def test_bits_above_those_stored_are_no_part_of_unsigned_values(tmp_path):
    pixels = RNG.integers(0, 4096, (5, 7)).astype(np.uint16)
    overlay = RNG.integers(0, 16, (5, 7)).astype(np.uint16) << 12
    dataset = grey_dataset(pixels | overlay, BitsStored=12, HighBit=11)
    np.testing.assert_array_equal(read_back(dataset, tmp_path / "a.dcm").pixels, pixels)


def test_bits_above_those_stored_are_replaced_by_the_sign(tmp_path):
    pixels = RNG.integers(-2048, 2048, (5, 7)).astype(np.int16)
    dataset = grey_dataset(pixels & 0x0FFF, BitsStored=12, HighBit=11)
    np.testing.assert_array_equal(read_back(dataset, tmp_path / "a.dcm").pixels, pixels)


def test_values_in_the_upper_bits_are_shifted_down(tmp_path):
    pixels = RNG.integers(0, 4096, (5, 7)).astype(np.uint16)
    dataset = grey_dataset(pixels << 4, BitsStored=12, HighBit=15)
    np.testing.assert_array_equal(read_back(dataset, tmp_path / "a.dcm").pixels, pixels)


@pytest.mark.parametrize("frame", [0, 1, 2])
def test_single_bits_need_not_start_at_a_byte(tmp_path, frame):
    pixels = RNG.integers(0, 2, (3, 5, 5)).astype(np.uint8)
    packed = np.packbits(pixels.ravel(), bitorder="little").tobytes()
    dataset = grey_dataset(pixels, BitsAllocated=1, BitsStored=1, HighBit=0, PixelData=packed)
    result = read_back(dataset, tmp_path / "a.dcm", frame)
    np.testing.assert_array_equal(result.pixels, pixels[frame])
    np.testing.assert_array_equal(display_image(result), pixels[frame] * 255)


@pytest.mark.parametrize(("keyword", "dtype"), [("FloatPixelData", "<f4"), ("DoubleFloatPixelData", "<f8")])
def test_float_pixels_are_read(tmp_path, keyword, dtype):
    pixels = RNG.normal(size=(2, 5, 7)).astype(dtype)
    dataset = grey_dataset(np.zeros((2, 5, 7), np.int16))
    for absent in ("PixelData", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation"):
        delattr(dataset, absent)
    setattr(dataset, keyword, pixels.tobytes())
    np.testing.assert_allclose(read_back(dataset, tmp_path / "a.dcm", 1).pixels, pixels[1], rtol=1e-6)


def test_the_asked_frame_of_several_is_read(tmp_path):
    pixels = RNG.integers(0, 1000, (4, 5, 7)).astype(np.uint16)
    path = write(grey_dataset(pixels), tmp_path / "a.dcm")
    for index in (3, 0, 2):
        np.testing.assert_array_equal(read_frame_at(path, index).pixels, pixels[index])
    with pytest.raises(ImagingError, match=r"a\.dcm: has no frame 4; its frames are 0 to 3"):
        read_frame_at(path, 4)


def test_colour_by_pixel_and_colour_by_plane_are_the_same_picture(tmp_path):
    planes = np.moveaxis(RGB, -1, 0).tobytes()
    by_pixel = read_back(colour_dataset(RGB), tmp_path / "a.dcm")
    by_plane = read_back(colour_dataset(RGB, PixelData=planes, PlanarConfiguration=1), tmp_path / "b.dcm")
    np.testing.assert_array_equal(by_pixel.pixels, RGB)
    np.testing.assert_array_equal(by_plane.pixels, RGB)


def to_ybr(rgb):
    """PS3.3 C.7.6.3.1.2, YBR_FULL."""
    red, green, blue = (rgb[..., channel].astype(float) for channel in range(3))
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    chroma = np.stack([luma, (blue - luma) / 1.772 + 128, (red - luma) / 1.402 + 128], axis=-1)
    return np.clip(np.rint(chroma), 0, 255).astype(np.uint8)


def test_ybr_full_becomes_rgb(tmp_path):
    frame = read_back(colour_dataset(to_ybr(RGB), "YBR_FULL"), tmp_path / "a.dcm")
    assert np.abs(frame.pixels.astype(int) - RGB).max() <= 2  # what rounding to YBR costs


def halved(ybr):
    """Store the colour of every other pixel: Y1 Y2 Cb Cr."""
    pairs = ybr.reshape(ybr.shape[0], -1, 2, 3)
    return np.concatenate([pairs[..., 0], pairs[:, :, 0, 1:]], axis=-1)


def test_ybr_full_422_becomes_rgb(tmp_path):
    doubled = np.repeat(RGB[:, ::2], 2, axis=1)  # neighbours alike, so that nothing is lost
    dataset = colour_dataset(RGB, "YBR_FULL_422", PixelData=halved(to_ybr(doubled)).tobytes())
    frame = read_back(dataset, tmp_path / "a.dcm")
    assert np.abs(frame.pixels.astype(int) - doubled).max() <= 2


def test_ybr_full_422_that_stores_all_colour_nevertheless_is_read(tmp_path):
    dataset = colour_dataset(to_ybr(RGB), "YBR_FULL_422")
    assert np.abs(read_back(dataset, tmp_path / "a.dcm").pixels.astype(int) - RGB).max() <= 2


def test_sixteen_bit_colour_keeps_its_upper_eight_bits(tmp_path):
    deep = RNG.integers(0, 65536, (4, 4, 3)).astype(np.uint16)
    np.testing.assert_array_equal(read_back(colour_dataset(deep), tmp_path / "a.dcm").pixels, deep >> 8)


@pytest.mark.parametrize(("bits", "scale"), [(8, 1), (16, 257), (16, 1)])
def test_palettes_of_8_and_of_16_bits_and_of_8_in_16_give_the_same_colours(tmp_path, bits, scale):
    indices = RNG.integers(0, 4, (5, 7)).astype(np.uint8)
    colours = np.array([[0, 0, 0], [255, 0, 0], [0, 128, 0], [7, 8, 255]])
    dataset = grey_dataset(indices, PhotometricInterpretation="PALETTE COLOR")
    for channel, name in enumerate(("Red", "Green", "Blue")):
        entries = (colours[:, channel] * scale).astype("<u2" if bits == 16 else "u1")
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [4, 0, bits])
        setattr(dataset, f"{name}PaletteColorLookupTableData", entries.tobytes())
    np.testing.assert_array_equal(read_back(dataset, tmp_path / "a.dcm").pixels, colours[indices])


def test_a_photometric_interpretation_without_meaning_here_is_named(tmp_path):
    with pytest.raises(ImagingError, match="not supported: Photometric Interpretation CMYK"):
        read_back(colour_dataset(RGB, "CMYK"), tmp_path / "a.dcm")


@pytest.mark.parametrize("bits", [7, 24])
def test_bits_allocated_that_cannot_be_read_are_named(tmp_path, bits):
    # Seven bits unpacked from a header that is wrong would be noise that looks like an image.
    dataset = grey_dataset(np.zeros((4, 6), np.uint32), BitsAllocated=bits, BitsStored=bits, HighBit=bits - 1)
    with pytest.raises(ImagingError, match=f"not supported: Bits Allocated of {bits}"):
        read_back(dataset, tmp_path / "a.dcm")


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian])
def test_pixels_of_12_bits_follow_each_other_without_gaps(tmp_path, syntax):
    # PS3.5 8.1.1: the first pixel in the low bits; two pixels share the middle one of three bytes.
    values = np.array([[[0x123, 0x456, 0x789]], [[0xABC, 0xDEF, 0x001]]], np.uint16)
    packed = bytes.fromhex("236145 89c7ab ef1d00")
    if syntax == ExplicitVRBigEndian:  # written as words
        packed = np.frombuffer(packed + bytes(1), "<u2").astype(">u2").tobytes()
    dataset = grey_dataset(values, BitsAllocated=12, BitsStored=12, HighBit=11, PixelData=packed)
    path = write(dataset, tmp_path / "a.dcm", syntax)
    for frame in range(2):  # the second starts in the middle of a byte
        np.testing.assert_array_equal(read_frame_at(path, frame).pixels, values[frame])


@pytest.mark.parametrize("low_word_first", [False, True])
def test_big_endian_words_of_32_bits_are_read_in_the_order_that_makes_an_image(tmp_path, low_word_first):
    values = (1_250_000 + 40_000 * np.add.outer(np.arange(8), np.arange(9))).astype(np.uint32)
    stored = values.astype(">u4").view(">u2")
    stored = stored.reshape(-1, 2)[:, ::-1] if low_word_first else stored
    dataset = grey_dataset(values, PixelData=stored.tobytes(), Modality="RTDOSE")
    path = write(dataset, tmp_path / "a.dcm", ExplicitVRBigEndian)
    np.testing.assert_array_equal(read_frame_at(path).pixels, values)


@pytest.mark.parametrize("high_bit", [11, 13, 15])
def test_values_may_stand_anywhere_in_their_cells_also_compressed(tmp_path, high_bit):
    values = RNG.integers(-2048, 2048, (5, 6)).astype(np.int16)
    noise = RNG.integers(0, 1 << 16, (5, 6)).astype(np.uint16)
    mask = np.uint16(0xFFF << (high_bit - 11))
    cells = ((values.view(np.uint16) << (high_bit - 11)) & mask) | (noise & ~mask)
    dataset = grey_dataset(cells.view(np.int16), BitsStored=12, HighBit=high_bit)
    np.testing.assert_array_equal(read_back(dataset, tmp_path / "a.dcm").pixels, values)
    compressed = zlib.compress(cells.tobytes(), wbits=-zlib.MAX_WBITS)
    path = write_encapsulated(dataset, [compressed], tmp_path / "b.dcm", DEFLATED_FRAMES)
    np.testing.assert_array_equal(read_frame_at(path).pixels, values)


def test_a_number_of_frames_that_is_none_means_all_that_are_there():
    series = scan([wheel_file("badVR.dcm")]).studies[0].series[0]  # 1A, where rtdose.dcm has 15
    assert len(series.frames) == 15
    np.testing.assert_allclose(
        read_frame(series.frames[14]).pixels, read_frame_at(wheel_file("rtdose.dcm"), 14).pixels
    )


def test_a_frame_is_read_again_when_its_file_has_changed(tmp_path):
    path = write(grey_dataset(np.zeros((4, 4), np.int16)), tmp_path / "a.dcm")
    assert read_frame_at(path).pixels.max() == 0
    write(grey_dataset(np.ones((5, 5), np.int16)), path)
    assert read_frame_at(path).pixels.shape == (5, 5)


def test_segments_of_a_label_map_are_spread_from_black_to_white(tmp_path):
    from pydicom.dataset import Dataset

    segments = []
    for number in (1, 2, 4):
        segment = Dataset()
        segment.SegmentNumber = number
        segments.append(segment)
    pixels = np.array([[0, 1], [2, 4]], np.uint8)
    dataset = grey_dataset(pixels, Modality="SEG", SegmentationType="LABELMAP", SegmentSequence=segments)
    display = display_image(read_back(dataset, tmp_path / "a.dcm"))
    np.testing.assert_allclose(display, [[0, 63.75], [127.5, 255]], atol=0.51)


def test_truncated_files_of_several_frames_offer_those_that_are_there(tmp_path):
    pixels = RNG.integers(0, 1000, (4, 16, 16)).astype(np.uint16)
    path = write(grey_dataset(pixels), tmp_path / "a.dcm")
    path.write_bytes(path.read_bytes()[: -16 * 16 * 2 - 10])
    (series,) = scan([path]).studies[0].series
    assert len(series.frames) == 2
    assert series.notes[0] == "truncated: 2 of 4 frames are there"
