"""DICOMDIR sets, as CDs hold them: the files they name, whatever the disk has made of the names."""

import shutil
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.fileset import FileSet

from ml.imaging import scan
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.maker import grey_dataset, write

PIXELS = np.arange(64 * 64, dtype=np.int16).reshape(64, 64)


@pytest.fixture
def disk(tmp_path):
    """A file set written by pydicom: DICOMDIR and the files it names."""
    files = FileSet()
    for number in range(1, 4):
        dataset = grey_dataset(PIXELS + number, InstanceNumber=number, StudyID="1", SeriesNumber=1)
        dataset.StudyDate, dataset.StudyTime = "20200101", "120000"
        files.add(write(dataset, tmp_path / f"{number}.dcm"))
    files.write(tmp_path / "cd")
    (tmp_path / "cd" / "extra.dcm").write_bytes((tmp_path / "1.dcm").read_bytes())
    return tmp_path / "cd"


def named(disk):
    return [path for path in disk.rglob("*") if path.is_file() and path.name not in ("DICOMDIR", "extra.dcm")]


def frames(result):
    return [info.path for study in result.studies for series in study.series for info in series.frames]


def test_a_dicomdir_opens_the_files_it_names_and_no_others(disk):
    result = scan([disk / "DICOMDIR"])
    assert result.failures == ()
    assert sorted(frames(result)) == sorted(named(disk))


def test_the_folder_of_a_dicomdir_opens_every_file_once(disk):
    result = scan([disk])
    assert result.failures == ()
    assert sorted(frames(result)) == sorted([*named(disk), disk / "extra.dcm"])


@pytest.mark.parametrize(
    "renamed", [str.lower, str.upper, lambda name: f"{name};1", lambda name: f"{name.lower()}.;1"]
)
def test_names_are_found_in_any_case_and_with_versions(disk, renamed):
    paths = sorted(
        (path for path in disk.rglob("*") if path.name != "DICOMDIR"), key=lambda path: -len(path.parts)
    )
    for path in paths:
        path.rename(path.with_name(renamed(path.name)))
    result = scan([disk / "DICOMDIR"])
    assert result.failures == ()
    assert len(frames(result)) == 3


@pytest.mark.parametrize("target", ["DICOMDIR", "."])
def test_files_that_are_missing_are_a_failure_each(disk, target):
    named(disk)[0].unlink()
    result = scan([disk / target])
    assert [failure.reason for failure in result.failures] == ["named in the DICOMDIR, but not there"]
    assert len(frames(result)) == 2 + (target == ".")


@pytest.mark.parametrize("content", [b"", b"\0" * 128 + b"DICM", b"text" * 100])
def test_a_broken_dicomdir_falls_back_to_its_folder(disk, content):
    (disk / "DICOMDIR").write_bytes(content)
    result = scan([disk / "DICOMDIR"])
    assert len(frames(result)) == 4
    assert result.failures == ()


def test_a_dicomdir_cannot_lead_out_of_its_folder(disk):
    dataset = pydicom.dcmread(disk / "DICOMDIR")
    records = [record for record in dataset.DirectoryRecordSequence if "ReferencedFileID" in record]
    records[0].ReferencedFileID = ["..", "1.dcm"]
    records[1].ReferencedFileID = "/etc/passwd"
    dataset.save_as(disk / "DICOMDIR")
    assert len(frames(scan([disk / "DICOMDIR"]))) == 1


def test_the_dicomdir_of_pydicoms_wheel_names_what_is_there(tmp_path):
    source = wheel_file("DICOMDIR").parent
    for name in ("DICOMDIR", "77654033", "98892001", "98892003"):
        copy = shutil.copytree if (source / name).is_dir() else shutil.copy
        copy(source / name, tmp_path / name)
    result = scan([Path(tmp_path) / "DICOMDIR"])
    assert result.failures == ()
    assert len(frames(result)) == 31
