"""Damaged files, files that are something else, and what may never be said about any of them."""

import logging
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from ml.errors import Cancelled, ImagingError
from ml.imaging import read_frame_at, scan
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.maker import grey_dataset, write

# pytest shows warnings that the program hides: what pydicom thinks of damaged files.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

PIXELS = np.arange(64 * 64, dtype=np.int16).reshape(64, 64)


def reason_for(path):
    result = scan([path])
    assert result.studies == ()
    (failure,) = result.failures
    assert failure.path == path
    return failure.reason


def put(path, content):
    path.write_bytes(content)
    return path


def cut(path, keep):
    return put(path, path.read_bytes()[:keep])


# Name, content, what the reason says.
PLAINLY_WRONG = [
    ("a.dcm", b"just some text, " * 40, "not a DICOM file, though named like one"),
    ("a.dcm", b"", "the file is empty"),
    ("a.png", b"", "the file is empty"),
    ("a.png", b"this is no picture", "not an image file, though named .png"),
    ("a.jpg", b"\xff\xd8\xff\xe0 nothing behind", "damaged"),
    ("a.tif", b"II*\0", "damaged"),
    ("a.txt", b"notes", "not an image"),
]


@pytest.mark.parametrize(("name", "content", "reason"), PLAINLY_WRONG)
def test_a_file_named_directly_is_refused_with_a_true_reason(tmp_path, name, content, reason):
    path = put(tmp_path / name, content)
    assert reason in reason_for(path)
    with pytest.raises(ImagingError, match=f"{name}: .*{reason}"):
        read_frame_at(path)


def test_in_a_folder_what_is_named_like_an_image_fails_and_the_rest_is_ignored(tmp_path):
    for name, content, _ in PLAINLY_WRONG[1:]:
        put(tmp_path / name, content)
    put(tmp_path / "DICOMDIR", b"\0" * 128 + b"DICM")
    put(tmp_path / ".hidden.dcm", b"")
    result = scan([tmp_path])
    assert {failure.path.name for failure in result.failures} == {"a.dcm", "a.png", "a.jpg", "a.tif"}
    assert result.ignored == 3


# What pydicom's wheel ships that cannot be shown, and why.
NO_IMAGES = [
    ("MR_truncated.dcm", "truncated: 8130 of 8192 bytes of pixel data are there"),
    ("meta_missing_tsyntax.dcm", "damaged: its header has no usable"),
]


@pytest.mark.parametrize(("name", "reason"), NO_IMAGES)
def test_real_files_without_an_image_say_what_they_are(name, reason):
    assert reason in reason_for(wheel_file(name))


def test_a_missing_file_is_a_failure(tmp_path):
    assert reason_for(tmp_path / "gone.dcm") == "no such file or folder"
    with pytest.raises(ImagingError, match=r"gone\.dcm: cannot be opened"):
        read_frame_at(tmp_path / "gone.dcm")


def test_names_that_no_file_can_have_are_failures(tmp_path):
    assert "cannot be opened" in reason_for(tmp_path / ("x" * 5000))


def test_links_in_a_circle_are_failures(tmp_path):
    (tmp_path / "a.dcm").symlink_to(tmp_path / "b.dcm")
    (tmp_path / "b.dcm").symlink_to(tmp_path / "a.dcm")
    assert [failure.path.name for failure in scan([tmp_path]).failures] == ["a.dcm", "b.dcm"]


def test_a_folder_that_cannot_be_entered_is_a_failure(tmp_path, monkeypatch):
    write(grey_dataset(PIXELS), tmp_path / "a.dcm")
    (tmp_path / "locked").mkdir()
    real = os.scandir

    def refuse_locked(folder):
        if str(folder).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", refuse_locked)
    result = scan([tmp_path])
    assert len(result.studies) == 1
    assert [(failure.path.name, failure.reason) for failure in result.failures] == [
        ("locked", "cannot be opened (Permission denied)")
    ]


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(tmp_path / "pipe.dcm")
    assert reason_for(tmp_path / "pipe.dcm") == "neither a file nor a folder"


@pytest.mark.parametrize("share", [0.02, 0.1, 0.2, 0.5, 0.9, 0.999])
def test_a_file_cut_anywhere_gives_a_reason(tmp_path, share):
    path = write(grey_dataset(PIXELS), tmp_path / "a.dcm")
    cut(path, int(path.stat().st_size * share))
    assert reason_for(path)
    with pytest.raises(ImagingError, match=r"^a\.dcm: "):
        read_frame_at(path)


def test_one_bad_file_does_not_stop_the_rest(tmp_path):
    good = write(grey_dataset(PIXELS), tmp_path / "good.dcm")
    shutil.copy(good, tmp_path / "bad.dcm")
    cut(tmp_path / "bad.dcm", 300)
    result = scan([tmp_path])
    assert [frame.path for frame in result.studies[0].series[0].frames] == [good]
    assert [failure.path.name for failure in result.failures] == ["bad.dcm"]


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian])
def test_a_data_set_without_preamble_and_meta_information_is_read(tmp_path, syntax):
    path = write(grey_dataset(PIXELS), tmp_path / "a.dcm", transfer_syntax=syntax)
    content = path.read_bytes()
    put(path, content[content.index(b"\x08\x00\x16\x00") :])
    np.testing.assert_array_equal(read_frame_at(path).pixels, PIXELS)


def test_a_big_endian_data_set_without_meta_information_is_read(tmp_path):
    dataset = grey_dataset(PIXELS, PixelData=PIXELS.astype(">i2").tobytes())
    path = write(dataset, tmp_path / "a.dcm", transfer_syntax=ExplicitVRBigEndian)
    content = path.read_bytes()
    put(path, content[content.index(b"\x00\x08\x00\x16") :])
    np.testing.assert_array_equal(read_frame_at(path).pixels, PIXELS)


def test_a_file_of_any_name_is_known_by_its_content(tmp_path):
    path = write(grey_dataset(PIXELS), tmp_path / "IM-0001.txt")
    np.testing.assert_array_equal(read_frame_at(path).pixels, PIXELS)
    assert len(scan([tmp_path]).studies) == 1


@pytest.mark.parametrize("keyword", ["Rows", "Columns", "BitsAllocated"])
def test_what_the_header_lacks_is_named(tmp_path, keyword):
    dataset = grey_dataset(PIXELS)
    delattr(dataset, keyword)
    assert f"no usable {keyword}" in reason_for(write(dataset, tmp_path / "a.dcm"))


def test_impossible_sizes_are_refused_without_asking_for_memory(tmp_path):
    dataset = grey_dataset(PIXELS, Rows=65535, Columns=65535, NumberOfFrames=2_000_000_000)
    assert "truncated" in reason_for(write(dataset, tmp_path / "a.dcm"))


def test_the_same_file_counts_once_however_it_is_named(tmp_path, monkeypatch):
    path = write(grey_dataset(PIXELS), tmp_path / "a.dcm")
    monkeypatch.chdir(tmp_path)
    result = scan([path, path, tmp_path, Path("a.dcm"), tmp_path / ".." / tmp_path.name])
    assert [len(series.frames) for series in result.studies[0].series] == [1]


def test_progress_counts_files_and_cancelling_passes_through(tmp_path):
    for index in range(5):
        write(grey_dataset(PIXELS), tmp_path / f"{index}.dcm")
    seen = []
    scan([tmp_path], lambda done, total, text="": seen.append((done, total)))
    assert seen[-1] == (5, 5)
    assert [call for call in seen if call[1] == 5] == [(done, 5) for done in range(6)]

    def stop_at_two(done, total, text=""):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        scan([tmp_path], stop_at_two)


def test_nothing_that_is_said_or_logged_names_the_patient(tmp_path, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    path = write(grey_dataset(PIXELS, PatientBirthDate="not a date: Secret"), tmp_path / "a.dcm")
    whole = path.read_bytes()
    for keep in range(200, len(whole), 97):
        result = scan([put(path, whole[:keep])])
        assert "Secret" not in str([failure.reason for failure in result.failures])
        with pytest.raises(ImagingError) as caught:
            read_frame_at(path)
        assert "Secret" not in str(caught.value)
    printed = capfd.readouterr()
    assert "Secret" not in caplog.text + printed.out + printed.err


def test_scanning_and_reading_leave_the_files_alone(tmp_path):
    for name in ("CT_small.dcm", "MR_truncated.dcm", "examples_ybr_color.dcm"):
        shutil.copy(wheel_file(name), tmp_path / name)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    for study in scan([tmp_path]).studies:
        for series in study.series:
            read_frame_at(series.frames[0].path)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()} == before


def test_random_damage_never_raises_anything_but_an_imaging_error(tmp_path):
    rng = np.random.default_rng(11)
    path = tmp_path / "a.dcm"
    for name in ("MR_small.dcm", "examples_ybr_color.dcm", "liver_1frame.dcm", "SC_rgb_rle_2frame.dcm"):
        whole = np.frombuffer(wheel_file(name).read_bytes()[:60_000], np.uint8)
        for _ in range(15):
            damaged = whole.copy()
            places = rng.integers(0, min(len(whole), 4000), 12)
            damaged[places] = rng.integers(0, 256, 12)
            put(path, damaged.tobytes())
            for study in scan([path]).studies:
                for series in study.series:
                    assert series.frames
            try:
                read_frame_at(path)
            except ImagingError as error:
                assert str(error).startswith("a.dcm: ")
