"""What PyInstaller would collect and nothing uses, and how large the rest is."""

import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

Row = tuple[str, str, str]

# Place in the folder of libraries -> why it stays out.
# Qt lies in PySide6/Qt on Linux and macOS, in PySide6 on Windows.
UNUSED = {
    "torch/test": "tests of torch",
    "torch/include": "headers, for compiling extensions",
    "torch/share": "build files of CMake",
    "torch/bin/protoc*": "a program of its build",
    "torch/bin/test_*": "tests of torch",
    "torch/bin/*Test": "tests of torch",
    "torch/lib/libtorchbind_test*": "tests of torch",
    "torch/lib/libjitbackend_test*": "tests of torch",
    "torch/lib/libbackend_with_compiler*": "tests of torch",
    "torch/lib/libaoti_custom_ops*": "tests of torch",
    "torch/lib/*.a": "libraries for linking",
    "torch/lib/*.lib": "libraries for linking",
    "torchvision/_C*": "operators for detection networks; torchvision_schemas.py stands in",
    "torchvision/image*": "decoders: images are decoded by ml.imaging",
    "torchvision.libs": "libraries of these two",
    # Of CUDA: neither torch nor a library that it loads has the name of these in it.
    "nvidia/*libcusolverMg*": "equations on several GPUs",
    "nvidia/*.alt.so*": "a second compiler",
    "nvidia/*libcufftw*": "the interface of another library",
    "nvidia/*libnvblas*": "the interface of another library",
    "nvidia/*libpcsamplingutil*": "profiling",
    "nvidia/*libcheckpoint*": "profiling",
    "nvidia/*libnvperf_*": "profiling; only CUPTI's counters load them",
    "nvidia/*libcufile_rdma*": "storage over a network",
    "nvidia/*nvshmem_bootstrap*": "several GPUs that share memory",
    "nvidia/*nvshmem_transport*": "several GPUs that share memory",
    "nvidia/*.bc": "for compiling",
    "nvidia/*.a": "libraries for linking",
    "PySide6/*translations/*": "texts of Qt in languages that the program does not speak",
    "PySide6/*plugins/networkinformation": "the program does not use the network",
    "PySide6/*plugins/tls": "the program does not use the network",
    "PySide6/*plugins/platforms/libqvkkhrdisplay.so": "a screen without a desktop",
    "PySide6/*plugins/platforms/libqlinuxfb.so": "a screen without a desktop",
    "PySide6/*plugins/platforms/libqeglfs.so": "a screen without a desktop",
    "PySide6/*plugins/egldeviceintegrations": "a screen without a desktop",
    "PySide6/*plugins/platforms/libqvnc.so": "a screen over the network",
    "PySide6/*EglFs*": "a screen without a desktop",
    "PySide6/*EglFS*": "a screen without a desktop",
    "PySide6/*plugins/generic": "input without a desktop",
    "PySide6/*Qt6Network*": "the program does not use the network",
    "PySide6/*plugins/platforms/*qdirect2d*": "a second way of drawing on Windows",
    "PySide6/*Qt*Qml*": "Qt Quick",
    "PySide6/*Qt*Quick*": "Qt Quick",
    "PySide6/*Qt*VirtualKeyboard*": "an on-screen keyboard",
    "PySide6/*plugins/platforminputcontexts/*virtualkeyboard*": "an on-screen keyboard",
    "PySide6/*qml": "Qt Quick",
    "PySide6/opengl32sw.dll": "OpenGL without a graphics card; the program draws without OpenGL",
    "PySide6/*plugins/platformthemes/libqgtk3.so": "the look of GTK; the program has its own",
    "PIL/_avif*": "images of a kind that is not opened",
    "pillow.libs/libavif*": "images of a kind that is not opened",
    "PIL/_imagingtk*": "another window toolkit",
    **{
        f"lib{name}*.so*": "GTK"
        for name in ("gtk-3", "gdk-3", "gdk_pixbuf", "atk", "cairo", "pango", "epoxy")
    },
}


# Places that a pattern above would take with the rest.
USED = ("PySide6/*translations/qtbase_tr.qm", "PySide6/*translations/qtbase_en.qm")


def without_unused(rows: Iterable[Row]) -> list[Row]:
    """Of PyInstaller's list of files (place in the folder, source, kind) those that are used.

    Of a link the source is what it leads to, as seen from its own place.
    """
    return [row for row in rows if not is_unused(row[0]) and not is_unused(_led_to(row))]


def is_unused(place: str) -> bool:
    """Does a pattern name this file, or a folder above it?"""
    path = PurePath(place.replace("\\", "/"))
    names = [part.as_posix() for part in (path, *path.parents)]
    named = any(fnmatchcase(name, pattern) for name in names for pattern in UNUSED)
    return named and not any(fnmatchcase(names[0], pattern) for pattern in USED)


def _led_to(row: Row) -> str:
    place, source, kind = row
    return (
        posixpath.normpath(posixpath.join(posixpath.dirname(place), source)) if kind == "SYMLINK" else place
    )


def without_orphans(rows: list[Row]) -> list[Row]:
    """Without libraries of the system that were collected for something that is left out (Linux)."""
    if sys.platform != "linux" or shutil.which("readelf") is None:
        return rows
    needs = {row: needed(Path(row[1])) for row in rows if row[2] in ("BINARY", "EXTENSION")}
    while True:
        wanted = set().union(*needs.values())
        orphans = [row for row in needs if _is_of_the_system(row[0]) and row[0] not in wanted]
        if not orphans:
            return [row for row in rows if row[2] not in ("BINARY", "EXTENSION") or row in needs]
        for row in orphans:
            del needs[row]


def needed(path: Path) -> set[str]:
    """The libraries that a library names as its own needs."""
    listed = subprocess.run(["readelf", "-d", str(path)], capture_output=True, text=True, check=False).stdout
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", listed))


def _is_of_the_system(place: str) -> bool:
    """Those of wheels lie in folders; Python's is loaded by the program itself."""
    return "/" not in place and place.startswith("lib") and not place.startswith("libpython")


def strip(bundle: Path) -> int:
    """Take names that nothing reads out of Linux libraries; returns the bytes saved."""
    if sys.platform != "linux" or shutil.which("strip") is None:
        return 0
    saved = 0
    for path in folder_of_libraries(bundle).rglob("*.so*"):
        if path.is_symlink() or _needs_its_layout(path):
            continue
        before = path.stat().st_size
        subprocess.run(["strip", "--strip-unneeded", str(path)], stderr=subprocess.DEVNULL, check=False)
        saved += before - path.stat().st_size
    return saved


def forget_build_machine(bundle: Path) -> int:
    """Take out of Python's own libraries where they lay on this machine; returns how many had it (Linux).

    Loaders look there first: on another machine that folder is somebody else's. The bundle's own is found by
    the program that starts it.
    """
    if sys.platform != "linux" or shutil.which("patchelf") is None:
        return 0
    libraries = folder_of_libraries(bundle)
    named = [
        path
        for path in (*libraries.glob("libpython*.so*"), *libraries.glob("python3*/lib-dynload/*.so"))
        if not path.is_symlink() and sys.base_prefix in _run("patchelf", "--print-rpath", str(path))
    ]
    for path in named:
        _run("patchelf", "--remove-rpath", str(path))
    return len(named)


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _needs_its_layout(path: Path) -> bool:
    """Libraries that wheels have patched already: stripping them a second time can break their segments."""
    return path.parent.name.endswith(".libs")


def folder_of_libraries(bundle: Path) -> Path:
    """Where PyInstaller puts everything but the programs."""
    return bundle / "_internal"


def size_bytes(folder: Path) -> int:
    """What a folder takes on the disk; links count as links."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_symlink() or path.is_file())


def largest_files(bundle: Path, least_bytes: int = 10_000_000) -> str:
    """A table of the large files and of the whole."""
    files = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()]
    large = sorted((path.stat().st_size, path) for path in files if path.stat().st_size >= least_bytes)
    lines = [f"{size / 1e6:8.0f} MB  {path.relative_to(bundle)}" for size, path in reversed(large)]
    return "\n".join([*lines, f"{size_bytes(bundle) / 1e6:8.0f} MB  all {len(files)} files"])
