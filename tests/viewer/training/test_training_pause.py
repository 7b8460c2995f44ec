"""Pausing, and stopping with the best: by a child that stands still, and by real training."""

import os
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tests.ml.pictures import write_patch_dataset
from viewer.services.training_estimate import measure_time
from viewer.services.training_folders import process_of
from viewer.services.training_process import training_command
from viewer.services.training_values import TrainingRequest
from viewer.widgets.training_words import estimate_text

on_posix = pytest.mark.skipif(os.name == "nt", reason="signals")


@on_posix
def test_a_paused_run_stands_still_and_goes_on(qtbot, make_service, request_of, models) -> None:
    service = make_service("patient")
    request = request_of("pets")
    with qtbot.waitSignal(service.epoch_finished):
        service.start(request)
    assert service.pause()
    process = psutil.Process(process_of(request.out))
    qtbot.waitUntil(lambda: process.status() == psutil.STATUS_STOPPED)
    assert service.is_paused
    assert not service.pause()
    qtbot.waitUntil(lambda: not service.is_paused)
    with qtbot.waitSignal(service.finished):
        (models / "go").touch()


@on_posix
def test_a_paused_run_can_be_stopped(qtbot, make_service, request_of) -> None:
    service = make_service("polite")
    with qtbot.waitSignals([service.epoch_finished] * 2):
        service.start(request_of("pets"))
    service.pause()
    qtbot.waitUntil(lambda: service.is_paused)
    with qtbot.waitSignal(service.cancelled):
        service.cancel()


@on_posix
def test_finishing_stops_the_run_and_makes_its_model(qtbot, make_service, request_of) -> None:
    service = make_service("polite")
    with qtbot.waitSignals([service.epoch_finished] * 2):
        service.start(request_of("pets"))
    service.pause()  # also a run that stands still
    asked, command = [], service._command
    complete = make_service("complete")._command

    def remember(request: TrainingRequest) -> list[str]:
        asked.append(request)
        return complete(request)

    service._command = remember
    with qtbot.waitSignal(service.finished, timeout=20_000):
        service.finish()
    (request,) = asked
    assert request.resume and request.finish and command is not remember


def test_the_command_of_a_resumed_run_says_to_finish_and_that_of_a_search_how_long() -> None:
    request = TrainingRequest(Path("/models/x"), Path("/data"), "standard", resume=True, finish=True)
    assert training_command(request)[-2:] == ["--resume", "--finish"]
    changes = (("test_share", "0.2"),)
    search = training_command(replace(request, resume=False, finish=False, search_minutes=5, changes=changes))
    assert search[2:5] == ["ml.search", str(Path("/data")), "--recipe"]
    assert search[search.index("--minutes") + 1] == "5" and search[-1] == "test_share=0.2"


def test_the_time_is_measured_by_the_real_program_and_grows_with_the_epochs(tmp_path, models) -> None:
    data = write_patch_dataset(tmp_path / "pictures", 12)

    def ask(epochs: str):
        changes = (("input.size_px", "24"), ("epochs", epochs))
        request = TrainingRequest(models / "x", data, "small-cnn", changes=changes)
        return measure_time(training_command(request), lambda *_: None)

    few, many = ask("1"), ask("400")
    assert few.epoch_seconds > 0 and few.seconds < many.seconds
    assert "for each epoch" in estimate_text(many)
    assert not (models / "x.training").exists()
