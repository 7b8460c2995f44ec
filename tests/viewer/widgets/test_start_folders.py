"""No dialog for files begins in the folder of the process."""

import pytest
from PySide6.QtWidgets import QFileDialog

from viewer.services.settings import EXPORT_FOLDER, LAST_FOLDER
from viewer.widgets.deidentify_dialog import DeidentifyDialog


def dialog_of(kesit, action_id: str) -> QFileDialog:
    kesit.actions[action_id].trigger()
    return next(one for one in kesit.window.findChildren(QFileDialog) if one.isVisible())


@pytest.mark.parametrize(
    "action_id",
    ["model.save", "model.open", "word.export", "file.open_files", "key.export", "measure.export"],
)
def test_it_begins_where_the_study_was_opened(answered, phantom_folder, action_id):
    answered.actions[action_id].setEnabled(True)  # some need a mark or a measurement first
    dialog = dialog_of(answered, action_id)
    assert dialog.directory().absolutePath() == phantom_folder.as_posix()
    dialog.reject()


def test_answers_are_saved_beside_what_was_exported_last(qtbot, answered, tmp_path):
    answered.settings.set(EXPORT_FOLDER, str(tmp_path))
    dialog = dialog_of(answered, "model.save")
    assert dialog.directory().absolutePath() == tmp_path.as_posix()
    (tmp_path / "answers").mkdir()
    with qtbot.waitSignal(answered.answers.told, timeout=60_000):
        dialog.fileSelected.emit(str(tmp_path / "answers"))
    assert answered.settings.get(EXPORT_FOLDER) == str(tmp_path / "answers")
    dialog.reject()


def test_copies_begin_where_the_study_was_opened(answered, phantom_folder):
    answered.copies.ask()
    asking = answered.window.findChild(DeidentifyDialog)
    asking._ask_folder()
    dialog = asking.findChild(QFileDialog)
    assert dialog.directory().absolutePath() == phantom_folder.as_posix()
    dialog.reject()
    asking.reject()


def test_data_to_train_on_is_looked_for_where_something_was_opened_last(kesit, tmp_path, monkeypatch):
    kesit.settings.set(LAST_FOLDER, str(tmp_path))
    begun = []

    def ask(parent, title, folder, *_):
        begun.append(folder)
        return ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", ask)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (ask(*given), ""))
    wizard = kesit.tools.open_wizard()
    wizard.data_page.choose_button.click()
    wizard.data_page.file_button.click()
    assert begun == [str(tmp_path)] * 2
    wizard.reject()
