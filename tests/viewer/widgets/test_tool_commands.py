from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from ml.library import user_models_folder
from tests.fake_classifier import write_fake_model


def test_the_wizard_opens_once_and_again_after_closing(kesit):
    first = kesit.tools.open_wizard()
    assert first.isVisible() and kesit.tools.open_wizard() is first
    first.close()
    second = kesit.tools.open_wizard()
    assert second is not first
    second.close()


def test_a_model_that_training_made_is_listed_and_can_be_used_at_once(kesit, tmp_path, monkeypatch):
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "data"))
    folder = write_fake_model(user_models_folder() / "mine")
    wizard = kesit.tools.open_wizard()
    kesit.tools.model_made.emit()
    assert "mine" in [entry.name for entry in kesit.models.entries]
    wizard.model_ready.emit(str(folder))
    assert Path(kesit.models.current.folder) == folder
    wizard.close()


def test_a_training_that_ends_behind_a_closed_wizard_is_told_in_the_status_bar(kesit):
    wizard = kesit.tools.open_wizard()
    training = kesit.training.get()
    training.failed.emit("The disk is full\ndetails")
    assert kesit.window._message.text() == ""
    for box in wizard.findChildren(QMessageBox):
        box.close()
    wizard.close()
    training.failed.emit("The disk is full\ndetails")
    assert kesit.window._message.text() == "Training ended early: The disk is full"
    kesit.tools._on_training_finished(None)
    assert "Training is done" in kesit.window._message.text()
