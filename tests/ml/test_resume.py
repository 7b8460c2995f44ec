"""No finished work is lost, and a run that was interrupted ends like one that was not."""

import errno
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from ml import checkpoint, train, training
from ml.dataset import load_images
from ml.progress import no_progress
from ml.recipe import Numbers, load_recipe
from ml.reporting import Reporter
from ml.sources import find_samples
from ml.training import train_model
from tests.ml.pictures import write_patch_dataset

_ROOT = Path(__file__).parents[2]
_SMALL = {
    "input.size_px": "24", "epochs": "2", "head_epochs": "2", "final_epochs": "1", "batch_size": "8",
    "precision": Numbers.FLOAT32.value, "augmentation.policy": "trivial", "oversample": "true",
    "mixup": "0.2", "first_layers_rate": "0.5", "dropout": "0.3",
}  # fmt: skip


class _Killed(BaseException):
    """The end of the process: nothing catches it."""


class _Mortal(Reporter):
    """Dies at a certain call of its progress."""

    def __init__(self, at: int | None) -> None:
        super().__init__(as_json=False, is_silent=True)
        self.at, self.calls = at, 0

    def _progress(self, phase, done, total, text):
        if self.calls == self.at:
            raise _Killed
        self.calls += 1


@pytest.fixture(scope="module")
def images(tmp_path_factory):
    folder = write_patch_dataset(tmp_path_factory.mktemp("data") / "patches", 12)
    for number in range(4):  # uneven, so that oversampling has something to do
        (folder / "patch" / f"{number:03d}.png").unlink()
    return load_images(find_samples(folder, no_progress), load_recipe("small-cnn", _SMALL).input)


def _train(images, folder, reporter, changes=None):
    folder.mkdir(exist_ok=True)
    recipe = load_recipe("small-cnn", {**_SMALL, **(changes or {})})
    return train_model(images, recipe, folder, torch.device("cpu"), reporter)


def _assert_same(ours, theirs):
    for name, value in theirs.network.state_dict().items():
        torch.testing.assert_close(ours.network.state_dict()[name], value, rtol=0, atol=0)
    torch.testing.assert_close(ours.bank, theirs.bank, rtol=0, atol=0)
    assert asdict(ours.calibration) == asdict(theirs.calibration)
    assert ours.metrics == theirs.metrics and ours.counts == theirs.counts
    timeless = [
        [{**asdict(record), "seconds": 0, "seconds_left": 0} for record in each.history]
        for each in (ours, theirs)
    ]
    assert timeless[0] == timeless[1]


@pytest.mark.parametrize("folds", ["0", "2"])
def test_a_run_killed_at_any_call_ends_with_the_same_weights_and_figures(folds, images, tmp_path):
    changes = {"folds": folds, "final_epochs": "0"} if folds != "0" else None
    counting = _Mortal(None)
    whole = _train(images, tmp_path / "whole", counting, changes)
    assert counting.calls > 12
    step = 1 if folds == "0" else 4
    for call in range(0, counting.calls, step):
        folder = tmp_path / f"cut{call}"
        with pytest.raises(_Killed):
            _train(images, folder, _Mortal(call), changes)
        _assert_same(_train(images, folder, _Mortal(None), changes), whole)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("number", range(4))
def test_a_run_killed_while_a_state_is_written_does_too(number, after, images, tmp_path, monkeypatch):
    whole = _train(images, tmp_path / "whole", _Mortal(None))
    saved = []

    def dying(path, state):
        saved.append(path)
        dies = len(saved) == number + 1
        if dies and not after:
            raise _Killed
        checkpoint.save_state(path, state)
        if dies:
            raise _Killed

    with monkeypatch.context() as patch, pytest.raises(_Killed):
        patch.setattr("ml.fit.save_state", dying)
        patch.setattr(training, "save_state", dying)
        _train(images, tmp_path / "cut", _Mortal(None))
    _assert_same(_train(images, tmp_path / "cut", _Mortal(None)), whole)


def test_same_seed_and_data_give_the_same_split_and_weights_another_seed_others(images, tmp_path):
    first = _train(images, tmp_path / "first", _Mortal(None))
    _assert_same(_train(images, tmp_path / "again", _Mortal(None)), first)
    other = _train(images, tmp_path / "other", _Mortal(None), {"seed": "2"})
    name = next(iter(first.network.state_dict()))
    assert not torch.equal(other.network.state_dict()[name], first.network.state_dict()[name])


# The command


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_patch_dataset(tmp_path_factory.mktemp("data") / "patches", 20)


@pytest.fixture
def in_process(monkeypatch):
    monkeypatch.setattr(Reporter, "stop_on_signals", lambda self: None)
    monkeypatch.setattr(torch, "set_flush_denormal", lambda on: None)


def _arguments(data, out):
    changes = [f"--set={key}={value}" for key, value in {**_SMALL, "epochs": "4"}.items()]
    return [str(data), "--recipe", "small-cnn", *changes, "--out", str(out)]


def test_a_full_disk_is_said_and_nothing_finished_is_lost(data, in_process, tmp_path, monkeypatch, capsys):
    assert train.main(_arguments(data, tmp_path / "whole")) == 0
    calls = []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("ml.checkpoint.os.fsync", full)
        assert train.main(_arguments(data, tmp_path / "cut")) == 1
    said = capsys.readouterr().err
    assert "No space left" in said and "cut.training" in said and "finished is kept" in said
    assert not (tmp_path / "cut").exists()
    left = checkpoint.load_state(tmp_path / "cut.training" / "measured.state")
    assert len(left["history"]) == 2
    assert not list((tmp_path / "cut.training").glob("*.writing"))
    assert train.main(["--resume", "--out", str(tmp_path / "cut")]) == 0
    _assert_same_files(tmp_path / "cut", tmp_path / "whole")


def _assert_same_files(ours: Path, theirs: Path):
    weights, expected = (load_file(folder / "model.safetensors") for folder in (ours, theirs))
    assert weights.keys() == expected.keys()
    for name, value in expected.items():
        np.testing.assert_array_equal(weights[name], value)
    assert (ours / "metrics.json").read_text() == (theirs / "metrics.json").read_text()


def test_a_stopped_run_can_become_the_model_of_its_best_epoch(
    data, in_process, tmp_path, monkeypatch, capsys
):
    out = tmp_path / "stopped"
    original = Reporter._progress

    def stopping(self, phase, done, total, text):
        self._stopped = self._stopped or (phase.name == "epoch" and phase.epoch == 3)
        original(self, phase, done, total, text)

    with monkeypatch.context() as patch:
        patch.setattr(Reporter, "_progress", stopping)
        assert train.main(_arguments(data, out)) == 130
    assert "--finish" in capsys.readouterr().out
    best = checkpoint.load_state(out.with_name("stopped.training") / "measured.state")["best"]
    assert train.main(["--resume", "--finish", "--out", str(out)]) == 0
    card = json.loads((out / "card.json").read_text())
    assert "ended after 2 of 4 epochs" in card["measured"] and "went on" not in card["measured"]
    weights = load_file(out / "model.safetensors")
    for name, value in best.items():
        np.testing.assert_array_equal(weights[f"network.{name}"], value.numpy())
    with pytest.raises(SystemExit):
        train.main([str(data), "--finish"])


def test_a_run_killed_before_it_began_can_be_started_anew(data, in_process, tmp_path):
    folder = tmp_path / "out.training"
    folder.mkdir()
    (folder / "run.json.writing").write_text('{"data": ')
    assert train.main([*_arguments(data, tmp_path / "out"), "--set", "epochs=1"]) == 0
    assert (tmp_path / "out" / "card.json").is_file() and not folder.exists()


_COMMAND = [sys.executable, "-m", "ml.train"]


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    """How to start a process of its own."""
    own = {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(_ROOT), "KESIT_CACHE_GB": "0"}
    user = str(tmp_path_factory.mktemp("user"))
    return {"env": {**os.environ, **own, "KESIT_DATA_DIR": user}, "cwd": _ROOT, "text": True}


@pytest.fixture(scope="module")
def uninterrupted(data, process, tmp_path_factory):
    out = tmp_path_factory.mktemp("models") / "whole"
    subprocess.run([*_COMMAND, *_arguments(data, out)], **process, check=True, capture_output=True)
    return out


@pytest.mark.parametrize("phase", ["features", "epoch"])  # the rest is above, without waiting for a process
def test_a_process_killed_for_real_goes_on_to_the_same_model(phase, data, process, uninterrupted, tmp_path):
    out = tmp_path / "cut"
    command = [*_COMMAND, *_arguments(data, out), "--json"]
    with subprocess.Popen(command, **process, stdout=subprocess.PIPE) as child:
        for line in child.stdout:
            event = json.loads(line)
            if event.get("phase") == phase and event["epoch"] in (0, 2):
                child.kill()
    assert child.returncode != 0 and not out.exists()
    resume = [*_COMMAND, "--resume", "--out", str(out)]
    subprocess.run(resume, **process, check=True, capture_output=True)
    _assert_same_files(out, uninterrupted)
