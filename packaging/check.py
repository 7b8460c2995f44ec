"""Start what was built as a stranger would: another user, no Python, an empty home, a folder that cannot be
written to, under a path with spaces and letters that are not ASCII.

    python packaging/check.py dist/kesit [--pictures DIR]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prune import largest_files

PLACE = "deneme klasörü/ÇŞĞ"
NOBODY = 65534  # of most Unix systems
START_GOAL_S = 3.0
SPLASH_WIDTH = 360  # viewer.splash


def main() -> int:
    parser = argparse.ArgumentParser(prog="python packaging/check.py", description=__doc__.splitlines()[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--pictures", type=Path, default=Path("build/check"), metavar="DIR")
    options = parser.parse_args()
    print(largest_files(options.bundle))
    check(options.bundle.resolve(), options.pictures)
    return 0


def check(bundle: Path, pictures: Path) -> None:
    """Raise SystemExit at the first thing that does not work."""
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        installed = Path(folder, PLACE, "kesit")
        shutil.copytree(bundle, installed, symlinks=True)
        _forbid_writing(installed)
        home = Path(folder, "home")
        home.mkdir()
        if _is_root():
            os.chown(home, NOBODY, NOBODY)
        _self_test(installed, home)
        _window_under_xvfb(installed, home, pictures)
        _allow_writing(installed)


def _self_test(installed: Path, home: Path) -> None:
    started = time.monotonic()
    judge(_run([str(_program(installed)), "--selftest", "--json"], home))
    print(f"self-test: {time.monotonic() - started:.0f} s")


def judge(done: subprocess.CompletedProcess[str]) -> None:
    """Print what ``kesit --selftest --json`` found; raise SystemExit unless all is well."""
    try:
        report = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"the self-test gave no report: {done.stdout[-500:]}{done.stderr[-2000:]}") from None
    for row in report["checks"]:
        mark = "ok    " if row["passed"] else "FAILED"
        print(f"{mark} {row['group']:<8} {row['name']}: {row['detail']} ({row['duration_ms']:.0f} ms)")
    if not report["passed"]:
        raise SystemExit("the self-test of the frozen program failed")


def _window_under_xvfb(installed: Path, home: Path, pictures: Path) -> None:
    """Open the sample study on a virtual screen, twice, timing both starts; skipped without Xvfb."""
    if shutil.which("Xvfb") is None:
        print("no Xvfb here: the window was drawn offscreen only")
        return
    with _virtual_screen() as screen:
        for name in ("first", "again"):
            splash, window = _time_until_shown(installed, home, screen, pictures / "frozen-window.png")
            verdict = "within" if window <= START_GOAL_S else "over"
            print(
                f"{name}: splash after {splash:.1f} s, window {window:.1f} s ({verdict} {START_GOAL_S:g} s)"
            )


@contextmanager
def _virtual_screen() -> Iterator[str]:
    """A screen that nobody else draws on; Xvfb looks for a free number and says which."""
    answers, said_by_xvfb = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(said_by_xvfb),
            "-screen",
            "0",
            "1500x960x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ],
        pass_fds=[said_by_xvfb],
    )
    os.close(said_by_xvfb)
    try:
        with os.fdopen(answers) as lines:
            number = lines.readline().strip()
        if not number:
            raise SystemExit("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def _time_until_shown(installed: Path, home: Path, screen: str, picture: Path) -> tuple[float, float]:
    """Seconds until something is on the screen and until the window is; keeps a picture, answers and all."""
    from PIL import ImageGrab

    started = time.monotonic()
    child = subprocess.Popen(
        [str(_program(installed)), "--sample"],
        cwd=home,
        env=_environment(home) | {"DISPLAY": screen},
        **_as_nobody(),
    )
    try:
        shown = []
        for least_width in (1, SPLASH_WIDTH + 1):
            while _drawn_width(screen) < least_width:
                if child.poll() is not None or time.monotonic() - started > 120:
                    raise SystemExit("the frozen window did not appear")
                time.sleep(0.02)
            shown.append(time.monotonic() - started)
        time.sleep(15)
        ImageGrab.grab(xdisplay=screen).save(picture)
    finally:
        child.terminate()
        child.wait()
    return shown[0], shown[1]


def _drawn_width(screen: str) -> int:
    """Of what is on the black screen."""
    from PIL import ImageGrab

    box = ImageGrab.grab(xdisplay=screen).getbbox()
    return box[2] - box[0] if box else 0


def _run(command: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=home, env=_environment(home), capture_output=True, text=True, check=False, **_as_nobody()
    )


def _environment(home: Path) -> dict[str, str]:
    """Almost nothing: no PATH to a Python, no settings. Windows needs its own."""
    kept = (
        ("SYSTEMROOT", "TEMP", "TMP", "LOCALAPPDATA", "APPDATA", "USERPROFILE")
        if sys.platform == "win32"
        else ()
    )
    variables = {name: os.environ[name] for name in kept if name in os.environ}
    return variables | {"HOME": str(home), "LANG": "C.UTF-8", "PATH": str(home / "nothing")}


def _as_nobody() -> dict[str, object]:
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if _is_root() else {}


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _program(folder: Path) -> Path:
    return folder / ("kesit-cli.exe" if sys.platform == "win32" else "kesit")


def _forbid_writing(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222 | 0o444 | (0o111 if path.is_dir() else 0))


def _allow_writing(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
