"""How long a training will take here: a child measures a few batches of the recipe."""

import json
import subprocess

from ml.errors import DatasetError
from ml.progress import Progress
from viewer.services.training_values import TimeEstimate

_LOOK_EVERY_S = 0.1
# Windows opens a console for a child with words of a parent that has none; QProcess sees to that itself.
_WITHOUT_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def measure_time(command: list[str], progress: Progress) -> TimeEstimate:
    """Add ``--estimate`` to the command of a training and run it; a cancelled task ends the child.

    Raises
    ------
    DatasetError
        When the recipe cannot be run here; says why.
    """
    with subprocess.Popen(
        [*command, "--estimate"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        creationflags=_WITHOUT_CONSOLE,
    ) as child:
        try:
            lines = _lines_of(child, progress)
        finally:
            child.kill()
    for line in reversed(lines):
        try:
            event = json.loads(line)
            if event["event"] == "estimate":
                return TimeEstimate(float(event["epoch_seconds"]), float(event["seconds"]))
            if event["event"] == "failed":
                raise DatasetError(str(event["message"]))
        except (ValueError, KeyError, TypeError):
            continue
    raise DatasetError("How long it takes could not be measured.")


def _lines_of(child: subprocess.Popen[bytes], progress: Progress) -> list[bytes]:
    while True:
        progress(0, 0, "")
        try:
            output, _ = child.communicate(timeout=_LOOK_EVERY_S)
            return output.splitlines()
        except subprocess.TimeoutExpired:
            continue
