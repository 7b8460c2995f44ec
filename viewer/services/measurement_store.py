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

from ml.imaging.values import FrameInfo, PlaneInfo, Series, SpacingKind, whole_uid
from ml.library import user_models_folder
from viewer.core.measurement import Kind, Measurement, Reading
from viewer.core.region_statistics import Statistics
from viewer.services.kept_planes import kept_plane, plane_entry
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
            info = kept_plane(entry.get("plane"), series)
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
        plane = {"plane": plane_entry(info)} if isinstance(info, PlaneInfo) else {}
        entry = {"content": content_digest(info), "measurements": entries, **plane}
        self._files.replace(name_digest(series_uid), frame_name(info), entry)


def measurements_folder() -> Path:
    """Where they lie, beside the user's models. Not created here."""
    return user_models_folder().parent / "measurements"


def frame_name(info: FrameInfo) -> str:
    """What a frame is called in a file: a digest, from which no name can be read."""
    if isinstance(info, PlaneInfo):
        return name_digest(json.dumps(plane_entry(info)))
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
