"""Where test images come from: the wheel of pydicom, and the shared folder where there is one."""

from pathlib import Path

import pydicom
import pytest

SHARED_DICOM = Path(__file__).parents[4] / "shared" / "data" / "dicom"


def wheel_file(name: str) -> Path:
    """Return a file that ships inside pydicom's wheel.

    Not ``get_testdata_file``, which also finds what was downloaded before and what pydicom-data brings.
    """
    found = next((Path(pydicom.__file__).parent / "data" / "test_files").rglob(name), None)
    assert found is not None, f"pydicom's wheel does not ship {name}"
    return found


@pytest.fixture
def shared_dicom() -> Path:
    if not SHARED_DICOM.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return SHARED_DICOM
