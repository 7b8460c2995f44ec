"""Where the files of archives lie while the program runs: a private folder that goes when it ends.

Names in an archive are often those of patients. The copies are numbered instead, in natural order, and what
they are called in the archive is only kept in memory.
"""

import atexit
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

_PREFIX = "kesit-unpacked-"
_STALE_AFTER_S = 24 * 60 * 60

_origins: dict[Path, Path] = {}
_copies: dict[Path, Path] = {}


def new_folder() -> Path:
    """Return a new empty folder for one archive."""
    return Path(tempfile.mkdtemp(dir=_root()))


def remember(copy: Path, origin: Path) -> None:
    """Keep that ``copy`` is what ``origin`` (the archive, then the name in it) was unpacked to."""
    _origins[copy] = origin
    _copies[origin] = copy


def shown_path(path: Path) -> Path:
    """Return the path that a user knows: for a copy, the one that leads through its archive."""
    return _origins.get(path, path)


def readable_path(shown: Path) -> Path:
    """Return the path under which the file of a shown path can be read."""
    return _copies.get(shown, shown)


@cache
def _root() -> Path:
    _remove_stale(Path(tempfile.gettempdir()))
    root = Path(tempfile.mkdtemp(prefix=_PREFIX))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


def _remove_stale(folder: Path) -> None:
    """Remove what a program left that did not come to its end."""
    for old in folder.glob(f"{_PREFIX}*"):
        try:
            is_stale = time.time() - old.stat().st_mtime > _STALE_AFTER_S
        except OSError:  # gone in the meantime, or not ours
            continue
        if is_stale:
            shutil.rmtree(old, ignore_errors=True)
