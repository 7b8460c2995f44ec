"""What is in the bundle and under which terms: licence texts, and a list of parts for machines (SBOM).

The parts are the distributions whose files PyInstaller collected. Terms that would bind the whole bundle, the
GPL's, stop the build.
"""

import json
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from fnmatch import fnmatchcase
from html import escape
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePath

from prune import Row

LICENCES = "licenses"
SBOM = "sbom.cdx.json"
_TEXTS = re.compile(r"(licen[cs]e|copying|notice|authors|third.?party)", re.IGNORECASE)
_FORBIDDEN = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL|(?<!Lesser )General Public License", re.IGNORECASE)
# Libraries that a Python, a codec or a system may bring, which are under the GPL, as globs of file names.
_FORBIDDEN_FILES = (
    "libreadline*", "readline.*", "libgdbm*", "_gdbm.*", "libx264*", "libx265*", "libxvid*", "libpostproc*",
    "libfftw*", "libgsl*", "libsvthevc*", "librubberband*", "libvidstab*", "libfdk*",
)  # fmt: skip
# These name the GPL as one of several choices, or for something that is not in the bundle.
_EXAMINED = {
    "PySide6_Essentials": "LGPL 3 is chosen; libraries stay replaceable files",
    "shiboken6": "LGPL 3 is chosen",
    "numpy": "names the GPL with the runtime exception of GCC's libraries",
    "scipy": "names the GPL with the runtime exception of GCC's libraries",
    "pyinstaller": "the exception for what its bootloader carries",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A distribution of which something is in the bundle."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]

    @property
    def folder(self) -> str:
        return f"{self.name}-{self.version}"


def write_notices(rows: list[Row], folder: Path) -> None:
    """Write ``licenses/`` and the SBOM of what PyInstaller is about to collect into a folder made anew.

    Raises
    ------
    SystemExit
        Something is under the GPL.
    """
    shutil.rmtree(folder, ignore_errors=True)
    parts = collected_parts({_top_level(place) for place, _, _ in rows})
    bound = [part for part in parts if _FORBIDDEN.search(part.licence) and part.name not in _EXAMINED]
    names = [f"{part.name} ({part.licence})" for part in bound]
    names += sorted(
        place for place, _, kind in rows if kind in ("BINARY", "EXTENSION") and _is_forbidden(place)
    )
    if names:
        raise SystemExit(f"under the GPL: {', '.join(names)}")
    for part in parts:
        _write_texts(part, folder / LICENCES / part.folder)
    system = _write_system_notices({Path(place).name for place, _, _ in rows}, folder / LICENCES / "system")
    (folder / LICENCES / "index.html").write_text(_index(parts, system), encoding="utf-8")
    (folder / SBOM).write_text(json.dumps(_sbom(parts, system), indent=1), encoding="utf-8")
    print(f"{len(parts)} parts; licence texts in {LICENCES}/, list in {SBOM}")


def _is_forbidden(place: str) -> bool:
    name = PurePath(place.replace("\\", "/")).name
    return any(fnmatchcase(name, pattern) for pattern in _FORBIDDEN_FILES)


def _write_texts(part: Part, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "terms.txt").write_text(f"{part.name} {part.version}: {part.licence}\n", encoding="utf-8")
    for text in part.texts:
        (folder / "-".join(text.parts[-2:])).write_bytes(text.read_bytes())


def _write_system_notices(names: set[str], folder: Path) -> list[str]:
    """On Debian: the copyright files of the packages whose libraries go along; returns the packages."""
    if shutil.which("dpkg-query") is None:
        return []
    libraries = sorted(name for name in names if fnmatchcase(name, "lib*.so*"))
    command = ["dpkg-query", "--search", *(f"*/{name}" for name in libraries)]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    packages = sorted({line.split(":")[0] for line in found.splitlines()})
    texts = {name: Path("/usr/share/doc", name, "copyright") for name in packages}
    texts = {name: text for name, text in texts.items() if text.is_file()}
    for name, text in texts.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "copyright").write_bytes(text.read_bytes())
    return list(texts)


def _index(parts: list[Part], system: list[str]) -> str:
    """One page that leads to all texts; About opens it."""
    rows = [(part.folder, f"{part.name} {part.version}: {part.licence}") for part in parts]
    rows += [(f"system/{name}", f"{name}, a library of the system it was built on") for name in system]
    items = "".join(f'<li><a href="{escape(place)}/">{escape(text)}</a></li>\n' for place, text in rows)
    return f'<!DOCTYPE html>\n<meta charset="utf-8"><title>Kesit: licences</title>\n<ul>\n{items}</ul>\n'


def collected_parts(modules: set[str]) -> list[Part]:
    """The distributions of this environment that have one of these top-level modules, by name."""
    parts = [
        Part(item.metadata["Name"], item.version, _terms(item), _texts(item))
        for item in distributions()
        if modules & _modules_of(item)
    ]
    return sorted({part.name: part for part in parts}.values(), key=lambda part: part.name.lower())


def _top_level(place: str) -> str:
    """Of a module's full name or of a file's place in the folder."""
    return place.replace("\\", "/").split("/")[0].split(".")[0]


def _modules_of(item: Distribution) -> set[str]:
    names = {
        file.parts[0].split(".")[0] for file in item.files or () if file.suffix in (".py", ".so", ".pyd")
    }
    return {name for name in names if not name.startswith("__")}


def _terms(item: Distribution) -> str:
    """The licence in one line, as the distribution states it."""
    stated = item.metadata.get("License-Expression") or ""
    classifiers = [c for c in item.metadata.get_all("Classifier") or () if c.startswith("License ::")]
    short = (item.metadata.get("License") or "").strip().splitlines()
    names = [c.split(" :: ")[-1] for c in classifiers]
    return stated or ", ".join(names) or (short[0] if short else "not stated")


def _texts(item: Distribution) -> tuple[Path, ...]:
    inside = [
        file for file in item.files or () if _TEXTS.search(file.name) and file.suffix not in (".py", ".pyc")
    ]
    found = [Path(str(item.locate_file(file))) for file in inside]
    return tuple(path for path in found if path.is_file())


def _sbom(parts: list[Part], system: list[str]) -> dict[str, object]:
    """CycloneDX 1.5, the fields that identify a part.

    References
    ----------
    https://cyclonedx.org/docs/1.5/json/
    """
    components = [
        {
            "type": "library",
            "name": part.name,
            "version": part.version,
            "purl": f"pkg:pypi/{part.name.lower().replace('_', '-')}@{part.version}",
            "licenses": [{"license": {"name": part.licence}}],
        }
        for part in parts
    ]
    python = {"type": "platform", "name": "CPython", "version": platform.python_version()}
    libraries = [{"type": "library", "name": name, "version": _debian_version(name)} for name in system]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "components": [python, *components, *libraries],
    }


def _debian_version(package: str) -> str:
    command = ["dpkg-query", "--show", "--showformat", "${Version}\n", package]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return found.partition("\n")[0]  # one line for each architecture
