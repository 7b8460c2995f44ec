"""What a frozen program starts with."""

import os
import sys
import warnings
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


def keep_quiet_about_source() -> None:
    """torch says two dozen times that it finds no source of its own, which is only for torch.jit.script."""
    warnings.filterwarnings("ignore", message="Unable to retrieve source for @torch.jit._overload")


if __name__ == "__main__":
    freeze_support()
    keep_quiet_about_source()
    give_back_library_path()
    keep_plugin_path()
    sys.exit(main())
