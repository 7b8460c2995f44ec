"""How much memory images may take, and a refusal in words before the machine has to swap."""

import psutil

from ml.errors import ImagingError
from viewer.core.language import tr

MIB = 1 << 20
SMALLEST_LIMIT_BYTES, LARGEST_LIMIT_BYTES = 256 * MIB, 16 * 1024 * MIB
_SHARE_OF_MACHINE = 0.25
_SHARE_LEFT_FREE = 0.05
_LEAST_LEFT_FREE_BYTES = 256 * MIB


def machine_bytes() -> int:
    """All the memory of this machine."""
    return int(psutil.virtual_memory().total)


def default_limit_bytes(machine: int | None = None) -> int:
    """How much decoded images may take where the user has not said: a quarter of the machine's memory."""
    share = int((machine_bytes() if machine is None else machine) * _SHARE_OF_MACHINE)
    return min(max(share, SMALLEST_LIMIT_BYTES), LARGEST_LIMIT_BYTES)


def limit_from(chosen_mib: int) -> int:
    """The limit that the user has set, in MiB; 0 for none."""
    return chosen_mib * MIB if chosen_mib > 0 else default_limit_bytes()


def spare_bytes() -> int:
    """How much more can be taken before the machine becomes slow."""
    memory = psutil.virtual_memory()
    return int(memory.available) - max(int(memory.total * _SHARE_LEFT_FREE), _LEAST_LEFT_FREE_BYTES)


def size_text(count: int) -> str:
    """Bytes as people say them."""
    return f"{count / (1 << 30):.1f} GB" if count >= (1 << 30) else f"{count / MIB:.0f} MB"


def refuse_beyond(name: str, needed: int, spare: int) -> None:
    """Say no to what would not fit.

    Raises
    ------
    ImagingError
        ``needed`` is more than ``spare``.
    """
    if needed > spare:
        raise ImagingError(
            tr(
                "{name}: needs {needed} of memory, and {free} can be spared. Close studies or other "
                "programs, then try again.",
                name=name,
                needed=size_text(needed),
                free=size_text(max(spare, 0)),
            )
        )
