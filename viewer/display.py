"""Is there a screen that Qt can draw on? Asked before Qt is started, which would abort without one."""

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path


def why_no_screen() -> str:
    """The reason why no window can be shown, or "" when one can.

    Only Linux can be without a screen. A platform chosen with QT_QPA_PLATFORM is left as it is.
    """
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return "QT_QPA_PLATFORM is offscreen" if chosen.startswith(("offscreen", "minimal")) else ""
    if not sys.platform.startswith("linux"):
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return _problem_of_wayland() and _problem_of_x11()
    return _problem_of_x11()


def _problem_of_wayland() -> str:
    socket = Path(os.environ.get("XDG_RUNTIME_DIR", "/"), os.environ["WAYLAND_DISPLAY"])
    return "" if socket.exists() else f"there is no Wayland display at {socket}"


def _problem_of_x11() -> str:
    """Try what Qt will do: load its X11 plugin with all libraries it needs, and connect."""
    if not os.environ.get("DISPLAY"):
        return "neither DISPLAY nor WAYLAND_DISPLAY is set"
    spec = find_spec("PySide6")
    plugins = Path(spec.origin or "").parent / "Qt" / "plugins" / "platforms" if spec else Path()
    try:
        if (plugins / "libqxcb.so").exists():
            ctypes.CDLL(str(plugins / "libqxcb.so"))
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return f"Qt cannot load its X11 plugin: {error}"
    return "" if _can_connect(xcb) else f"cannot connect to the X display {os.environ['DISPLAY']}"


def _can_connect(xcb: ctypes.CDLL) -> bool:
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
