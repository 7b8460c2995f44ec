"""``kesit --forget``: removes what Kesit keeps of this user, after saying what that is and asking.

Removing the program leaves all this where it is, for a later version and because models may have taken days.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings

from ml.cache import cache_folder
from ml.library import user_models_folder
from viewer.services.session_store import SessionStore

DONE, FAILED = 0, 1

# Folders beside the user's models. By name: KESIT_DATA_DIR may lead to where other things lie too.
_FOLDERS = {
    "models": "models and unfinished trainings",
    "measurements": "measurements",
    "key-images": "key images",
    "words": "your words on answers",
    "session": "the last session",
    "lists": "lists for training",
    "logs": "logs of trainings",
    "demo": "digits for the demonstration",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing on the disk that would go."""

    what: str
    path: Path

    @property
    def size_bytes(self) -> int:
        files = [self.path] if self.path.is_file() else self.path.rglob("*")
        return sum(file.lstat().st_size for file in files if file.is_symlink() or file.is_file())


def forget(
    store: QSettings | None = None,
    ask: Callable[[str], str] = input,
    say: Callable[[str], None] = print,
) -> int:
    """Show, ask, remove; returns the exit code. No answer is a no."""
    store = store or QSettings("Kesit", "Kesit")
    data = user_models_folder().parent
    if (data / "session").is_dir() and not SessionStore(data / "session").mine:
        say("Kesit is running. Close it, then try again.")
        return FAILED
    found = kept(data)
    if not found and not store.allKeys():
        say("Kesit keeps nothing of you on this computer.")
        return DONE
    for one in found:
        say(f"{one.size_bytes / 1e6:10.1f} MB  {one.what}: {one.path}")
    say(f"{'':13}  settings: {store.fileName()}")
    if not _agreed(ask):
        say("Nothing was removed.")
        return DONE
    return _remove(found, store, say)


def kept(data: Path) -> list[Kept]:
    """What there is of this user, besides the settings."""
    places = [Kept(what, data / name) for name, what in _FOLDERS.items()]
    caches = {cache_folder().parent, Path(platformdirs.user_cache_dir("kesit", appauthor=False))}
    places += [
        Kept("decoded images and other things that can be made again", path) for path in sorted(caches)
    ]
    return [place for place in places if place.path.exists()]


def _agreed(ask: Callable[[str], str]) -> bool:
    try:
        return ask("Remove all of this? It cannot be brought back. [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _remove(found: list[Kept], store: QSettings, say: Callable[[str], None]) -> int:
    store.clear()
    store.sync()
    Path(store.fileName()).unlink(missing_ok=True)  # the registry of Windows has no such file
    for one in found:
        shutil.rmtree(one.path, ignore_errors=True)
    left = [one for one in found if one.path.exists()]
    for one in left:
        say(f"could not be removed: {one.path}")
    for folder in (user_models_folder().parent, Path(store.fileName()).parent):
        _remove_if_empty(folder)
    if not left:
        say("Removed.")
    return FAILED if left else DONE


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
