"""Is there a decoder for each transfer syntax, and does it decode right?

Each is tried on a real file that pydicom's wheel ships. Where an uncompressed twin of the file is there too,
the decoded pixels must equal its pixels.
"""

from pathlib import Path

import numpy as np
from pydicom.data import get_testdata_file
from pydicom.uid import UID

from ml.errors import KesitError
from ml.imaging import read_frame_at
from ml.imaging.values import Frame
from viewer.selftest.check import Check, checked

TWIN = "MR_small.dcm"
DECODED = (  # transfer syntax, file, its uncompressed twin
    ("1.2.840.10008.1.2", "MR_small_implicit.dcm", TWIN),
    ("1.2.840.10008.1.2.1", "CT_small.dcm", ""),
    ("1.2.840.10008.1.2.1.99", "image_dfl.dcm", ""),
    ("1.2.840.10008.1.2.2", "MR_small_bigendian.dcm", TWIN),
    ("1.2.840.10008.1.2.4.50", "SC_rgb_dcmtk_+eb+cr.dcm", ""),
    ("1.2.840.10008.1.2.4.51", "JPGExtended.dcm", ""),
    ("1.2.840.10008.1.2.4.70", "SC_rgb_jpeg_gdcm.dcm", ""),
    ("1.2.840.10008.1.2.4.80", "MR_small_jpeg_ls_lossless.dcm", TWIN),
    ("1.2.840.10008.1.2.4.81", "JPEGLSNearLossless_16.dcm", ""),
    ("1.2.840.10008.1.2.4.90", "MR_small_jp2klossless.dcm", TWIN),
    ("1.2.840.10008.1.2.4.91", "JPEG2000.dcm", ""),
    ("1.2.840.10008.1.2.5", "MR_small_RLE.dcm", TWIN),
)
DECODED_FILES = tuple(name for _, *names in DECODED for name in names if name)


def check_decoders() -> list[Check]:
    return [check_decoder(*row) for row in DECODED]


def check_decoder(syntax: str, name: str, twin: str) -> Check:
    return checked("decoder", UID(syntax).name, lambda: _decode(name, twin))


def read_shipped(name: str) -> Frame:
    """One of pydicom's files."""
    path = get_testdata_file(name, download=False)
    if not isinstance(path, str):
        raise KesitError(f"pydicom's test file {name} is not installed")
    return read_frame_at(Path(path))


def _decode(name: str, twin: str) -> str:
    frame = read_shipped(name)
    rows, columns = frame.pixels.shape[:2]
    if frame.pixels.min() == frame.pixels.max():
        raise KesitError(f"{name} decodes to one single value")
    if twin and not np.array_equal(frame.pixels, read_shipped(twin).pixels):
        raise KesitError(f"{name} does not decode to the pixels of {twin}")
    return f"{columns} × {rows} {frame.photometric}{', equal to its uncompressed twin' if twin else ''}"
