"""What some writers make of pixel data and headers, against the standard, and what other programs read."""

import struct

import imagecodecs
import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset
from pydicom.uid import (
    UID,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    RLELossless,
)

from ml.errors import ImagingError
from ml.imaging import read_frame, read_frame_at, scan
from tests.ml.imaging.maker import colour_dataset, grey_dataset, write, write_encapsulated

# pytest shows warnings that the program hides: what pydicom thinks of such files.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

PIXELS = np.arange(12 * 16, dtype=np.int16).reshape(12, 16) * 7 - 300
COLOUR = np.arange(12 * 16 * 3, dtype=np.uint8).reshape(12, 16, 3)
FRAMES = np.stack([PIXELS, PIXELS + 1, PIXELS + 2])
ENCAPSULATED_UNCOMPRESSED = UID("1.2.840.10008.1.2.1.98")
PIXEL_DATA = b"\xe0\x7f\x10\x00"


def frames_in(path):
    result = scan([path])
    assert result.failures == ()
    (series,) = result.studies[0].series
    return [read_frame(info).pixels for info in series.frames]


def changed(path, change):
    path.write_bytes(change(path.read_bytes()))
    return path


def with_transfer_syntax(content, uid):
    start = content.index(b"\x02\x00\x10\x00UI")
    length = struct.unpack_from("<H", content, start + 6)[0]
    value = uid.encode() + b"\0" * (len(uid) % 2)
    return content[: start + 6] + struct.pack("<H", len(value)) + value + content[start + 8 + length :]


def test_plain_frames_in_items_under_their_own_transfer_syntax(tmp_path):
    parts = [frame.tobytes() for frame in FRAMES]
    path = write_encapsulated(grey_dataset(FRAMES), parts, tmp_path / "a.dcm", ENCAPSULATED_UNCOMPRESSED)
    np.testing.assert_array_equal(frames_in(path), FRAMES)


def test_plain_frames_in_items_that_are_too_short_are_refused(tmp_path):
    parts = [PIXELS.tobytes()[:-2]]
    path = write_encapsulated(grey_dataset(PIXELS), parts, tmp_path / "a.dcm", ENCAPSULATED_UNCOMPRESSED)
    with pytest.raises(ImagingError, match="382 of 384 bytes are there"):
        read_frame_at(path)


@pytest.mark.parametrize("stated", [ExplicitVRLittleEndian, JPEG2000Lossless])
def test_items_in_pixel_data_of_a_stated_length(tmp_path, stated):
    """As JPEGDefinedLengthSequenceOfFragments.dcm of GDCM's data; plain items are no pixels either."""
    frame = PIXELS.tobytes()
    if stated == JPEG2000Lossless:
        options = {"level": 0, "reversible": True, "codecformat": "j2k"}
        frame = bytes(imagecodecs.jpeg2k_encode(PIXELS, **options))
    dataset = grey_dataset(PIXELS, PixelData=encapsulate([frame]))
    path = changed(write(dataset, tmp_path / "a.dcm"), lambda content: with_transfer_syntax(content, stated))
    np.testing.assert_array_equal(frames_in(path), [PIXELS])


def test_pixels_that_merely_look_like_an_item_stay_pixels(tmp_path):
    pixels = PIXELS.copy()
    pixels[0, :4] = np.frombuffer(b"\xfe\xff\x00\xe0\x04\x00\x00\x00", np.int16)
    path = write(grey_dataset(pixels), tmp_path / "a.dcm")
    np.testing.assert_array_equal(frames_in(path), [pixels])


def test_plain_pixels_of_undefined_length(tmp_path):
    def without_length(content):
        start = content.index(PIXEL_DATA)
        end = b"\xfe\xff\xdd\xe0\0\0\0\0"
        return content[: start + 8] + b"\xff\xff\xff\xff" + content[start + 12 :] + end

    path = changed(write(grey_dataset(PIXELS), tmp_path / "a.dcm"), without_length)
    np.testing.assert_array_equal(frames_in(path), [PIXELS])


def test_compressed_pixels_without_items_are_not_taken_for_plain_ones(tmp_path):
    data = bytes(imagecodecs.jpeg8_encode(np.zeros((12, 16), np.uint8)))
    path = write_encapsulated(
        grey_dataset(np.zeros((12, 16), np.uint8)), [data], tmp_path / "a.dcm", JPEGBaseline8Bit
    )
    spoiled = changed(path, lambda content: content.replace(b"\xfe\xff\x00\xe0", b"\xfe\xff\x00\xe1"))
    (failure,) = scan([spoiled]).failures
    assert failure.reason == "damaged: the compressed pixel data holds no items"


@pytest.mark.parametrize("vr", [b"OB", b"UN", b"OX", b"ox", b"UL", b"US"])
def test_the_vr_of_pixel_data_may_be_another_or_none(tmp_path, vr):
    pixels = np.arange(400 * 300, dtype=np.uint16).reshape(400, 300)

    def with_vr(content):
        return content.replace(PIXEL_DATA + b"OW", PIXEL_DATA + vr)

    path = changed(write(grey_dataset(pixels), tmp_path / "a.dcm"), with_vr)
    np.testing.assert_array_equal(frames_in(path), [pixels])


@pytest.mark.parametrize("vr", [b"??", b"\0\0", b"  "])
@pytest.mark.parametrize("tag", [b"\x10\0\x10\0PN", b"\x10\0\x20\0LO", b"\x28\0\x04\0CS"])
def test_an_element_without_a_vr_does_not_end_the_header(tmp_path, vr, tag):
    def without_vr(content):
        assert content.count(tag) == 1
        return content.replace(tag, tag[:4] + vr)

    path = changed(write(grey_dataset(PIXELS), tmp_path / "a.dcm"), without_vr)
    np.testing.assert_array_equal(frames_in(path), [PIXELS])
    (study,) = scan([path]).studies
    assert (study.patient.name, study.patient.patient_id) == ("Secret^Person", "ID-4711")


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
@pytest.mark.parametrize("first", [(3, 2), (5, 2), (9, 0x10), (0x10, 0x10)])
def test_a_bare_data_set_may_begin_with_any_group(tmp_path, syntax, first):
    """As US-IRAD-NoPreambleStartWith0003.dcm and its like of GDCM's data."""

    def bare(content):
        if first[0] >= 9:
            content = content[content.index(b"\x10\x00\x10\x00") :]
        else:
            content = content[content.index(b"\x08\x00\x16\x00") :]
        vr_and_length = b"LO\x04\x00" if syntax == ExplicitVRLittleEndian else b"\x04\x00\x00\x00"
        return content if first[0] == 0x10 else struct.pack("<HH", *first) + vr_and_length + b"ABCD" + content

    path = changed(write(grey_dataset(PIXELS), tmp_path / "IM_0001", syntax), bare)
    np.testing.assert_array_equal(frames_in(path), [PIXELS])


def test_text_and_numbers_are_no_bare_data_set(tmp_path):
    rng = np.random.default_rng(1)
    for number in range(50):
        (tmp_path / f"{number}.bin").write_bytes(rng.integers(0, 256, 5000, np.uint8).tobytes())
        (tmp_path / f"{number}.raw").write_bytes(np.arange(number + 100, 3000, dtype=np.uint32).tobytes())
    assert scan([tmp_path]).ignored == 100


def test_implicit_big_endian_of_acr_nema(tmp_path):
    dataset = grey_dataset(PIXELS, PixelData=PIXELS.astype(">i2").tobytes())
    dataset["PixelData"].VR = "OW"
    stream = DicomBytesIO()
    stream.is_implicit_VR, stream.is_little_endian = True, False
    write_dataset(stream, dataset)
    path = tmp_path / "a.acr"
    path.write_bytes(stream.getvalue())
    np.testing.assert_array_equal(frames_in(path), [PIXELS])


def test_an_offset_table_out_of_order_is_not_believed(tmp_path):
    halves = [bytes(imagecodecs.jpeg8_encode(np.full((12, 16), grey, np.uint8))) for grey in (10, 20)]
    pieces = [part for half in halves for part in (half[: len(half) // 4 * 2], half[len(half) // 4 * 2 :])]
    items = [struct.pack("<HHL", 0xFFFE, 0xE000, len(piece)) + piece for piece in pieces]
    table = struct.pack("<2L", len(items[0]) + len(items[1]), 0)
    dataset = grey_dataset(np.zeros((2, 12, 16), np.uint8))
    dataset.PixelData = struct.pack("<HHL", 0xFFFE, 0xE000, len(table)) + table + b"".join(items)
    dataset["PixelData"].is_undefined_length = True
    found = frames_in(write(dataset, tmp_path / "a.dcm", JPEGBaseline8Bit))
    assert [int(frame[0, 0]) for frame in found] == [10, 20]


@pytest.mark.parametrize("photometric", ["rgb", "MONOCHROME2", ""])
def test_three_samples_are_colour_whatever_the_header_calls_them(tmp_path, photometric):
    path = write(colour_dataset(COLOUR, photometric), tmp_path / "a.dcm")
    np.testing.assert_array_equal(frames_in(path), [COLOUR])


def test_shared_colour_needs_pairs_of_columns(tmp_path):
    dataset = colour_dataset(COLOUR, "YBR_FULL_422", Columns=15, PixelData=bytes(12 * 15 * 2))
    with pytest.raises(ImagingError, match="YBR_FULL_422 with an odd number of columns"):
        read_frame_at(write(dataset, tmp_path / "a.dcm"))


@pytest.mark.parametrize("number", [52, 59, 66, 92, 93])
def test_encodings_without_a_decoder_are_named(tmp_path, number):
    uid = UID(f"1.2.840.10008.1.2.4.{number}")
    path = write_encapsulated(grey_dataset(PIXELS), [b"\1\2" * 40], tmp_path / "a.dcm", uid)
    with pytest.raises(ImagingError) as caught:
        read_frame_at(path)
    assert str(caught.value) == f"a.dcm: not supported: {uid.name} ({uid})"


def test_pixels_elsewhere_are_said_to_be_there(tmp_path):
    dataset = grey_dataset(PIXELS, PixelDataProviderURL="https://example.org/a")
    del dataset.PixelData
    (failure,) = scan([write(dataset, tmp_path / "a.dcm", UID("1.2.840.10008.1.2.4.94"))]).failures
    assert (
        failure.reason
        == "not supported: JPIP Referenced (1.2.840.10008.1.2.4.94): its pixels lie on a server"
    )


def test_pixels_in_a_private_element_are_not_called_missing(tmp_path):
    dataset = grey_dataset(PIXELS)
    del dataset.PixelData
    dataset.add_new(0x07A10010, "LO", "ELSCINT1")
    dataset.add_new(0x07A1100A, "OB", b"\0" * 8)
    (failure,) = scan([write(dataset, tmp_path / "a.dcm")]).failures
    assert failure.reason == "not supported: pixel data in a private element of ELSCINT"


def test_a_spectrum_is_an_object_and_no_broken_image(tmp_path):
    dataset = grey_dataset(PIXELS, SOPClassUID="1.2.840.10008.5.1.4.1.1.4.2", Rows=1, Columns=1)
    del dataset.PixelData
    dataset.SpectroscopyData = np.zeros(8, np.float32).tobytes()
    result = scan([write(dataset, tmp_path / "a.dcm")])
    (other,) = result.studies[0].objects
    assert (result.failures, other.name) == ((), "MR Spectroscopy")


def test_an_icon_in_front_is_not_the_image(tmp_path):
    icon = grey_dataset(np.zeros((4, 4), np.uint8))
    icon["PixelData"].VR = "OB"
    dataset = grey_dataset(PIXELS, IconImageSequence=[Dataset(icon)])
    np.testing.assert_array_equal(frames_in(write(dataset, tmp_path / "a.dcm")), [PIXELS])


def test_native_pixels_under_a_compressed_transfer_syntax(tmp_path):
    path = write(grey_dataset(PIXELS), tmp_path / "a.dcm")
    wrong = changed(path, lambda content: with_transfer_syntax(content, RLELossless))
    np.testing.assert_array_equal(frames_in(wrong), [PIXELS])
