"""Images to try the program on, on a machine that has none: no download, no patient of ours."""

from pathlib import Path
from tempfile import TemporaryDirectory

from pydicom.data import get_testdata_file

from ml.imaging.phantom import write_phantom

# Files that pydicom's own wheel ships: anonymised CT and MR, ultrasound, colour.
SHIPPED_WITH_PYDICOM = (
    "CT_small.dcm",
    "MR_small.dcm",
    "J2K_pixelrep_mismatch.dcm",
    "examples_jpeg2k.dcm",
    "examples_overlay.dcm",
    "examples_palette.dcm",
    "examples_rgb_color.dcm",
    "examples_ybr_color.dcm",
)
_PHANTOM_FOLDER = "phantom-1"  # raise the number when the phantom changes: a cache keeps old files


def sample_paths(folder: Path) -> tuple[Path, ...]:
    """Return the files of the sample: the phantom series, written under ``folder`` once, then pydicom's.

    Raises
    ------
    OSError
        ``folder`` cannot be written to.
    """
    return (*_phantom_paths(folder), *_pydicom_paths())


def _phantom_paths(folder: Path) -> tuple[Path, ...]:
    target = folder / _PHANTOM_FOLDER
    if not target.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=f"{_PHANTOM_FOLDER}.", suffix=".unfinished") as place:
            write_phantom(Path(place) / _PHANTOM_FOLDER)
            try:
                (Path(place) / _PHANTOM_FOLDER).rename(target)
            except OSError:
                if not target.is_dir():  # else another window was quicker
                    raise
    return tuple(sorted(target.glob("*.dcm")))


def _pydicom_paths() -> tuple[Path, ...]:
    found = (get_testdata_file(name, download=False) for name in SHIPPED_WITH_PYDICOM)
    return tuple(Path(path) for path in found if isinstance(path, str))
