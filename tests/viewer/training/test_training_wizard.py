import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from viewer.services.training_folders import unfinished_trainings
from viewer.services.training_values import ClassSummary, DataSummary, TrainingProgress
from viewer.widgets.training_wizard import DATA, RECIPE, REPORT, RUN, SPLIT, TrainingWizard

on_posix = pytest.mark.skipif(os.name == "nt", reason="signals")


@pytest.fixture
def make_wizard(qtbot, make_service):
    """Makes wizards whose child behaves as the named function of fake_child.py does."""

    def make(mode: str = "complete", service=None) -> TrainingWizard:
        wizard = TrainingWizard(service or make_service(mode))
        qtbot.addWidget(wizard, before_close_func=lambda widget: widget._leave())
        wizard.show()
        return wizard

    return make


@pytest.fixture
def pets(tmp_path: Path, write_images) -> Path:
    for name in ("cat", "dog"):
        write_images(tmp_path / "pets" / name, 8)
    return tmp_path / "pets"


def survey(qtbot, wizard: TrainingWizard, folder: Path) -> None:
    with qtbot.waitSignal(wizard.data_page.surveyed, timeout=30_000):
        wizard.data_page.survey(folder)


def go_to_recipe(qtbot, wizard: TrainingWizard) -> None:
    """From the data over the split, once that is planned."""
    wizard.go_next()
    qtbot.waitUntil(lambda: wizard.split_page.plan is not None, timeout=30_000)
    wizard.go_next()
    assert wizard.step == RECIPE


def begin_run(qtbot, wizard: TrainingWizard, folder: Path, epochs: int = 1) -> None:
    survey(qtbot, wizard, folder)
    go_to_recipe(qtbot, wizard)
    with qtbot.waitSignals([wizard._service.epoch_finished] * epochs):
        wizard.go_next()


def question_of(qtbot, wizard: TrainingWizard) -> QMessageBox:
    def visible() -> list[QMessageBox]:
        return [box for box in wizard.findChildren(QMessageBox) if box.isVisible()]

    qtbot.waitUntil(lambda: len(visible()) == 1)
    return visible()[0]


def curve(plot, number: int):
    """What one line of a plot shows: epochs and values."""
    return plot.curves[number][1].getData()


def answer(qtbot, wizard: TrainingWizard, label: str) -> None:
    box = question_of(qtbot, wizard)
    (button,) = [button for button in box.buttons() if button.text().replace("&", "") == label]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_folder_becomes_a_model_by_pressing_enter(qtbot, make_wizard, pets, models) -> None:
    wizard = make_wizard()
    survey(qtbot, wizard, pets)
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.step == SPLIT
    qtbot.waitUntil(wizard.next_button.isEnabled)
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.step == RECIPE
    assert wizard.recipe_page.model_name == "pets"
    with qtbot.waitSignal(wizard._service.finished):
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
        assert wizard.step == RUN
    assert wizard.step == REPORT
    with qtbot.waitSignal(wizard.model_ready) as ready:
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert ready.args == [str(models / "pets")]
    assert not wizard.isVisible()


def test_next_is_closed_and_says_why_until_the_data_will_do(
    qtbot, make_wizard, tmp_path, write_images
) -> None:
    wizard = make_wizard()
    assert not wizard.next_button.isEnabled()
    write_images(tmp_path / "set" / "cat", 8)
    survey(qtbot, wizard, tmp_path / "set")
    assert not wizard.next_button.isEnabled()
    assert "two classes" in wizard._obstacle.text()
    wizard.go_next()
    assert wizard.step == DATA


def test_a_taken_name_cannot_be_started(qtbot, make_wizard, pets, models) -> None:
    (models / "old").mkdir()
    wizard = make_wizard()
    survey(qtbot, wizard, pets)
    go_to_recipe(qtbot, wizard)
    wizard.recipe_page.name_edit.setText("old")
    assert not wizard.next_button.isEnabled()
    assert "already" in wizard._obstacle.text()
    wizard.go_next()
    assert wizard.step == RECIPE
    wizard.recipe_page.name_edit.setText("new")
    assert wizard.next_button.isEnabled()


def test_going_back_keeps_the_choices(qtbot, make_wizard, pets) -> None:
    wizard = make_wizard()
    survey(qtbot, wizard, pets)
    go_to_recipe(qtbot, wizard)
    wizard.recipe_page._choices["quick"].setChecked(True)
    wizard.recipe_page.name_edit.setText("mine")
    wizard.back_button.click()
    assert wizard.step == SPLIT
    wizard.back_button.click()
    assert wizard.step == DATA
    go_to_recipe(qtbot, wizard)
    assert (wizard.recipe_page.recipe, wizard.recipe_page.model_name) == ("quick", "mine")


def test_the_time_is_measured_when_the_recipes_are_seen_and_anew_when_another_is_chosen(
    qtbot, make_wizard, pets
) -> None:
    wizard = make_wizard()
    survey(qtbot, wizard, pets)
    go_to_recipe(qtbot, wizard)
    page = wizard.recipe_page
    said = "About 3 min on this computer, as it is now; 30 s for each epoch."
    qtbot.waitUntil(lambda: page.time.text() == said, timeout=20_000)
    page._choices["quick"].setChecked(True)
    assert page.time.text() == ""
    qtbot.waitUntil(lambda: page.time.text() == said, timeout=20_000)
    wizard.go_back()
    assert page._task is None


def test_a_search_is_a_choice_and_says_how_long(qtbot, make_wizard, pets) -> None:
    wizard = make_wizard()
    survey(qtbot, wizard, pets)
    go_to_recipe(qtbot, wizard)
    wizard.recipe_page._choices["search"].setChecked(True)
    wizard.recipe_page.minutes_box.setValue(7)
    asked, command = [], wizard._service._command
    wizard._service._command = lambda request: asked.append(request) or command(request)
    with qtbot.waitSignal(wizard._service.finished, timeout=30_000):
        wizard.go_next()
    assert asked[-1].search_minutes == 7 and asked[-1].recipe == "standard"


def test_a_search_shows_its_trials_until_the_training_has_curves(qtbot, make_wizard, pets, models) -> None:
    wizard = make_wizard("search")
    survey(qtbot, wizard, pets)
    go_to_recipe(qtbot, wizard)
    with qtbot.waitSignals([wizard._service.trial_finished] * 3):
        wizard.go_next()
    page = wizard.run_page
    assert page.plots.currentWidget() is page.trials
    assert [list(values) for values in page.trials.whole.getData()] == [[1, 3], [80, 90]]
    assert [list(values) for values in page.trials.ended.getData()] == [[2], [40]]
    assert "trial 3, 90" in page.best.text()
    with qtbot.waitSignal(wizard._service.epoch_finished):
        (models / "go").touch()
    assert page.plots.currentWidget() is page.curves and "epoch" in page.best.text()


def test_the_digits_have_a_recipe_of_their_own(make_wizard) -> None:
    wizard = make_wizard()
    picture = np.zeros((8, 8), np.uint8)
    wizard.recipe_page.set_data(DataSummary(None, (ClassSummary("0", 9, (picture,)), ClassSummary("1", 9))))
    assert list(wizard.recipe_page._choices) == ["digits"]
    wizard.recipe_page.set_data(DataSummary(Path("/scans/heads"), ()))
    assert "digits" not in wizard.recipe_page._choices
    assert wizard.recipe_page.recipe == "standard"
    assert wizard.recipe_page.model_name == "heads"


@on_posix
def test_the_curves_grow_with_every_epoch(qtbot, make_wizard, pets) -> None:
    wizard = make_wizard("polite")
    begin_run(qtbot, wizard, pets, epochs=2)
    epochs, losses = curve(wizard.run_page.curves.loss, 1)
    assert list(epochs) == [1, 2]
    assert list(losses) == pytest.approx([1.1, 0.55])
    assert list(curve(wizard.run_page.curves.accuracy, 1)[1]) == pytest.approx([60, 70])
    assert "epoch 2" in wizard.run_page.best.text()
    assert wizard.run_page.progress_bar.value() == round(1000 * 2 / 3)
    assert wizard.run_page.sentence.text().startswith("80 images to learn from")


@on_posix
def test_stopping_asks_says_what_is_kept_and_leads_back_to_resume(qtbot, make_wizard, pets) -> None:
    wizard = make_wizard("polite")
    begin_run(qtbot, wizard, pets, epochs=2)
    wizard.run_page.stop_button.click()
    assert "2 finished epochs will be kept" in question_of(qtbot, wizard).informativeText()
    answer(qtbot, wizard, "Go on training")
    assert wizard._service.is_running
    wizard.run_page.stop_button.click()
    with qtbot.waitSignal(wizard._service.cancelled):
        answer(qtbot, wizard, "Stop training")
        assert not wizard.run_page.stop_button.isEnabled()
    assert wizard.step == DATA
    texts = [button.text() for button in wizard.data_page.unfinished.findChildren(QPushButton)]
    assert texts == ["Resume", "Discard…"]


@on_posix
def test_a_paused_run_says_so_until_it_goes_on(qtbot, make_wizard, pets) -> None:
    wizard = make_wizard("polite")
    begin_run(qtbot, wizard, pets, epochs=2)
    page = wizard.run_page
    page.pause_button.click()
    wizard._service.progressed.emit(TrainingProgress("epoch", 2, 1, 4, None, ""))  # was on its way
    assert page.phase.text().startswith("Paused") and "on" in page.pause_button.text()
    page.pause_button.click()
    assert "ause" in page.pause_button.text()
    wizard._service.progressed.emit(TrainingProgress("epoch", 3, 1, 4, None, ""))
    assert page.phase.text() == "Epoch 3 of 3"


@on_posix
def test_escape_asks_and_stays_when_that_is_the_answer(qtbot, make_wizard, pets) -> None:
    wizard = make_wizard("polite")
    begin_run(qtbot, wizard, pets)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    qtbot.keyClick(question_of(qtbot, wizard), Qt.Key.Key_Escape)
    assert wizard.isVisible()
    assert wizard._service.is_running


@on_posix
def test_a_closed_wizard_leaves_the_run_to_the_next_one(qtbot, make_wizard, pets, models) -> None:
    first = make_wizard("patient")
    begin_run(qtbot, first, pets)
    first.close()
    assert first.isVisible()  # it asks first
    with qtbot.waitSignal(first.finished):
        answer(qtbot, first, "Keep training")
    second = make_wizard(service=first._service)
    assert second.step == RUN
    assert list(second.run_page.curves.loss.curves[0][1].getData()[0]) == [1]
    with qtbot.waitSignal(second._service.finished):
        (models / "go").touch()
    assert second.step == REPORT


def test_a_run_that_finished_unseen_shows_its_report_once(
    qtbot, make_service, make_wizard, request_of
) -> None:
    service = make_service("complete")
    with qtbot.waitSignal(service.finished):
        service.start(request_of("pets"))
    wizard = make_wizard(service=service)
    assert wizard.step == REPORT
    wizard.report_page.close_button.click()
    assert not wizard.isVisible()
    assert make_wizard(service=service).step == DATA


@on_posix
def test_stop_and_close_waits_for_the_child(qtbot, make_wizard, pets) -> None:
    wizard = make_wizard("polite")
    begin_run(qtbot, wizard, pets, epochs=2)
    wizard.close()
    with qtbot.waitSignal(wizard.finished):
        answer(qtbot, wizard, "Stop training")
        assert wizard.isVisible()
    assert not wizard._service.is_running
    (run,) = unfinished_trainings()
    assert run.finished_epochs == 2


def test_closing_with_a_chosen_folder_asks_and_without_one_does_not(qtbot, make_wizard, pets) -> None:
    wizard = make_wizard()
    survey(qtbot, wizard, pets)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.isVisible()
    answer(qtbot, wizard, "Leave")
    assert not wizard.isVisible()
    empty = make_wizard()
    qtbot.keyClick(empty, Qt.Key.Key_Escape)
    assert not empty.isVisible()


def test_a_crash_is_explained_and_the_run_can_be_resumed_from_the_list(qtbot, make_wizard, pets) -> None:
    wizard = make_wizard("crash")
    survey(qtbot, wizard, pets)
    go_to_recipe(qtbot, wizard)
    with qtbot.waitSignal(wizard._service.failed):
        wizard.go_next()
    box = question_of(qtbot, wizard)
    assert "exit code 3" in box.text()
    assert "out of chairs" in box.informativeText()
    box.close()
    assert wizard.step == DATA
    wizard._service._command = lambda request: [*_fake("complete"), str(request.out), "ml.train"]
    resume, _ = wizard.data_page.unfinished.findChildren(QPushButton)
    with qtbot.waitSignal(wizard._service.finished):
        resume.click()
        assert wizard.step == RUN
        assert list(wizard.run_page.curves.loss.curves[0][1].getData()[0]) == [1]
    assert wizard.step == REPORT


def test_discarding_asks_and_frees_the_name(qtbot, make_wizard, pets, models) -> None:
    wizard = make_wizard("crash")
    survey(qtbot, wizard, pets)
    go_to_recipe(qtbot, wizard)
    with qtbot.waitSignal(wizard._service.failed):
        wizard.go_next()
    question_of(qtbot, wizard).close()
    _, discard = wizard.data_page.unfinished.findChildren(QPushButton)
    discard.click()
    assert "1 finished epoch " in question_of(qtbot, wizard).informativeText()
    answer(qtbot, wizard, "Discard")
    assert not (models / "pets.training").exists()
    assert wizard.data_page.unfinished.isHidden()


def test_the_report_shows_the_figures_of_the_child(qtbot, make_wizard, pets) -> None:
    wizard = make_wizard()
    survey(qtbot, wizard, pets)
    go_to_recipe(qtbot, wizard)
    with qtbot.waitSignal(wizard._service.finished):
        wizard.go_next()
    page = wizard.report_page
    assert page.heading.text() == "90.0 % right on 20 held-out images"
    assert page.sentence.text() == "95 % interval: 69.9 to 97.2 %"
    rows = [[page.table.item(row, column).text() for column in range(5)] for row in range(2)]
    assert rows == [
        ["cat", "100.0 %", "80.0 %", "88.9 %", "10"],
        ["dog", "83.3 %", "100.0 %", "90.9 %", "10"],
    ]
    assert page.confusion.cell_text(0, 1) == "2 of 10 images of “cat” were called “dog”"
    assert page.confusion.accessibleDescription() == "truth cat: cat 8, dog 2\ntruth dog: cat 0, dog 10"
    assert "Only 20 images" in page.belief.text()


def test_the_confusion_matrix_is_blue_where_right_and_orange_where_wrong(qtbot, make_wizard) -> None:
    wizard = make_wizard()
    matrix = wizard.report_page.confusion
    matrix.set_counts(("cat", "dog"), ((8, 2), (0, 10)))
    matrix.resize(400, 400)
    image = matrix.grab().toImage()

    def colour(row: int, column: int):
        corner = matrix.geometry_now().cell(row, column).topLeft()
        return image.pixelColor(corner.x() + 6, corner.y() + 6)

    assert colour(1, 1).blue() > colour(1, 1).red()
    assert colour(0, 1).red() > colour(0, 1).blue()
    assert colour(1, 0) not in (colour(0, 1), colour(1, 1))


@pytest.mark.parametrize("classes", [1, 2, 12, 40])
def test_a_matrix_of_any_size_draws_inside_itself(qtbot, make_wizard, classes: int) -> None:
    wizard = make_wizard()
    matrix = wizard.report_page.confusion
    names = tuple(f"a class with a long name {index}" for index in range(classes))
    matrix.set_counts(names, tuple(tuple(range(classes)) for _ in names))
    matrix.resize(matrix.minimumSizeHint())
    assert matrix.rect().contains(matrix.geometry_now().cell(classes - 1, classes - 1))
    assert not matrix.grab().isNull()


def test_a_recipe_without_epochs_draws_empty_curves(qtbot, make_wizard) -> None:
    wizard = make_wizard()
    page = wizard.run_page
    page.curves.set_epochs((), 0)
    assert list(page.curves.loss.curves[0][1].getData()[0] or ()) == []


def _fake(mode: str) -> list[str]:
    return [sys.executable, str(Path(__file__).with_name("fake_child.py")), mode]
