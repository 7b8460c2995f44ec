"""What is in the bundle and under which terms: licence texts, and a list of parts for machines (SBOM).

The parts are the distributions whose files PyInstaller collected. Terms that would bind the whole bundle, the
GPL's, stop the build.
"""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from prune import folder_of_libraries

LICENCES = "licenses"
SBOM = "sbom.cdx.json"
_TEXTS = re.compile(r"(licen[cs]e|copying|notice|authors|third.?party)", re.IGNORECASE)
_FORBIDDEN = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL|(?<!Lesser )General Public License", re.IGNORECASE)
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


def write_notices(bundle: Path) -> None:
    """Write ``licenses/`` and the SBOM into the bundle; raises SystemExit when something is under the GPL."""
    parts = collected_parts(bundle)
    bound = [part for part in parts if _FORBIDDEN.search(part.licence) and part.name not in _EXAMINED]
    if bound:
        raise SystemExit(f"under the GPL: {', '.join(f'{part.name} ({part.licence})' for part in bound)}")
    for part in parts:
        folder = bundle / LICENCES / f"{part.name}-{part.version}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "terms.txt").write_text(f"{part.name} {part.version}: {part.licence}\n", encoding="utf-8")
        for text in part.texts:
            (folder / "-".join(text.parts[-2:])).write_bytes(text.read_bytes())
    _write_system_notices(bundle)
    (bundle / SBOM).write_text(json.dumps(_sbom(parts), indent=1), encoding="utf-8")
    print(f"{len(parts)} parts; licence texts in {LICENCES}/, list in {SBOM}")


def _write_system_notices(bundle: Path) -> None:
    """On Debian: the copyright files of the packages whose libraries PyInstaller took along."""
    if shutil.which("dpkg-query") is None:
        return
    names = [path.name for path in folder_of_libraries(bundle).glob("lib*.so*")]
    command = ["dpkg-query", "--search", *(f"*/{name}" for name in names)]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    for package in sorted({line.split(":")[0] for line in found.splitlines()}):
        text = Path("/usr/share/doc", package, "copyright")
        if text.is_file():
            folder = bundle / LICENCES / "system" / package
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "copyright").write_bytes(text.read_bytes())


def collected_parts(bundle: Path) -> list[Part]:
    """The distributions of this environment that have a module in the bundle, by name."""
    modules = _collected_modules(bundle)
    parts = [
        Part(item.metadata["Name"], item.version, _terms(item), _texts(item))
        for item in distributions()
        if modules & _modules_of(item)
    ]
    return sorted({part.name: part for part in parts}.values(), key=lambda part: part.name.lower())


def _collected_modules(bundle: Path) -> set[str]:
    """Top-level names: folders and extensions beside the program, and what lies in its archive."""
    from PyInstaller.archive.readers import CArchiveReader

    program = bundle / ("kesit.exe" if sys.platform == "win32" else "kesit")
    archive = CArchiveReader(str(program))
    pure = archive.open_embedded_archive("PYZ.pyz").toc
    beside = [path.name.split(".")[0] for path in folder_of_libraries(bundle).iterdir()]
    return {name.split(".")[0] for name in pure} | set(beside)


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


def _sbom(parts: list[Part]) -> dict[str, object]:
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
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": components}
