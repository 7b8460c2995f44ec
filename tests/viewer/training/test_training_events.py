import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.viewer.training import fake_child
from viewer.services.training_events import LONGEST_LINE_BYTES, LineAssembler, parse_event
from viewer.services.training_values import (
    EpochResult,
    TrainingCancelled,
    TrainingFailed,
    TrainingProgress,
    TrainingReport,
    TrainingStart,
)


def line(event: dict) -> bytes:
    return json.dumps(event).encode()


@given(
    st.lists(st.binary(max_size=20).filter(lambda part: b"\n" not in part)),
    st.lists(st.integers(0, 30), max_size=12),
)
def test_lines_come_out_whole_wherever_the_stream_is_cut(lines: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(part + b"\n" for part in lines)
    assembler, got = LineAssembler(), []
    for cut in cuts:
        piece, stream = stream[:cut], stream[cut:]
        got += assembler.feed(piece)
    assert got + assembler.feed(stream) == lines


def test_a_last_line_without_its_end_is_not_lost() -> None:
    assembler = LineAssembler()
    assert assembler.feed(b"one\ntw") == [b"one"]
    assert assembler.flush() == [b"tw"]
    assert assembler.flush() == []


def test_endless_junk_without_a_line_end_is_not_kept() -> None:
    assembler = LineAssembler()
    assembler.feed(b"x" * (LONGEST_LINE_BYTES + 1))
    assert assembler.flush() == []


def test_every_event_of_the_protocol_is_read() -> None:
    start = parse_event(line(fake_child.started("/models/pets")))
    assert isinstance(start, TrainingStart)
    assert (start.out, start.classes, start.epochs) == (Path("/models/pets"), ("cat", "dog"), 3)
    assert start.counts["train"] == {"cat": 40, "dog": 40}
    progress = parse_event(line(fake_child.progress(2, 3)))
    assert isinstance(progress, TrainingProgress)
    assert (progress.epoch, progress.done, progress.total, progress.seconds_left) == (2, 3, 4, None)
    epoch = parse_event(line(fake_child.epoch(2)))
    assert isinstance(epoch, EpochResult)
    assert (epoch.epoch, epoch.train_loss, epoch.validation_accuracy, epoch.best) == (2, 0.5, 0.7, True)
    final = parse_event(line(fake_child.epoch(1) | {"event": "final_epoch", "validation_loss": None}))
    assert isinstance(final, TrainingProgress)
    assert (final.phase, final.epoch, final.seconds_left) == ("final", 1, 2.0)
    assert parse_event(line({"event": "cancelled", "out": "x", "finished_epochs": 2})) == TrainingCancelled(2)
    assert parse_event(line({"event": "failed", "message": "why"})) == TrainingFailed("why")


def test_the_report_keeps_the_order_of_the_classes() -> None:
    event = {"event": "done", "model": "/models/pets", "name": "pets", "metrics": fake_child.METRICS}
    report = parse_event(line(event))
    assert isinstance(report, TrainingReport)
    assert [score.name for score in report.scores] == ["cat", "dog"]
    assert report.confusion == ((8, 2), (0, 10))
    assert report.accuracy_interval == (0.699, 0.972)


def test_figures_without_copies_are_read_too() -> None:
    metrics = {
        **fake_child.METRICS, "without_copies": {**fake_child.METRICS, "images": 7, "accuracy": 0.5},
    }  # fmt: skip
    report = parse_event(line({"event": "done", "model": "/models/pets", "name": "pets", "metrics": metrics}))
    assert isinstance(report, TrainingReport) and report.without_copies is not None
    assert (report.without_copies.images, report.without_copies.accuracy) == (7, 0.5)


def test_figures_that_are_undefined_become_nan_or_none() -> None:
    epoch = parse_event(line(fake_child.epoch(1) | {"validation_loss": None, "seconds_left": None}))
    assert isinstance(epoch, EpochResult)
    assert math.isnan(epoch.validation_loss)
    assert epoch.seconds_left is None


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"   ",
        b"Epoch 1 of 3",
        b"{",
        b"[]",
        b"null",
        b"3",
        b'"started"',
        b"{}",
        b'{"event": null}',
        b'{"event": ["started"]}',
        b'{"event": "weather"}',
        b'{"event": "epoch"}',
        b'{"event": "epoch", "epoch": "third"}',
        b'{"event": "started", "out": 3}',
        b'{"event": "done", "model": "/m", "name": "m", "metrics": {"accuracy_interval": [0.1]}}',
        b'{"event": "progress", "phase": "epoch", "done": {}, "total": 1}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_whatever_is_no_event_is_none(junk: bytes) -> None:
    assert parse_event(junk) is None


@given(st.binary())
def test_no_line_raises(junk: bytes) -> None:
    parse_event(junk)
