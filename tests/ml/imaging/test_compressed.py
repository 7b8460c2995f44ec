"""Every codec, colour spaces included, in files made here; the real ones are in the other tests."""

import imagecodecs
import numpy as np
import pytest
from pydicom.uid import (
    UID,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from ml.errors import ImagingError
from ml.imaging import read_frame_at
from tests.ml.imaging.maker import colour_dataset, grey_dataset, write_encapsulated

RNG = np.random.default_rng(3)
GREY_8 = RNG.integers(0, 256, (24, 32)).astype(np.uint8)
GREY_12 = RNG.integers(0, 4096, (24, 32)).astype(np.uint16)
SIGNED = RNG.integers(-3000, 3000, (24, 32)).astype(np.int16)
RGB = RNG.integers(0, 256, (24, 32, 3)).astype(np.uint8)
SMOOTH = np.add.outer(np.arange(24), np.arange(32)).astype(np.uint16) * 60
JPEG_XL_LOSSLESS = UID("1.2.840.10008.1.2.4.110")

LOSSLESS = {
    "JPEG lossless": (lambda pixels: imagecodecs.jpeg8_encode(pixels, lossless=True), JPEGLosslessSV1),
    "JPEG-LS": (imagecodecs.jpegls_encode, JPEGLSLossless),
    "JPEG 2000": (
        lambda pixels: imagecodecs.jpeg2k_encode(pixels, level=0, reversible=True),
        JPEG2000Lossless,
    ),
    "HTJ2K": (lambda pixels: imagecodecs.htj2k_encode(pixels, reversible=True), HTJ2KLossless),
    "JPEG XL": (lambda pixels: imagecodecs.jpegxl_encode(pixels, lossless=True), JPEG_XL_LOSSLESS),
}


@pytest.mark.parametrize("codec", LOSSLESS)
@pytest.mark.parametrize("pixels", [GREY_8, GREY_12], ids=["8 bits", "12 bits"])
def test_lossless_grey_comes_back_bit_for_bit(tmp_path, codec, pixels):
    encode, syntax = LOSSLESS[codec]
    path = write_encapsulated(grey_dataset(pixels), [encode(pixels)], tmp_path / "a.dcm", syntax)
    frame = read_frame_at(path)
    assert frame.pixels.dtype == pixels.dtype
    np.testing.assert_array_equal(frame.pixels, pixels)


@pytest.mark.parametrize("codec", LOSSLESS)
def test_lossless_rgb_comes_back_bit_for_bit(tmp_path, codec):
    encode, syntax = LOSSLESS[codec]
    path = write_encapsulated(colour_dataset(RGB), [encode(RGB)], tmp_path / "a.dcm", syntax)
    np.testing.assert_array_equal(read_frame_at(path).pixels, RGB)


def test_signed_jpeg_2000_and_jpeg_ls_keep_their_sign(tmp_path):
    wavelet = imagecodecs.jpeg2k_encode(SIGNED, level=0, reversible=True)
    path = write_encapsulated(grey_dataset(SIGNED), [wavelet], tmp_path / "a.dcm", JPEG2000Lossless)
    np.testing.assert_array_equal(read_frame_at(path).pixels, SIGNED)
    # JPEG-LS knows no sign: the header tells.
    coded = imagecodecs.jpegls_encode(SIGNED.view(np.uint16))
    path = write_encapsulated(grey_dataset(SIGNED), [coded], tmp_path / "b.dcm", JPEGLSLossless)
    np.testing.assert_array_equal(read_frame_at(path).pixels, SIGNED)


def rle_segments(planes):
    """Encode byte planes as literal runs, which is RLE that any decoder must read (PS3.5 Annex G)."""
    segments = []
    for plane in planes:
        runs = [plane[start : start + 128] for start in range(0, len(plane), 128)]
        coded = b"".join(bytes([len(run) - 1]) + run for run in runs)
        segments.append(coded + b"\0" * (len(coded) % 2))
    offsets = [64 + sum(map(len, segments[:index])) for index in range(len(segments))]
    header = np.zeros(16, "<u4")
    header[0] = len(segments)
    header[1 : 1 + len(offsets)] = offsets
    return header.tobytes() + b"".join(segments)


def test_rle_of_words_and_of_colours(tmp_path):
    words = [SIGNED.astype(">i2").tobytes()[0::2], SIGNED.astype(">i2").tobytes()[1::2]]
    path = write_encapsulated(grey_dataset(SIGNED), [rle_segments(words)], tmp_path / "a.dcm", RLELossless)
    np.testing.assert_array_equal(read_frame_at(path).pixels, SIGNED)
    planes = [RGB[..., channel].tobytes() for channel in range(3)]
    dataset = colour_dataset(RGB, PlanarConfiguration=1)
    path = write_encapsulated(dataset, [rle_segments(planes)], tmp_path / "b.dcm", RLELossless)
    np.testing.assert_array_equal(read_frame_at(path).pixels, RGB)


def test_twelve_bit_lossy_jpeg_in_sixteen_bits(tmp_path):
    coded = imagecodecs.jpeg8_encode(SMOOTH, level=100, bitspersample=12)
    dataset = grey_dataset(SMOOTH, BitsStored=12, HighBit=11)
    path = write_encapsulated(dataset, [coded], tmp_path / "a.dcm", JPEGExtended12Bit)
    assert np.abs(read_frame_at(path).pixels.astype(int) - SMOOTH).max() <= 8


@pytest.mark.parametrize("photometric", ["YBR_FULL_422", "RGB"])
def test_jpeg_says_itself_whether_it_is_ycbcr(tmp_path, photometric):
    smooth = np.stack([SMOOTH >> 4, 255 - (SMOOTH >> 4), SMOOTH >> 5], axis=-1).astype(np.uint8)
    coded = imagecodecs.jpeg8_encode(
        smooth, level=98, subsampling="444"
    )  # JFIF, so YCbCr, whatever the header
    path = write_encapsulated(
        colour_dataset(smooth, photometric), [coded], tmp_path / "a.dcm", JPEGBaseline8Bit
    )
    assert np.abs(read_frame_at(path).pixels.astype(int) - smooth).max() <= 6


def test_a_wrong_transfer_syntax_is_no_obstacle_where_the_data_says_what_it_is(tmp_path):
    coded = imagecodecs.jpeg2k_encode(GREY_8, level=0, reversible=True)
    path = write_encapsulated(grey_dataset(GREY_8), [coded], tmp_path / "a.dcm", JPEGBaseline8Bit)
    np.testing.assert_array_equal(read_frame_at(path).pixels, GREY_8)


def test_data_that_is_not_what_it_claims_is_refused(tmp_path):
    path = write_encapsulated(
        grey_dataset(GREY_8), [b"hello there, no image"], tmp_path / "a.dcm", JPEG2000Lossless
    )
    with pytest.raises(ImagingError, match=r"a\.dcm: damaged: the pixel data is not JPEG 2000"):
        read_frame_at(path)


def test_a_codestream_of_another_size_than_the_header_says_is_refused(tmp_path):
    coded = imagecodecs.jpegls_encode(GREY_8[:20])
    path = write_encapsulated(grey_dataset(GREY_8), [coded], tmp_path / "a.dcm", JPEGLSLossless)
    with pytest.raises(ImagingError, match="its pixels are 20 x 32, the header says 24 x 32"):
        read_frame_at(path)


@pytest.mark.parametrize("codec", LOSSLESS)
def test_a_codestream_cut_in_half_is_refused(tmp_path, codec):
    encode, syntax = LOSSLESS[codec]
    coded = encode(GREY_12)
    half = coded[: len(coded) // 2]
    path = write_encapsulated(grey_dataset(GREY_12), [half], tmp_path / "a.dcm", syntax)
    with pytest.raises(ImagingError, match="damaged"):
        read_frame_at(path)


def test_a_lossy_jpeg_cut_in_half_is_refused_not_shown_half_grey(tmp_path):
    coded = imagecodecs.jpeg8_encode(GREY_8, level=90)
    path = write_encapsulated(
        grey_dataset(GREY_8), [coded[: len(coded) // 2]], tmp_path / "a.dcm", JPEGBaseline8Bit
    )
    with pytest.raises(ImagingError, match="damaged JPEG data: it stops before its end marker"):
        read_frame_at(path)
