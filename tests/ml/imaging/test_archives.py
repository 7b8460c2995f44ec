"""Zip and tar archives: opened like folders, within limits, and nothing stays behind."""

import io
import stat
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import nibabel
import numpy as np
import pytest
from PIL import Image

from ml.errors import Cancelled
from ml.imaging import read_frame, scan, unpacked
from tests.ml.imaging.maker import grey_dataset, write
from tests.ml.imaging.test_volume_files import save_itk

PIXELS = np.arange(64 * 64, dtype=np.int16).reshape(64, 64)


@pytest.fixture
def folder(tmp_path):
    """A study as it comes from a hospital: two DICOM files, numbered pictures, and what else lies around."""
    place = tmp_path / "SMITH_JOHN"
    (place / "pictures").mkdir(parents=True)
    for number in (1, 2):
        dataset = grey_dataset(PIXELS + number, InstanceNumber=number)
        write(dataset, place / f"SMITH_{number}.dcm")
    for number in (10, 9, 1):
        Image.fromarray(np.full((4, 5), number, np.uint8)).save(place / "pictures" / f"slice{number}.png")
    (place / "viewer.exe").write_bytes(b"MZ" * 5000)
    (place / ".hidden").write_text("nothing")
    return place


def zip_of(folder, target):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            file.write(path, path.relative_to(folder.parent))
    return target


def tar_of(folder, target):
    with tarfile.open(target, "w:gz" if target.name.endswith("gz") else "w") as file:
        file.add(folder, folder.name)
    return target


def made_zip(path, *entries):
    """Write a zip of (ZipInfo or name, content)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            file.writestr(name, content)
    return path


def dicom_bytes(tmp_path):
    return write(grey_dataset(PIXELS), tmp_path / "one.dcm").read_bytes()


def reasons(result):
    return {failure.path.name: failure.reason for failure in result.failures}


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz"])
def test_an_archive_opens_like_the_folder_in_it(folder, tmp_path, name):
    archive = (zip_of if name.endswith("zip") else tar_of)(folder, tmp_path / name)
    inside, outside = scan([archive]), scan([folder])
    assert inside.failures == outside.failures == ()
    for one, other in zip(inside.studies, outside.studies, strict=True):
        for series, theirs in zip(one.series, other.series, strict=True):
            assert (series.description, series.sort) == (theirs.description, theirs.sort)
            for info, their_info in zip(series.frames, theirs.frames, strict=True):
                np.testing.assert_array_equal(read_frame(info).pixels, read_frame(their_info).pixels)
    assert inside.ignored == outside.ignored == 2


def test_an_archive_found_in_a_folder_is_opened_too(folder, tmp_path):
    archives = tmp_path / "downloads"
    archives.mkdir()
    zip_of(folder, archives / "a.zip")
    made_zip(archives / "program.zip", ("setup.exe", b"MZ"))
    result = scan([archives])
    assert sum(len(series.frames) for study in result.studies for series in study.series) == 5
    assert result.failures == ()


def test_an_archive_beside_its_own_unpacked_folder_is_not_opened_twice(folder, tmp_path):
    zip_of(folder, tmp_path / "SMITH_JOHN.zip")
    assert sum(len(series.frames) for study in scan([tmp_path]).studies for series in study.series) == 5


def test_what_lies_on_the_disk_does_not_bear_the_names_of_the_archive(folder, tmp_path):
    result = scan([zip_of(folder, tmp_path / "a.zip")])
    frames = [info for study in result.studies for series in study.series for info in series.frames]
    for info in frames:
        assert "SMITH" not in str(info.path)
        assert "SMITH_JOHN" in str(unpacked.shown_path(info.path))
        assert stat.S_IMODE(info.path.parents[2].stat().st_mode) & 0o077 == 0 or sys.platform == "win32"
    assert all(path.suffix != ".exe" for path in frames[0].path.parents[1].rglob("*"))


def test_an_archive_opened_again_gives_the_same_files(folder, tmp_path):
    archive = zip_of(folder, tmp_path / "a.zip")
    assert scan([archive]) == scan([archive])


def test_failures_name_the_file_in_the_archive(tmp_path):
    archive = made_zip(tmp_path / "a.zip", ("folder/broken.dcm", b"text " * 100))
    (failure,) = scan([archive]).failures
    assert failure.path == tmp_path / "a.zip" / "folder" / "broken.dcm"
    assert "not a DICOM file" in failure.reason


def test_data_beside_its_header_is_found_in_an_archive(tmp_path):
    place = tmp_path / "volumes"
    place.mkdir()
    save_itk(place / "a.mhd")
    save_itk(place / "b.nhdr")
    nibabel.save(nibabel.Nifti1Pair(PIXELS[None].astype(np.int16), np.eye(4)), place / "c.hdr")
    result = scan([zip_of(place, tmp_path / "v.zip")])
    assert result.failures == ()
    for series in result.studies[0].series:
        assert read_frame(series.frames[0]).pixels.size


LEADING_OUT = ["/etc/evil.dcm", "../evil.dcm", "a/../../evil.dcm", "C:/evil.dcm", "..\\evil.dcm"]


@pytest.mark.parametrize("name", LEADING_OUT)
def test_names_that_lead_out_of_the_archive_are_refused(tmp_path, name):
    archive = made_zip(tmp_path / "a.zip", (name, dicom_bytes(tmp_path)))
    assert set(reasons(scan([archive])).values()) == {"its name leads out of the archive"}


def test_links_are_refused(tmp_path):
    link = zipfile.ZipInfo("link.dcm")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "a link" in reasons(scan([made_zip(tmp_path / "a.zip", (link, "/etc/passwd"))]))["link.dcm"]
    with tarfile.open(tmp_path / "a.tar", "w") as file:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"{kind!r}.dcm")
            info.type, info.linkname = kind, "/etc/passwd"
            file.addfile(info)
    found = reasons(scan([tmp_path / "a.tar"]))
    assert len(found) == 4
    assert set(found.values()) == {"a link or a device, which is not followed"}


def test_encrypted_files_say_what_to_do(tmp_path):
    path = made_zip(tmp_path / "a.zip", ("a.dcm", dicom_bytes(tmp_path)))
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    assert reasons(scan([path]))["a.dcm"].startswith("encrypted: unpack the archive with its password")


def test_an_archive_in_an_archive_is_not_opened(tmp_path):
    inner = made_zip(tmp_path / "inner.zip", ("a.dcm", dicom_bytes(tmp_path)))
    outer = made_zip(tmp_path / "outer.zip", ("inner.zip", inner.read_bytes()))
    assert reasons(scan([outer])) == {"inner.zip": "an archive inside an archive: unpack it first"}


def test_bombs_are_refused_before_they_are_unpacked(tmp_path, monkeypatch):
    zeros = bytes(1 << 20)
    monkeypatch.setattr("ml.imaging.archive._LARGE_BYTES", 1 << 20)
    bomb = made_zip(tmp_path / "a.zip", *((f"{n}.dcm", zeros) for n in range(20)))
    assert reasons(scan([bomb]))["a.zip"].startswith("refused: it would unpack to more than")
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as file:
        info = tarfile.TarInfo("a.dcm")
        info.size = 20 << 20
        file.addfile(info, io.BytesIO(bytes(20 << 20)))
    assert reasons(scan([tmp_path / "a.tar.gz"]))["a.tar.gz"].startswith("refused: it would unpack")
    monkeypatch.setattr("ml.imaging.archive._MOST_ENTRIES", 1)
    two = made_zip(tmp_path / "b.zip", ("a.dcm", b"1"), ("b.dcm", b"2"))
    assert "more than 1 files" in reasons(scan([two]))["b.zip"]


def test_a_full_disk_is_told_before_it_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr("ml.imaging.archive._FREE_BYTES", 1 << 62)
    archive = made_zip(tmp_path / "a.zip", ("a.dcm", dicom_bytes(tmp_path)))
    assert "not enough room" in reasons(scan([archive]))["a.zip"]


def test_one_damaged_file_in_an_archive_does_not_stop_the_rest(tmp_path):
    noise = np.random.default_rng(0).bytes(5000)
    path = made_zip(tmp_path / "a.zip", ("bad.dcm", noise), ("good.dcm", dicom_bytes(tmp_path)))
    data = bytearray(path.read_bytes())
    data[200] ^= 0xFF
    path.write_bytes(data)
    result = scan([path])
    assert reasons(result)["bad.dcm"].startswith("damaged")
    assert len(result.studies[0].series[0].frames) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.zip", b"PK\x03\x04"), ("a.zip", b"none"), ("a.tar", b"none"), ("a.tar.gz", b"\x1f\x8b\x08none")],
)
def test_what_is_no_archive_is_called_damaged(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert reasons(scan([tmp_path / name]))[name].startswith("damaged: the archive cannot be")


def test_an_archive_without_an_image_says_so_when_it_was_named(tmp_path):
    made_zip(tmp_path / "a.zip", ("a.txt", b"notes"))
    assert reasons(scan([tmp_path / "a.zip"])) == {"a.zip": "there is no image in this archive"}
    assert scan([tmp_path]).failures == ()


@pytest.mark.parametrize("call", [1, 5, 9])  # between files and within one
def test_unpacking_can_be_cancelled_and_leaves_nothing(folder, tmp_path, call):
    calls = 0

    def progress(done, total, text=""):
        nonlocal calls
        calls += text == "unpacking"
        if calls == call:
            raise Cancelled

    root = unpacked.new_folder().parent
    before = set(root.iterdir())
    (folder / "large.dcm").write_bytes(dicom_bytes(tmp_path) + bytes(5 << 20))
    with pytest.raises(Cancelled):
        scan([zip_of(folder, tmp_path / "a.zip")], progress)
    assert set(root.iterdir()) == before


def test_the_copies_go_when_the_program_ends(folder, tmp_path):
    archive = zip_of(folder, tmp_path / "a.zip")
    code = (
        "import sys, pathlib; from ml.imaging import scan;"
        "print(scan([pathlib.Path(sys.argv[1])]).studies[0].series[0].frames[0].path)"
    )
    command = [sys.executable, "-c", code, str(archive)]
    copy = Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
    assert "kesit-unpacked-" in str(copy)
    assert not copy.parents[2].exists()


def test_what_a_crash_left_goes_after_a_day(tmp_path):
    import os

    old, new = tmp_path / "kesit-unpacked-old", tmp_path / "kesit-unpacked-new"
    for place in (old, new, tmp_path / "other"):
        place.mkdir()
        (place / "a.dcm").write_text("x")
    yesterday = time.time() - 25 * 60 * 60
    os.utime(old, (yesterday, yesterday))
    os.utime(tmp_path / "other", (yesterday, yesterday))
    unpacked._remove_stale(tmp_path)
    assert not old.exists()
    assert new.exists()
    assert (tmp_path / "other").exists()
