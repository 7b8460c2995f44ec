"""How to start this program, or one of its commands, as a process of its own."""

import sys


def own_command(name: str = "") -> list[str]:
    """ "kesit NAME" of an installed program, "python -m ml.NAME" of a checkout; the window without a name."""
    if getattr(sys, "frozen", False):  # an installed program is its own interpreter
        return [sys.executable, *([name] if name else [])]
    return [sys.executable, "-m", f"ml.{name}" if name else "viewer"]
