"""Wrap the folder for the system it was built on: .deb and .tar.zst, installer, or disk image."""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import deb
import icons
from prune import folder_of_libraries
from third_party import SBOM

ROOT = Path(__file__).resolve().parents[1]
# Of zstd: more effort takes long with NVIDIA's four gigabytes, and saves little.
_LEVEL = {"cpu": 15, "cuda": 9}


def wrap(bundle: Path, out: Path, flavour: str) -> list[Path]:
    """Return the files made: packages, and the list of parts beside them."""
    if sys.platform == "win32":
        made = [installer(bundle, out, flavour)]
    elif sys.platform == "darwin":
        made = [_disk_image(out)]
    else:
        made = [_tarball(bundle, out, flavour), deb.make(bundle, out, program_version(), flavour)]
    parts = out / f"kesit-{program_version()}-{sys.platform}-{platform.machine()}-{flavour}.cdx.json"
    shutil.copyfile(folder_of_libraries(bundle) / SBOM, parts)
    return [*made, parts]


def installer(bundle: Path, out: Path, flavour: str) -> Path:
    """Let NSIS make it, which runs on Linux too."""
    target = out / f"kesit-{program_version()}-windows-{flavour}-setup.exe"
    script = ROOT / "packaging" / "windows" / "kesit.nsi"
    values = {
        "VERSION": program_version(),
        "BUNDLE": str(bundle),
        "TARGET": str(target),
        "LICENCE": str(ROOT / "LICENSE"),
        "ICON": str(icons.FOLDER / "kesit.ico"),
    }
    defines = [f"-D{name}={value}" for name, value in values.items()]
    compiler = shutil.which("makensis") or Path(os.environ["PROGRAMFILES(X86)"], "NSIS", "makensis.exe")
    subprocess.run([compiler, "-V2", "-INPUTCHARSET", "UTF8", *defines, str(script)], check=True)
    return target


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


def _tarball(bundle: Path, out: Path, flavour: str) -> Path:
    target = out / f"kesit-{program_version()}-linux-{platform.machine()}-{flavour}.tar.zst"
    compressor = f"zstd -{_LEVEL[flavour]} -T0 --long=27 -q"
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


def _disk_image(out: Path) -> Path:
    target = out / f"kesit-{program_version()}-macos-{platform.machine()}.dmg"
    script = ROOT / "packaging" / "macos" / "make_dmg.sh"
    subprocess.run(["sh", str(script), str(out / "Kesit.app"), str(target)], check=True)
    return target
