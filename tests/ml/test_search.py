"""A search: what it may change, what workers share, and that it never sees the test part."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from optuna.trial import TrialState

from ml import search
from ml.augment import Augmentation
from ml.dataset import ImageSet, load_images
from ml.errors import DatasetError
from ml.inner_folds import InnerFolds
from ml.library import find_model
from ml.progress import no_progress
from ml.recipe import Recipe, load_recipe
from ml.reporting import Reporter
from ml.search_page import make_search_page
from ml.search_space import STRENGTH, Dimension, applied, space_of
from ml.sources import find_samples
from ml.study import Outcome, SharedStudy
from ml.training import group_images, splits_of
from tests.ml.pictures import write_patch_dataset

_ROOT = Path(__file__).parents[2]
_SMALL = {
    "input.size_px": "24", "epochs": "3", "batch_size": "8", "precision": "float32", "learning_rate": "1e-2",
}  # fmt: skip
SPACE = (Dimension("learning_rate", 1e-3, 1e-4, 1e-2, True), Dimension("dropout", 0.2, 0.0, 0.5))


# What may change


def test_the_recipe_lies_inside_its_space_and_comes_out_of_it_unchanged():
    recipe = load_recipe("standard")
    space = space_of(recipe, {})
    assert {item.key for item in space} == {
        "head_learning_rate", "learning_rate", "first_layers_rate", "dropout", STRENGTH, "weight_decay",
    }  # fmt: skip
    assert all(item.low <= item.default <= item.high for item in space)
    assert applied(recipe, {item.key: item.default for item in space}) == recipe


def test_strength_scales_every_random_transform_and_nothing_else():
    recipe = Recipe(augmentation=Augmentation(blur=0.8, noise=0.1))
    stronger = applied(recipe, {STRENGTH: 2.0}).augmentation
    assert (stronger.rotate_deg, stronger.noise, stronger.blur) == (30.0, 0.2, 1.0)
    assert stronger.flip_horizontal and not stronger.flip_vertical
    assert applied(recipe, {STRENGTH: 0.0}).augmentation.rotate_deg == 0


def test_any_key_can_be_chosen_from_values_that_fit_it():
    recipe = load_recipe("small-cnn")
    *_, item = space_of(recipe, {"architecture": ("plain-cnn", "resnet18")})
    assert item.values == ("small-cnn", "plain-cnn", "resnet18") and item.default == "small-cnn"
    assert applied(recipe, {"architecture": "resnet18", "input.size_px": 64}).input.size_px == 64
    for choices, message in (
        ({"archtecture": ("a",)}, "archtecture"),
        ({"batch_size": (1,)}, "batch_size"),
        ({"titles": ("a",)}, "several values"),
    ):
        with pytest.raises(DatasetError, match=message):
            space_of(recipe, choices)


# What workers share


@pytest.fixture
def open_study(tmp_path):
    opened = []

    def open_one(folder: Path = tmp_path / "out.search") -> SharedStudy:
        opened.append(SharedStudy(folder, SPACE, seed=1, epochs=9))
        return opened[-1]

    yield open_one
    for study in opened:
        study.close()


def test_the_first_trial_is_the_recipe_as_it_is_and_the_rest_follow_from_the_seed(open_study, tmp_path):
    drawn = []
    for folder in ("one", "two"):
        study = open_study(tmp_path / folder)
        drawn.append([])
        for _ in range(8):
            trial, values = study.begin()
            drawn[-1].append(values)
            study.study.tell(trial, 1 - abs(values["dropout"] - 0.4))
        assert drawn[-1][0] == {"learning_rate": 1e-3, "dropout": 0.2}
    assert drawn[0] == drawn[1]
    assert study.best().value == max(1 - abs(values["dropout"] - 0.4) for values in drawn[1])


def test_two_workers_share_one_journal(open_study):
    first, second = open_study(), open_study()
    one, _ = first.begin()
    other, values = second.begin()
    assert {one.number, other.number} == {0, 1} and values != {"learning_rate": 1e-3, "dropout": 0.2}
    first.study.tell(one, 0.5)
    second.study.tell(other, 0.7)
    assert (
        [item.value for item in first.outcomes()] == [item.value for item in second.outcomes()] == [0.5, 0.7]
    )
    assert first.best().number == other.number


def _set_worker(study: SharedStudy, trial, name: str) -> None:
    (study.folder / "workers" / name).touch()
    trial.set_user_attr("worker", name)


def test_a_killed_worker_loses_one_trial_which_is_asked_for_again(open_study):
    study = open_study()
    trial, values = study.begin()
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    _set_worker(study, trial, f"{socket.gethostname()}-{child.pid}")
    again, repeated = study.begin()
    assert study.study.trials[trial.number].state is TrialState.FAIL
    assert again.number != trial.number and repeated == values
    study.study.tell(again, 0.5)
    assert [item.number for item in study.outcomes()] == [again.number]


def test_a_worker_elsewhere_is_gone_when_it_has_been_silent_for_long(open_study):
    study = open_study()
    trial, _ = study.begin()
    _set_worker(study, trial, "elsewhere-7")
    assert study.at_work_elsewhere() == 1
    study.fail_the_dead()
    assert study.study.trials[trial.number].state is TrialState.RUNNING
    sign = study.folder / "workers" / "elsewhere-7"
    long_ago = sign.stat().st_mtime - 3600
    os.utime(sign, (long_ago, long_ago))
    assert study.at_work_elsewhere() == 0
    study.fail_the_dead()
    assert study.study.trials[trial.number].state is TrialState.FAIL


def test_one_worker_makes_the_model_and_another_takes_over_when_it_is_gone(open_study):
    study = open_study()
    assert study.claim("finishing") and study.claim("finishing")  # it may ask twice
    (study.folder / "finishing").write_text("elsewhere-7")
    (study.folder / "workers" / "elsewhere-7").touch()
    assert not study.claim("finishing")
    (study.folder / "workers" / "elsewhere-7").unlink()
    assert study.claim("finishing")


# What a trial is measured by


def _images(folder: Path, recipe: Recipe) -> ImageSet:
    return load_images(find_samples(folder, no_progress), recipe.input)


def test_inner_folds_never_touch_the_test_part(tmp_path):
    recipe = load_recipe("small-cnn", _SMALL)
    images = _images(write_patch_dataset(tmp_path / "data", 20), recipe)
    (split,) = splits_of(images, group_images(images, recipe, no_progress), recipe)
    curves = []
    for content in (images.images, np.array(images.images)):
        if curves:
            content[split.test] = 0  # as if it were another test part
        changed = ImageSet(images.class_names, images.samples, content, images.facts)
        folds = InnerFolds(lambda _, s=changed: s, recipe, 2, torch.device("cpu"), no_progress)
        assert not np.intersect1d(folds.pool, split.test).size
        assert len(folds.pool) == len(split.train) + len(split.validation)
        curves.append(list(folds.curve(recipe, no_progress)))
    assert len(curves[0]) == recipe.epochs and curves[0] == curves[1]


def test_a_recipe_of_the_last_layer_alone_is_measured_once(tmp_path):
    recipe = load_recipe("small-cnn", {**_SMALL, "epochs": "0", "head_epochs": "5"})
    images = _images(write_patch_dataset(tmp_path / "data", 12), recipe)
    folds = InnerFolds(lambda _: images, recipe, 2, torch.device("cpu"), no_progress)
    (value,) = folds.curve(recipe, no_progress)
    assert 0 <= value <= 1
    with pytest.raises(DatasetError, match="folds"):
        InnerFolds(
            lambda _: images, load_recipe("small-cnn", {"folds": "3"}), 2, torch.device("cpu"), no_progress
        )


# The page and the command


def test_the_page_names_the_best_and_loads_nothing():
    outcomes = [
        Outcome(0, 0.5, {"dropout": 0.2, "architecture": "<b>"}, False),
        Outcome(1, 0.9, {"dropout": 0.4, "architecture": "x"}, True),
        Outcome(2, 0.7, {"dropout": 0.3, "architecture": "y"}, False),
    ]
    page = make_search_page("Mine", "macro F1", outcomes, {"dropout": 0.75, "architecture": 0.25})
    assert "The best is trial 2 with a macro F1 of 0.7000" in page and page.count("<circle") == 3
    assert "75%" in page and "&lt;b&gt;" in page and "://" not in page and "<script" not in page


def _arguments(data: Path, out: Path, trials: int) -> list[str]:
    changes = [f"--set={key}={value}" for key, value in _SMALL.items()]
    return [
        str(data), "--recipe", "small-cnn", *changes, "--folds", "2", "--trials", str(trials),
        "--choose", "batch_size=8,12", "--out", str(out), "--json",
    ]  # fmt: skip


@pytest.fixture
def in_process(monkeypatch):
    monkeypatch.setattr(Reporter, "stop_on_signals", lambda self: None)
    monkeypatch.setattr(torch, "set_flush_denormal", lambda on: None)


def test_a_search_that_is_killed_goes_on_and_ends_with_a_model(in_process, tmp_path, capsys):
    data, out = write_patch_dataset(tmp_path / "data", 20), tmp_path / "best"
    own = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(_ROOT)}
    command = [sys.executable, "-m", "ml.search", *_arguments(data, out, 4)]
    with subprocess.Popen(command, env=own, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout:
            event = json.loads(line)
            if event["event"] == "progress" and event["phase"] == "trial" and event["epoch"] == 1:
                child.kill()
    assert not out.exists()
    assert search.main([*_arguments(data, out, 4), "--set", "dropout=0.4"]) == 1  # another recipe
    assert "another recipe" in capsys.readouterr().err
    assert search.main(_arguments(data, out, 4)) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    trials = [event for event in told if event["event"] == "trial"]
    assert 1 not in [event["trial"] for event in trials] and told[-1]["event"] == "done"
    table = json.loads((out / "search.json").read_text())
    assert len(table["trials"]) == 4 and table["trials"][0]["values"]["batch_size"] == 8
    best = max((trial for trial in table["trials"] if not trial["ended_early"]), key=lambda t: t["value"])
    card = find_model(out).card
    assert "search of 4 trials" in card.measured and f"trial {best['trial']})" in card.measured
    written = load_recipe(out / "config.toml")
    assert written.learning_rate == pytest.approx(best["values"]["learning_rate"])
    assert "<svg" in (out / "search.html").read_text()
    assert not out.with_name("best.search").exists() and not out.with_name("best.training").exists()
    assert search.main(_arguments(data, out, 4)) == 1  # it is there already


def test_a_search_that_is_stopped_keeps_its_trials(in_process, tmp_path, monkeypatch, capsys):
    data, out = write_patch_dataset(tmp_path / "data", 12), tmp_path / "best"
    original = Reporter._progress

    def stopping(self, phase, done, total, text):
        self._stopped = self._stopped or (phase.name == "trial" and phase.epoch == 1)
        original(self, phase, done, total, text)

    monkeypatch.setattr(Reporter, "_progress", stopping)
    assert search.main(_arguments(data, out, 3)) == 130
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["event"] == "cancelled"
    study = SharedStudy(out.with_name("best.search"), SPACE, 1, 3)
    states = [trial.state for trial in study.study.trials]
    study.close()
    assert states == [TrialState.COMPLETE, TrialState.FAIL, TrialState.WAITING]
