"""The process that opens mutated files: one path a line on stdin, one JSON answer a line on stdout."""

import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import numpy as np

from ml.errors import ImagingError
from ml.imaging import display_image, read_frame, scan
from ml.imaging.values import FrameInfo, ScanResult

ADDRESS_SPACE_BYTES = 12 << 30
_FRAMES_READ = 4
_DTYPES = {np.dtype(name) for name in ("uint8", "int16", "uint16", "int32", "float32")}
_SECRETS = ("Secret", "ID-4711")
_LEAST_CAUSE = 8  # letters


def main() -> None:
    """Answer until stdin ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what native code prints must not come between the answers
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    for line in sys.stdin:
        print(json.dumps(_answer(Path(line.strip()))), file=answers, flush=True)


def _answer(path: Path) -> dict[str, Any]:
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    before, started = _memory("VmRSS"), time.process_time()
    problems: list[str] = []
    decoded_bytes, frames = 0, 0
    try:
        result = scan([path])
        problems += _unclear_failures(result)
        for info in _some_frames(result):
            decoded_bytes += _read(info, problems)
            frames += 1
    except Exception:  # noqa: BLE001 (the very thing that is looked for)
        problems.append("not an ImagingError: " + traceback.format_exc(limit=-6))
    return {
        "problems": problems,
        "frames": frames,
        "decoded_bytes": decoded_bytes,
        "peak_bytes": _memory("VmHWM") - before,
        "cpu_s": time.process_time() - started,
    }


def _some_frames(result: ScanResult) -> list[FrameInfo]:
    frames = [info for study in result.studies for series in study.series for info in series.frames]
    return frames if len(frames) <= _FRAMES_READ else [*frames[: _FRAMES_READ - 1], frames[-1]]


def _read(info: FrameInfo, problems: list[str]) -> int:
    """Return the bytes of the decoded frame, 0 when it was refused."""
    try:
        frame = read_frame(info)
    except ImagingError as error:
        name, _, cause = str(error).partition(": ")
        if len(cause) < _LEAST_CAUSE or not name:
            problems.append(f"names no cause: {error}")
        problems += _leaks(str(error))
        return 0
    pixels = frame.pixels
    if pixels.shape[:2] != (info.rows, info.columns) or pixels.dtype not in _DTYPES:
        problems.append(f"wrong array: {pixels.shape} {pixels.dtype} for {info.rows} x {info.columns}")
    if pixels.flags.writeable:
        problems.append("pixels can be written to")
    shown = display_image(frame)
    if shown.dtype != np.uint8 or shown.shape[:2] != pixels.shape[:2]:
        problems.append(f"wrong display: {shown.shape} {shown.dtype}")
    return pixels.nbytes


def _unclear_failures(result: ScanResult) -> list[str]:
    unclear = [f"names no cause: {one.reason!r}" for one in result.failures if len(one.reason) < _LEAST_CAUSE]
    return unclear + [leak for one in result.failures for leak in _leaks(one.reason)]


def _leaks(text: str) -> list[str]:
    return [f"tells what is the patient's: {text}" for secret in _SECRETS if secret in text]


def _memory(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    main()
