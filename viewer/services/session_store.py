"""Keeps the record of the session on disk: one file, replaced by each newer one."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from viewer.core.session_record import SessionRecord, as_json, from_json

_NAME = "session.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """A record from an earlier run."""

    record: SessionRecord
    ended_well: bool  # the window was closed; otherwise the program or the machine went down


class SessionStore:
    """The file in one folder. Of several running programs the first one keeps its session."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / f"{_NAME}.lock"))
        self._lock.setStaleLockTime(0)  # stale only when its program runs no more
        self.mine = self._lock.tryLock(0)

    def load(self) -> Kept | None:
        """What is kept; None when there is nothing, or another running program has it."""
        if not self.mine:
            return None
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            return Kept(from_json(content["session"]), bool(content["ended_well"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError):
            self._path.replace(self._path.with_suffix(".unreadable"))
            return None

    def save(self, record: SessionRecord, ended_well: bool) -> None:
        """Replace what is kept.

        Raises
        ------
        OSError
            What was kept before is still there.
        """
        if not self.mine:
            return
        unfinished = self._path.with_suffix(f".{os.getpid()}.part")
        try:
            content = {"ended_well": ended_well, "session": as_json(record)}
            unfinished.write_text(json.dumps(content), encoding="utf-8")
            unfinished.replace(self._path)
        finally:
            unfinished.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave the file to the next program."""
        self._lock.unlock()
        self.mine = False
