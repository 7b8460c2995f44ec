"""Wrap the folder for the system it was built on: .deb and .tar.zst, installer, or disk image."""

import hashlib
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from prune import size_bytes

ROOT = Path(__file__).resolve().parents[1]
LINUX = ROOT / "packaging" / "linux"
# What ldd misses for Qt in a bare Debian 12, as run.py has it for a checkout.
DEPENDS = (
    "libc6 (>= 2.28), libgl1, libegl1, libxkbcommon0, libdbus-1-3, libfontconfig1, "
    "libglib2.0-0 | libglib2.0-0t64, "
    "libxkbcommon-x11-0, libxcb-cursor0, libxcb-icccm4, libxcb-image0, libxcb-keysyms1, libxcb-randr0, "
    "libxcb-render-util0, libxcb-shape0, libxcb-sync1, libxcb-xfixes0, libxcb-xkb1, libx11-xcb1"
)


def wrap(bundle: Path, out: Path) -> list[Path]:
    """Return the files made."""
    if sys.platform == "win32":
        return [_installer(bundle, out)]
    if sys.platform == "darwin":
        return [_disk_image(out)]
    return [_tarball(bundle, out), _deb(bundle, out)]


def write_sums(files: list[Path], target: Path) -> None:
    """Write SHA-256 sums as ``sha256sum --check`` reads them."""
    lines = []
    for path in files:
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    target.write_text("".join(lines), encoding="utf-8")


def program_version() -> str:
    """The one place that states it."""
    sys.path.insert(0, str(ROOT))
    from ml import VERSION

    return VERSION


def _flavour() -> str:
    """ "cpu" or "cuda", by the torch that was packed."""
    import torch

    return "cpu" if torch.version.cuda is None else "cuda"


def _tarball(bundle: Path, out: Path) -> Path:
    target = out / f"kesit-{program_version()}-linux-{platform.machine()}-{_flavour()}.tar.zst"
    compressor = "zstd -15 -T0 --long=27 -q"
    command = [
        "tar",
        "--create",
        f"--use-compress-program={compressor}",
        f"--file={target}",
        "--owner=0",
        "--group=0",
    ]
    subprocess.run([*command, f"--directory={bundle.parent}", bundle.name], check=True)
    return target


def _deb(bundle: Path, out: Path) -> Path:
    """Lay the tree out and let dpkg-deb pack it.

    References
    ----------
    Debian Policy Manual, chapter 5 (control fields); freedesktop.org's specifications of desktop entries and
    of shared MIME information.
    """
    tree = out / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(bundle, tree / "opt" / "kesit", symlinks=True, copy_function=_link_or_copy)
    for source, place in (
        ("kesit.desktop", "usr/share/applications"),
        ("kesit.xml", "usr/share/mime/packages"),
        ("kesit.1", "usr/share/man/man1"),
    ):
        folder = tree / place
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(LINUX / source, folder)
    subprocess.run(["gzip", "-9n", str(tree / "usr/share/man/man1/kesit.1")], check=True)
    _copy(
        ROOT / "resources" / "icons" / "kesit.svg", tree / "usr/share/icons/hicolor/scalable/apps/kesit.svg"
    )
    _copy(ROOT / "LICENSE", tree / "usr/share/doc/kesit/copyright")
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/kesit").symlink_to("/opt/kesit/kesit")
    _write_control(tree)
    target = out / f"kesit_{program_version()}_{_debian_architecture()}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z2", "--build", str(tree), str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return target


def _write_control(tree: Path) -> None:
    fields = {
        "Package": "kesit",
        "Version": program_version(),
        "Architecture": _debian_architecture(),
        "Maintainer": "The Kesit developers <kesit@localhost>",
        "Installed-Size": str(size_bytes(tree) // 1024),
        "Depends": DEPENDS,
        "Section": "science",
        "Priority": "optional",
        "Description": "radiology viewer with a local classifier\n"
        " Opens DICOM and ordinary images, shows what a classifier sees in them and where,\n"
        " and trains classifiers on local folders. For research and teaching; not a medical device.",
    }
    folder = tree / "DEBIAN"
    folder.mkdir()
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (folder / "control").write_text(text, encoding="utf-8")


def _debian_architecture() -> str:
    return {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]


def _installer(bundle: Path, out: Path) -> Path:
    target = out / f"kesit-{program_version()}-windows-{_flavour()}-setup.exe"
    script = ROOT / "packaging" / "windows" / "kesit.nsi"
    values = {
        "VERSION": program_version(),
        "BUNDLE": str(bundle),
        "TARGET": str(target),
        "LICENCE": str(ROOT / "LICENSE"),
    }
    defines = [f"-D{name}={value}" for name, value in values.items()]
    subprocess.run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *defines, str(script)], check=True)
    return target


def _disk_image(out: Path) -> Path:
    target = out / f"kesit-{program_version()}-macos-{platform.machine()}.dmg"
    script = ROOT / "packaging" / "macos" / "make_dmg.sh"
    subprocess.run(["sh", str(script), str(out / "Kesit.app"), str(target)], check=True)
    return target


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _link_or_copy(source: str, target: str) -> None:
    """A second name on the disk instead of a second gigabyte, where the file system allows it."""
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)
