"""How a training run tells what it does: JSON lines for programs, a progress bar and words for people."""

import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

from tqdm import tqdm

from ml.errors import Cancelled
from ml.runs import STOP_FILE

_SECONDS_BETWEEN = 0.2
_SECONDS_BETWEEN_FILED = 2.0


class Reporter:
    """Writes every event to ``events.jsonl`` and to stdout, as JSON lines or as text.

    When nobody reads stdout any more (the window was closed) the run goes on and the file has everything.
    A signal, or a file that asks to stop, makes the next progress call raise :class:`ml.errors.Cancelled`.
    """

    def __init__(self, as_json: bool, stdout: TextIO | None = None, *, is_silent: bool = False) -> None:
        self.as_json, self.is_silent = as_json, is_silent
        self.events: Path | None = None
        self._stdout: TextIO | None = stdout or sys.stdout
        self._stopped = False
        self._stop_file: Path | None = None
        self._last = self._filed = 0.0
        self._bar: Any = None
        self._drawn: Phase | None = None

    def stop_on_signals(self) -> None:
        """Turn SIGINT and SIGTERM into a clean stop at the next step."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def stop_when_asked(self, folder: Path) -> None:
        """Stop as cleanly when :func:`ml.runs.ask_to_stop` asks the run in this folder, from now on."""
        self._stop_file = folder / STOP_FILE
        self._stop_file.unlink(missing_ok=True)

    def emit(self, event: str, **fields: Any) -> None:
        """Tell one event."""
        if self.is_silent:
            return
        line = json.dumps({"event": event, **fields}, allow_nan=False)
        if self.events is not None and self._is_for_file(event):
            with self.events.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        if self.as_json:
            self.say(line)

    def _is_for_file(self, event: str) -> bool:
        """All events, but progress only now and then: who follows the file wants to see it move."""
        if event == "progress" and time.monotonic() - self._filed < _SECONDS_BETWEEN_FILED:
            return False
        self._filed = time.monotonic()
        return True

    def say(self, text: str) -> None:
        """Print a line, unless the reader has gone."""
        self.close()
        if self._stdout is None or self.is_silent:
            return
        try:
            print(text, file=self._stdout, flush=True)
        except (OSError, ValueError):
            _drop(self._stdout)
            self._stdout = None

    def phase(self, name: str, epoch: int = 0) -> "Phase":
        """Start a stretch of work whose steps are counted."""
        return Phase(self, name, epoch)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stopped = True

    def _progress(self, phase: "Phase", done: int, total: int, text: str) -> None:
        if self._stopped:
            raise Cancelled
        now = time.monotonic()
        if now - self._last < _SECONDS_BETWEEN and 0 < done < total:
            return
        self._last = now
        if self._stop_file is not None and self._stop_file.exists():
            raise Cancelled
        self.emit(
            "progress",
            phase=phase.name,
            epoch=phase.epoch,
            done=done,
            total=total,
            seconds_left=phase.seconds_left(done, total),
            text=text,
        )
        if not self.as_json and not self.is_silent:
            self._draw(phase, done, total)

    def _draw(self, phase: "Phase", done: int, total: int) -> None:
        if self._bar is None or self._drawn is not phase:
            self.close()
            self._bar = tqdm(desc=phase.name, total=total, file=sys.stderr, leave=False)
            self._drawn = phase
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the progress bar off the screen."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _drop(stream: TextIO) -> None:
    """What it still holds goes nowhere: on Windows, Python fails at its end when it cannot write that."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):  # no file of the system, or closed
        return


class Phase:
    """A :class:`ml.progress.Progress` with a name."""

    def __init__(self, reporter: Reporter, name: str, epoch: int) -> None:
        self.name, self.epoch, self.started = name, epoch, time.monotonic()
        self.epochs = epoch  # the last one, so that the time left counts the epochs to come
        self._reporter = reporter

    def next_epoch(self) -> None:
        """Count the next epoch and start its clock."""
        self.epoch, self.started = self.epoch + 1, time.monotonic()

    def seconds_left(self, done: int, total: int) -> float | None:
        """At the pace of this stretch so far; None before the first step."""
        if not done:
            return None
        to_come = total - done + total * (self.epochs - self.epoch)
        return (time.monotonic() - self.started) / done * to_come

    def __call__(self, done: int, total: int, text: str = "") -> None:
        self._reporter._progress(self, done, total, text)
