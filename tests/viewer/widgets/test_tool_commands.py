from pathlib import Path

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
