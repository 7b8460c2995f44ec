"""Microsoft's C++ libraries, which a program for Windows brings along: not every Windows has them.

PyInstaller takes them from the folder of Python, and from the system's only those whose names it knows; torch
2.15 needs one that it does not know. In the environment of a build, the package ``msvc-runtime`` puts them
where they are found. Microsoft lets programs carry them:
https://learn.microsoft.com/en-us/cpp/windows/redistributing-visual-cpp-files
"""

import re
from pathlib import Path

# Names of libraries stand in a program as ASCII that ends with a zero; sought from the digits on for speed.
_ENDING = re.compile(rb"140\w*\.dll\0", re.IGNORECASE)
_FAMILIES = ("vcruntime", "msvcp", "concrt", "vcomp", "vccorlib", "vcamp")
_PROGRAMS = (".dll", ".pyd", ".exe")


def examine(bundle: Path) -> None:
    """Raise SystemExit when a part of the bundle names one of these libraries that is not in it."""
    parts = [path for path in bundle.rglob("*") if path.suffix.lower() in _PROGRAMS]
    there = {path.name.lower() for path in parts}
    missing = {name: path.name for path in parts for name in _named_in(path) if name not in there}
    if missing:
        needs = ", ".join(f"{name} ({user} needs it)" for name, user in sorted(missing.items()))
        raise SystemExit(f"the bundle lacks {needs}: install the package msvc-runtime and build again")


def _named_in(path: Path) -> set[str]:
    content = path.read_bytes()
    found = set()
    for ending in _ENDING.finditer(content):
        before = content[max(0, ending.start() - 16) : ending.start()].decode("latin-1").lower()
        family = next((name for name in _FAMILIES if before.endswith(name)), None)
        if family:
            found.add(family + ending[0][:-1].decode("ascii").lower())
    return found
