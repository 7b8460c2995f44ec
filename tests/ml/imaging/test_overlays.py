"""Overlay planes: those of real files as pydicom reads them, and every oddity in files made here."""

import numpy as np
import pydicom
import pytest
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian

from ml.imaging import read_frame_at
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.maker import grey_dataset, write

DRAWN = np.random.default_rng(5).integers(0, 2, (3, 5)).astype(bool)  # an odd number of bits


def pack(drawn):
    packed = np.packbits(drawn.ravel(), bitorder="little").tobytes()
    return packed + bytes(len(packed) % 2)


def with_overlay(dataset, drawn=DRAWN, group=0x6000, origin=(1, 1), **more):
    rows, columns = drawn.shape[-2:]
    dataset.add_new((group, 0x0010), "US", rows)
    dataset.add_new((group, 0x0011), "US", columns)
    dataset.add_new((group, 0x0040), "CS", more.get("kind", "G"))
    dataset.add_new((group, 0x0050), "SS", list(origin))
    dataset.add_new((group, 0x0100), "US", more.get("bits", 1))
    dataset.add_new((group, 0x0102), "US", more.get("bit", 0))
    if more.get("bits", 1) == 1:
        dataset.add_new((group, 0x3000), "OW", more.get("data", pack(drawn)))
    for element, vr, value in more.get("extra", ()):
        dataset.add_new((group, element), vr, value)
    return dataset


def blank(rows=6, columns=8, frames=1, **attributes):
    return grey_dataset(np.zeros((frames, rows, columns), np.uint16), **attributes)


def overlays_of(tmp_path, dataset, frame=0, syntax=ExplicitVRLittleEndian):
    return read_frame_at(write(dataset, tmp_path / "a.dcm", syntax), frame).overlays


@pytest.mark.parametrize("name", ["MR-SIEMENS-DICOM-WithOverlays.dcm", "examples_overlay.dcm"])
def test_overlays_of_real_files_are_those_that_pydicom_reads(name, request):
    if name.startswith("MR"):
        folder = request.getfixturevalue("shared_dicom")
        path = folder / "pydicom+pydicom-data/data_store/data" / name
    else:
        path = wheel_file(name)
    dataset = pydicom.dcmread(path)
    groups = [group for group in range(0x6000, 0x6020, 2) if (group, 0x3000) in dataset]
    planes = read_frame_at(path).overlays
    assert len(planes) == len(groups) >= 1
    for plane, group in zip(planes, groups, strict=True):
        expected = dataset.overlay_array(group)
        np.testing.assert_array_equal(plane.pixels[: len(expected), : expected.shape[1]], expected)


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian])
def test_an_overlay_lies_at_its_origin_with_label_and_kind(tmp_path, syntax):
    data = pack(DRAWN)
    if syntax == ExplicitVRBigEndian:
        data = np.frombuffer(data, "<u2").astype(">u2").tobytes()
    dataset = with_overlay(blank(), origin=(2, 4), kind="R", data=data, extra=[(0x1500, "LO", "ROI 1")])
    (plane,) = overlays_of(tmp_path, dataset, syntax=syntax)
    expected = np.zeros((6, 8), bool)
    expected[1:4, 3:8] = DRAWN
    np.testing.assert_array_equal(plane.pixels, expected)
    assert (plane.label, plane.is_roi) == ("ROI 1", True)


@pytest.mark.parametrize(
    ("origin", "inside", "part"),
    [
        ((-1, 0), np.s_[0:1, 0:4], np.s_[2:3, 1:5]),
        ((5, 6), np.s_[4:6, 5:8], np.s_[0:2, 0:3]),
        ((9, 1), np.s_[0:0, 0:0], np.s_[0:0, 0:0]),
        ((-20, -20), np.s_[0:0, 0:0], np.s_[0:0, 0:0]),
    ],
)
def test_what_lies_outside_of_the_frame_is_cut_off(tmp_path, origin, inside, part):
    (plane,) = overlays_of(tmp_path, with_overlay(blank(), origin=origin))
    expected = np.zeros((6, 8), bool)
    expected[inside] = DRAWN[part]
    np.testing.assert_array_equal(plane.pixels, expected)


def test_an_overlay_in_a_high_bit_is_read_and_does_not_touch_the_pixels(tmp_path):
    values = np.random.default_rng(0).integers(0, 4096, (3, 5)).astype(np.uint16)
    dataset = grey_dataset(values | DRAWN.astype(np.uint16) << 14, BitsStored=12, HighBit=11)
    frame = read_frame_at(write(with_overlay(dataset, bits=16, bit=14), tmp_path / "a.dcm"))
    np.testing.assert_array_equal(frame.overlays[0].pixels, DRAWN)
    np.testing.assert_array_equal(frame.pixels, values)


@pytest.mark.parametrize("bit", [3, 11, 16])
def test_a_bit_that_belongs_to_the_pixels_is_no_overlay(tmp_path, bit):
    dataset = grey_dataset(np.ones((3, 5), np.uint16), BitsStored=12, HighBit=11)
    assert overlays_of(tmp_path, with_overlay(dataset, bits=16, bit=bit)) == ()


def test_frames_of_an_overlay_go_with_the_frames_from_its_origin_on(tmp_path):
    drawn = np.random.default_rng(1).integers(0, 2, (2, 3, 5)).astype(bool)
    extra = [(0x0015, "IS", 2), (0x0051, "US", 2)]
    dataset = with_overlay(blank(3, 5, frames=4), drawn, extra=extra)
    shown = [overlays_of(tmp_path, dataset, frame) for frame in range(4)]
    assert [len(planes) for planes in shown] == [0, 1, 1, 0]
    np.testing.assert_array_equal(shown[1][0].pixels, drawn[0])
    np.testing.assert_array_equal(shown[2][0].pixels, drawn[1])


def test_an_overlay_without_frames_of_its_own_lies_over_all(tmp_path):
    dataset = with_overlay(blank(3, 5, frames=2))
    for frame in range(2):
        np.testing.assert_array_equal(overlays_of(tmp_path, dataset, frame)[0].pixels, DRAWN)


def test_several_planes_come_in_the_order_of_their_groups_and_damaged_ones_are_left_out(tmp_path):
    dataset = with_overlay(blank(), group=0x6004, extra=[(0x0022, "LO", "second")])
    with_overlay(dataset, group=0x6000, extra=[(0x1500, "LO", "first")])
    with_overlay(dataset, group=0x6002, data=b"\1\0")  # 16 bits of 15 are enough
    with_overlay(dataset, np.zeros((40, 40), bool), group=0x6006, data=b"\1\0")
    assert [plane.label for plane in overlays_of(tmp_path, dataset)] == ["first", "", "second"]
