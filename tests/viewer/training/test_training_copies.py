"""Pictures that are alike, side by side, and left out where the user wants it."""

import shutil

import pytest
from PySide6.QtCore import Qt

from ml.sources import find_samples
from viewer.widgets.training_copies import CopiesDialog
from viewer.widgets.training_wizard import TrainingWizard


@pytest.fixture
def wizard(qtbot, make_service, tmp_path, write_images):
    for name in ("cat", "dog"):
        write_images(tmp_path / "pets" / name, 8)
    shutil.copy(tmp_path / "pets" / "cat" / "image_001.png", tmp_path / "pets" / "cat" / "twin.png")
    shutil.copy(tmp_path / "pets" / "cat" / "image_002.png", tmp_path / "pets" / "dog" / "changeling.png")
    wizard = TrainingWizard(make_service("complete"))
    qtbot.addWidget(wizard, before_close_func=lambda widget: widget._leave())
    wizard.show()
    with qtbot.waitSignal(wizard.data_page.surveyed, timeout=30_000):
        wizard.data_page.survey(tmp_path / "pets")
    return wizard


def open_dialog(qtbot, wizard) -> CopiesDialog:
    qtbot.mouseClick(wizard.data_page.compare_button, Qt.MouseButton.LeftButton)
    dialog = next(one for one in wizard.findChildren(CopiesDialog) if one.isVisible())
    qtbot.waitUntil(lambda: dialog._task is None)
    return dialog


def show(dialog: CopiesDialog, kind: str) -> None:
    kinds = [finding.kind for finding in dialog._findings]
    dialog.finding_box.setCurrentIndex(kinds.index(kind))


def test_all_but_one_of_each_group_are_left_out_by_one_button(qtbot, wizard, tmp_path) -> None:
    dialog = open_dialog(qtbot, wizard)
    show(dialog, "copies")
    dialog.leave_button.click()
    left = {path.name for path in wizard.data_page.left_out}
    assert left == {"twin.png", "changeling.png"}
    assert wizard.data_page.left_out_label.text() == "2 images are left out"
    dialog.keep_button.click()
    assert not wizard.data_page.left_out
    dialog.accept()


def test_of_a_picture_under_two_labels_none_is_kept(qtbot, wizard) -> None:
    dialog = open_dialog(qtbot, wizard)
    show(dialog, "conflict")
    assert dialog.leave_button.text() == "Leave all of these out"
    dialog.leave_button.click()
    assert {path.name for path in wizard.data_page.left_out} == {"changeling.png", "image_002.png"}


def test_a_picture_is_crossed_out_by_the_keyboard_and_the_pictures_are_really_shown(qtbot, wizard) -> None:
    dialog = open_dialog(qtbot, wizard)
    show(dialog, "copies")
    qtbot.waitUntil(lambda: dialog._task is None)
    path = next(path for path in dialog._tiles if path.name == "twin.png")
    tile = dialog.tile_of(path)
    before = tile.grab().toImage()
    assert before.pixelColor(60, 60) != before.pixelColor(2, 2)
    qtbot.keyClick(tile, Qt.Key.Key_Space)
    assert wizard.data_page.left_out == {path}
    assert tile.grab().toImage() != before


def test_training_gets_a_list_without_what_was_left_out(qtbot, wizard, models) -> None:
    dialog = open_dialog(qtbot, wizard)
    show(dialog, "copies")
    dialog.leave_button.click()
    dialog.accept()
    asked = []
    command = wizard._service._command
    wizard._service._command = lambda request: asked.append(request) or command(request)
    wizard.go_next()
    qtbot.waitUntil(lambda: wizard.split_page.plan is not None, timeout=30_000)
    wizard.go_next()
    with qtbot.waitSignal(wizard._service.finished):
        wizard.go_next()
    (request,) = asked
    names = {sample.info.path.name for sample in find_samples(request.data).samples}
    assert not {"twin.png", "changeling.png"} & names and len(names) == 8
    assert dict(request.changes)["grouping"] == "near"


def test_another_data_set_begins_with_all_its_images(qtbot, wizard, tmp_path) -> None:
    dialog = open_dialog(qtbot, wizard)
    dialog.leave_button.click()
    dialog.accept()
    with qtbot.waitSignal(wizard.data_page.surveyed, timeout=30_000):
        wizard.data_page.survey(tmp_path / "pets")
    assert not wizard.data_page.left_out
