"""Draw the main states of the window, and keep the pictures that tests compare with.

    python -m tests.snapshots [NAME ...] [--into FOLDER] [--spoilt] [--font FAMILY]

Without ``--into`` the kept pictures are written anew: look at them before they are committed. ``--spoilt``
draws states in which something is wrong on purpose. Run it from the root of the repository.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Draw in a process that finds no settings, models or caches of the user."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kesit-snapshots-") as name:
        os.environ |= {
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": "1",
            "LC_ALL": "C.UTF-8",
            "KESIT_DATA_DIR": f"{name}/data",
            "XDG_CONFIG_HOME": f"{name}/config",
            "XDG_CACHE_HOME": f"{name}/cache",
        }
        from tests.snapshots.pictures import FONT_FILE, KEPT, save
        from tests.snapshots.states import draw, font_in_use

        folder = options.into or KEPT
        for picture in draw(Path(name), options.names, options.spoilt, options.font):
            save(picture, folder)
            print(picture.name)
        (folder / FONT_FILE).write_text(f"{font_in_use()}\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.snapshots")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these states")
    parser.add_argument("--into", type=Path, help="write the pictures there, as they are drawn")
    parser.add_argument("--spoilt", action="store_true", help="states in which something is wrong")
    parser.add_argument("--font", default="", help="written in another font")
    return parser


if __name__ == "__main__":
    sys.exit(main())
