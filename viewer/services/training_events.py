"""The child's JSON lines, read so that neither half a line nor foreign output can upset the viewer."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from viewer.services.training_values import (
    ClassScore,
    EpochResult,
    SearchTrial,
    TrainingCancelled,
    TrainingEvent,
    TrainingFailed,
    TrainingProgress,
    TrainingReport,
    TrainingStart,
)

LONGEST_LINE_BYTES = 1 << 20  # no event comes near; without a limit, endless junk would fill the memory


class LineAssembler:
    """Cuts a stream of bytes into whole lines and keeps the rest for the next piece."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, chunk: bytes) -> list[bytes]:
        *lines, rest = (self._rest + chunk).split(b"\n")
        self._rest = rest if len(rest) <= LONGEST_LINE_BYTES else b""
        return lines

    def flush(self) -> list[bytes]:
        """What came after the last line end: a killed child may leave a whole line without one."""
        rest, self._rest = self._rest, b""
        return [rest] if rest else []


def parse_event(line: bytes) -> TrainingEvent | None:
    """Read one line of ``ml.train --json``; None for whatever is not a whole, known event."""
    try:
        fields = json.loads(line)
        return _READERS[fields["event"]](fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def read_metrics(model: Path, name: str, metrics: dict[str, Any]) -> TrainingReport:
    """Make a report of what ``ml.evaluate`` measured.

    Raises
    ------
    KeyError, TypeError, ValueError
        When a figure is missing or is no number.
    """
    low, high = metrics["accuracy_interval"]
    clean = metrics.get("without_copies")
    return TrainingReport(
        model=model,
        name=name,
        images=int(metrics["images"]),
        accuracy=float(metrics["accuracy"]),
        accuracy_interval=(float(low), float(high)),
        macro_f1=float(metrics["macro_f1"]),
        scores=tuple(_score(label, metrics["per_class"][label]) for label in metrics["classes"]),
        confusion=tuple(tuple(int(count) for count in row) for row in metrics["confusion"]),
        ece=_optional(metrics.get("ece")),
        not_evaluated=int(metrics.get("not_evaluated", 0)),
        without_copies=read_metrics(model, name, clean) if clean else None,
    )


def _score(label: str, figures: dict[str, Any]) -> ClassScore:
    return ClassScore(
        name=label,
        precision=_number(figures["precision"]),
        recall=_number(figures["recall"]),
        f1=_number(figures["f1"]),
        support=int(figures["support"]),
        intervals=_spans(figures.get("intervals") or {}),
    )


def _spans(intervals: dict[str, Any]) -> tuple[tuple[float, float] | None, ...]:
    found = (intervals.get(name) for name in ("precision", "recall", "f1"))
    return tuple(None if span is None else (float(span[0]), float(span[1])) for span in found)


def _started(fields: dict[str, Any]) -> TrainingStart:
    return TrainingStart(
        out=Path(fields["out"]),
        recipe=str(fields["recipe"]),
        classes=tuple(str(label) for label in fields["classes"]),
        counts={split: dict(counts) for split, counts in fields["counts"].items()},
        epochs=int(fields["epochs"]),
        device=str(fields["device"]),
        resumed_epoch=int(fields.get("resumed_epoch") or 0),
    )


def _progress(fields: dict[str, Any]) -> TrainingProgress:
    return TrainingProgress(
        phase=str(fields["phase"]),
        epoch=int(fields.get("epoch") or 0),
        done=int(fields["done"]),
        total=int(fields["total"]),
        seconds_left=_optional(fields.get("seconds_left")),
        text=str(fields.get("text") or ""),
    )


def _epoch(fields: dict[str, Any]) -> EpochResult:
    return EpochResult(
        epoch=int(fields["epoch"]),
        epochs=int(fields["epochs"]),
        train_loss=_number(fields["train_loss"]),
        train_accuracy=_number(fields["train_accuracy"]),
        validation_loss=_number(fields["validation_loss"]),
        validation_accuracy=_number(fields["validation_accuracy"]),
        seconds_left=_optional(fields.get("seconds_left")),
        best=bool(fields["best"]),
        validation_macro_f1=_number(fields.get("validation_macro_f1")),
        learning_rate=_number(fields.get("learning_rate")),
    )


def _trial(fields: dict[str, Any]) -> SearchTrial:
    return SearchTrial(int(fields["trial"]), float(fields["value"]), bool(fields["ended_early"]))


def _final_epoch(fields: dict[str, Any]) -> TrainingProgress:
    """Epochs after measuring have no figures to draw; they only tell that the run goes on."""
    left = _optional(fields.get("seconds_left"))
    return TrainingProgress("final", int(fields["epoch"]), done=1, total=1, seconds_left=left, text="")


def _done(fields: dict[str, Any]) -> TrainingReport:
    return read_metrics(Path(fields["model"]), str(fields["name"]), fields["metrics"])


_READERS: dict[str, Callable[[dict[str, Any]], TrainingEvent]] = {
    "started": _started,
    "progress": _progress,
    "epoch": _epoch,
    "trial": _trial,
    "final_epoch": _final_epoch,
    "done": _done,
    "cancelled": lambda fields: TrainingCancelled(int(fields.get("finished_epochs") or 0)),
    "failed": lambda fields: TrainingFailed(str(fields["message"])),
}


def _number(value: float | None) -> float:
    """A figure that may be undefined (a class without images, a loss that overflowed): NaN then."""
    return math.nan if value is None else float(value)


def _optional(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)
