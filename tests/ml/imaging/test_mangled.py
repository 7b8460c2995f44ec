"""Files that break the rules in ways that writers do: wrong transfer syntax, wrong VRs, missing parts."""

import re
import struct
import zlib

import imagecodecs
import numpy as np
import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    RLELossless,
)

from ml.imaging import read_frame, scan
from tests.ml.imaging.maker import grey_dataset, write, write_encapsulated

# pytest shows warnings that the program hides: what pydicom thinks of such files.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

PIXELS = np.arange(12 * 16, dtype=np.int16).reshape(12, 16) * 7 - 300
SYNTAXES = {
    "implicit": ImplicitVRLittleEndian,
    "explicit": ExplicitVRLittleEndian,
    "big endian": ExplicitVRBigEndian,
    "deflated": DeflatedExplicitVRLittleEndian,
}
GE_PRIVATE = "1.2.840.113619.5.2"


def element(tag, vr, value):
    """An explicit little endian element with a 16-bit length."""
    value += b" " * (len(value) % 2)
    return struct.pack("<HH", tag >> 16, tag & 0xFFFF) + vr + struct.pack("<H", len(value)) + value


def meta(syntax):
    inner = element(0x00020010, b"UI", syntax.encode() + b"\0" * (len(syntax) % 2)) if syntax else b""
    inner += element(0x00020012, b"UI", b"1.2.3.40")
    return b"\0" * 128 + b"DICM" + element(0x00020000, b"UL", struct.pack("<L", len(inner))) + inner


def data_set(tmp_path, kind, dataset=None):
    """The bytes behind the meta information."""
    if dataset is None:
        pixels = PIXELS.astype(">i2") if kind == "big endian" else PIXELS
        dataset = grey_dataset(PIXELS, PixelData=pixels.tobytes(), SeriesDescription="Head")
    source = write(dataset, tmp_path / "source", SYNTAXES["explicit" if kind == "deflated" else kind])
    content = source.read_bytes()
    source.unlink()
    order = ">" if kind == "big endian" else "<"
    content = content[content.index(struct.pack(order + "HH", 8, 0x16), 132) :]
    if kind == "deflated":
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        content = packer.compress(content) + packer.flush()
    return content


def opened(tmp_path, content):
    path = tmp_path / "a.dcm"
    path.write_bytes(content)
    result = scan([path])
    assert result.failures == ()
    (series,) = result.studies[0].series
    return series, read_frame(series.frames[0]).pixels


@pytest.mark.parametrize("stated", [*SYNTAXES, None])
@pytest.mark.parametrize("real", SYNTAXES)
def test_what_the_first_bytes_say_goes_before_the_stated_transfer_syntax(tmp_path, stated, real):
    content = meta(SYNTAXES[stated] if stated else None) + data_set(tmp_path, real)
    series, pixels = opened(tmp_path, content)
    np.testing.assert_array_equal(pixels, PIXELS)
    assert (series.description, series.modality) == ("Head", "CT")
    assert series.transfer_syntax == SYNTAXES[real].name


@pytest.mark.parametrize("stated", [JPEGBaseline8Bit, JPEG2000Lossless, RLELossless])
@pytest.mark.parametrize("real", ["explicit", "implicit"])
def test_a_compressed_syntax_on_plain_pixels_is_passed_over(tmp_path, stated, real):
    series, pixels = opened(tmp_path, meta(stated) + data_set(tmp_path, real))
    np.testing.assert_array_equal(pixels, PIXELS)
    assert series.transfer_syntax == SYNTAXES[real].name


def rle_frame(pixels):
    """Two segments of literal runs: high bytes, then low bytes (PS3.5 G.3)."""
    segments = []
    for shift in (8, 0):
        cells = (pixels.view(np.uint16) >> shift).astype(np.uint8).tobytes()
        runs = [cells[start : start + 128] for start in range(0, len(cells), 128)]
        segment = b"".join(bytes([len(run) - 1]) + run for run in runs)
        segments.append(segment + b"\0" * (len(segment) % 2))
    offsets = [64, 64 + len(segments[0])] + [0] * 13
    return struct.pack("<16L", 2, *offsets) + b"".join(segments)


@pytest.mark.parametrize("stated", [ExplicitVRLittleEndian, None])
@pytest.mark.parametrize("codec", ["JPEG 2000", "JPEG-LS", "RLE"])
def test_compressed_pixels_are_decoded_where_the_syntax_says_plain_or_nothing(tmp_path, codec, stated):
    pixels = np.abs(PIXELS).astype(np.uint16)
    encoders = {
        "JPEG 2000": lambda: imagecodecs.jpeg2k_encode(pixels, level=0, codecformat="j2k"),
        "JPEG-LS": lambda: imagecodecs.jpegls_encode(pixels),
        "RLE": lambda: rle_frame(pixels),
    }
    dataset = grey_dataset(pixels)
    path = write_encapsulated(dataset, [encoders[codec]()], tmp_path / "b.dcm", RLELossless)
    content = path.read_bytes()
    path.unlink()
    _, found = opened(tmp_path, meta(stated) + content[content.index(b"\x08\x00\x16\x00", 132) :])
    np.testing.assert_array_equal(found, pixels)


def test_the_private_syntax_of_ge_has_a_little_header_and_big_pixels(tmp_path):
    dataset = grey_dataset(PIXELS, PixelData=PIXELS.astype(">i2").tobytes())
    _, pixels = opened(tmp_path, meta(GE_PRIVATE) + data_set(tmp_path, "implicit", dataset))
    np.testing.assert_array_equal(pixels, PIXELS)


@pytest.mark.parametrize("real", ["implicit", "explicit", "big endian"])
def test_a_data_set_without_anything_in_front_is_read(tmp_path, real):
    _, pixels = opened(tmp_path, data_set(tmp_path, real))
    np.testing.assert_array_equal(pixels, PIXELS)


@pytest.mark.parametrize("length", [0, 4, 9999])
def test_a_wrong_length_of_the_meta_information_does_no_harm(tmp_path, length):
    content = meta(ExplicitVRLittleEndian)
    content = content[:140] + struct.pack("<L", length) + content[144:]
    _, pixels = opened(tmp_path, content + data_set(tmp_path, "explicit"))
    np.testing.assert_array_equal(pixels, PIXELS)


def test_a_preamble_with_nothing_but_the_mark_is_enough(tmp_path):
    _, pixels = opened(tmp_path, b"\0" * 128 + b"DICM" + data_set(tmp_path, "explicit"))
    np.testing.assert_array_equal(pixels, PIXELS)


def test_meta_information_without_preamble_is_read(tmp_path):
    _, pixels = opened(tmp_path, meta(ExplicitVRLittleEndian)[132:] + data_set(tmp_path, "explicit"))
    np.testing.assert_array_equal(pixels, PIXELS)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"\x28\x00\x10\x00US", b"\x28\x00\x10\x00SS"),
        (b"\x10\x00\x10\x00PN", b"\x10\x00\x10\x00LO"),
        (b"\x08\x00\x60\x00CS", b"\x08\x00\x60\x00ZZ"),
    ],
)
def test_one_wrong_vr_costs_no_more_than_its_element(tmp_path, right, wrong):
    content = data_set(tmp_path, "explicit")
    assert right in content
    _, pixels = opened(tmp_path, meta(ExplicitVRLittleEndian) + content.replace(right, wrong))
    np.testing.assert_array_equal(pixels, PIXELS)


def with_element(content, before, added):
    place = content.index(before)
    return content[:place] + added + content[place:]


ODD_ELEMENTS = {
    "a private one of unknown meaning": element(0x00091001, b"LO", b"whatever"),
    "a private one without its creator": element(0x00191008, b"DS", b"not a number"),
    "UN of undefined length that holds items": struct.pack("<HH2sHL", 9, 0x1010, b"UN", 0, 0xFFFFFFFF)
    + struct.pack("<HHL", 0xFFFE, 0xE000, 8)
    + struct.pack("<HHL", 8, 0x60, 0)  # implicit inside, as PS3.5 6.2.2 has it
    + struct.pack("<HHL", 0xFFFE, 0xE0DD, 0),
    "a sequence of undefined length with items of undefined length": struct.pack(
        "<HH2sHL", 8, 0x1140, b"SQ", 0, 0xFFFFFFFF
    )
    + struct.pack("<HHL", 0xFFFE, 0xE000, 0xFFFFFFFF)
    + element(0x00081150, b"UI", b"1.2\0")
    + struct.pack("<HHL", 0xFFFE, 0xE00D, 0)
    + struct.pack("<HHL", 0xFFFE, 0xE0DD, 0),
    "an empty sequence": struct.pack("<HH2sHL", 8, 0x1140, b"SQ", 0, 0),
    "a date that is none": element(0x00080023, b"DA", b"yesterday"),
    "a number that is none": element(0x00180050, b"DS", b"thin"),
    "the same element twice": element(0x00080060, b"CS", b"CT"),
    "a group length": element(0x00100000, b"UL", struct.pack("<L", 77)),
}


@pytest.mark.parametrize("case", ODD_ELEMENTS)
def test_an_odd_element_costs_no_more_than_itself(tmp_path, case):
    content = data_set(tmp_path, "explicit")
    content = with_element(content, b"\x10\x00\x10\x00PN", ODD_ELEMENTS[case])
    series, pixels = opened(tmp_path, meta(ExplicitVRLittleEndian) + content)
    np.testing.assert_array_equal(pixels, PIXELS)
    assert series.modality == "CT"


def test_elements_behind_the_pixels_do_no_harm(tmp_path):
    content = data_set(tmp_path, "explicit") + element(0xFFFCFFFC, b"OB", b"")
    _, pixels = opened(tmp_path, meta(ExplicitVRLittleEndian) + content)
    np.testing.assert_array_equal(pixels, PIXELS)


def test_a_deflated_data_set_that_was_cut_off_is_truncated_not_unreadable(tmp_path):
    pixels = np.random.default_rng(5).integers(0, 60000, (64, 64), np.uint16)
    content = meta(DeflatedExplicitVRLittleEndian) + data_set(tmp_path, "deflated", grey_dataset(pixels))
    path = tmp_path / "a.dcm"
    path.write_bytes(content[: len(content) // 2])
    (failure,) = scan([path]).failures
    assert failure.reason.startswith("truncated: ")


def test_a_deflated_bomb_does_not_grow_beyond_what_an_image_can(tmp_path, monkeypatch):
    monkeypatch.setattr("ml.imaging.encoding._SMALL_INFLATED_BYTES", 1 << 16)
    content = data_set(tmp_path, "explicit", grey_dataset(np.zeros((4096, 4096), np.uint16)))
    packed = zlib.compress(content, wbits=-zlib.MAX_WBITS)
    (tmp_path / "a.dcm").write_bytes(meta(DeflatedExplicitVRLittleEndian) + packed)
    (failure,) = scan([tmp_path / "a.dcm"]).failures
    there = int(re.match(r"truncated: (\d+) of 33554432 bytes", failure.reason)[1])
    assert there <= 100 * len(packed)


@pytest.mark.parametrize("encoding", ["explicit", "implicit", "deflated"])
def test_black_pixels_that_nothing_announces_are_not_read_as_a_million_elements(tmp_path, encoding):
    content = data_set(tmp_path, "implicit" if encoding == "implicit" else "explicit")
    content = content[: content.index(b"\xe0\x7f\x10\x00")] + bytes(2_000_000)
    syntax = {"explicit": ExplicitVRLittleEndian, "implicit": ImplicitVRLittleEndian}.get(encoding)
    if encoding == "deflated":
        content, syntax = zlib.compress(content, wbits=-zlib.MAX_WBITS), DeflatedExplicitVRLittleEndian
    (tmp_path / "a.dcm").write_bytes(meta(syntax) + content)
    (failure,) = scan([tmp_path / "a.dcm"]).failures
    assert failure.reason == "damaged: its DICOM header goes on after 100000 elements"


NAMES = {
    "ISO_IR 100": ("Müller^Jürgen", "latin-1"),
    "ISO_IR 144": ("Люкceмбypг", "iso8859-5"),
    "ISO_IR 127": ("قباني^لنزار", "iso8859-6"),
    "ISO_IR 126": ("Διονυσιος", "iso8859-7"),
    "ISO_IR 138": ("שרון^דבורה", "iso8859-8"),
    "ISO_IR 148": ("Çavuşoğlu", "iso8859-9"),
    "ISO_IR 166": ("นามสกุล", "tis-620"),
    "ISO_IR 192": ("Wang^XiaoDong=王^小東", "utf-8"),
    "GB18030": ("Wang^XiaoDong=王^小东", "gb18030"),
    "GBK": ("Wang^XiaoDong=王^小东", "gbk"),
    "ISO_IR 13": ("ﾔﾏﾀﾞ^ﾀﾛｳ", "shift_jis"),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_in_every_single_character_set(tmp_path, name):
    written, codec = NAMES[name]
    raw = written.encode(codec)
    content = data_set(tmp_path, "explicit")
    content = element(0x00080005, b"CS", name.encode()) + content
    content = content.replace(element(0x00100010, b"PN", b"Secret^Person"), element(0x00100010, b"PN", raw))
    path = tmp_path / "a.dcm"
    path.write_bytes(meta(ExplicitVRLittleEndian) + content)
    assert scan([path]).studies[0].patient.name == written


# PS3.5 H.3.1, H.3.2 and I.2: the examples of the standard.
ESCAPED = {
    "Japanese": (
        b"\\ISO 2022 IR 87",
        b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B",
        "Yamada^Tarou=山田^太郎=やまだ^たろう",
    ),
    "Korean": (
        b"\\ISO 2022 IR 149",
        b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf",
        "Hong^Gildong=洪^吉洞=홍^길동",
    ),
}


@pytest.mark.parametrize("case", ESCAPED)
def test_names_with_escapes_to_multi_byte_sets(tmp_path, case):
    sets, raw, written = ESCAPED[case]
    content = element(0x00080005, b"CS", sets) + data_set(tmp_path, "explicit")
    content = content.replace(element(0x00100010, b"PN", b"Secret^Person"), element(0x00100010, b"PN", raw))
    path = tmp_path / "a.dcm"
    path.write_bytes(meta(ExplicitVRLittleEndian) + content)
    assert scan([path]).studies[0].patient.name == written


@pytest.mark.parametrize(
    "stated", ["ISO_IR 999", "utf-8", "ISO 2022 IR 87", "ISO_IR 192", "", "\\", "\xff\xfe"]
)
@pytest.mark.parametrize("raw", [b"M\xfcller", b"\xe7\x8e\x8b", b"\x1b$B\x1b$", b"\xff\xff\xff\xff", b"\x1b"])
def test_a_wrong_character_set_never_stops_a_file(tmp_path, stated, raw):
    content = element(0x00080005, b"CS", stated.encode("latin-1")) + data_set(tmp_path, "explicit")
    content = content.replace(element(0x00100010, b"PN", b"Secret^Person"), element(0x00100010, b"PN", raw))
    content = content.replace(element(0x0008103E, b"LO", b"Head"), element(0x0008103E, b"LO", raw))
    _, pixels = opened(tmp_path, meta(ExplicitVRLittleEndian) + content)
    np.testing.assert_array_equal(pixels, PIXELS)


@pytest.mark.parametrize(("raw", "written"), [("Müller".encode(), "Müller"), ("王小東".encode(), "王小東")])
def test_utf_8_that_is_declared_as_nothing_or_latin_is_read_as_what_it_is(tmp_path, raw, written):
    for stated in (b"", b"ISO_IR 100"):
        content = element(0x00080005, b"CS", stated) + data_set(tmp_path, "explicit")
        content = content.replace(
            element(0x00100010, b"PN", b"Secret^Person"), element(0x00100010, b"PN", raw)
        )
        path = tmp_path / "a.dcm"
        path.write_bytes(meta(ExplicitVRLittleEndian) + content)
        assert scan([path]).studies[0].patient.name == written
