"""Keeps the reader's words on disk as measurements are kept: under digests, without a name in them."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from ml.imaging.values import FrameInfo
from ml.library import user_models_folder
from viewer.core.word import Stance, Word
from viewer.services.measurement_store import content_digest, frame_name
from viewer.services.series_files import SeriesFiles, name_digest

_VERSION = 1


def words_folder() -> Path:
    """Where they lie, beside the user's models. Not created here."""
    return user_models_folder().parent / "words"


class WordStore:
    """One file for each series."""

    def __init__(self, folder: Path) -> None:
        self._files = SeriesFiles(folder, _VERSION, lambda entry: isinstance(entry, dict))

    def load(self, series_uid: str, frames: tuple[FrameInfo, ...]) -> dict[FrameInfo, Word]:
        """What was said about these frames of a series; what cannot be read is passed over."""
        kept = self._files.read(name_digest(series_uid))
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
        entry = None if word is None else {"content": content_digest(info), **asdict(word)}
        self._files.replace(name_digest(series_uid), frame_name(info), entry)


def _word(entry: dict[str, Any]) -> Word | None:
    try:
        texts = {name: str(entry[name]) for name in ("class_name", "comment", "model", "answer")}
        return Word(Stance(entry["stance"]), probability=float(entry["probability"]), **texts)
    except (KeyError, ValueError, TypeError):
        return None
