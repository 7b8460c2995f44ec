"""What a frozen program starts with."""

import os
import sys
from multiprocessing import freeze_support

from viewer.__main__ import main


def give_back_library_path() -> None:
    """Other programs, a browser that opens the guide say, must not load our libraries.

    PyInstaller's bootloader points LD_LIBRARY_PATH to them for this process, which has read it by now, and
    keeps what was there before.
    """
    if sys.platform != "linux":
        return
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before


if __name__ == "__main__":
    freeze_support()
    give_back_library_path()
    sys.exit(main())
