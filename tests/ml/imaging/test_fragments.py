"""Which pieces of encapsulated pixel data belong to which frame, with and without tables."""

import struct
from io import BytesIO

import pytest

from ml.errors import ImagingError
from ml.imaging.fragments import frame_fragments

FRAMES = [b"\xff\xd8one ", b"\xff\xd8second", b"\xff\xd8the third "]


def item(data):
    return b"\xfe\xff\x00\xe0" + struct.pack("<L", len(data)) + data


def encapsulated(pieces, table=b"", delimiter=True):
    end = b"\xfe\xff\xdd\xe0\0\0\0\0" if delimiter else b""
    return b"lead" + item(table) + b"".join(map(item, pieces)) + end


def frames_of(data, count):
    stream = BytesIO(data)
    found = frame_fragments(stream, 4, len(data) - 4, count)
    return [b"".join(data[offset : offset + length] for offset, length in fragments) for fragments in found]


def table_of(*offsets):
    return struct.pack(f"<{len(offsets)}L", *offsets)


def split(frame):
    return [frame[:4], frame[4:]]


def test_one_fragment_per_frame_needs_no_table():
    assert frames_of(encapsulated(FRAMES), 3) == FRAMES


def test_all_fragments_belong_to_a_single_frame():
    pieces = [b"no mark", b"at all", b"\xff\xd8even with one"]
    assert frames_of(encapsulated(pieces), 1) == [b"".join(pieces)]


def test_a_wrong_table_is_not_asked_where_the_items_are_clear():
    assert frames_of(encapsulated(FRAMES, table_of(0, 3, 5)), 3) == FRAMES


def test_the_table_divides_several_fragments_per_frame():
    pieces = [b"aa", b"bb", b"cccc", b"dd"]
    table = table_of(0, 2 * (8 + 2))
    assert frames_of(encapsulated(pieces, table), 2) == [b"aabb", b"ccccdd"]


@pytest.mark.parametrize("table", [b"", table_of(0, 7, 9), table_of(0)])
def test_marks_of_a_new_image_divide_where_no_table_can(table):
    pieces = [piece for frame in FRAMES for piece in split(frame)]
    assert frames_of(encapsulated(pieces, table), 3) == FRAMES


def test_a_missing_delimiter_at_the_end_does_no_harm():
    assert frames_of(encapsulated(FRAMES, delimiter=False), 3) == FRAMES


def test_a_cut_file_gives_the_frames_before_the_cut():
    assert frames_of(encapsulated(FRAMES, delimiter=False)[:-3], 3) == FRAMES[:2]


def test_a_cut_single_frame_is_refused():
    with pytest.raises(ImagingError, match="truncated"):
        frames_of(encapsulated(FRAMES[:1], delimiter=False)[:-3], 1)


def test_pieces_that_do_not_divide_are_refused():
    with pytest.raises(ImagingError, match="5 pieces of pixel data for 2 frames"):
        frames_of(encapsulated([b"a", b"b", b"c", b"d", b"e"]), 2)


@pytest.mark.parametrize("data", [b"lead", b"leadnonsense", encapsulated([])])
def test_pixel_data_without_items_is_refused(data):
    with pytest.raises(ImagingError):
        frames_of(data, 1)
