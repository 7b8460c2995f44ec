"""The windows and VOI LUTs that a header brings.

References
----------
PS3.3 C.11.2 (VOI LUT), C.7.6.16.2.10 (Frame VOI LUT).
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from pydicom.dataset import Dataset

from ml.imaging.geometry import frame_attribute
from ml.imaging.lookup_table import LookupTable, read_lookup_tables
from ml.imaging.values import VoiFunction, Window

_MACRO = "FrameVOILUTSequence"


def frame_windows(dataset: Dataset, frame: int, is_signed: bool) -> tuple[Window, ...]:
    """Return the usable windows of a frame in the file's order, then its VOI LUTs as windows.

    What cannot be used (a width of 0, a table shorter than announced) is left out.
    """
    tables = read_lookup_tables(dataset, "VOILUTSequence", is_signed)
    return (*_windows(dataset, frame), *(_table_window(table) for table in tables))


def scaled_window(window: Window, factor: float) -> Window:
    """Return the window that shows values times ``factor`` as the given one shows the values."""
    center, width, function = window.center, window.width, window.function
    if function is VoiFunction.LINEAR and width > 1:  # its ends lie half a value inside (PS3.3 C.11.2.1.2.1)
        center, width, function = center - 0.5, width - 1, VoiFunction.LINEAR_EXACT
    return replace(window, center=center * factor, width=width * factor, function=function)


def _windows(dataset: Dataset, frame: int) -> Iterator[Window]:
    def values(keyword: str) -> list[Any]:
        return _as_list(frame_attribute(dataset, frame, _MACRO, keyword))

    function = _function(values("VOILUTFunction"))
    names = [str(name).strip() for name in values("WindowCenterWidthExplanation")]
    for index, pair in enumerate(zip(values("WindowCenter"), values("WindowWidth"), strict=False)):
        try:
            center, width = (float(value) for value in pair)
        except (TypeError, ValueError):
            continue
        if math.isfinite(center) and math.isfinite(width) and width > 0:
            yield Window(center, width, names[index] if index < len(names) else "", function)


def _function(values: list[Any]) -> VoiFunction:
    name = str(values[0]).strip() if values else ""
    return VoiFunction(name) if name in ("LINEAR_EXACT", "SIGMOID") else VoiFunction.LINEAR


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return [value] if isinstance(value, str | int | float) else list(value)


def _table_window(table: LookupTable) -> Window:
    count = len(table.entries)
    display = np.rint(table.entries * (255 / ((1 << table.bits) - 1))).astype(np.uint8)
    center = table.first_mapped + count / 2
    return Window(center, count, table.explanation or "VOI LUT", VoiFunction.TABLE, display.tobytes())
