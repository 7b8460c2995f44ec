"""What a frozen program starts with."""

import os
import sys
from multiprocessing import freeze_support

from viewer.__main__ import COMMANDS, main


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


def keep_plugin_path() -> None:
    """Nor may a browser made with Qt load our plugins: PyInstaller names their folder in the environment."""
    plugins = os.environ.pop("QT_PLUGIN_PATH", None)
    if plugins and not set(sys.argv[1:2]) & set(COMMANDS):  # those start no Qt
        from PySide6.QtCore import QCoreApplication

        QCoreApplication.addLibraryPath(plugins)


if __name__ == "__main__":
    freeze_support()
    give_back_library_path()
    keep_plugin_path()
    sys.exit(main())
