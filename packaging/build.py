"""Make what people install: one folder with the program, checked, and wrapped for this system.

    python packaging/build.py [--flavour cpu|cuda] [--skip-check] [--skip-wrap] [--out DIR]

Run it with the Python of an environment that holds Kesit's dependencies and PyInstaller:

    python -m venv build/venv
    build/venv/bin/pip install . pyinstaller        (on Windows also msvc-runtime)
    build/venv/bin/python packaging/build.py

Linux: a .deb and a .tar.zst. Windows: an installer (needs NSIS). macOS: a .dmg. With SHA-256 sums. A list
of parts (SBOM) and their licences lie in the folder. What stands in ``dist/`` is replaced.

There is one spec for both flavours: what is packed is the torch that is installed. ``--flavour`` says which
one that has to be, and stops where it is another.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import check
import flavours
import icons
import prune
import slim
import visual_cpp
import wrap

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Build, strip, check and wrap; stops at the first step that fails."""
    options = _parser().parse_args()
    flavour = flavours.agreed(options.flavour)
    options.out.mkdir(parents=True, exist_ok=True)
    icons.make_icons()
    bundle = freeze(options.out, flavour)
    flavours.examine(bundle, flavour)
    if sys.platform == "win32":
        visual_cpp.examine(bundle)
    prune.forget_build_machine(bundle)
    saved = [prune.strip(bundle), slim.share_openblas(bundle), slim.trim_icu(bundle)]
    print("saved by stripping {:.0f} MB, one OpenBLAS {:.0f}, ICU {:.0f}".format(*(n / 1e6 for n in saved)))
    print(prune.largest_files(bundle))
    if not options.skip_check:
        check.check(bundle, options.out / "check")
    if options.skip_wrap:
        return 0
    made = wrap.wrap(bundle, options.out, flavour)
    wrap.write_sums(made, options.out / "SHA256SUMS")
    for path in made:
        print(f"{path.stat().st_size / 1e6:8.0f} MB  {path}")
    return 0


def freeze(out: Path, flavour: str) -> Path:
    """Run PyInstaller; returns the folder it made. Both flavours may be built at the same time."""
    work = ROOT / "build" / f"pyinstaller-{flavour}"
    command = [sys.executable, "-m", "PyInstaller", str(ROOT / "packaging" / "kesit.spec"), "--noconfirm"]
    subprocess.run([*command, "--distpath", str(out), "--workpath", str(work)], cwd=ROOT, check=True)
    return out / "kesit"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python packaging/build.py", description=__doc__.splitlines()[0])
    parser.add_argument("--flavour", choices=flavours.NAMES, help="stop unless this is what is installed")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument("--skip-check", action="store_true", help="do not start what was built")
    parser.add_argument("--skip-wrap", action="store_true", help="leave it at the folder")
    return parser


if __name__ == "__main__":
    sys.exit(main())
