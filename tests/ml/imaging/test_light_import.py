"""What importing costs: the window must be up before pydicom is."""

import subprocess
import sys

import pytest


def modules_after(statement):
    code = f"{statement}\nimport sys\nprint(' '.join(sys.modules))"
    command = [sys.executable, "-c", code]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_importing_the_values_brings_no_pydicom_opencv_or_pillow():
    loaded = modules_after("import ml.imaging; from ml.imaging import Series, Window")
    assert not loaded & {"pydicom", "cv2", "PIL", "imagecodecs", "torch"}


def test_reading_brings_neither_torch_nor_simpleitk():
    loaded = modules_after("from ml.imaging import scan, read_frame, to_display")
    assert "pydicom" in loaded
    assert not loaded & {"torch", "SimpleITK"}


def test_every_name_of_the_package_is_there():
    import ml.imaging

    for name in ml.imaging.__all__:
        assert callable(getattr(ml.imaging, name))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        ml.imaging.nothing  # noqa: B018
