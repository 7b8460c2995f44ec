"""Loads torch's shared libraries without holding the interpreter, so that the window stays alive meanwhile.

``import torch`` keeps the lock of Python while the system links several hundred megabytes: nothing is painted
for the longest part of it. ``ctypes`` lets go of the lock, and what is loaded costs the import nothing more.
"""

import ctypes
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

_LIBRARIES = ("libtorch_global_deps.so", "libc10.so", "libtorch_cpu.so", "libtorch.so", "libtorch_python.so")


def load_torch_libraries() -> None:
    """Do so on Linux; elsewhere, and where a library cannot be loaded, leave it all to the import."""
    spec = find_spec("torch")
    if spec is None or spec.origin is None or not sys.platform.startswith("linux"):
        return
    folder = Path(spec.origin).parent / "lib"
    with suppress(OSError):
        for name in _LIBRARIES:
            ctypes.CDLL(str(folder / name), mode=ctypes.RTLD_GLOBAL)
