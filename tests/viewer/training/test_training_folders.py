import json
import os
from pathlib import Path

import pytest

from ml.errors import DatasetError
from viewer.services.training_folders import (
    discard_problem,
    discard_training,
    events_so_far,
    free_name,
    name_problem,
    new_request,
    process_of,
    unfinished_trainings,
)
from viewer.services.training_values import DataSummary, EpochResult


def leave_run(models: Path, name: str, epochs: int = 1, process: int = 0) -> Path:
    """An unfinished run as ml.train leaves it."""
    folder = models / f"{name}.training"
    folder.mkdir(parents=True)
    recipe = {"name": "standard", "epochs": 8}
    run = {"data": "/scans", "recipe": recipe, "name": name, "title": name, "process": process}
    (folder / "run.json").write_text(json.dumps(run))
    epoch = {
        "event": "epoch", "epochs": 8, "train_loss": 1, "train_accuracy": 1, "validation_loss": 1,
        "validation_accuracy": 1, "seconds_left": 1, "best": True,
    }  # fmt: skip
    lines = [json.dumps(epoch | {"epoch": number}) for number in range(1, epochs + 1)]
    (folder / "events.jsonl").write_text("\n".join([*lines, '{"event": "epo']))  # a kill cuts lines short
    return models / name


@pytest.mark.parametrize("name", ["heads", "heads-2", "a_b", "7", "X" * 64])
def test_ordinary_names_are_free(models: Path, name: str) -> None:
    assert name_problem(name) is None


@pytest.mark.parametrize(
    "name", ["a b", "../up", "a/b", "köpf", "-x", "_x", ".hidden", "a.b", "x" * 65, "a\n", "con", "COM1"]
)
def test_names_that_would_not_work_as_a_folder_everywhere_are_refused(models: Path, name: str) -> None:
    assert name_problem(name)


def test_an_empty_name_is_no_reason_to_complain_yet(models: Path) -> None:
    assert name_problem("") == ""


def test_a_name_is_taken_by_a_model_whatever_its_case_and_by_an_unfinished_run(models: Path) -> None:
    (models / "heads").mkdir()
    leave_run(models, "chests")
    assert "already" in str(name_problem("Heads"))
    assert "unfinished" in str(name_problem("chests"))


def test_a_free_name_is_made_of_the_folder_s(models: Path) -> None:
    assert free_name("Brain scans (2024)") == "Brain-scans-2024"
    assert free_name("Kırık görüntüleri ŞĞ") == "Kirik-goruntuleri-SG"
    assert free_name("...") == free_name("脑") == "model"
    (models / "heads").mkdir()
    (models / "heads-2").mkdir()
    assert free_name("heads") == "heads-3"


def test_a_new_model_will_lie_among_the_user_s_own(models: Path) -> None:
    request = new_request(DataSummary(Path("/scans"), ()), "quick", "heads")
    assert (request.out, request.data, request.recipe) == (models / "heads", Path("/scans"), "quick")
    assert request.out.is_absolute()
    assert not request.resume


def test_runs_that_were_left_are_listed_with_their_epochs(models: Path) -> None:
    leave_run(models, "heads", epochs=3)
    (models / "broken.training").mkdir()
    (run,) = unfinished_trainings()
    assert (run.name, run.recipe, run.data, run.finished_epochs, run.epochs, run.alive) == (
        "heads", "standard", "/scans", 3, 8, False,
    )  # fmt: skip
    assert [type(event) for event in events_so_far(run.out)] == [EpochResult] * 3


def test_no_models_folder_is_no_unfinished_run(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "nowhere"))
    assert unfinished_trainings() == ()
    assert name_problem("heads") is None
    assert process_of(tmp_path / "nowhere" / "heads") == 0


def test_discarding_deletes_the_training_folder_and_nothing_else(models: Path) -> None:
    (models / "heads").mkdir()
    out = leave_run(models, "chests")
    discard_training(out)
    assert [item.name for item in models.iterdir()] == ["heads"]
    discard_training(out)  # already gone: as wished


def test_nothing_outside_the_models_folder_is_discarded(models: Path, tmp_path: Path) -> None:
    out = leave_run(tmp_path / "elsewhere", "heads")
    with pytest.raises(DatasetError, match="left as it is"):
        discard_training(out)
    with pytest.raises(DatasetError, match="left as it is"):
        discard_training(models / ".." / ".." / "elsewhere" / "heads")
    assert out.with_name("heads.training").is_dir()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_to_another_folder_is_not_followed(models: Path, tmp_path: Path) -> None:
    treasure = tmp_path / "treasure"
    treasure.mkdir()
    (models / "heads.training").symlink_to(treasure)
    with pytest.raises(DatasetError, match="left as it is"):
        discard_training(models / "heads")
    assert treasure.is_dir()


def test_a_run_that_goes_on_is_not_discarded(models: Path, monkeypatch) -> None:
    out = leave_run(models, "heads", process=os.getpid())
    monkeypatch.setattr("viewer.services.training_folders.is_stranger", lambda process: False)
    (run,) = unfinished_trainings()
    assert run.alive
    assert "stop it first" in str(discard_problem(run))
    assert out.with_name("heads.training").is_dir()
