"""Following a run that an earlier viewer, or a command line, has started."""

import json
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from viewer.services.training_events import LineAssembler
from viewer.services.training_folders import events_file, is_alive, process_of
from viewer.services.training_process import STOP_GRACE_MS, TrainingSource

POLL_MS = 400


class TrainingFollower(TrainingSource):
    """Reads the run's event file as it grows, until its process has gone."""

    def __init__(self, out: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._out = out
        self._lines = LineAssembler()
        self._offset_bytes = 0
        self._poll_timer = QTimer(self, interval=POLL_MS)
        self._poll_timer.timeout.connect(self._on_poll_timer_timeout)
        self._kill_timer = QTimer(self, singleShot=True, interval=STOP_GRACE_MS)
        self._kill_timer.timeout.connect(self._on_kill_timer_timeout)

    @property
    def process_id(self) -> int:
        return process_of(self._out) if is_alive(self._out) else 0

    def start(self) -> None:
        self._poll_timer.start()
        QTimer.singleShot(0, self, self._on_poll_timer_timeout)

    def stop(self) -> None:
        if sys.platform != "win32":  # where this signal kills
            self._signal(signal.SIGTERM)
        self._kill_timer.start()

    def leave(self) -> None:
        self._poll_timer.stop()
        self._kill_timer.stop()

    @Slot()
    def _on_poll_timer_timeout(self) -> None:
        if not self._poll_timer.isActive():
            return  # left, or ended, since this call was queued
        alive = is_alive(self._out)  # before reading: what it wrote last must not be missed
        self._read_more()
        if not alive:
            self._end()

    def _read_more(self) -> None:
        try:
            with events_file(self._out).open("rb") as file:
                file.seek(self._offset_bytes)
                chunk = file.read()
        except OSError:  # finished runs remove it
            return
        self._offset_bytes += len(chunk)
        for line in self._lines.feed(chunk):
            self.line_received.emit(line)

    def _end(self) -> None:
        self.leave()
        for line in self._lines.flush():
            self.line_received.emit(line)
        done = self._done_line()
        if done is not None:
            self.line_received.emit(done)
        self.ended.emit("")

    def _done_line(self) -> bytes | None:
        """The last event of a finished run, from its model: the event file went before it could be read."""
        try:
            metrics = json.loads((self._out / "metrics.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        done = {"event": "done", "model": str(self._out), "name": self._out.name, "metrics": metrics}
        return json.dumps(done).encode()

    @Slot()
    def _on_kill_timer_timeout(self) -> None:
        self._signal(getattr(signal, "SIGKILL", signal.SIGTERM))

    def _signal(self, number: int) -> None:
        if is_alive(self._out):
            os.kill(process_of(self._out), number)
