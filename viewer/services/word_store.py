"""Keeps the reader's words on disk as measurements are kept: under digests, without a name in them."""

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ml.imaging.values import FrameInfo
from ml.library import user_models_folder
from viewer.core.word import Stance, Word
from viewer.services.measurement_store import content_digest, frame_name

_VERSION = 1


def words_folder() -> Path:
    """Where they lie, beside the user's models. Not created here."""
    return user_models_folder().parent / "words"


class WordStore:
    """One file for each series."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, series_uid: str, frames: tuple[FrameInfo, ...]) -> dict[FrameInfo, Word]:
        """What was said about these frames of a series; what cannot be read is passed over."""
        kept = self._read(self._path(series_uid))
        found = {}
        for info in frames if kept else ():
            entry = kept.get(frame_name(info))
            word = _word(entry) if entry else None
            if entry and word and entry.get("content") == content_digest(info):
                found[info] = word
        return found

    def save(self, series_uid: str, info: FrameInfo, word: Word | None) -> None:
        """Replace what is kept of one frame; None removes it.

        Raises
        ------
        OSError
            Nothing was written.
        """
        path = self._path(series_uid)
        kept = self._read(path)
        kept.pop(frame_name(info), None)
        if word is not None:
            kept[frame_name(info)] = {"content": content_digest(info), **asdict(word)}
        if not kept:
            path.unlink(missing_ok=True)
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        try:
            unfinished.write_text(json.dumps({"version": _VERSION, "frames": kept}), encoding="utf-8")
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _path(self, series_uid: str) -> Path:
        return self._folder / f"{hashlib.sha256(series_uid.encode()).hexdigest()}.json"

    def _read(self, path: Path) -> dict[str, Any]:
        """The frames in a file; one that is damaged is put aside, not written over."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            frames: dict[str, Any] = content["frames"]
            if content["version"] == _VERSION and all(isinstance(one, dict) for one in frames.values()):
                return frames
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
        path.replace(path.with_suffix(".unreadable"))
        return {}


def _word(entry: dict[str, Any]) -> Word | None:
    try:
        texts = {name: str(entry[name]) for name in ("class_name", "comment", "model", "answer")}
        return Word(Stance(entry["stance"]), probability=float(entry["probability"]), **texts)
    except (KeyError, ValueError, TypeError):
        return None
