"""The command line: ``kesit [PATH ...]``, ``kesit COMMAND ...`` and ``python -m viewer``.

Exit codes: 0 done, 1 something failed (and what), 2 wrong usage.
"""

import argparse
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ml.console import prepare_console
from viewer import VERSION

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

DONE, FAILED = 0, 1
_LIBRARY_PATH = "LD_LIBRARY_PATH"

# "kesit train ..." is "python -m ml.train ...": an installed program has no Python to start modules with.
COMMANDS = {
    "imaging": "ml.imaging.__main__",
    "report": "ml.report.__main__",
    **{
        name: f"ml.{name}"
        for name in ("deidentify", "predict", "checks", "decode", "train", "search", "evaluate", "export")
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; nothing heavy is imported before the arguments are understood."""
    prepare_console()
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words and words[0] in COMMANDS:
        code: int = import_module(COMMANDS[words[0]]).main(words[1:])
        return code
    options = parse(words)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    if options.selftest:
        return _run_selftest(options.json)
    if options.forget:
        from viewer.forget import forget  # noqa: PLC0415

        return forget()
    return _run_window(options)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line of the window; argparse exits with 2 on wrong usage."""
    parser = argparse.ArgumentParser(
        prog="kesit",
        description="Desktop radiology viewer with a local classifier.",
        epilog=f"Without a window: kesit {{{','.join(COMMANDS)}}} --help. "
        "Research use only. Not a medical device; not for diagnosis.",
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders to open")
    parser.add_argument("--sample", action="store_true", help="open the sample study")
    parser.add_argument("--model", metavar="NAME_OR_FOLDER", help="the classifier to use")
    parser.add_argument("--selftest", action="store_true", help="check decoders and models, without a window")
    parser.add_argument("--json", action="store_true", help="with --selftest: the report as JSON")
    parser.add_argument(
        "--forget", action="store_true", help="remove your settings, models and measurements, after asking"
    )
    parser.add_argument("--version", action="version", version=f"kesit {VERSION}")
    options = parser.parse_args(arguments)
    if options.json and not options.selftest:
        parser.error("--json belongs to --selftest")
    alone = "--selftest" if options.selftest else "--forget" if options.forget else ""
    if alone and (options.paths or options.sample or options.model or (options.selftest and options.forget)):
        parser.error(f"{alone} opens nothing: leave out paths, --sample and --model")
    return options


def _run_selftest(as_json: bool) -> int:
    from viewer import selftest  # noqa: PLC0415

    checks = selftest.run_checks()
    print(selftest.as_json(checks) if as_json else selftest.as_text(checks))
    return DONE if selftest.passed(checks) else FAILED


def _run_window(options: argparse.Namespace) -> int:
    from viewer.display import why_no_screen  # noqa: PLC0415

    reason = why_no_screen()
    if reason:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        print(f"No window: {reason}. Drawing it offscreen instead.", file=sys.stderr)
    splash = None if reason else _show_splash()
    with keeping_library_path():
        from viewer.launch import launch  # noqa: PLC0415

    return launch(options, offscreen=bool(reason), splash=splash)


@contextmanager
def keeping_library_path() -> Iterator[None]:
    """While OpenCV is imported: it adds a folder that is not there, and with it the one that one is in.

    A browser that opens the guide must not take libraries from among somebody's scans.
    """
    before = os.environ.get(_LIBRARY_PATH)
    yield
    os.environ.pop(_LIBRARY_PATH, None)
    if before is not None:
        os.environ[_LIBRARY_PATH] = before


def _show_splash() -> "QWidget":
    """What starts Qt, before all that the window needs is imported."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from viewer.splash import show_splash  # noqa: PLC0415

    application = QApplication(sys.argv[:1])
    return show_splash(application.devicePixelRatio())


if __name__ == "__main__":
    sys.exit(main())
