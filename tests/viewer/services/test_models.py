import pytest

from ml.errors import ModelError
from tests.fake_classifier import write_fake_model
from viewer.services.models import ModelList


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path))
    return tmp_path


def test_a_model_that_training_added_is_in_the_list_after_refresh(qtbot, data):
    models = ModelList()
    write_fake_model(data / "models" / "mine")
    with qtbot.waitSignal(models.changed):
        models.refresh()
    assert "mine" in [entry.name for entry in models.entries]


def test_a_chosen_folder_joins_the_list_and_stays(qtbot, data):
    models = ModelList()
    folder = write_fake_model(data / "elsewhere")
    with qtbot.waitSignals([models.changed, models.current_changed]):
        models.choose(folder)
    models.refresh()
    assert models.current.folder == folder and models.current in models.entries


def test_a_folder_without_a_card_is_refused_in_words(qtbot, data):
    models = ModelList()
    before = models.current
    with pytest.raises(ModelError, match="card"):
        models.choose(data)
    assert models.current is before


def test_a_remembered_model_that_is_gone_gives_way_to_another(qtbot, data):
    write_fake_model(data / "models" / "mine")
    models = ModelList()
    assert models.choose_first_of(("no-such-model",)) is not None
    assert models.choose_first_of(("mine",)).name == "mine"
