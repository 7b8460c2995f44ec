"""The report page on a real small model: images behind cells, exports, going on."""

import json
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ml.train import main as train
from tests.ml.pictures import write_patch_dataset
from viewer.services.training_events import read_metrics
from viewer.services.training_export import export_archive
from viewer.services.training_recipes import start_models
from viewer.widgets.training_gallery import CellDialog
from viewer.widgets.training_wizard import DATA, RECIPE, REPORT, TrainingWizard

_FAST = ["--recipe", "small-cnn", "--set", "input.size_px=24", "--set", "epochs=1", "--set", "head_epochs=0"]


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Path:
    """A model that errs: one epoch, few pictures."""
    base = tmp_path_factory.mktemp("report")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KESIT_DATA_DIR", str(base / "user"))
        data = write_patch_dataset(base / "pictures", 30)
        assert train([str(data), *_FAST, "--out", str(base / "user" / "models" / "patches")]) == 0
    return base / "user" / "models" / "patches"


@pytest.fixture
def wizard(qtbot, make_service, trained, monkeypatch):
    monkeypatch.setenv("KESIT_DATA_DIR", str(trained.parents[1]))
    wizard = TrainingWizard(make_service("complete"))
    qtbot.addWidget(wizard, before_close_func=lambda widget: widget._leave())
    wizard.show()
    metrics = json.loads((trained / "metrics.json").read_text())
    wizard.report_page.set_report(read_metrics(trained, "patches", metrics))
    wizard._show(REPORT)
    return wizard


def largest_cell(wizard) -> tuple[int, int]:
    counts = wizard.report_page._report.confusion
    return max(
        ((row, column) for row in range(2) for column in range(2)), key=lambda at: counts[at[0]][at[1]]
    )


def test_a_cell_opens_its_images_with_their_heat_maps(qtbot, wizard) -> None:
    row, column = largest_cell(wizard)
    page = wizard.report_page
    point = page.confusion.geometry_now().cell(row, column).center()
    qtbot.mouseClick(page.confusion, Qt.MouseButton.LeftButton, pos=point)
    (dialog,) = page.findChildren(CellDialog)
    expected = page._report.confusion[row][column]
    qtbot.waitUntil(lambda: bool(dialog.gallery.tiles), timeout=60_000)
    assert len(dialog.gallery.tiles) == min(expected, 12)
    tile = dialog.gallery.tiles[0]
    picture, heated = (pixmap.toImage() for pixmap in tile._pixmaps)
    assert picture != heated and picture.size() == heated.size()
    with qtbot.waitSignal(wizard.image_requested) as asked:
        qtbot.keyClick(tile, Qt.Key.Key_Space)
    assert asked.args[0].is_file()
    dialog.reject()


def test_a_cell_is_chosen_by_the_keyboard(qtbot, wizard) -> None:
    matrix = wizard.report_page.confusion
    matrix.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left):
        qtbot.keyClick(matrix, key)
    with qtbot.waitSignal(matrix.cell_chosen) as chosen:
        qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert chosen.args == [1, 0]
    for dialog in wizard.report_page.findChildren(CellDialog):
        dialog.reject()


def test_the_surest_mistakes_are_read_when_their_tab_is_opened(qtbot, wizard) -> None:
    page = wizard.report_page
    wrong = sum(page._report.confusion[row][1 - row] for row in range(2))
    assert not page.mistakes.tiles
    page._tabs.setCurrentIndex(2)
    if wrong:
        qtbot.waitUntil(lambda: len(page.mistakes.tiles) == min(wrong, 12), timeout=60_000)
    else:
        assert page.mistakes.hint.text() == "There are no such images."


def test_the_figures_have_their_intervals_and_the_bars_their_words(wizard) -> None:
    page = wizard.report_page
    assert "–" in page.table.item(0, 1).text()
    assert "right" in page.reliability.accessibleDescription()
    assert page.page_button.isEnabled()


def test_an_archive_holds_the_model_and_not_a_trace_of_the_images(wizard, trained, tmp_path) -> None:
    export_archive(trained, tmp_path / "out.zip", lambda *_: None)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        names = {Path(name).name for name in archive.namelist()}
        assert {"model.safetensors", "card.json", "report.html", "answers.csv"} <= names
        contents = [archive.read(name) for name in archive.namelist()]
    secret = str(trained.parents[2]).encode()
    assert not any(secret in content or b"<img" in content for content in contents)
    assert not list(tmp_path.glob("*.writing*"))


def test_exporting_says_how_it_went(qtbot, wizard, tmp_path) -> None:
    wizard.report_page.export(tmp_path / "here.zip", as_onnx=False)
    qtbot.waitUntil(lambda: wizard.report_page.told.text() == "Wrote here.zip", timeout=60_000)


def test_training_goes_on_from_this_model(qtbot, wizard, trained) -> None:
    wizard.report_page.further_button.click()
    assert wizard.step == DATA
    with qtbot.waitSignal(wizard.data_page.surveyed, timeout=60_000):
        wizard.data_page.survey(trained.parents[2] / "pictures")
    wizard.go_next()
    qtbot.waitUntil(lambda: wizard.split_page.plan is not None, timeout=30_000)
    wizard.go_next()
    assert wizard.step == RECIPE
    changes = dict(wizard.recipe_page.changes)
    assert changes["weights"] == "model:patches" and changes["architecture"] == "small-cnn"
    assert str(trained) in {start.folder for start in start_models()}


def test_knobs_that_are_turned_are_told_to_the_training(wizard) -> None:
    from viewer.services.training_values import RecipeKnobs

    knobs = wizard.recipe_page.advanced
    knobs.set_recipe(RecipeKnobs(epochs=6))
    assert knobs.changes == ()
    knobs.epochs_box.setValue(3)
    knobs.balance_box.setChecked(True)
    assert dict(knobs.changes) == {"epochs": "3", "balance": "true"}
