"""Worker processes that may crash, hang or eat memory, and what is known of them afterwards."""

import json
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.fuzz.seeds import BOMB_BYTES

HANG_S = 10.0
_START_S = 120.0
_LONGEST_REST_S = 300.0
# What a process may grow by: its libraries and buffers, then what the file or its pixels justify. The bombs
# among the seeds do hold what they claim; zlib needs it twice.
ALLOWED_BYTES = (64 << 20) + 2 * BOMB_BYTES
ALLOWED_PER_FILE_BYTE, ALLOWED_PER_PIXEL_BYTE = 40, 14


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: no problems when all is well."""

    problems: tuple[str, ...]
    frames: int = 0
    cpu_s: float = 0.0
    peak_bytes: int = 0


class Worker:
    """One child process, started anew when it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 (as long as the worker)

    def open(self, path: Path) -> Outcome:
        """Have a file opened; a crash or a hang ends the process and is the outcome."""
        is_new = self._process is None
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        started = time.monotonic()
        try:
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
        except BrokenPipeError:
            return Outcome((self._crash(),))
        if not _has_answer(process, is_new):
            self.close()
            return Outcome((f"hang: no answer after {time.monotonic() - started:.0f} s",))
        line = process.stdout.readline()
        if not line:
            return Outcome((self._crash(),))
        return _judged(json.loads(line), path)

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-X", "faulthandler", "-m", "tests.fuzz.worker"]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=self._errors, text=True)

    def _crash(self) -> str:
        assert self._process is not None
        code = self._process.wait()
        self._process = None
        self._errors.seek(0)
        said = self._errors.read()[-1500:]
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"crash: {name}\n{said}"


def _has_answer(process: "subprocess.Popen[str]", is_new: bool) -> bool:
    """Wait until a worker answers, has computed for too long, or rests for far too long.

    By its own time, not that of the clock: on a busy machine a process may wait for minutes.
    """
    assert process.stdout is not None
    before, started = _cpu_s(process.pid), time.monotonic()
    longest = _START_S if is_new else HANG_S
    while True:
        if select.select([process.stdout], [], [], min(0.5, longest))[0]:
            return True
        if _cpu_s(process.pid) - before >= longest or time.monotonic() - started > _LONGEST_REST_S:
            return False


def _cpu_s(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def _judged(answer: dict[str, Any], path: Path) -> Outcome:
    problems = list(answer["problems"])
    allowed = (
        ALLOWED_BYTES
        + ALLOWED_PER_FILE_BYTE * path.stat().st_size
        + ALLOWED_PER_PIXEL_BYTE * answer["decoded_bytes"]
    )
    if answer["peak_bytes"] > allowed:
        problems.append(f"memory: grew by {answer['peak_bytes'] >> 20} MiB, {allowed >> 20} are justified")
    return Outcome(tuple(problems), answer["frames"], answer["cpu_s"], answer["peak_bytes"])


def summary_lines(counts: dict[str, int], seconds: float) -> Iterator[str]:
    """Yield what a run came to, a line each."""
    yield f"{counts.get('files', 0)} files in {seconds:.0f} s, {counts.get('opened', 0)} still gave a frame"
    yield f"largest growth {counts.get('largest_growth_mib', 0)} MiB"
    for name in ("crash", "hang", "memory", "other"):
        yield f"{name}: {counts.get(name, 0)}"
