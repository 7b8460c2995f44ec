"""The Debian package: the folder in /opt, and what makes a program of it for everybody on the machine.

Menu entry, MIME types, icons, man page and ``kesit`` on the path need no script: the packages that own those
places notice by themselves (dpkg triggers).

References
----------
Debian Policy Manual, chapters 5 (control fields), 6 (maintainer scripts) and 12 (documentation);
freedesktop.org's specifications of desktop entries, icon themes and shared MIME information.
"""

import gzip
import platform
import shutil
import subprocess
from email.utils import formatdate
from pathlib import Path

import icons
from prune import size_bytes

ROOT = Path(__file__).resolve().parents[1]
LINUX = ROOT / "packaging" / "linux"
MAINTAINER = "The Kesit developers <kesit@localhost>"
# What ldd misses for Qt in a bare Debian 12, as run.py has it for a checkout.
DEPENDS = (
    "libc6 (>= 2.28), libgl1, libegl1, libxkbcommon0, libdbus-1-3, libfontconfig1, "
    "libglib2.0-0 | libglib2.0-0t64, "
    "libxkbcommon-x11-0, libxcb-cursor0, libxcb-icccm4, libxcb-image0, libxcb-keysyms1, libxcb-randr0, "
    "libxcb-render-util0, libxcb-shape0, libxcb-sync1, libxcb-xfixes0, libxcb-xkb1, libx11-xcb1"
)
# dpkg reads zstd in Debian 12 and Ubuntu 22.04 and newer; a gigabyte in xz takes many minutes.
_COMPRESSION = ("-Zzstd", "-z9")


def make(bundle: Path, out: Path, version: str, flavour: str) -> Path:
    """Lay the tree out beside the bundle and let dpkg-deb pack it; returns the package."""
    tree = out / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(bundle, tree / "opt" / "kesit", symlinks=True, copy_function=_link_or_copy)
    _place_shared_files(tree / "usr" / "share")
    _place_documents(tree / "usr" / "share" / "doc" / "kesit", version)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/kesit").symlink_to("/opt/kesit/kesit")
    _write_control(tree, version)
    subprocess.run(["chmod", "-R", "u+rwX,go-w,go+rX", str(tree)], check=True)
    for path in (*tree.rglob("*.so*"), *tree.glob("opt/kesit/_internal/*.dist-info/**/*")):
        if path.is_file() and not path.is_symlink():
            path.chmod(0o644)  # loaded or read, not started
    name = "kesit" if flavour == "cpu" else f"kesit-{flavour}"
    target = out / f"{name}_{version}_{_debian_architecture()}.deb"
    command = ["dpkg-deb", "--root-owner-group", *_COMPRESSION, "--build", str(tree), str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return target


def _place_shared_files(share: Path) -> None:
    _copy(LINUX / "kesit.desktop", share / "applications" / "kesit.desktop")
    _copy(LINUX / "kesit.xml", share / "mime" / "packages" / "kesit.xml")
    _compress(LINUX / "kesit.1", share / "man" / "man1" / "kesit.1.gz")
    themed = share / "icons" / "hicolor"
    _copy(icons.SOURCE, themed / "scalable" / "apps" / "kesit.svg")
    for size in icons.PNG_SIZES:
        _copy(icons.FOLDER / f"kesit-{size}.png", themed / f"{size}x{size}" / "apps" / "kesit.png")


def _place_documents(folder: Path, version: str) -> None:
    _copy(ROOT / "LICENSE", folder / "copyright")
    entry = folder / "changelog"
    entry.write_text(
        f"kesit ({version}) stable; urgency=medium\n\n  * See CHANGELOG.md in the source.\n\n"
        f" -- {MAINTAINER}  {formatdate()}\n",
        encoding="utf-8",
    )
    _compress(entry, folder / "changelog.gz")
    entry.unlink()
    overrides = folder.parents[1] / "lintian" / "overrides" / "kesit"
    _copy(LINUX / "lintian-overrides", overrides)


def _write_control(tree: Path, version: str) -> None:
    fields = {
        "Package": "kesit",
        "Version": version,
        "Architecture": _debian_architecture(),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size_bytes(tree) // 1024),
        "Depends": DEPENDS,
        "Section": "science",
        "Priority": "optional",
        "Description": "radiology viewer with a local classifier\n"
        " Opens DICOM and ordinary images, shows what a classifier sees in them and\n"
        " where, and trains classifiers on local folders. For research and teaching;\n"
        " not a medical device.",
    }
    folder = tree / "DEBIAN"
    folder.mkdir()
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (folder / "control").write_text(text, encoding="utf-8")
    _copy(LINUX / "prerm", folder / "prerm")
    (folder / "prerm").chmod(0o755)
    sums = subprocess.run(
        "find opt usr -type f -print0 | sort -z | xargs -0 md5sum",
        shell=True, cwd=tree, check=True, capture_output=True,
    ).stdout  # fmt: skip
    (folder / "md5sums").write_bytes(sums)


def _debian_architecture() -> str:
    return {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]


def _compress(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(source.read_bytes())


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _link_or_copy(source: str, target: str) -> None:
    """A second name on the disk instead of a second gigabyte, where the file system allows it."""
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)
