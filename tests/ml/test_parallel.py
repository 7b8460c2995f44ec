"""Two processes on the CPU train one network as one process does, but for what normalisation sees."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from torch import nn

from ml import parallel
from ml.errors import TrainingError
from tests.ml.pictures import write_patch_dataset

_ROOT = Path(__file__).parents[2]
_CHANGES = ("input.size_px=48", "epochs=8", "learning_rate=5e-3", "precision=float32", "head_epochs=5")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_patch_dataset(tmp_path_factory.mktemp("data") / "patches", 61)  # odd: shares are uneven


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    own = {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(_ROOT)}
    user = str(tmp_path_factory.mktemp("user"))
    return {"env": {**os.environ, **own, "KESIT_DATA_DIR": user}, "cwd": _ROOT, "text": True}


def _command(data, out, processes=1):
    torchrun = [
        sys.executable,
        "-m",
        "torch.distributed.run",
        "--standalone",
        f"--nproc-per-node={processes}",
    ]
    start = [*torchrun, "-m"] if processes > 1 else [sys.executable, "-m"]
    changes = [f"--set={change}" for change in _CHANGES]
    return [*start, "ml.train", str(data), "--recipe", "small-cnn", *changes, "--out", str(out), "--json"]


def test_two_processes_make_one_model_as_good_as_one_makes(data, process, tmp_path):
    done = subprocess.run(_command(data, tmp_path / "two", 2), **process, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["epoch"] for event in told if event["event"] == "epoch"] == list(range(1, 9))  # each once
    assert told[-1]["event"] == "done" and sum(event["event"] == "done" for event in told) == 1
    alone = subprocess.run(_command(data, tmp_path / "one"), **process, capture_output=True, check=True)
    started = next(event for event in told if event["event"] == "started")
    expected = [json.loads(line) for line in alone.stdout.splitlines()]
    assert started["counts"] == next(event for event in expected if event["event"] == "started")["counts"]
    ours, theirs = told[-1]["metrics"], expected[-1]["metrics"]
    assert ours["images"] == theirs["images"] == sum(started["counts"]["test"].values())
    assert ours["accuracy"] >= 0.85 and abs(ours["accuracy"] - theirs["accuracy"]) <= 0.15
    losses = [
        [event["train_loss"] for event in events if event["event"] == "epoch"] for events in (told, expected)
    ]
    assert losses[0][0] == pytest.approx(losses[1][0], rel=0.1)
    assert not list(tmp_path.glob("*.training"))


_TWO_STEPS = """
import sys, numpy as np, torch
from pathlib import Path
from ml import parallel
from ml.fit import FullTraining, Part
from ml.looking import run_network
from ml.model import Network
from ml.preprocess import InputSpec
from ml.recipe import Numbers, Recipe
from ml.augment import Augmentation

class Trunk(torch.nn.Conv2d):  # no normalisation: then shares make no difference
    def __init__(self): super().__init__(3, 4, 5, 2)

parallel.start("cpu")
rng = np.random.default_rng(0)
part = Part(rng.integers(0, 256, (12, 16, 16), np.uint8), np.arange(12) % 2)
seen = Part(rng.integers(0, 256, (7, 16, 16), np.uint8), np.arange(7) % 2)
recipe = Recipe(architecture="small-cnn", input=InputSpec(size_px=16), epochs=2, batch_size=4, dropout=0.0,
                precision=Numbers.FLOAT32, average_decay=0.5, patience=0)
torch.manual_seed(parallel.rank())  # another start in each: the first one's counts
network = Network(Trunk(), 4, 2)
training = FullTraining(network, part, seen, recipe, Path(sys.argv[1]) / "state")
kept = training.run(lambda record: None, lambda *_: None)
features, logits = run_network(kept, seen.images, recipe.input, lambda *_: None)
assert len(logits) == 7
state = {name: value.clone() for name, value in kept.state_dict().items()}
torch.save({"state": state, "logits": logits, "loss": [r.validation_loss for r in training.history]},
           Path(sys.argv[1]) / f"{parallel.count()}-{parallel.rank()}.pt")
parallel.leave(0)
"""


def test_shares_of_a_batch_give_the_gradient_of_the_whole(process, tmp_path):
    script = tmp_path / "steps.py"
    script.write_text(_TWO_STEPS)
    for count in (1, 2):
        (tmp_path / str(count)).mkdir()
        start = ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={count}"]
        command = [sys.executable, *start, str(script), str(tmp_path / str(count))]
        done = subprocess.run(command, **process, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    alone = torch.load(tmp_path / "1" / "1-0.pt", weights_only=True)
    for number in (0, 1):
        other = torch.load(tmp_path / "2" / f"2-{number}.pt", weights_only=True)
        assert other["loss"] == pytest.approx(alone["loss"], abs=1e-5)
        torch.testing.assert_close(other["logits"], alone["logits"], atol=1e-5, rtol=1e-4)
        for name, value in alone["state"].items():
            torch.testing.assert_close(other["state"][name], value, atol=1e-5, rtol=1e-4)


def test_a_run_of_two_that_is_stopped_is_resumed_by_one(data, process, tmp_path):
    out = tmp_path / "stopped"
    with subprocess.Popen(_command(data, out, 2), **process, stdout=subprocess.PIPE) as child:
        for line in child.stdout:
            event = json.loads(line)
            if event["event"] == "epoch" and event["epoch"] == 2:
                child.send_signal(signal.SIGINT)
            if event["event"] == "cancelled":
                assert event["finished_epochs"] >= 2
                break
        else:
            pytest.fail("it did not say that it was stopped")
        child.stdout.close()
        child.wait(timeout=60)
    resume = [sys.executable, "-m", "ml.train", "--resume", "--out", str(out)]
    subprocess.run(resume, **process, check=True, capture_output=True)
    assert load_file(out / "model.safetensors")


def test_one_process_alone_needs_no_other():
    assert parallel.start("cpu") is None and parallel.count() == 1 and parallel.is_first()
    assert parallel.from_first(lambda: 7) == 7 and parallel.summed([1.0, 2.0]) == [1.0, 2.0]
    assert parallel.share_of(10) == slice(0, 10)
    network = nn.Linear(2, 2)
    assert parallel.with_averaged_gradients(network) is network
    with pytest.raises(SystemExit) as ending:
        parallel.leave(3)
    assert ending.value.code == 3


@pytest.mark.parametrize("rows", [0, 1, 7, 64])
def test_shares_follow_one_another_and_leave_nothing_out(rows, monkeypatch):
    monkeypatch.setattr(parallel, "count", lambda: 3)
    taken = []
    for number in range(3):
        monkeypatch.setattr(parallel, "rank", lambda number=number: number)
        taken += list(range(rows)[parallel.share_of(rows)])
    assert taken == list(range(rows))


def test_a_batch_that_cannot_be_dealt_out_is_refused_with_one_that_can(monkeypatch):
    monkeypatch.setattr(parallel, "count", lambda: 3)
    with pytest.raises(TrainingError, match="batch_size=33"):
        parallel.check_batch(32)
    parallel.check_batch(33)
    assert np.array_split(range(33), 3)[1].tolist() == list(range(11, 22))
