"""What is kept of frames: one JSON file for each series, under digests, without a name in it."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any


def name_digest(text: str) -> str:
    """What something is called in a file: a digest, from which no name can be read."""
    return hashlib.sha256(text.encode()).hexdigest()


class SeriesFiles:
    """The files of one kind in one folder.

    Parameters
    ----------
    version
        Of what an entry holds; files of another version are put aside.
    is_entry
        Whether what a file holds of a frame is of this kind; it may raise what reading JSON raises.
    """

    def __init__(self, folder: Path, version: int, is_entry: Callable[[Any], bool]) -> None:
        self._folder, self._version, self._is_entry = folder, version, is_entry

    def read(self, series_digest: str) -> dict[str, Any]:
        """Name of a frame -> its entry. A file that is damaged is put aside, not written over."""
        path = self._path(series_digest)
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            frames: dict[str, Any] = content["frames"]
            if content["version"] == self._version and all(map(self._is_entry, frames.values())):
                return frames
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
        path.replace(path.with_suffix(".unreadable"))
        return {}

    def replace(self, series_digest: str, name: str, entry: object | None) -> None:
        """Put an entry in place of what is kept of one frame; None removes it. The other frames stay.

        Raises
        ------
        OSError
            Nothing was written.
        """
        path = self._path(series_digest)
        kept = self.read(series_digest)
        kept.pop(name, None)
        if entry is not None:
            kept[name] = entry
        if not kept:
            path.unlink(missing_ok=True)
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        try:
            unfinished.write_text(json.dumps({"version": self._version, "frames": kept}), encoding="utf-8")
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _path(self, series_digest: str) -> Path:
        return self._folder / f"{series_digest}.json"
