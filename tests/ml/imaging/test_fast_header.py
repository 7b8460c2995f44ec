"""The fast header says what pydicom says, or leaves the file to it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from ml.errors import ImagingError
from ml.imaging import fast_header, header, stored
from ml.imaging.dicom_file import open_dicom
from ml.imaging.fast_header import once_for_alike, open_fast
from ml.imaging.read import read_frame_at
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.maker import grey_dataset, write

WHEEL = Path(pydicom.__file__).parent / "data" / "test_files"
WHEEL_FILES = sorted(
    path for path in WHEEL.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")
)
ASKED_FOR = ("PatientName", "ImageType", "SharedFunctionalGroupsSequence", "Rows", "NumberOfFrames")


def outcome(path, fast, monkeypatch):
    """The record of a file by one of the two ways, or its error."""
    with monkeypatch.context() as patch:
        if not fast:
            patch.setattr(header, "open_fast", lambda path: None)
        try:
            return header.dicom_record(path)
        except (ImagingError, OSError) as error:
            return type(error), str(error)


def values(element_value):
    """Value and type, also of every part."""
    if isinstance(element_value, MultiValue | list):
        return [values(part) for part in element_value]
    return type(element_value), str(element_value), repr(element_value)


def assert_equal_headers(fast, slow):
    assert len(fast) == len(slow)
    assert fast.original_encoding == slow.original_encoding
    for element in slow:
        keyword = element.keyword
        if keyword and not isinstance(element.value, Sequence):
            assert keyword in fast
            assert values(fast.get(keyword)) == values(slow.get(keyword)), keyword
        if element.VR != "SQ":
            assert (fast.get(element.tag).VR, fast.get(element.tag).value) == (element.VR, element.value)
    assert fast.get(0x00991010) is None
    for keyword in ASKED_FOR:
        assert (keyword in fast) == (keyword in slow)


@pytest.mark.parametrize("path", WHEEL_FILES, ids=lambda path: path.name)
def test_a_file_of_the_wheel_has_the_same_record_both_ways(path, monkeypatch):
    assert outcome(path, True, monkeypatch) == outcome(path, False, monkeypatch)
    fast = open_fast(path)
    if fast is not None:
        slow = open_dicom(path)
        assert (fast.transfer_syntax, fast.pixels) == (slow.transfer_syntax, slow.pixels)
        assert_equal_headers(fast.dataset, slow.dataset)


def test_most_files_of_the_wheel_need_no_pydicom():
    images = [path for path in WHEEL_FILES if path.suffix == ".dcm" and open_dicom_pixels(path)]
    fast = [path for path in images if open_fast(path) is not None]
    assert len(fast) > 0.7 * len(images)


def open_dicom_pixels(path):
    try:
        return open_dicom(path).pixels is not None
    except ImagingError:
        return False


@pytest.mark.shared_data
def test_shared_files_have_the_same_record_both_ways(shared_dicom, monkeypatch):
    paths = [path for path in sorted(shared_dicom.rglob("*")) if path.is_file()]
    differing = [
        path.name for path in paths if outcome(path, True, monkeypatch) != outcome(path, False, monkeypatch)
    ]
    assert paths
    assert not differing


def sequence_of(depth, **attributes):
    """Sequences within sequences, every one and every item of undefined length."""
    item = grey_dataset(np.zeros((1, 1), np.uint8), **attributes)
    del item.PixelData
    for _ in range(depth):
        outer = Dataset()
        outer.ReferencedImageSequence = [item]
        outer["ReferencedImageSequence"].is_undefined_length = True
        item.is_undefined_length_sequence_item = True
        item = outer
    return item["ReferencedImageSequence"].value


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
def test_headers_with_all_kinds_of_elements_are_read_without_pydicom(syntax, tmp_path):
    dataset = grey_dataset(
        np.zeros((2, 2), np.int16), PatientName="Çelik^Ömer", SpecificCharacterSet="ISO_IR 192"
    )
    dataset.ReferencedImageSequence = sequence_of(3, PatientComments="x" * 301)
    dataset["ReferencedImageSequence"].is_undefined_length = True
    dataset.SourceImageSequence = sequence_of(1)
    dataset.AccessionNumber, dataset.InstanceNumber = "", None
    dataset.ImageType = ["ORIGINAL", "PRIMARY"]
    dataset.PixelSpacing, dataset.WindowCenter = ["0.50", "1e-1"], [40, -600]
    block = dataset.private_block(0x0029, "VENDOR", create=True)
    block.add_new(0x10, "OB", b"\1" * 100_000)  # far more than is read at once
    path = write(dataset, tmp_path / "a.dcm", syntax)
    fast = open_fast(path)
    assert fast is not None
    assert_equal_headers(fast.dataset, open_dicom(path).dataset)
    assert str(fast.dataset.get("PatientName")) == "Çelik^Ömer"


def test_what_is_no_plain_value_comes_from_pydicom(tmp_path):
    dataset = grey_dataset(np.zeros((2, 2), np.int16), PixelPaddingValue=-5)
    dataset.VOILUTSequence = [Dataset()]
    dataset.VOILUTSequence[0].LUTExplanation = "bone"
    header_of_file = open_fast(write(dataset, tmp_path / "a.dcm", ImplicitVRLittleEndian)).dataset
    assert header_of_file.get("VOILUTSequence")[0].LUTExplanation == "bone"
    assert header_of_file.get("PixelPaddingValue") == -5
    assert header_of_file["Rows"].value == header_of_file.Rows == 2
    assert header_of_file.file_meta.TransferSyntaxUID == ImplicitVRLittleEndian
    assert header_of_file.get("NoKeyword", "default") == "default"


@pytest.mark.parametrize("syntax", [ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian])
def test_rare_encodings_are_left_to_pydicom(syntax, tmp_path):
    assert open_fast(write(grey_dataset(np.zeros((2, 2), np.uint16)), tmp_path / "a.dcm", syntax)) is None


def test_files_that_cannot_be_read_are_left_to_pydicom(tmp_path):
    assert open_fast(tmp_path / "absent") is None
    assert open_fast(tmp_path) is None


MUTATED = [
    wheel_file(name) for name in ("CT_small.dcm", "MR_small_implicit.dcm", "liver_1frame.dcm", "JPEG2000.dcm")
]


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_damaged_file_has_the_same_record_or_the_same_error_both_ways(data, tmp_path_factory):
    content = bytearray(data.draw(st.sampled_from(MUTATED)).read_bytes())
    header_end = content.find(b"\xe0\x7f\x10\x00") + 12
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, header_end))
        content[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    path = tmp_path_factory.getbasetemp() / "mutated.dcm"
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        assert outcome(path, True, patch) == outcome(path, False, patch)


def frames_outcome(path, fast, monkeypatch):
    with monkeypatch.context() as patch:
        if not fast:
            patch.setattr(stored, "open_fast", lambda path: None)
        stored._open_for_frames.cache_clear()
        try:
            frame = read_frame_at(path)
        except ImagingError as error:
            return str(error)
        finally:
            stored._open_for_frames.cache_clear()
    planes = [(plane.label, plane.is_roi, plane.pixels.tobytes()) for plane in frame.overlays]
    return repr(replace(frame, pixels=None, overlays=())), planes, frame.pixels.dtype, frame.pixels.tobytes()


@pytest.mark.parametrize("path", WHEEL_FILES, ids=lambda path: path.name)
def test_a_frame_of_the_wheel_is_the_same_both_ways(path, monkeypatch):
    assert frames_outcome(path, True, monkeypatch) == frames_outcome(path, False, monkeypatch)


@pytest.fixture
def described():
    """A function of a header that is remembered, with the number of times that it really ran."""
    runs = []

    @once_for_alike
    def describe(dataset, first):
        runs.append(first)
        return dataset.get("Modality"), "Laterality" in dataset, dataset.get("Manufacturer", first)

    return describe, runs


def header_of(tmp_path, **attributes):
    dataset = grey_dataset(np.zeros((1, 1), np.uint8), **attributes)
    return open_fast(write(dataset, tmp_path / "a.dcm")).dataset


def test_headers_that_agree_in_what_was_looked_at_share_a_result(described, tmp_path):
    describe, runs = described
    assert describe(header_of(tmp_path, InstanceNumber=1), 0) == ("CT", False, 0)
    assert describe(header_of(tmp_path, InstanceNumber=2), 0) == ("CT", False, 0)
    assert len(runs) == 1


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"Modality": "MR"}, ("MR", False, 0)),
        ({"Laterality": "L"}, ("CT", True, 0)),
        ({"Manufacturer": "ACME"}, ("CT", False, "ACME")),
    ],
)
def test_headers_that_differ_in_it_do_not(attributes, expected, described, tmp_path):
    describe, _ = described
    plain = header_of(tmp_path)
    assert describe(plain, 0) == ("CT", False, 0)
    assert describe(header_of(tmp_path, **attributes), 0) == expected
    assert describe(plain, 0) == ("CT", False, 0)
    assert describe(plain, 1) == ("CT", False, 1)


def test_the_same_bytes_in_another_character_set_are_another_value(tmp_path):
    name = once_for_alike(lambda dataset: str(dataset.get("PatientName")))
    latin = header_of(tmp_path, SpecificCharacterSet="ISO_IR 100", PatientName="Ç")
    assert name(latin) == "Ç"
    greek = (tmp_path / "a.dcm").read_bytes().replace(b"ISO_IR 100", b"ISO_IR 126")
    (tmp_path / "b.dcm").write_bytes(greek)
    assert name(open_fast(tmp_path / "b.dcm").dataset) == str(
        open_dicom(tmp_path / "b.dcm").dataset.PatientName
    )


def test_what_was_made_of_a_sequence_is_not_remembered(tmp_path):
    explanation = once_for_alike(lambda dataset: dataset.get("VOILUTSequence")[0].LUTExplanation)
    for text in ("bone", "lung"):
        item = Dataset()
        item.LUTExplanation = text
        assert explanation(header_of(tmp_path, VOILUTSequence=[item])) == text


def test_pydicom_reads_a_file_once_however_often_it_is_needed(monkeypatch):
    opened = []
    monkeypatch.setattr(fast_header, "open_dicom", lambda path: opened.append(path) or open_dicom(path))
    assert header.dicom_record(wheel_file("liver_1frame.dcm")).frames[0].position_mm is not None
    assert len(opened) == 1
