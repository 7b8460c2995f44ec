"""How to start this program, or one of its commands, as a process of its own."""

import sys
from pathlib import Path


def own_command(name: str = "") -> list[str]:
    """ "kesit NAME" of an installed program, "python -m ml.NAME" of a checkout; the window without a name."""
    if getattr(sys, "frozen", False):  # an installed program is its own interpreter
        return [_program(for_command=bool(name)), *([name] if name else [])]
    return [sys.executable, "-m", f"ml.{name}" if name else "viewer"]


def _program(*, for_command: bool) -> str:
    """On Windows a program has either a window or a console; the installer brings one of each."""
    if sys.platform != "win32":
        return sys.executable
    return str(Path(sys.executable).with_name("kesit-cli.exe" if for_command else "kesit.exe"))
