"""Where test images come from: the wheel of pydicom, and the shared folder where there is one."""

from pathlib import Path

import pytest
from pydicom.data import get_testdata_file

SHARED_DICOM = Path(__file__).parents[4] / "shared" / "data" / "dicom"


def wheel_file(name: str) -> Path:
    """Return a file that ships inside pydicom's wheel; nothing is downloaded."""
    found = get_testdata_file(name, download=False)
    assert isinstance(found, str), f"pydicom's wheel no longer ships {name}"
    return Path(found)


@pytest.fixture
def shared_dicom() -> Path:
    if not SHARED_DICOM.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return SHARED_DICOM
