"""No test draws on a screen, reads the user's settings or finds the user's models."""

import os
import tempfile
from pathlib import Path

_SCRATCH = Path(tempfile.mkdtemp(prefix="kesit-tests-"))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["KESIT_DATA_DIR"] = str(_SCRATCH / "data")
os.environ["XDG_CONFIG_HOME"] = str(_SCRATCH / "config")
os.environ["LC_ALL"] = "C.UTF-8"  # the language of the system is English
os.environ["XDG_CACHE_HOME"] = str(_SCRATCH / "cache")

pytest_plugins = ["tests.window_fixtures"]


def pytest_addoption(parser):
    parser.addoption("--monkey-seconds", type=float, default=10.0, help="how long the monkey test runs")
    parser.addoption("--monkey-seed", type=int, default=1, help="another seed does other things")
