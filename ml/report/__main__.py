"""Write the report of a model anew from the files in its folder; the pictures come only with training.

python -m ml.report MODEL [--out FILE]
"""

import argparse
import sys
from pathlib import Path

from ml.console import own_name, prepare_console
from ml.errors import KesitError
from ml.library import find_model
from ml.report import REPORT_FILE, content_of, make_page


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    prepare_console()
    parser = argparse.ArgumentParser(prog=own_name("report"), description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", metavar="MODEL", help="name of a model, or a model folder")
    parser.add_argument("--out", metavar="FILE", type=Path, help="the page to write (default: in the folder)")
    options = parser.parse_args(arguments)
    try:
        folder = find_model(options.model).folder
        path = options.out or folder / REPORT_FILE
        path.write_text(make_page(content_of(folder)), encoding="utf-8")
    except KesitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: {error.filename} cannot be written: {error.strerror}", file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
