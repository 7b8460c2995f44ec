"""A stand-in for ``python -m ml.train --json``: the same protocol and files, and nothing is learnt.

python fake_child.py MODE OUT [--resume]
"""

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import psutil

EPOCHS = 3
CLASSES = ["cat", "dog"]
METRICS = {
    "images": 20,
    "classes": CLASSES,
    "accuracy": 0.9,
    "accuracy_interval": [0.699, 0.972],
    "macro_f1": 0.899,
    "per_class": {
        "cat": {"precision": 1.0, "recall": 0.8, "f1": 0.889, "support": 10},
        "dog": {"precision": 0.833, "recall": 1.0, "f1": 0.909, "support": 10},
    },
    "confusion": [[8, 2], [0, 10]],
    "auroc": 0.97,
    "average_precision": 0.96,
    "ece": 0.05,
    "not_evaluated": 1,
}


def started(out: str) -> dict:
    counts = {
        "train": {"cat": 40, "dog": 40},
        "validation": {"cat": 10, "dog": 10},
        "test": {"cat": 10, "dog": 10},
    }
    return {
        "event": "started", "out": out, "recipe": "standard", "classes": CLASSES, "counts": counts,
        "epochs": EPOCHS, "device": "cpu", "resumed_epoch": 0,
    }  # fmt: skip


def progress(epoch: int, done: int) -> dict:
    return {
        "event": "progress", "phase": "epoch", "epoch": epoch, "done": done, "total": 4,
        "seconds_left": None, "text": "",
    }  # fmt: skip


def epoch(number: int) -> dict:
    return {
        "event": "epoch", "epoch": number, "epochs": EPOCHS, "train_loss": 1 / number, "train_accuracy": 0.9,
        "validation_loss": 1.1 / number, "validation_accuracy": 0.5 + 0.1 * number,
        "validation_macro_f1": 0.7,
        "learning_rate": 1e-3, "seconds": 1.0, "seconds_left": 1.0 * (EPOCHS - number), "best": True,
    }  # fmt: skip


class Child:
    """Writes events as the real one does: all to stdout, all but progress to events.jsonl."""

    def __init__(self, out: str) -> None:
        self.out = Path(out)
        self.folder = self.out.with_name(self.out.name + ".training")
        self.folder.mkdir(parents=True, exist_ok=True)
        run = {
            "data": "",
            "recipe": {"name": "standard", "epochs": EPOCHS},
            "name": self.out.name,
            "title": "",
        }
        (self.folder / "run.json").write_text(json.dumps({**run, "process": os.getpid()}))

    def tell(self, event: dict) -> None:
        line = json.dumps(event)
        if event["event"] != "progress":
            with (self.folder / "events.jsonl").open("a") as file:
                file.write(line + "\n")
        try:
            print(line, flush=True)
        except OSError:
            sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 (the reader has gone; the run goes on)

    def begin(self, epochs: int = 0) -> None:
        self.tell(started(str(self.out)))
        for number in range(1, epochs + 1):
            self.tell(progress(number, 2))
            self.tell(epoch(number))

    def finish(self) -> None:
        self.out.mkdir()
        (self.out / "metrics.json").write_text(json.dumps(METRICS))
        self.tell({"event": "done", "model": str(self.out), "name": self.out.name, "metrics": METRICS})
        shutil.rmtree(self.folder)


def complete(child: Child) -> None:
    child.begin(EPOCHS)
    child.finish()


def search(child: Child) -> None:
    """Three trials, one of them ended early, and then the training."""
    for number, value, early in ((0, 0.8, False), (1, 0.4, True), (2, 0.9, False)):
        child.tell({"event": "trial", "trial": number, "value": value, "ended_early": early, "values": {}})
    _wait_until((child.out.parent / "go").exists)
    complete(child)


def junk(child: Child) -> None:
    """Foreign lines, half lines, broken characters and unknown events between the real ones."""
    raw = sys.stdout.buffer
    for piece in (
        b"WARNING: something\n",
        b"\xff\xfe\x00\n",
        b"[1, 2]\n",
        b'{"event": "weather"}\n',
        b"null\n",
    ):
        raw.write(piece)
    raw.write(b'{"event": "epoch"}\n{"event": "epoch", "epoch": "x"}\n')
    line = json.dumps(started(str(child.out))).encode() + b"\n"
    for byte in line:
        raw.write(bytes([byte]))
        raw.flush()
    complete(child)


def crash(child: Child) -> None:
    child.begin(1)
    print("Traceback (most recent call last):\nRuntimeError: out of chairs", file=sys.stderr)
    sys.exit(3)


def crash_early(child: Child) -> None:
    child.begin(0)
    sys.exit(3)


def killed(child: Child) -> None:
    child.begin(2)
    psutil.Process().kill()


def fail(child: Child) -> None:
    child.begin(0)
    child.tell({"event": "failed", "message": "there is not enough light"})
    sys.exit(1)


def polite(child: Child) -> None:
    """Stops when asked."""
    asked = []
    signal.signal(signal.SIGTERM, lambda *_: asked.append(True))
    child.begin(2)
    _wait_until(lambda: asked)
    child.tell({"event": "cancelled", "out": str(child.out), "finished_epochs": 2})
    sys.exit(130)


def deaf(child: Child) -> None:
    """Hears no signal, as on Windows, and stops when a file asks for it."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child.begin(2)
    _wait_until((child.folder / "stop").exists)
    child.tell({"event": "cancelled", "out": str(child.out), "finished_epochs": 2})
    sys.exit(130)


def stubborn(child: Child) -> None:
    """Has to be killed."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child.begin(2)
    _wait_until(lambda: False)


def patient(child: Child) -> None:
    """Finishes when a file called "go" appears beside the model."""
    child.begin(1)
    print("a warning", file=sys.stderr, flush=True)
    _wait_until((child.out.parent / "go").exists)
    child.tell(epoch(2))
    child.tell(epoch(3))
    child.finish()


def _wait_until(condition: object) -> None:
    deadline = time.monotonic() + 60  # a failing test must not leave a process behind for ever
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)


if __name__ == "__main__":
    if "--estimate" in sys.argv:
        print(json.dumps({"event": "estimate", "epoch_seconds": 30.0, "seconds": 200.0}))
        sys.exit(0)
    MODES = (complete, search, junk, crash, crash_early, killed, fail, polite, deaf, stubborn, patient)
    {mode.__name__: mode for mode in MODES}[sys.argv[1]](Child(sys.argv[2]))
