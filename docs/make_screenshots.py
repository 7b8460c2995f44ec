"""Make every picture of the documents anew: the real program, drawn offscreen, on images that are computed.

    python -m docs.make_screenshots [NAME ...]

Writes docs/screenshot.png, docs/screenshots/*.png and, reduced and in each language, the pictures of the
guide in resources/guide/pictures/. Names of pictures ("planes", "wizard") make only those. Settings, models
and sessions of the user are neither read nor written, and no patient is shown: the head is
``ml.imaging.phantom``, other files come with pydicom. Run it from the root of the repository after a change
of how the window looks, and look at the results.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCALED = "scale-200"  # drawn by a process of its own: Qt reads the factor when it starts
IN_CHILD = "KESIT_PICTURES_FOLDER"


def main() -> int:
    """Draw and save what is asked for; 1 if something could not be drawn."""
    names = tuple(sys.argv[1:])
    if IN_CHILD in os.environ:
        return _draw(names, Path(os.environ[IN_CHILD]))
    with tempfile.TemporaryDirectory(prefix="kesit-") as folder:
        codes = [_in_child(names, folder)] if names != (SCALED,) else []
        if not names or SCALED in names:
            codes.append(_in_child((SCALED,), folder, QT_SCALE_FACTOR="2"))
    return max(codes)


def _in_child(names: tuple[str, ...], folder: str, **environment: str) -> int:
    """Draw in a process that finds no settings, models or caches of the user."""
    fresh = {
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        "KESIT_DATA_DIR": f"{folder}/data",
        "XDG_CONFIG_HOME": f"{folder}/config",
        "XDG_CACHE_HOME": f"{folder}/cache",
        IN_CHILD: folder,
        **environment,
    }
    command = [sys.executable, "-m", "docs.make_screenshots", *names]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **fresh}, check=False).returncode


def _draw(names: tuple[str, ...], folder: Path) -> int:
    from docs.screenshot_scenes import draw  # noqa: PLC0415 (Qt and ml look at the environment)

    return draw(names, folder)


if __name__ == "__main__":
    sys.exit(main())
