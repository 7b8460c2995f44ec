"""A second run decodes nothing, a changed file is decoded anew, and a full disk stops nobody."""

import errno
import os

import cv2
import numpy as np
import pytest

from ml import cache, dataset
from ml.dataset import load_images
from ml.preprocess import InputSpec
from ml.sources import find_samples
from tests.ml.pictures import noise, write_patch_dataset

SPEC = InputSpec(size_px=32)


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "user"))
    return write_patch_dataset(tmp_path / "data", 6)


@pytest.fixture
def decoded(monkeypatch) -> list:
    """The samples that were decoded since."""
    seen: list = []
    real = dataset.read_sample
    monkeypatch.setattr(dataset, "read_sample", lambda sample: seen.append(sample) or real(sample))
    return seen


def entries() -> list:
    return [item for item in cache.cache_folder().iterdir() if item.is_dir()]


def assert_same(first, second) -> None:
    np.testing.assert_array_equal(first.images, second.images)
    np.testing.assert_array_equal(first.facts, second.facts)
    assert [s.info for s in first.samples] == [s.info for s in second.samples]
    assert first.failures == second.failures


def test_a_second_run_decodes_nothing_and_gets_the_same(data, decoded):
    (data / "patch" / "torn.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    header = cv2.imencode(".png", noise(np.random.default_rng(3)))[1].tobytes()
    (data / "plain" / "half.png").write_bytes(header[: len(header) // 2])
    first = load_images(find_samples(data), SPEC)
    assert len(decoded) >= 12 and first.note == "" and len(first.failures) == 2
    decoded.clear()
    second = load_images(find_samples(data), SPEC)
    assert not decoded
    assert_same(first, second)
    assert not second.images.flags.writeable


def test_files_that_moved_are_known_by_their_content_and_changed_ones_are_not(data, decoded, tmp_path):
    load_images(find_samples(data), SPEC)
    decoded.clear()
    moved = data.rename(tmp_path / "elsewhere")
    load_images(find_samples(moved), SPEC)
    assert not decoded
    path = moved / "plain" / "000.png"
    before = path.stat()
    cv2.imwrite(str(path), 255 - cv2.imread(str(path)))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    changed = load_images(find_samples(moved), SPEC)
    assert decoded
    assert changed.images[6].mean() > 128


def test_other_preprocessing_is_another_entry_but_mean_and_deviation_are_not(data, decoded):
    load_images(find_samples(data), SPEC)
    decoded.clear()
    load_images(find_samples(data), InputSpec(size_px=32, mean=(0.5,) * 3))
    assert not decoded
    assert load_images(find_samples(data), InputSpec(size_px=32, colour=True)).images.shape == (12, 32, 32, 3)
    assert load_images(find_samples(data)).images.shape == (12, 0, 0)
    assert len(decoded) == 24 and len(entries()) == 3


def test_another_reader_makes_another_entry(data, decoded, monkeypatch):
    load_images(find_samples(data), SPEC)
    decoded.clear()
    monkeypatch.setattr(cache, "_reader", lambda: "the next release")
    load_images(find_samples(data), SPEC)
    assert len(decoded) == 12


def test_a_damaged_entry_is_made_anew(data, decoded):
    whole = load_images(find_samples(data), SPEC)
    kept = whole.images.copy()
    (entry,) = entries()
    (entry / "images.raw").write_bytes(b"short")
    decoded.clear()
    again = load_images(find_samples(data), SPEC)
    assert len(decoded) == 12
    np.testing.assert_array_equal(again.images, kept)


@pytest.mark.parametrize("good_writes", [0, 1, 7])
def test_a_full_disk_leaves_the_images_in_memory_and_says_so(data, monkeypatch, good_writes):
    expected = load_images(find_samples(data), SPEC)
    monkeypatch.setenv("KESIT_DATA_DIR", str(data.parent / "other"))
    real, done = cache._write_whole, []

    def write(file, content):
        if len(done) == good_writes:
            file.write(content[:100])  # what still fitted
            raise OSError(errno.ENOSPC, "No space left on device")
        done.append(content)
        real(file, content)

    monkeypatch.setattr(cache, "_write_whole", write)
    images = load_images(find_samples(data), SPEC)
    assert_same(images, expected)
    assert "No space left" in images.note and not entries()


def test_a_folder_that_cannot_be_made_stops_nobody(data, monkeypatch):
    blocked = data.parent / "blocked"
    blocked.write_text("a file where the folder should be")
    monkeypatch.setenv("KESIT_DATA_DIR", str(blocked))
    images = load_images(find_samples(data), SPEC)
    assert len(images.images) == 12 and "cannot be kept" in images.note


def test_what_was_used_longest_ago_goes_first(data, monkeypatch):
    for size in (32, 33, 34):
        load_images(find_samples(data), InputSpec(size_px=size))
        (newest,) = [entry for entry in entries() if entry.stat().st_mtime > 1e9]
        os.utime(newest, (size, size))
    load_images(find_samples(data), SPEC)  # used again just now
    one = sum(file.stat().st_size for file in entries()[0].iterdir())
    monkeypatch.setenv(cache.LIMIT_VARIABLE, str(3.5 * one / 1e9))
    load_images(find_samples(data), InputSpec(size_px=35))
    sizes = {(entry / "images.raw").stat().st_size for entry in entries()}
    assert sizes == {12 * side * side for side in (32, 34, 35)}


def test_no_room_at_all_means_memory(data, monkeypatch):
    monkeypatch.setenv(cache.LIMIT_VARIABLE, "0")
    images = load_images(find_samples(data), SPEC)
    assert len(images.images) == 12 and "KESIT_CACHE_GB" in images.note and not entries()


def test_a_cancelled_run_leaves_nothing_behind(data):
    from ml.errors import Cancelled

    def stop(done: int, total: int, text: str = "") -> None:
        if text.endswith(".png"):
            raise Cancelled

    found = find_samples(data)
    with pytest.raises(Cancelled):
        load_images(found, SPEC, stop)
    assert not entries()


def test_no_path_is_kept(data):
    load_images(find_samples(data), SPEC)
    content = b"".join(file.read_bytes() for file in cache.cache_folder().rglob("*") if file.is_file())
    assert b"000.png" not in content and os.fsencode(data) not in content
