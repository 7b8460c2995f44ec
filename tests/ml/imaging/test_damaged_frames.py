"""Compressed frames that stop too early are refused: none is shown with noise or grey in the rest."""

import zlib

import imagecodecs
import numpy as np
import pytest
from pydicom.uid import (
    UID,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    JPEGLSNearLossless,
    RLELossless,
)

from ml.errors import ImagingError
from ml.imaging import read_frame_at
from tests.ml.imaging.maker import colour_dataset, grey_dataset, write_encapsulated
from tests.ml.imaging.test_compressed import rle_segments

RNG = np.random.default_rng(11)
SMOOTH = np.add.outer(np.arange(96), np.arange(128)) + RNG.integers(0, 9, (96, 128))
GREY = SMOOTH.astype(np.uint8)
RGB = np.stack([GREY, 255 - GREY, GREY // 2], axis=-1)


def rle(pixels):
    planes = np.moveaxis(pixels, -1, 0) if pixels.ndim == 3 else [pixels]
    return rle_segments([plane.tobytes() for plane in planes])


def deflate(pixels):
    return zlib.compress(pixels.tobytes(), wbits=-zlib.MAX_WBITS)


ENCODERS = {
    "RLE": (rle, RLELossless),
    "deflate": (deflate, UID("1.2.840.10008.1.2.8.1")),
    "JPEG": (lambda pixels: imagecodecs.jpeg8_encode(pixels, level=90), JPEGBaseline8Bit),
    "JPEG lossless": (lambda pixels: imagecodecs.jpeg8_encode(pixels, lossless=True), JPEGLosslessSV1),
    "JPEG-LS": (imagecodecs.jpegls_encode, JPEGLSLossless),
    "JPEG-LS near": (lambda pixels: imagecodecs.jpegls_encode(pixels, level=3), JPEGLSNearLossless),
    "JPEG 2000": (lambda pixels: imagecodecs.jpeg2k_encode(pixels, level=0), JPEG2000Lossless),
    "HTJ2K": (lambda pixels: imagecodecs.htj2k_encode(pixels, reversible=True), HTJ2KLossless),
    "JPEG XL": (
        lambda pixels: imagecodecs.jpegxl_encode(pixels, lossless=True),
        UID("1.2.840.10008.1.2.4.110"),
    ),
}


@pytest.mark.parametrize("pixels", [GREY, RGB], ids=["grey", "colour"])
@pytest.mark.parametrize("codec", ENCODERS)
def test_a_frame_that_was_cut_off_is_refused_or_whole(tmp_path, codec, pixels):
    encode, syntax = ENCODERS[codec]
    coded = encode(pixels)
    make = grey_dataset if pixels.ndim == 2 else colour_dataset
    whole = read_frame_at(write_encapsulated(make(pixels), [coded], tmp_path / "whole.dcm", syntax)).pixels
    for lost in (2, 3, 4, 16, 99, 256, len(coded) // 2, len(coded) * 9 // 10):
        path = write_encapsulated(make(pixels), [coded[:-lost]], tmp_path / "cut.dcm", syntax)
        try:
            pixels_read = read_frame_at(path).pixels
        except ImagingError as error:
            assert "damaged" in str(error)
        else:
            np.testing.assert_array_equal(pixels_read, whole)


def test_a_comment_behind_the_last_tile_of_jpeg_2000_is_no_obstacle(tmp_path):
    coded = imagecodecs.jpeg2k_encode(GREY, level=0, reversible=True, codecformat="J2K")
    assert coded.endswith(b"\xff\xd9")
    padded = coded[:-2] + b"\xff\x64\x00\x0b\x00\x01PADDING\xff\xd9"
    path = write_encapsulated(grey_dataset(GREY), [padded], tmp_path / "a.dcm", JPEG2000Lossless)
    np.testing.assert_array_equal(read_frame_at(path).pixels, GREY)
