"""Files -> studies, series and frames with geometry and pixels. No Qt, no torch.

Importing this package costs no more than numpy: what needs pydicom or OpenCV is imported when it is first
asked for, so that a window can be up before.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ml.imaging.values import (
    Failure,
    Frame,
    FrameInfo,
    Patient,
    ScanResult,
    Series,
    SortRule,
    Spacing,
    SpacingKind,
    Study,
    VoiFunction,
    Window,
)

if TYPE_CHECKING:
    from ml.imaging.header_lines import read_header_lines
    from ml.imaging.read import read_frame, read_frame_at
    from ml.imaging.scanning import scan
    from ml.imaging.series_of_file import siblings
    from ml.imaging.volume import Volume, read_volume
    from ml.imaging.windowing import auto_window, default_window, display_image, sampled_values, to_display

_LAZY = {
    "read_header_lines": "ml.imaging.header_lines",
    "read_frame": "ml.imaging.read",
    "read_frame_at": "ml.imaging.read",
    "read_volume": "ml.imaging.volume",
    "scan": "ml.imaging.scanning",
    "Volume": "ml.imaging.volume",
    "siblings": "ml.imaging.series_of_file",
    "auto_window": "ml.imaging.windowing",
    "default_window": "ml.imaging.windowing",
    "display_image": "ml.imaging.windowing",
    "sampled_values": "ml.imaging.windowing",
    "to_display": "ml.imaging.windowing",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)


__all__ = [
    "Failure",
    "Frame",
    "FrameInfo",
    "Patient",
    "ScanResult",
    "Series",
    "SortRule",
    "Spacing",
    "SpacingKind",
    "Study",
    "VoiFunction",
    "Volume",
    "Window",
    "auto_window",
    "default_window",
    "display_image",
    "read_frame",
    "read_frame_at",
    "read_header_lines",
    "read_volume",
    "sampled_values",
    "scan",
    "siblings",
    "to_display",
]
