"""What the other programs say: stored values of an uncompressed file, and DCMTK's picture of it."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pydicom
import SimpleITK
from pydicom.dataset import Dataset
from pydicom.pixels import convert_color_space, pixel_array

from ml.imaging import Frame, VoiFunction, Window
from tests.oracles.uncompressed import succeeds

_FLOATS = {"FloatPixelData": ("7fe0,0008", np.float32), "DoubleFloatPixelData": ("7fe0,0009", np.float64)}
_VIEWER = shutil.which("dcm2img") or "dcm2pnm"  # its name before DCMTK 3.6.9


def stored_values(path: Path) -> tuple[np.ndarray, str]:
    """Return (frames, rows, columns[, samples]) and photometric interpretation of an uncompressed file."""
    dataset = pydicom.dcmread(path, force=True)
    for keyword, (tag, dtype) in _FLOATS.items():
        if keyword in dataset:
            return _floats(path, dataset, tag, dtype), str(dataset.PhotometricInterpretation)
    dataset.SamplesPerPixel = dataset.get("SamplesPerPixel") or 1
    values = pixel_array(dataset, raw=True)
    values = values if int(dataset.get("NumberOfFrames") or 1) > 1 else values[None]
    unused = 8 * values.dtype.itemsize - dataset.HighBit - 1
    if dataset.BitsAllocated > 1:  # the bits above and below the stored ones mean nothing
        values = (values << unused) >> (unused + dataset.HighBit + 1 - dataset.BitsStored)
    return values, str(dataset.get("PhotometricInterpretation", "MONOCHROME2"))


def _floats(path: Path, dataset: Dataset, tag: str, dtype: type) -> np.ndarray:
    command = ["dcmdump", "+L", "+P", tag, str(path)]
    dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    numbers = dump.split(maxsplit=2)[2].split()[0].split("\\")
    shape = (int(dataset.get("NumberOfFrames") or 1), dataset.Rows, dataset.Columns)
    return np.array(numbers, dtype).reshape(shape)


def displayed(path: Path, frame: Frame, window: Window | None, folder: Path) -> np.ndarray | None:
    """Return the 8-bit picture that DCMTK makes of an uncompressed file; None when there is none to be had.

    Two kinds of colour are another's: see ``NO_PICTURE`` in known.py.
    """
    dataset = pydicom.dcmread(path, force=True, stop_before_pixels=True)
    if dataset.get("PhotometricInterpretation") == "YBR_FULL":
        return convert_color_space(stored_values(path)[0][frame.info.frame], "YBR_FULL", "RGB")
    if "SegmentedRedPaletteColorLookupTableData" in dataset:
        colours = SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(path)))[frame.info.frame]
        return colours if colours.dtype == np.uint8 else colours >> 8
    for options in _voi_options(dataset, frame, window):
        target = folder / "shown.pnm"
        target.unlink(missing_ok=True)
        index = str(frame.info.frame + 1)
        if succeeds([_VIEWER, "-O", "+F", index, *options, str(path), str(target)]) and target.exists():
            picture = cv2.imread(str(target), cv2.IMREAD_UNCHANGED)
            return picture if picture.ndim == 2 else picture[..., ::-1]
    return None


def _voi_options(dataset: Dataset, frame: Frame, window: Window | None) -> Iterator[list[str]]:
    """Yield options for the window that we show, first those with which DCMTK finds it by itself."""
    if window is None:  # colour
        yield []
        return
    same_kind = [
        other for other in frame.windows if (other.function is VoiFunction.TABLE) == bool(window.table)
    ]
    number = str(same_kind.index(window) + 1) if window in same_kind else ""
    if window.function is VoiFunction.TABLE:
        yield ["+Wl", number]
        return
    shape = ["+Wfs" if window.function is VoiFunction.SIGMOID else "+Wfl"]
    slope, intercept, is_dcmtks = _rescale(dataset, frame.info.frame)
    if number and is_dcmtks and frame.unit != "SUV" and window.function is not VoiFunction.LINEAR_EXACT:
        yield [*shape, "+Wi", number]
    if is_dcmtks or window.function is VoiFunction.SIGMOID:
        yield [*shape, *_set_window(window, 1, 0)]
    else:
        yield [*shape, "-M", *_set_window(window, slope, intercept)]


def _set_window(window: Window, slope: float, intercept: float) -> list[str]:
    """Return DCMTK's option for a window of stored values, in the form of LINEAR (PS3.3 C.11.2.1.2.1)."""
    center, width = window.center, window.width
    if window.function is VoiFunction.LINEAR:
        center, width = center - 0.5, width - 1
    if window.function is not VoiFunction.SIGMOID:
        center, width = (center - intercept) / slope + 0.5, width / slope + 1
    return ["+Ww", repr(float(center)), repr(float(width))]


def _rescale(dataset: Dataset, frame: int) -> tuple[float, float, bool]:
    """Return slope, intercept, and whether DCMTK would apply them itself: it knows whole numbers alone."""
    if "DoseGridScaling" in dataset:
        return float(dataset.DoseGridScaling), 0.0, False
    for group in _groups(dataset, frame):
        for item in group.get("PixelValueTransformationSequence") or []:
            return float(item.RescaleSlope), float(item.RescaleIntercept), False
    slope, intercept = (
        _number(dataset.get(key), default)
        for key, default in (("RescaleSlope", 1.0), ("RescaleIntercept", 0.0))
    )
    return slope, intercept, slope == int(slope) and intercept == int(intercept)


def _groups(dataset: Dataset, frame: int) -> list[Dataset]:
    own = list(dataset.get("PerFrameFunctionalGroupsSequence") or [])[frame : frame + 1]
    return own + list(dataset.get("SharedFunctionalGroupsSequence") or [])


def _number(value: Any, default: float) -> float:
    return default if value in (None, "") else float(value)
