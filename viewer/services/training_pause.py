"""Holding a training process still, so that the computer is free for a while, and letting it go on."""

from contextlib import suppress

import psutil


def is_paused(number: int) -> bool:
    """Does the process stand still? Also when another viewer has paused it."""
    try:
        return number > 0 and psutil.Process(number).status() == psutil.STATUS_STOPPED
    except psutil.Error:
        return False


def pause(number: int) -> None:
    """Hold the process; nothing is lost, and it keeps its memory."""
    for process in _family(number):
        with suppress(psutil.Error):  # gone meanwhile
            process.suspend()


def go_on(number: int) -> None:
    """Let a paused process work again; nothing happens to one that works."""
    for process in _family(number):
        with suppress(psutil.Error):
            process.resume()


def _family(number: int) -> list[psutil.Process]:
    """The process and those that it has started; none without a number."""
    try:
        process = psutil.Process(number) if number > 0 else None
        return [] if process is None else [*process.children(recursive=True), process]
    except psutil.Error:
        return []
