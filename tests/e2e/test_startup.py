"""The command as a user gives it, in a process of its own."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.window_fixtures import real_file

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "torchvision", "timm", "sklearn", "scipy", "pyqtgraph", "safetensors")
LONGEST_START_S = 4.0  # of processor time: twice to three times what a quiet machine takes (docs/viewing.md)


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KESIT_DATA_DIR": str(folder / "data")}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_window_is_there_in_time_and_before_torch(tmp_path):
    program = textwrap.dedent(
        f"""
        import sys, time
        import os
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtCore import QSettings
        from PySide6.QtWidgets import QApplication
        from viewer.app import Kesit
        from viewer.widgets.style import apply_style
        application = QApplication([])
        apply_style(application)
        kesit = Kesit(QSettings({str(tmp_path / "settings.ini")!r}, QSettings.Format.IniFormat))
        kesit.window.show()
        application.processEvents()
        kesit.window.grab()
        seconds = time.process_time()
        heavy = [name for name in {HEAVY!r} if name in sys.modules]
        kesit.window.close()
        print(seconds, *heavy)
        """
    )
    result = run(["-c", program], tmp_path)
    assert result.returncode == 0, result.stderr
    seconds, *heavy = result.stdout.split()
    assert heavy == []
    assert float(seconds) < LONGEST_START_S


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can be without a screen")
def test_without_a_screen_the_window_is_drawn_and_the_answer_printed(tmp_path):
    result = run(["-m", "viewer", str(real_file("CT_small.dcm"))], tmp_path)
    assert (tmp_path / "kesit-window.png").stat().st_size > 20_000
    assert "kesit-window.png" in result.stdout and "on screen" in result.stdout
    assert "No window" in result.stderr
    assert "CompressedSamples" not in result.stdout  # the patient's name


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["no-such-file.dcm"], 1, "no file or folder"),
        (["--model", "no-such-model"], 1, "no model named"),
        (["--nonsense"], 2, "usage"),
        (["--help"], 0, "PATH"),
        (["--version"], 0, "kesit"),
    ],
)
def test_exit_codes(tmp_path, arguments, code, words):
    result = run(["-m", "viewer", *arguments], tmp_path)
    assert result.returncode == code
    assert words in result.stdout + result.stderr
