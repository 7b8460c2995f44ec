"""Files that were cut off say so, wherever that happened; whole files never do."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.uid import ImplicitVRLittleEndian

from ml.imaging.ending import Ending, ending_of
from ml.imaging.record import FileRecord
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.test_fast_header import WHEEL, WHEEL_FILES, outcome

# pytest shows warnings that the program hides: what pydicom thinks of such files.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

PREAMBLE_BYTES = 132
IMAGES = [
    "CT_small.dcm",
    "MR_small_implicit.dcm",
    "MR_small_bigendian.dcm",
    "JPEG2000.dcm",
    "SC_rgb_rle_2frame.dcm",
    "liver_1frame.dcm",
    "rtdose.dcm",
    "image_dfl.dcm",
]
OBJECTS = ["rtplan.dcm", "test-SR.dcm", "reportsi.dcm", "waveform_ecg.dcm"]
DAMAGED = {"MR_truncated.dcm", "rtplan_truncated.dcm"}  # on purpose
CHARACTER_SETS = sorted((WHEEL.parent / "charset_files").glob("*.dcm"))


@cache
def content(name: str) -> bytes:
    return wheel_file(name).read_bytes()


@cache
def starts(name: str) -> tuple[tuple[int, int], ...]:
    """Where each element of the top level starts, and its value, as pydicom finds them."""
    dataset = pydicom.dcmread(wheel_file(name))
    is_implicit = dataset.file_meta.TransferSyntaxUID == ImplicitVRLittleEndian
    found = [_start(element, False) for element in dataset.file_meta]
    found += [_start(element, is_implicit) for element in dataset if element.tag <= 0x7FE00010]
    return tuple(found)


def _start(element: pydicom.DataElement, is_implicit: bool) -> tuple[int, int]:
    value = element.file_tell or 0
    is_long = not is_implicit and element.VR in ("OB", "OW", "OF", "SQ", "UT", "UN", "OB or OW")
    return value - (12 if is_long else 8), value


def both_outcomes(path: Path) -> FileRecord | tuple[type, str]:
    with pytest.MonkeyPatch.context() as patch:
        fast, slow = outcome(path, True, patch), outcome(path, False, patch)
    assert fast == slow
    return fast


def cut(folder: Path, name: str, length: int) -> Path:
    path = folder / "cut.dcm"
    path.write_bytes(content(name)[:length])
    return path


@pytest.mark.parametrize("name", [name for name in IMAGES if name != "image_dfl.dcm"])
def test_an_image_cut_before_its_pixels_is_truncated_wherever_it_ends(name, tmp_path):
    elements = starts(name)
    assert content(name)[elements[0][0] :][:4] == b"\2\0\0\0" and len(elements) > 20
    ends = {head for head, _ in elements}
    for head, value in elements:
        for length in {head, head + 1, head + 5, value - 1, value, value + 1}:
            said = both_outcomes(cut(tmp_path, name, length))
            if isinstance(said, tuple):
                assert said[1].startswith("truncated"), length
            else:  # what may come without pixels, behind a whole element
                assert said.other is not None and length in ends, length


@pytest.mark.parametrize("name", [name for name in (*IMAGES, *OBJECTS) if name != "image_dfl.dcm"])
def test_the_last_whole_element_of_a_file_that_was_cut_within_one_is_named(name, tmp_path):
    body = [head for head, _ in starts(name) if content(name)[head : head + 2] != b"\2\0"]
    for begin, end in pairwise(body):
        ending = ending_of(cut(tmp_path, name, end - 1))
        assert ending is not None and ending.is_cut
        whole = ending_of(cut(tmp_path, name, end))
        assert whole is not None and not whole.is_cut
        assert whole.last_tag > ending.last_tag, begin


@pytest.mark.parametrize("name", OBJECTS)
def test_a_report_or_plan_cut_within_an_element_is_no_object(name, tmp_path):
    for (_, value), (end, _) in pairwise(starts(name)):
        for length in {value + 1, (value + end) // 2, end - 1} - {value, end}:
            if value < length < end:
                said = both_outcomes(cut(tmp_path, name, length))
                assert isinstance(said, tuple) and said[1].startswith("truncated: "), length
    assert isinstance(both_outcomes(cut(tmp_path, name, len(content(name)) - 1)), tuple)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_what_is_left_of_an_image_is_truncated_or_whole_frames(data, tmp_path_factory):
    name = data.draw(st.sampled_from(IMAGES))
    length = data.draw(st.integers(PREAMBLE_BYTES, len(content(name)) - 1))
    said = both_outcomes(cut(tmp_path_factory.getbasetemp(), name, length))
    if isinstance(said, tuple):
        assert said[1].startswith("truncated")
    else:
        assert said.frames or name in ("rtdose.dcm", "liver_1frame.dcm")  # may come without pixels


def test_what_is_missing_and_where_is_said(tmp_path):
    def said(name, length):
        return both_outcomes(cut(tmp_path, name, length))[1]

    rows, bits, pixels = (
        content("CT_small.dcm").find(tag) for tag in (b"(\0\x10\0", b"(\0\0\1", b"\xe0\x7f\x10\0")
    )
    assert said("CT_small.dcm", 200) == "truncated: it ends within its header"
    assert said("CT_small.dcm", rows + 9) == "truncated: it holds no whole element after (0028,0004)"
    assert said("CT_small.dcm", bits) == "truncated: it holds no whole element after (0028,0030)"
    assert said("CT_small.dcm", pixels + 11).startswith("truncated: it holds no whole element after (0043,")
    assert said("CT_small.dcm", pixels) == "truncated, or saved without its pixel data: CT Image Storage"
    assert said("CT_small.dcm", pixels + 12) == "truncated: 0 of 32768 bytes of pixel data are there"
    start = content("JPEG2000.dcm").find(b"\xe0\x7f\x10\0") + 12
    for length in (start, start + 7, start + 8, start + 20):
        assert said("JPEG2000.dcm", length) == "truncated: the compressed pixel data ends too early"


@pytest.mark.parametrize(
    "path",
    [path for path in (*WHEEL_FILES, *CHARACTER_SETS) if path.name not in DAMAGED],
    ids=lambda path: path.name,
)
def test_a_whole_file_is_not_truncated(path):
    said = both_outcomes(path)
    assert isinstance(said, FileRecord) or not said[1].startswith("truncated:")
    if path.suffix == ".dcm":
        ending = ending_of(path)
        assert ending is None or not ending.is_cut


@pytest.mark.shared_data
def test_a_whole_shared_file_is_not_truncated(shared_dicom):
    files = [path for path in sorted(shared_dicom.rglob("*")) if path.is_file()]
    paths = [path for path in files if path.parent.name != "_meta" and "too_short" not in path.name]
    endings = {path: ending_of(path) for path in paths}
    assert paths and [path.name for path, ending in endings.items() if ending and ending.is_cut] == []


@pytest.mark.parametrize("padding", [b"\0", b"\n", b"\r\n", b"\0" * 7])
def test_what_a_transfer_puts_behind_a_file_is_no_element_that_was_cut(padding, tmp_path):
    path = tmp_path / "padded.dcm"
    path.write_bytes(content("test-SR.dcm") + padding)
    assert both_outcomes(path).other.name == "Comprehensive SR"
    assert ending_of(path) == Ending(ending_of(wheel_file("test-SR.dcm")).last_tag, is_cut=False)
