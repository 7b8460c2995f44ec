from pathlib import Path
from threading import Event

import numpy as np
import pytest

from ml.errors import ImagingError
from ml.imaging.values import Frame, FrameInfo, OverlayPlane, Series, SortRule
from viewer.core.linking import Place
from viewer.services.memory import default_limit_bytes, limit_from
from viewer.services.pixel_cache import FrameStore, PixelCache

FRAMES = tuple(FrameInfo(Path(f"{number}.dcm"), 0, 10, 10) for number in range(40))
SERIES = Series("1", "MR", "", "", "", SortRule.POSITION, FRAMES)
FRAME_BYTES = 200


class Reader:
    """Makes frames of 200 bytes and remembers which were read; number 3 is broken."""

    def __init__(self) -> None:
        self.read: list[FrameInfo] = []
        self.may_go_on = Event()
        self.may_go_on.set()

    def __call__(self, info: FrameInfo) -> Frame:
        self.read.append(info)
        self.may_go_on.wait()
        if info is FRAMES[3]:
            raise ImagingError("3.dcm: truncated")
        return Frame(info, np.zeros((10, 10), np.int16))


@pytest.fixture
def reader() -> Reader:
    return Reader()


def test_the_least_recently_used_frames_go_first(reader):
    store = FrameStore(3 * FRAME_BYTES, reader)
    for info in FRAMES[:3]:
        store.get(info)
    store.peek(FRAMES[0])
    store.get(FRAMES[10])
    assert store.peek(FRAMES[0]) and store.peek(FRAMES[1]) is None
    assert store.held_bytes == 3 * FRAME_BYTES


def test_one_frame_is_kept_even_above_the_limit(reader):
    store = FrameStore(10, reader)
    store.get(FRAMES[0])
    assert store.peek(FRAMES[0]) is not None


def test_a_pass_over_the_series_does_not_flush_what_is_kept(reader):
    store = FrameStore(FRAME_BYTES, reader)
    store.get(FRAMES[0])
    store.read_once(FRAMES[1])
    assert store.peek(FRAMES[0]) and store.peek(FRAMES[1]) is None


@pytest.fixture
def cache(qtbot, reader):
    cache = PixelCache(FrameStore(1 << 20, reader))
    yield cache
    cache.close()


def test_the_wanted_slice_comes_and_its_neighbours_follow(qtbot, cache, reader):
    reader.may_go_on.clear()
    cache.request([Place(SERIES, 20)])
    qtbot.waitUntil(lambda: len(reader.read) == 2)  # both threads have begun, and wait
    assert set(reader.read) == {FRAMES[20], FRAMES[21]}
    reader.may_go_on.set()
    wished = FRAMES[14:27]  # six to either side
    qtbot.waitUntil(lambda: all(cache.peek(info) is not None for info in wished))
    assert cache.close() and len(reader.read) == len(wished)


def test_no_more_neighbours_are_decoded_than_fit(qtbot, reader):
    cache = PixelCache(FrameStore(10 * FRAME_BYTES, reader))  # five frames, if they turn out to be int32
    with qtbot.waitSignal(cache.frame_ready, check_params_cb=lambda info, _: info == FRAMES[18]):
        cache.request([Place(SERIES, 20)])
    assert cache.close() and set(reader.read) == set(FRAMES[18:23])


def test_a_broken_frame_is_told_once_and_not_tried_again(qtbot, cache, reader):
    with qtbot.waitSignal(cache.frame_failed):
        cache.request([Place(SERIES, 3)])
    assert cache.failure(FRAMES[3]) == "3.dcm: truncated"
    cache.request([Place(SERIES, 3)])
    cache.close()
    assert reader.read.count(FRAMES[3]) == 1


def test_a_smaller_limit_holds_at_once(reader):
    store = FrameStore(10 * FRAME_BYTES, reader)
    for info in FRAMES[10:15]:
        store.get(info)
    store.set_limit(2 * FRAME_BYTES)
    assert store.held_bytes == 2 * FRAME_BYTES and store.peek(FRAMES[14]) and store.peek(FRAMES[12]) is None


def test_overlays_count_and_a_part_of_a_larger_array_is_kept_without_the_rest(reader):
    whole = np.zeros((50, 10, 10), np.int16)
    plane = OverlayPlane(np.zeros((10, 10), bool), "", False)
    store = FrameStore(1 << 20, lambda info: Frame(info, whole[3], overlays=(plane,)))
    frame = store.get(FRAMES[0])
    assert frame.pixels.base is None and not frame.pixels.flags.writeable
    assert store.held_bytes == FRAME_BYTES + 100


def test_what_was_seen_before_makes_room_when_the_machine_is_short_of_memory(reader):
    spare = iter([1 << 20] * 3 + [1000, 1 << 20])
    store = FrameStore(1 << 20, reader, spare=lambda: next(spare))
    for info in FRAMES[10:14]:
        store.get(info)
    assert store.peek(FRAMES[10]) is None and store.peek(FRAMES[13]) is not None


def test_an_image_too_large_for_the_machine_is_refused_in_words_and_never_read(reader):
    large = FrameInfo(Path("large.dcm"), 0, 30_000, 30_000)
    store = FrameStore(1 << 20, reader, spare=lambda: 2 << 30)
    with pytest.raises(ImagingError, match=r"large.dcm: needs 10.1 GB of memory, and 2.0 GB can be spared"):
        store.get(large)
    assert reader.read == []


@pytest.mark.parametrize(("machine_gib", "limit_gib"), [(0.5, 0.25), (8, 2), (24, 6), (256, 16)])
def test_the_limit_follows_the_machine(machine_gib, limit_gib):
    assert default_limit_bytes(int(machine_gib * (1 << 30))) == limit_gib * (1 << 30)
    assert limit_from(512) == 512 << 20 and limit_from(0) == default_limit_bytes()
