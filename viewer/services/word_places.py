"""Where the files lie about which something was said: one file with paths, beside the words and not in them.

Words are kept without anything that a name could be in. A path may hold one, so that paths stand apart: who
deletes this file loses no word, only the export of words on studies that are closed (docs/adr/0068).
"""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from ml.imaging.unpacked import shown_path

_NAME = "word-places.json"
_VERSION = 1
Places = Mapping[str, tuple[Path, ...]]  # digest of a series -> its files


class WordPlaces:
    """The file in one folder. Read before every change: another program may have written it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME

    def load(self) -> Places:
        """All that is known; nothing where the file is damaged."""
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            if content["version"] != _VERSION:
                return {}
            return {
                str(digest): tuple(Path(str(path)) for path in paths)
                for digest, paths in content["places"].items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def put(self, series_digest: str, paths: Iterable[Path]) -> None:
        """Replace what is known of one series; nothing is written where that is known already.

        Raises
        ------
        OSError
            Nothing was written.
        """
        known, lasting = dict(self.load()), tuple(sorted({lasting_path(path) for path in paths}))
        if known.get(series_digest, ()) == lasting:
            return
        known.pop(series_digest, None)
        if lasting:
            known[series_digest] = lasting
        places = {digest: [str(path) for path in paths] for digest, paths in known.items()}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(f".{os.getpid()}.part")
        try:
            unfinished.write_text(json.dumps({"version": _VERSION, "places": places}), encoding="utf-8")
            unfinished.replace(self._path)
        finally:
            unfinished.unlink(missing_ok=True)


def lasting_path(path: Path) -> Path:
    """The path under which a file is found the next time: that of its archive, where it came out of one."""
    shown = shown_path(path)
    if shown == path:
        return path.absolute()
    return next((parent for parent in shown.parents if parent.is_file()), shown).absolute()
