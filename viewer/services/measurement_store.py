"""Keeps measurements on disk: one file per series, without a word that says who was imaged.

Series and frames are known by digests of their UIDs; frames of files without a UID by their name in the
series, together with their content, so that measurements never turn up on another image.
"""

import hashlib
import json
import os
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

_VERSION = 1
_SAMPLE_BYTES = 1 << 20


class MeasurementStore:
    """The files with measurements in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(
        self, series_uid: str, frames: tuple[FrameInfo, ...]
    ) -> dict[FrameInfo, tuple[Measurement, ...]]:
        """What was measured on these frames of a series; what cannot be read is passed over."""
        kept = self._read(self._path(series_uid))
        named = [(info, kept[frame_name(info)]) for info in frames if kept and frame_name(info) in kept]
        return {
            info: tuple(filter(None, map(_measurement, entry["measurements"])))
            for info, entry in named
            if entry["content"] == content_digest(info)
        }

    def load_planes(self, series: Series) -> dict[FrameInfo, tuple[Measurement, ...]]:
        """What was measured on planes of the volume of a series, wherever they lie."""
        kept = self._read(self._path(whole_uid(series)))
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
        path = self._path(series_uid)
        kept = self._read(path)
        kept.pop(frame_name(info), None)
        if measurements:
            entries = [asdict(measurement) for measurement in measurements]
            entry = {"content": content_digest(info), "measurements": entries}
            plane = {"plane": _plane_entry(info)} if isinstance(info, PlaneInfo) else {}
            kept[frame_name(info)] = entry | plane
        if kept:
            self._write(path, {"version": _VERSION, "frames": kept})
        else:
            path.unlink(missing_ok=True)

    def _path(self, series_uid: str) -> Path:
        return self._folder / f"{_digest(series_uid)}.json"

    def _read(self, path: Path) -> dict[str, Any]:
        """The frames in a file; one that is damaged is put aside, not written over."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            frames: dict[str, Any] = content["frames"]
            if content["version"] == _VERSION and all(
                {"content", "measurements"} <= entry.keys() for entry in frames.values()
            ):
                return frames
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
        path.replace(path.with_suffix(".unreadable"))
        return {}

    def _write(self, path: Path, content: Mapping[str, Any]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        try:
            unfinished.write_text(json.dumps(content), encoding="utf-8")
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def measurements_folder() -> Path:
    """Where they lie, beside the user's models. Not created here."""
    return user_models_folder().parent / "measurements"


def frame_name(info: FrameInfo) -> str:
    """What a frame is called in a file: a digest, from which no name can be read."""
    if isinstance(info, PlaneInfo):
        return _digest(json.dumps(_plane_entry(info)))
    return _digest(f"{info.instance_uid or info.path.name}/{info.frame}")


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


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plane_entry(info: PlaneInfo) -> dict[str, Any]:
    """Where a plane lies; no file says it."""
    return {
        "series": _digest(info.source_uid),
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
        if entry is None or entry["series"] != _digest(series.series_uid):
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
