"""Is this process a training run? Process numbers are used again, and a stranger must not be stopped."""

import subprocess
import sys
from pathlib import Path

from viewer.core.own_program import own_command

_PROGRAMS = ("train", "search")  # the latter trains once it has found something


def command_of(process: int) -> str | None:
    """The command line of a process, its words divided by spaces; None when it cannot be told."""
    try:
        if sys.platform == "linux":
            return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        if sys.platform == "win32":
            return None
        asked = subprocess.run(
            ["ps", "-ww", "-p", str(process), "-o", "command="],
            capture_output=True,
            text=True,
            timeout=2,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return asked.stdout or None


def is_stranger(process: int) -> bool:
    """Whether the process is known to be something else than a training run."""
    command = command_of(process)
    return command is not None and not any(_is(command, program) for program in _PROGRAMS)


def _is(command: str, program: str) -> bool:
    return f"ml.{program}" in command.split() or command.startswith(f"{' '.join(own_command(program))} ")
