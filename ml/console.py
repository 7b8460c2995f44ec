"""What a command needs of the terminal, on whatever system: its name there, and where it prints."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path


def prepare_console() -> None:
    """Let no text fail to be printed.

    Letters that the character set of a terminal or a redirection lacks (Windows redirects in that of its
    region) become escapes. A Windows program without a console has no streams at all: its go nowhere.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (for good)
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def own_name(command: str) -> str:
    """What one types for a command: in an installed program there is no Python to start modules with."""
    if not getattr(sys, "frozen", False):
        return f"python -m ml.{command}"
    return f"{'kesit-cli' if sys.platform == 'win32' else 'kesit'} {command}"
