"""Keeps measurements on disk: one file per series, without a word that says who was imaged.

Series and frames are known by digests of their UIDs; frames of files without a UID by their name in the
series, together with their content, so that measurements never turn up on another image.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from ml.imaging.values import FrameInfo, PlaneInfo, Projection, Series, Spacing, SpacingKind, whole_uid
from ml.library import user_models_folder
from viewer.core.measurement import Kind, Measurement, Reading
from viewer.core.plane_stack import PlaneKind, plane_info
from viewer.core.region_statistics import Statistics
from viewer.services.series_files import SeriesFiles, name_digest

_VERSION = 1
_SAMPLE_BYTES = 1 << 20


class MeasurementStore:
    """The files with measurements in one folder."""

    def __init__(self, folder: Path) -> None:
        self._files = SeriesFiles(folder, _VERSION, lambda entry: {"content", "measurements"} <= entry.keys())

    def load(
        self, series_uid: str, frames: tuple[FrameInfo, ...]
    ) -> dict[FrameInfo, tuple[Measurement, ...]]:
        """What was measured on these frames of a series; what cannot be read is passed over."""
        kept = self._files.read(name_digest(series_uid))
        named = [(info, kept[frame_name(info)]) for info in frames if kept and frame_name(info) in kept]
        return {
            info: tuple(filter(None, map(_measurement, entry["measurements"])))
            for info, entry in named
            if entry["content"] == content_digest(info)
        }

    def load_planes(self, series: Series) -> dict[FrameInfo, tuple[Measurement, ...]]:
        """What was measured on planes of the volume of a series, wherever they lie."""
        kept = self._files.read(name_digest(whole_uid(series)))
        found: dict[FrameInfo, tuple[Measurement, ...]] = {}
        for entry in kept.values():
            info = _plane(entry.get("plane"), series)
            if info is not None and entry["content"] == content_digest(info):
                found[info] = tuple(filter(None, map(_measurement, entry["measurements"])))
        return found

    def save(self, series_uid: str, info: FrameInfo, measurements: tuple[Measurement, ...]) -> None:
        """Replace what is kept of one frame; the other frames of the series stay as they are.

        Raises
        ------
        OSError
            Nothing was written.
        """
        if not measurements:
            self._files.replace(name_digest(series_uid), frame_name(info), None)
            return
        entries = [asdict(measurement) for measurement in measurements]
        plane = {"plane": _plane_entry(info)} if isinstance(info, PlaneInfo) else {}
        entry = {"content": content_digest(info), "measurements": entries, **plane}
        self._files.replace(name_digest(series_uid), frame_name(info), entry)


def measurements_folder() -> Path:
    """Where they lie, beside the user's models. Not created here."""
    return user_models_folder().parent / "measurements"


def frame_name(info: FrameInfo) -> str:
    """What a frame is called in a file: a digest, from which no name can be read."""
    if isinstance(info, PlaneInfo):
        return name_digest(json.dumps(_plane_entry(info)))
    return name_digest(f"{info.instance_uid or info.path.name}/{info.frame}")


def content_digest(info: FrameInfo) -> str:
    """Tells files without a UID apart from others that were put in their place; "" for those with one."""
    if info.instance_uid:
        return ""
    status = info.path.stat()
    return _content_digest(info.path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=64)
def _content_digest(path: Path, size: int, changed_ns: int) -> str:
    """Of both ends and the length: large volumes are not read whole."""
    with path.open("rb") as file:
        content = file.read(_SAMPLE_BYTES)
        file.seek(max(size - _SAMPLE_BYTES, 0))
        content += file.read(_SAMPLE_BYTES)
    return hashlib.sha256(content + str(size).encode()).hexdigest()


def _plane_entry(info: PlaneInfo) -> dict[str, Any]:
    """Where a plane lies; no file says it."""
    return {
        "series": name_digest(info.source_uid),
        "plane": info.plane,
        "frame": info.frame,
        "rows": info.rows,
        "columns": info.columns,
        "spacing_mm": [info.spacing.row_mm, info.spacing.column_mm] if info.spacing else None,
        "position_mm": info.position_mm,
        "orientation": info.orientation,
        "step_mm": info.step_mm,
        "projection": info.projection,
        "thickness_mm": info.thickness_mm,
        "fitted": info.fitted,
    }


def _plane(entry: Mapping[str, Any] | None, series: Series) -> PlaneInfo | None:
    """The plane of a series that an entry speaks of; None when it is a frame, or of another series."""
    try:
        if entry is None or entry["series"] != name_digest(series.series_uid):
            return None
        row_mm, column_mm = map(float, entry["spacing_mm"])
        x, y, z = map(float, entry["position_mm"])
        a, b, c, d, e, f = map(float, entry["orientation"])
        return plane_info(
            series,
            frame=int(entry["frame"]),
            rows=int(entry["rows"]),
            columns=int(entry["columns"]),
            spacing=Spacing(row_mm, column_mm, SpacingKind.PATIENT),
            position_mm=(x, y, z),
            orientation=(a, b, c, d, e, f),
            plane=PlaneKind(entry["plane"]).value,
            step_mm=float(entry["step_mm"]),
            projection=Projection(entry["projection"]) if entry["projection"] else None,
            thickness_mm=float(entry["thickness_mm"]),
            fitted=(float(entry["fitted"][0]), float(entry["fitted"][1])) if entry["fitted"] else None,
        )
    except (KeyError, ValueError, TypeError):
        return None


def _measurement(entry: Mapping[str, Any]) -> Measurement | None:
    try:
        reading = dict(entry["reading"])
        values = reading.pop("values")
        return Measurement(
            Kind(entry["kind"]),
            tuple((float(x), float(y)) for x, y in entry["points"]),
            str(entry["text"]),
            Reading(
                **{**reading, "spacing_kind": SpacingKind(reading["spacing_kind"])},
                values=Statistics(**values) if values else None,
            ),
            str(entry["id"]),
        )
    except (KeyError, ValueError, TypeError):
        return None
