"""Which HTJ2K codestreams go to the quick decoder, and that both decoders give the same."""

import struct

import imagecodecs
import numpy as np
import pytest
from pydicom.uid import HTJ2KLossless

from ml.imaging import read_frame_at
from ml.imaging.high_throughput import is_plain_and_reversible
from tests.ml.imaging.maker import colour_dataset, grey_dataset, write_encapsulated

RNG = np.random.default_rng(5)
IMAGES = {
    "8 bits": RNG.integers(0, 256, (40, 50)).astype(np.uint8),
    "16 bits": RNG.integers(0, 60000, (41, 53)).astype(np.uint16),
    "signed": RNG.integers(-3000, 3000, (40, 50)).astype(np.int16),
    "colour": RNG.integers(0, 256, (30, 40, 3)).astype(np.uint8),
    "three rows of colour": RNG.integers(0, 256, (3, 40, 3)).astype(np.uint8),
    "one pixel": np.array([[7]], np.uint16),
}
GREY = IMAGES["16 bits"]
STREAM = bytes(imagecodecs.htj2k_encode(GREY, reversible=True))
# Places in the SIZ marker.
TILE_COLUMNS, TILE_ROWS, LEFT, TILE_LEFT, COMPONENTS, STEP = 24, 28, 16, 32, 40, 43
STYLE = STREAM.index(b"\xff\x52")
QUANTISATION = STREAM.index(b"\xff\x5c")


def changed(place, form, value):
    return STREAM[:place] + struct.pack(form, value) + STREAM[place + struct.calcsize(form) :]


@pytest.mark.parametrize("name", IMAGES)
def test_the_quick_decoder_gives_what_was_encoded(tmp_path, monkeypatch, name):
    pixels = IMAGES[name]
    data = bytes(imagecodecs.htj2k_encode(pixels, reversible=True))
    dataset = colour_dataset(pixels) if pixels.ndim == 3 else grey_dataset(pixels)
    path = write_encapsulated(dataset, [data], tmp_path / "a.dcm", HTJ2KLossless)
    with monkeypatch.context() as patch:
        patch.setattr("ml.imaging.codecs.is_plain_and_reversible", lambda data, samples: False)
        slow = read_frame_at(path)
    with monkeypatch.context() as patch:
        patch.delattr(imagecodecs, "jpeg2k_decode")
        quick = read_frame_at(path)
    np.testing.assert_array_equal(quick.pixels, pixels)
    np.testing.assert_array_equal(slow.pixels, pixels)
    assert quick.pixels.dtype == slow.pixels.dtype


SPOILED = {
    "tiles without columns": changed(TILE_COLUMNS, ">L", 0),
    "tiles without rows": changed(TILE_ROWS, ">L", 0),
    "tiles by the ten thousand": changed(8, ">L", 10_001 * 53),  # columns of the image
    "an image that starts elsewhere": changed(LEFT, ">L", 5),
    "tiles that start elsewhere": changed(TILE_LEFT, ">L", 5),
    "many components": changed(COMPONENTS, ">H", 4096),
    "every other column": changed(STEP, ">B", 2),
    "no step": changed(STEP, ">B", 0),
    "lossy": changed(STYLE + 13, ">B", 0),
    "large blocks": changed(STYLE + 10, ">B", 8),
    "many levels": changed(STYLE + 9, ">B", 33),
    "a style of its own for a component": STREAM[:QUANTISATION]
    + b"\xff\x53\0\x09\0\0\5\4\4\x40\0"
    + STREAM[QUANTISATION:],
    "no style": STREAM[:STYLE] + STREAM[QUANTISATION:],
    "a part of the header": STREAM[:60],
    "half of the data": STREAM[: len(STREAM) // 2],
    "no end": STREAM[:-2],
    "a segment of no length": changed(STYLE + 2, ">H", 0),
    "ordinary JPEG 2000": bytes(imagecodecs.jpeg2k_encode(GREY, codecformat="j2k", level=0, reversible=True)),
}


def test_an_unspoiled_codestream_is_plain():
    assert is_plain_and_reversible(STREAM, 1)
    assert not is_plain_and_reversible(STREAM, 3)


@pytest.mark.parametrize("what", SPOILED)
def test_what_the_quick_decoder_stumbles_over_does_not_reach_it(what):
    assert not is_plain_and_reversible(SPOILED[what], 1)
