"""Standard output and error as every command needs them, whatever system and terminal it runs on."""

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
