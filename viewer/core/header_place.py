"""Whose header stands for what is on screen: that of the file, or for a plane that of the nearest slice."""

from ml.imaging.values import FrameInfo, PlaneInfo, Series
from viewer.core.corner_text import slice_text
from viewer.core.language import tr
from viewer.core.plane_stack import nearest_slice_of, source_of


def header_frame(series: Series, index: int) -> tuple[FrameInfo, str]:
    """The frame whose file has the header, and what has to be said about it; "" for a frame of a file."""
    shown = series.frames[index]
    if not isinstance(shown, PlaneInfo):
        return shown, ""
    source = source_of(series)
    at, count = nearest_slice_of(source, shown), len(source.frames)
    note = tr(
        "A plane has no header of its own. This is that of the slice nearest to its middle: {slice}.",
        slice=slice_text(at, count),
    )
    return source.frames[at], note
