"""What a frame claims to be is checked before anything makes room for it."""

import struct
import tracemalloc
import zlib

import imagecodecs
import numpy as np
import pytest
from pydicom.uid import UID, JPEG2000Lossless, JPEGBaseline8Bit, JPEGLosslessSV1, JPEGLSLossless

from ml.errors import ImagingError
from ml.imaging import read_frame_at
from tests.ml.imaging.maker import grey_dataset, write_encapsulated

PIXELS = np.arange(64 * 64, dtype=np.uint8).reshape(64, 64)
DEFLATED_FRAMES = UID("1.2.840.10008.1.2.8.1")


def claiming(data, mark, skip, form, *values):
    """Overwrite what stands ``skip`` bytes behind a marker."""
    at = data.index(mark) + skip
    size = struct.calcsize(form)
    return data[:at] + struct.pack(form, *values) + data[at + size :]


CLAIMS = [
    (imagecodecs.jpeg8_encode(PIXELS), b"\xff\xc0", 5, ">HH", JPEGBaseline8Bit),
    (imagecodecs.ljpeg_encode(PIXELS), b"\xff\xc3", 5, ">HH", JPEGLosslessSV1),
    (imagecodecs.jpegls_encode(PIXELS), b"\xff\xf7", 5, ">HH", JPEGLSLossless),
    (imagecodecs.jpeg2k_encode(PIXELS, codecformat="j2k"), b"\xff\x51", 6, ">LL", JPEG2000Lossless),
]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim[4].name)
def test_a_frame_that_claims_more_pixels_than_its_header_reaches_no_decoder(tmp_path, monkeypatch, claim):
    data, mark, skip, form, syntax = claim
    larger = claiming(data, mark, skip, form, 60000, 60000)
    path = write_encapsulated(grey_dataset(PIXELS), [larger], tmp_path / "a.dcm", syntax)
    monkeypatch.setattr("ml.imaging.codecs._DECODERS", {})
    with pytest.raises(ImagingError, match="its pixels are 60000 x 60000, the header says 64 x 64"):
        read_frame_at(path)


def test_a_deflated_frame_is_inflated_no_further_than_its_pixels(tmp_path):
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    bomb = packer.compress(bytes(100 << 20)) + packer.flush()
    path = write_encapsulated(grey_dataset(PIXELS), [bomb], tmp_path / "a.dcm", DEFLATED_FRAMES)
    read_frame_at(path)
    tracemalloc.start()
    assert not read_frame_at(path).pixels.any()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 << 20
