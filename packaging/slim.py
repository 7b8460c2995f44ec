"""The same in less space: tables without spaces, one OpenBLAS for OpenCV and SciPy, ICU in two languages."""

import json
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

from prune import folder_of_libraries, needed

_LARGE_BYTES = 1_000_000
_PREFIX = "scipy_"
LANGUAGES = ("en", "tr")


def without_spaces(path: str, folder: Path) -> str:
    """A large JSON file written anew without line breaks into a folder; every other file as it is."""
    source = Path(path)
    if source.suffix != ".json" or source.stat().st_size < _LARGE_BYTES:
        return path
    folder.mkdir(parents=True, exist_ok=True)
    content = json.loads(source.read_text(encoding="utf-8"))
    target = folder / source.name
    target.write_text(json.dumps(content, separators=(",", ":")), encoding="utf-8")
    return str(target)


def share_openblas(bundle: Path) -> int:
    """Let OpenCV use SciPy's OpenBLAS: in place of its own comes a library that only leads there.

    Both have the ordinary interface (Fortran's, 32-bit integers); SciPy's puts a prefix before each name.
    NumPy's has 64-bit integers and stays. Needs a C compiler, readelf and nm: without them the bundle is
    larger.

    Returns
    -------
    The bytes saved; 0 where something was not as expected, and nothing was changed.
    """
    libraries = folder_of_libraries(bundle)
    own = next(libraries.glob("opencv_python_headless.libs/libopenblas*.so*"), None)
    scipys = next(libraries.glob("scipy.libs/libscipy_openblas-*.so*"), None)
    jump = {"x86_64": "jmp {}@PLT", "aarch64": "b {}"}.get(platform.machine())
    if not own or not scipys or not jump or not all(map(shutil.which, ("cc", "nm", "readelf"))):
        return 0
    offered = _symbols(own, "--defined-only")
    there = _symbols(scipys, "--defined-only")
    users = [path for path in libraries.rglob("*.so*") if not path.is_symlink() and own.name in needed(path)]
    wanted = sorted(set().union(*(_symbols(path, "--undefined-only") for path in users)) & offered)
    if not wanted or any(_PREFIX + name not in there for name in wanted):
        return 0
    before = own.stat().st_size
    code = "".join(
        f".globl {name}\n.type {name}, %function\n{name}: {jump.format(_PREFIX + name)}\n" for name in wanted
    )
    own.unlink()
    subprocess.run(
        ["cc", "-shared", "-nostdlib", "-x", "assembler", "-", "-o", str(own), f"-Wl,-soname,{own.name}",
         "-Wl,-rpath,$ORIGIN/../scipy.libs", "-Wl,-z,noexecstack", "-x", "none", str(scipys)],
        input=f".text\n{code}", text=True, check=True,
    )  # fmt: skip
    return before - own.stat().st_size


def _symbols(path: Path, kind: str) -> set[str]:
    listed = subprocess.run(
        ["nm", "-D", "-j", kind, str(path)], capture_output=True, text=True, check=True
    ).stdout
    return {line.partition("@")[0] for line in listed.splitlines()}


def trim_icu(bundle: Path) -> int:
    """Leave of Qt's ICU data what sorts in the languages of the program, and no converters.

    Needs a C compiler, objcopy and ICU's icupkg (Debian: icu-devtools): without them the bundle is larger.

    Returns
    -------
    The bytes saved.

    References
    ----------
    https://unicode-org.github.io/icu/userguide/icu_data/
    """
    library = next((folder_of_libraries(bundle) / "PySide6").rglob("libicudata.so.*"), None)
    if library is None or not all(map(shutil.which, ("cc", "objcopy", "icupkg"))):
        return 0
    release = library.name.rpartition(".")[2]
    before = library.stat().st_size
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, f"icudt{release}l.dat")  # icupkg wants this name
        _run("objcopy", "-O", "binary", "--only-section=.rodata", str(library), str(data))
        items = _run("icupkg", "-l", str(data)).splitlines()
        unused = Path(folder, "unused.txt")
        unused.write_text("".join(f"{item}\n" for item in items if not _speaks(item)), encoding="utf-8")
        _run("icupkg", "--ignore-deps", "-r", str(unused), str(data))
        name = f"icudt{release}_dat"
        code = Path(folder, "data.s")
        code.write_text(
            f'.section .rodata\n.balign 16\n.globl {name}\n.type {name}, %object\n{name}: .incbin "{data}"\n'
        )
        _run("cc", "-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-Wl,-z,noexecstack", str(code),
             "-o", str(library))  # fmt: skip
    return before - library.stat().st_size


def _speaks(item: str) -> bool:
    """Keep what is about no language, English or Turkish; of "curr/de_AT.res" the language is "de"."""
    name = item.rpartition("/")[2]
    if item.startswith(("translit/", "rbnf/")) or name.endswith((".cnv", ".dict", ".lstm")):
        return False
    language = name.partition("_")[0].removesuffix(".res")
    is_a_language = name.endswith(".res") and len(language) in (2, 3) and language.islower()
    return not is_a_language or language in (*LANGUAGES, "res")  # res_index.res


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
