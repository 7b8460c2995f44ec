"""Take out of the folder what PyInstaller collects and nothing uses, and say what is left."""

import shutil
import subprocess
import sys
from pathlib import Path

# Pattern in the folder of libraries -> why it goes.
UNUSED = {
    "torch/test": "tests of torch",
    "torch/include": "headers, for compiling extensions",
    "torch/share": "build files of CMake",
    "torch/bin/protoc*": "a program of its build",
    "torch/bin/test_*": "tests of torch",
    "torch/lib/*.a": "libraries for linking",
    "torch/lib/*.lib": "libraries for linking",
    "torchvision/_C*.so": "operators for detection networks, built for CUDA",
    "torchvision/image*.so": "decoders: images are decoded by ml.imaging",
    "torchvision.libs": "libraries of these two",
    "PySide6/Qt/translations/qtwebengine*": "texts of a browser",
    "PySide6/Qt/plugins/networkinformation": "the program does not use the network",
    "PySide6/Qt/plugins/tls": "the program does not use the network",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay.so": "a screen without a desktop",
    "PySide6/Qt/plugins/platforms/libqlinuxfb.so": "a screen without a desktop",
    "PySide6/Qt/plugins/platforms/libqeglfs.so": "a screen without a desktop",
    "PySide6/Qt/plugins/egldeviceintegrations": "a screen without a desktop",
    "PySide6/Qt/plugins/platforms/libqvnc.so": "a screen over the network",
    "PySide6/Qt/lib/libQt6Qml*": "Qt Quick",
    "PySide6/Qt/lib/libQt6Quick*": "Qt Quick",
    "PySide6/Qt/lib/libQt6VirtualKeyboard*": "an on-screen keyboard",
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so": "an on-screen keyboard",
    "PySide6/Qt/qml": "Qt Quick",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so": "the look of GTK; the program has its own",
    **{
        f"lib{name}*.so*": "GTK"
        for name in ("gtk-3", "gdk-3", "gdk_pixbuf", "atk", "cairo", "pango", "epoxy")
    },
}


def prune(bundle: Path) -> int:
    """Delete the unused parts; returns how many bytes that were."""
    libraries = folder_of_libraries(bundle)
    removed = 0
    for pattern in UNUSED:
        for path in libraries.glob(pattern):
            files = (
                [path] if path.is_file() or path.is_symlink() else [p for p in path.rglob("*") if p.is_file()]
            )
            removed += sum(file.lstat().st_size for file in files)
            for file in files:
                file.unlink()
    _delete_empty_folders(libraries)
    return removed + _strip(libraries)


def _strip(libraries: Path) -> int:
    """Take names that nothing reads out of Linux libraries; returns the bytes saved."""
    if sys.platform != "linux" or shutil.which("strip") is None:
        return 0
    saved = 0
    for path in libraries.rglob("*.so*"):
        if path.is_symlink() or _needs_its_layout(path):
            continue
        before = path.stat().st_size
        subprocess.run(["strip", "--strip-unneeded", str(path)], stderr=subprocess.DEVNULL, check=False)
        saved += before - path.stat().st_size
    return saved


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


def _delete_empty_folders(folder: Path) -> None:
    for path in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
