"""Is this process a training run? Process numbers are used again, and a stranger must not be stopped."""

import psutil

from viewer.core.own_program import own_command

_PROGRAMS = ("train", "search")  # the latter trains once it has found something


def command_of(process: int) -> str | None:
    """The command line of a process, its words divided by spaces; None when it cannot be told."""
    try:
        return " ".join(psutil.Process(process).cmdline()) or None
    except (psutil.Error, ValueError):  # gone, another user's, or no number of a process
        return None


def is_stranger(process: int) -> bool:
    """Whether the process is known to be something else than a training run."""
    command = command_of(process)
    return command is not None and not any(_is(command, program) for program in _PROGRAMS)


def _is(command: str, program: str) -> bool:
    return f"ml.{program}" in command.split() or command.startswith(f"{' '.join(own_command(program))} ")
