"""The wizard with the real ``python -m ml.train --demo``: from scikit-learn's digits to a model in use."""

import csv
import os
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from ml.library import find_model
from viewer.services.training import TrainingService
from viewer.services.training_folders import process_of, unfinished_trainings
from viewer.services.training_process import training_command
from viewer.widgets.training_wizard import DATA, RECIPE, REPORT, RUN, SPLIT, TrainingWizard

EPOCHS = 3
PATIENCE_MS = 300_000  # a busy machine with two cores

pytestmark = pytest.mark.timeout(700)


@pytest.fixture
def service(tasks, models: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # small images: more threads only wait for one another
    made = TrainingService(
        tasks, command=lambda request: [*training_command(request), "--set", f"epochs={EPOCHS}"]
    )
    yield made
    made.cancel()
    made.leave()


@pytest.fixture
def wizard(qtbot, service) -> TrainingWizard:
    made = TrainingWizard(service)
    qtbot.addWidget(made, before_close_func=lambda widget: widget._leave())
    made.show()
    return made


def choose_digits(qtbot, wizard: TrainingWizard) -> None:
    with qtbot.waitSignal(wizard.data_page.surveyed, timeout=PATIENCE_MS):
        wizard.data_page.digits_button.click()
    wizard.next_button.click()
    assert wizard.step == SPLIT
    qtbot.waitUntil(wizard.next_button.isEnabled, timeout=PATIENCE_MS)
    wizard.next_button.click()
    assert wizard.step == RECIPE


def history_of(model: Path) -> list[dict[str, str]]:
    with (model / "history.csv").open() as file:
        return list(csv.DictReader(file))


def test_from_the_digits_to_a_model_that_answers(qtbot, wizard, service, models) -> None:
    choose_digits(qtbot, wizard)
    assert wizard.recipe_page.recipe == "digits"
    phases = set()
    service.progressed.connect(lambda progress: phases.add(progress.phase))
    with qtbot.waitSignal(service.finished, timeout=PATIENCE_MS):
        wizard.next_button.click()
    assert wizard.step == REPORT
    assert {"reading", "epoch", "evaluating"} <= phases
    assert len(service.record.epochs) == EPOCHS
    with qtbot.waitSignal(wizard.model_ready) as ready:
        wizard.report_page.use_button.click()
    assert ready.args == [str(models / "digits")]
    assert find_model("digits").card.title == "digits"
    _assert_answers(models / "digits")


def _assert_answers(model: Path) -> None:
    import torch

    from ml.classifier import Classifier
    from ml.demo import digits_folder
    from ml.imaging import read_frame_at

    torch.set_num_threads(1)
    classifier = Classifier.load(model, device="cpu")
    folders = sorted(folder for folder in digits_folder().iterdir() if folder.is_dir())
    answers = {folder.name: classifier.predict(read_frame_at(min(folder.iterdir()))) for folder in folders}
    assert all(
        sum(answer.probabilities.values()) == pytest.approx(1, abs=1e-5) for answer in answers.values()
    )
    most_probable = {
        name: max(answer.probabilities, key=answer.probabilities.get) for name, answer in answers.items()
    }
    assert sum(name == guess for name, guess in most_probable.items()) >= 6  # three epochs: a modest pupil


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_killed_run_is_resumed_and_loses_no_finished_epoch(qtbot, wizard, service, models) -> None:
    choose_digits(qtbot, wizard)
    killed_after = []

    def kill(epoch: object) -> None:
        if not killed_after:
            killed_after.append(epoch)
            psutil.Process(process_of(models / "digits")).kill()

    service.epoch_finished.connect(kill)
    with qtbot.waitSignal(service.failed, timeout=PATIENCE_MS):
        wizard.next_button.click()
    assert wizard.step == DATA
    next(box for box in wizard.findChildren(QMessageBox) if box.isVisible()).close()
    (run,) = unfinished_trainings()
    assert run.finished_epochs == 1

    resume, _ = wizard.data_page.unfinished.findChildren(QPushButton)
    with qtbot.waitSignal(service.started, timeout=PATIENCE_MS) as started:
        resume.click()
    assert started.args[0].resumed_epoch == 1
    assert wizard.step == RUN
    qtbot.waitUntil(lambda: wizard.step == REPORT, timeout=PATIENCE_MS)
    assert service.record.epochs[0] == killed_after[0]
    losses = [float(row["train_loss"]) for row in history_of(models / "digits")]
    assert losses == pytest.approx([epoch.train_loss for epoch in service.record.epochs])
    assert len(losses) == EPOCHS
    assert unfinished_trainings() == ()


@pytest.mark.skipif(os.name == "nt", reason="process groups")
def test_the_viewer_goes_and_the_next_one_finds_the_run(qtbot, wizard, service, tasks, models) -> None:
    choose_digits(qtbot, wizard)
    with qtbot.waitSignal(service.epoch_finished, timeout=PATIENCE_MS):
        wizard.next_button.click()
    service.leave()  # what quitting does
    later = TrainingService(tasks)
    second = TrainingWizard(later)
    qtbot.addWidget(second, before_close_func=lambda widget: widget._leave())
    assert second.step == DATA
    (follow,) = second.data_page.unfinished.findChildren(QPushButton)
    assert follow.text() == "Follow"
    with qtbot.waitSignal(later.finished, timeout=PATIENCE_MS):
        follow.click()
        assert second.step == RUN
    assert second.step == REPORT
    assert [epoch.epoch for epoch in later.record.epochs] == list(range(1, EPOCHS + 1))
    assert (models / "digits" / "model.safetensors").is_file()
    assert unfinished_trainings() == ()
