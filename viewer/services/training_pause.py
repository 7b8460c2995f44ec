"""Holding a training process still, so that the computer is free for a while, and letting it go on."""

from contextlib import suppress
from pathlib import Path

import psutil

from viewer.services.training_folders import is_alive, process_of


def is_paused(out: Path) -> bool:
    """Does the process that makes the model `out` stand still? Also when another viewer has paused it."""
    process = _process(out)
    try:
        return process is not None and process.status() == psutil.STATUS_STOPPED
    except psutil.Error:
        return False


def pause(out: Path) -> None:
    """Hold the process; nothing is lost, and it keeps its memory."""
    for process in _family(out):
        with suppress(psutil.Error):  # gone meanwhile
            process.suspend()


def go_on(out: Path) -> None:
    """Let a paused process work again; nothing happens to one that works."""
    for process in _family(out):
        with suppress(psutil.Error):
            process.resume()


def _process(out: Path) -> psutil.Process | None:
    """The training process, and never a stranger that was given its number since."""
    number = process_of(out)
    if number <= 0 or not is_alive(out):
        return None
    try:
        return psutil.Process(number)
    except psutil.Error:
        return None


def _family(out: Path) -> list[psutil.Process]:
    process = _process(out)
    try:
        return [] if process is None else [*process.children(recursive=True), process]
    except psutil.Error:
        return []
