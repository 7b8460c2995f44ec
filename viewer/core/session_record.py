"""What was open and how it was shown, as one value that can be written down and read again.

Nothing in it says who was imaged, except for the paths of the user's own files: series and frames are named
by digests of their UIDs.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from ml.imaging.values import FrameInfo, Series, VoiFunction, Window
from viewer.core.viewport import FIT, View

VERSION = 1


@dataclass(frozen=True, slots=True)
class PaneRecord:
    """What one pane showed.

    Attributes
    ----------
    plane
        Where a plane through the series lies, as ``services.kept_planes`` writes it; None for a slice.
    """

    place: int  # of the pane, row by row
    series: str
    frame: str
    index: int  # where the frame was, in case it is there no more
    window: Window | None = None
    inverted: bool = False
    view: View = FIT
    colour_map: str = ""  # "" for that of the modality
    plane: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PlanesRecord:
    """Planes through a volume, and how they were laid out."""

    series: str
    layout: str
    active: int
    enlarged: bool
    projection: str  # "" without a slab
    thickness_mm: float
    panes: tuple[PaneRecord, ...]  # of planes, and of the series beside them


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """What was open, and how.

    Attributes
    ----------
    paths
        As the user named them: files, folders, archives.
    closed
        Studies under these paths that the user had closed.
    active
        Place of the active pane.
    planes
        What lies over all this as long as there are planes; the rest is what comes back when they go.
    """

    paths: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    layout: str = "1x1"
    active: int = 0
    enlarged: bool = False
    panes: tuple[PaneRecord, ...] = ()
    studies: int = 0  # how many were open, to say so before they are
    planes: PlanesRecord | None = None


def digest(text: str) -> str:
    """A name from which nothing can be read."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def frame_key(info: FrameInfo) -> str:
    return digest(f"{info.instance_uid or info.path.name}/{info.frame}")


def series_of(record: PaneRecord | PlanesRecord, series: Iterable[Series]) -> Series | None:
    """The open series that a pane showed, or that planes were cut from."""
    return next((one for one in series if digest(one.series_uid) == record.series), None)


def index_in(record: PaneRecord, series: Series) -> int:
    """Where the slice of a pane is now."""
    keys = (index for index, info in enumerate(series.frames) if frame_key(info) == record.frame)
    return next(keys, record.index)


def as_json(record: SessionRecord) -> dict[str, Any]:
    """The record as JSON knows values."""
    content = asdict(record)
    planes = content["planes"] or {"panes": ()}
    for pane in (*content["panes"], *planes["panes"]):
        if pane["window"] is not None:
            pane["window"]["table"] = base64.b64encode(pane["window"]["table"]).decode()
    return {"version": VERSION, **content}


def from_json(content: Mapping[str, Any]) -> SessionRecord:
    """The record that was written.

    Raises
    ------
    ValueError, KeyError, TypeError, AttributeError
        It is none, or of another version.
    """
    if content["version"] != VERSION:
        raise ValueError("another version")
    return SessionRecord(
        paths=tuple(map(str, content["paths"])),
        closed=tuple(map(str, content["closed"])),
        layout=str(content["layout"]),
        active=int(content["active"]),
        enlarged=bool(content["enlarged"]),
        panes=tuple(map(_pane, content["panes"])),
        studies=int(content["studies"]),
        planes=_planes(content.get("planes")),  # older records have none
    )


def _planes(content: Mapping[str, Any] | None) -> PlanesRecord | None:
    if content is None:
        return None
    return PlanesRecord(
        series=str(content["series"]),
        layout=str(content["layout"]),
        active=int(content["active"]),
        enlarged=bool(content["enlarged"]),
        projection=str(content["projection"]),
        thickness_mm=float(content["thickness_mm"]),
        panes=tuple(map(_pane, content["panes"])),
    )


def _pane(content: Mapping[str, Any]) -> PaneRecord:
    known = {field.name for field in fields(PaneRecord)}
    record = PaneRecord(**{name: value for name, value in content.items() if name in known})
    return replace(
        record,
        place=int(record.place),
        index=int(record.index),
        window=_window(content["window"]),
        view=_view(content["view"]),
    )


def _window(content: Mapping[str, Any] | None) -> Window | None:
    if content is None:
        return None
    table = base64.b64decode(content["table"])
    function = VoiFunction(content["function"])
    return Window(float(content["center"]), float(content["width"]), str(content["name"]), function, table)


def _view(content: Mapping[str, Any]) -> View:
    center = content["center"]
    return View(
        zoom=None if content["zoom"] is None else float(content["zoom"]),
        center=None if center is None else (float(center[0]), float(center[1])),
        quarter_turns=int(content["quarter_turns"]) % 4,
        mirrored=bool(content["mirrored"]),
        angle_deg=float(content["angle_deg"]),
    )
