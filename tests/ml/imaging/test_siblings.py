import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom.data import get_testdata_file

from ml.imaging import siblings
from ml.imaging.phantom import write_phantom


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A series, another series, a broken file and a text beside each other."""
    write_phantom(tmp_path / "all")
    shutil.copy(str(get_testdata_file("CT_small.dcm", download=False)), tmp_path / "all" / "other.dcm")
    (tmp_path / "all" / "broken.dcm").write_bytes(b"\0" * 128 + b"DICM")
    (tmp_path / "all" / "notes.txt").write_text("no image")
    return tmp_path / "all"


def files_of(result) -> list[Path]:
    return [frame.path for study in result.studies for series in study.series for frame in series.frames]


def test_one_file_of_a_series_brings_the_others_and_nothing_else(folder):
    phantom = sorted(set(folder.glob("*.dcm")) - {folder / "other.dcm", folder / "broken.dcm"})
    result = siblings(phantom[5])
    assert files_of(result) == phantom
    assert not result.failures


def test_a_file_that_cannot_be_read_has_none(folder):
    assert siblings(folder / "broken.dcm").studies == ()


def test_numbered_pictures_belong_together(tmp_path):
    for name in ("scan_2.png", "scan_10.png", "scan_1.png", "other_1.png", "logo.png"):
        Image.fromarray(np.zeros((8, 8), np.uint8)).save(tmp_path / name)
    assert [path.name for path in files_of(siblings(tmp_path / "scan_10.png"))] == [
        "scan_1.png", "scan_2.png", "scan_10.png",
    ]  # fmt: skip
    assert [path.name for path in files_of(siblings(tmp_path / "logo.png"))] == ["logo.png"]
