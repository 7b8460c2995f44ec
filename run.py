#!/usr/bin/env python3
"""Install Kesit beside this file and start it, or install it with its checks and run them.

    python3 run.py app [kesit arguments]       for example: python3 run.py app --sample
    python3 run.py test [pytest arguments]     ruff, mypy, import-linter, pytest

Needs Python 3.11 or newer and nothing else. Everything goes into the folder .venv beside this file; delete
that folder to start afresh. pip runs with whatever settings it has on this machine.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# As many tests at once as there are cores, each with one thread for its arithmetic.
OFFSCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "1"}

# Shared libraries that Qt loads and its wheels do not bring, with the Debian package of each: what ldd misses
# for the wheel's modules and platform plugins in a bare Debian 12. Each package brings what it needs itself.
DRAWING = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libbrotlidec.so.1": "libbrotli1",
}
X11_WINDOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
WAYLAND_WINDOW = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}

CHECKS = (
    ("ruff check", "-m", "ruff", "check", "."),
    ("ruff format", "-m", "ruff", "format", "--check", "."),
    ("mypy", "-m", "mypy"),
    ("lint-imports", "-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
    ("pytest", "-m", "pytest", "-n", "auto", "--dist", "loadfile"),
)


def main(arguments: list[str]) -> int:
    """Carry out one command line and return the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- whoever starts this with an older Python must be told so
        stop(f"Kesit needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).")
    command = {"app": run_app, "test": run_checks}.get(arguments[0] if arguments else "")
    if command is None:
        print(__doc__, file=sys.stderr)
        return 2
    return command(arguments[1:])


def run_app(arguments: list[str]) -> int:
    """Install the program if needed, then become it."""
    provide_system_packages(DRAWING | window_libraries())
    install(extra="")
    command = [str(PYTHON), "-P", "-m", "viewer", *arguments]  # what the script "kesit" does
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.call(command)


def run_checks(arguments: list[str]) -> int:
    """Install the program with its development tools, run every check, and return 1 if any of them failed."""
    provide_system_packages(DRAWING)
    install(extra="dev")
    codes = []
    summary = "\nSummary\n"
    for name, *command in CHECKS:
        say(name)
        more = arguments if name == "pytest" else []
        started = time.monotonic()
        codes.append(subprocess.call([str(PYTHON), *command, *more], cwd=ROOT, env=OFFSCREEN))
        result = f"failed with exit code {codes[-1]}" if codes[-1] else "ok"
        summary += f"  {name:<13} {result}, {time.monotonic() - started:.0f} s\n"
    print(summary)
    return 1 if any(codes) else 0


def window_libraries() -> dict[str, str]:
    """Name what a real window needs here; empty where there is no screen."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return {}
    if os.environ.get("DISPLAY"):
        return X11_WINDOW
    return WAYLAND_WINDOW if os.environ.get("WAYLAND_DISPLAY") else {}


def provide_system_packages(libraries: dict[str, str]) -> None:
    """On Linux, see that Qt's shared libraries and the venv module are there; install them or say how."""
    if not sys.platform.startswith("linux"):
        return
    missing = {name: package for name, package in libraries.items() if not loads(name)}
    if importlib.util.find_spec("ensurepip") is None and not works(PYTHON):
        missing["Python's venv module"] = "python3-venv"
    if not missing:
        return
    names = ", ".join(missing)
    if shutil.which("apt-get") is None:
        stop(f"This system lacks {names}. Please install the packages that hold them, then run this again.")
    line = f"apt-get install -y --no-install-recommends {' '.join(sorted(set(missing.values())))}"
    if os.geteuid() != 0:
        stop(f"This system lacks {names}. Run this line, then the same command again:\n\n    sudo {line}\n")
    say(f"This system lacks {names}; installing: {line}")
    if subprocess.call(["apt-get", "update"]) or subprocess.call(shlex.split(line)):
        stop("apt-get failed; its message is above.")


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install(extra: str) -> None:
    """Install the project into .venv unless that was done for this very pyproject.toml in this very place."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + os.fsencode(ROOT)).hexdigest()
    stamps = {name: VENV / f"installed-{name or 'app'}" for name in ("", "dev")}
    sufficient = [stamps["dev"]] if extra else list(stamps.values())
    if works(PYTHON) and any(stamp.is_file() and stamp.read_text() == wanted for stamp in sufficient):
        return
    if not works(PYTHON):
        say(f"Making a virtual environment in {VENV}")
        announce_size()
        if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
            stop("The virtual environment could not be made; Python's message is above.")
    say("Installing Kesit and what it needs")
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    # pip unpacks gigabytes in its temporary folder, more than a memory-backed /tmp holds
    with tempfile.TemporaryDirectory(dir=VENV, prefix="pip-") as folder:
        code = subprocess.call(
            [str(PYTHON), "-m", "pip", "install", "-e", target], env=os.environ | {"TMPDIR": folder}
        )
    if code:
        stop("pip could not install Kesit; its message is above. The same command tries again.")
    stamps[extra].write_text(wanted)


def works(python: Path) -> bool:
    """Tell whether this interpreter starts and has pip: an upgrade of the system's Python breaks old ones."""
    if not python.exists():
        return False
    return subprocess.call([str(python), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0


def announce_size() -> None:
    need_gb = 8 if sys.platform.startswith("linux") else 3
    free_gb = shutil.disk_usage(ROOT).free / 1e9
    why = " (PyTorch for Linux brings the CUDA libraries)" if need_gb > 3 else ""
    print(f"It will take up to {need_gb} GB of disk{why}; {free_gb:.0f} GB are free.", flush=True)
    if free_gb < need_gb:
        print("That may not be enough: if the installation fails, make room and run this again.", flush=True)


def say(text: str) -> None:
    print(f"\n== {text}", flush=True)


def stop(text: str) -> NoReturn:
    print(f"\n{text}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
