"""Pausing, and stopping with the best: by a child that stands still, and by real training."""

import io
import os

import psutil
import pytest

from ml.dataset import load_images
from ml.recipe import load_recipe
from ml.reporting import Reporter
from ml.runs import ask_to_finish, is_asked_to_finish, training_folder
from ml.sources import find_samples
from ml.training import train_model
from tests.ml.pictures import write_patch_dataset
from viewer.services.training_estimate import measure_time
from viewer.services.training_folders import process_of
from viewer.services.training_values import TrainingRequest
from viewer.widgets.training_words import estimate_text

on_posix = pytest.mark.skipif(os.name == "nt", reason="signals")


@on_posix
def test_a_paused_run_stands_still_and_goes_on(qtbot, make_service, request_of, models) -> None:
    service = make_service("patient")
    request = request_of("pets")
    with qtbot.waitSignal(service.epoch_finished):
        service.start(request)
    service.pause()
    process = psutil.Process(process_of(request.out))
    qtbot.waitUntil(lambda: process.status() == psutil.STATUS_STOPPED)
    assert service.is_paused
    service.pause()
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
def test_finishing_leaves_word_for_the_child_and_wakes_it(qtbot, make_service, request_of) -> None:
    service = make_service("polite")
    request = request_of("pets")
    with qtbot.waitSignals([service.epoch_finished] * 2):
        service.start(request)
    service.pause()
    service.finish()
    assert is_asked_to_finish(training_folder(request.out))
    qtbot.waitUntil(lambda: not service.is_paused)


class _AskAfter(Reporter):
    """Asks for the end once an epoch is told."""

    def __init__(self, folder, epoch: int) -> None:
        super().__init__(as_json=True, stdout=io.StringIO())
        self.folder, self.epoch, self.told = folder, epoch, []

    def emit(self, event: str, **fields) -> None:
        self.told.append((event, fields))
        if event == "epoch" and fields["epoch"] == self.epoch:
            ask_to_finish(self.folder)


def test_training_that_is_asked_to_finish_measures_the_best_epoch_it_has(tmp_path, models) -> None:
    import torch

    changes = {"input.size_px": "24", "epochs": "9", "final_epochs": "2", "head_epochs": "0"}
    recipe = load_recipe("small-cnn", changes)
    images = load_images(find_samples(write_patch_dataset(tmp_path / "pictures", 20)), recipe.input)
    folder = tmp_path / "out.training"
    folder.mkdir()
    reporter = _AskAfter(folder, epoch=2)
    trained = train_model(images, recipe, folder, torch.device("cpu"), reporter)
    assert [record.epoch for record in trained.history] == [1, 2]
    assert not trained.went_on and trained.metrics["images"] == len(trained.answered.labels)
    assert not [event for event, _ in reporter.told if event == "final_epoch"]


def test_the_time_is_measured_by_the_real_program_and_grows_with_the_epochs(tmp_path, models) -> None:
    data = write_patch_dataset(tmp_path / "pictures", 12)

    def ask(epochs: str):
        changes = (("input.size_px", "24"), ("epochs", epochs))
        request = TrainingRequest(models / "x", data, "small-cnn", changes=changes)
        return measure_time(request, lambda *_: None)

    few, many = ask("1"), ask("400")
    assert few.epoch_seconds > 0 and few.seconds < many.seconds
    assert "for each epoch" in estimate_text(many)
    assert not (models / "x.training").exists()
