"""A folder that is filled whole or not at all, and never one with somebody's files in it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ml.errors import WritingError


def check_is_new(target: Path) -> None:
    """Refuse a folder that holds anything.

    Raises
    ------
    WritingError
        It is not empty, or no folder.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WritingError("That folder is not empty. Choose a new or an empty one.")


@contextmanager
def filled_at_the_end(target: Path) -> Iterator[Path]:
    """Yield a hidden folder on the same disk; what lies in it comes into ``target`` when all went well.

    Raises
    ------
    WritingError
        The folder cannot be written to, or the disk is full.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".kesit-", dir=target) as name:
            yield Path(name)
            for item in Path(name).iterdir():
                item.replace(target / item.name)
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        reason = "The disk is full" if is_full else f"That folder cannot be written to ({error.strerror})"
        raise WritingError(f"{reason}. Nothing was written.") from error
