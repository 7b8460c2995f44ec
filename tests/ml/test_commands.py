"""The commands as people and scripts call them: real files, real training, in a process of their own."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import cv2
import numpy as np
import pytest

from ml.errors import Cancelled
from ml.reporting import Reporter
from ml.runs import ask_to_stop, unfinished_runs
from tests.ml.pictures import noise, with_patch, write_patch_dataset
from viewer.__main__ import COMMANDS
from viewer.__main__ import main as kesit

_ROOT = Path(__file__).parents[2]
_FAST = [
    "--recipe",
    "small-cnn",
    "--set",
    "input.size_px=48",
    "--set",
    "epochs=8",
    "--set",
    "learning_rate=5e-3",
]


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    base = tmp_path_factory.mktemp("user")
    return {**os.environ, "KESIT_DATA_DIR": str(base), "OMP_NUM_THREADS": "1", "PYTHONPATH": str(_ROOT)}


def run(environment, module, *arguments):
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(
        command, env=environment, cwd=_ROOT, capture_output=True, text=True, timeout=170, check=False
    )


def run_here(capsys, module, *arguments):
    """The same without a process of its own, where that is not what is tested."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        code = import_module(module).main([*map(str, arguments)])
    except SystemExit as end:  # argparse
        code = end.code
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    return subprocess.CompletedProcess((module, *arguments), code, *capsys.readouterr())


def events(done) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_patch_dataset(tmp_path_factory.mktemp("data") / "patches", 60)


@pytest.fixture(scope="module")
def model(environment, data, tmp_path_factory):
    out = tmp_path_factory.mktemp("models") / "patches"
    done = run(environment, "ml.train", data, *_FAST, "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    told = events(done)
    assert told[0]["event"] == "progress" and told[-1]["event"] == "done"
    epochs = [event["epoch"] for event in told if event["event"] == "epoch"]
    assert epochs == list(range(1, 9))
    started = next(event for event in told if event["event"] == "started")
    assert (
        started["classes"] == ["patch", "plain"]
        and sum(map(sum, (part.values() for part in started["counts"].values()))) == 120
    )
    return out


def test_a_trained_model_is_whole_and_measured_on_images_it_did_not_see(model):
    assert {path.name for path in model.iterdir()} == {
        "model.safetensors", "card.json", "metrics.json", "history.csv", "config.toml", "report.html",
        "answers.csv",
    }  # fmt: skip
    assert not model.with_name(model.name + ".training").exists()
    card = json.loads((model / "card.json").read_text())
    assert card["metrics"]["images"] == sum(card["training"]["split"]["test"].values()) > 10
    assert card["metrics"]["accuracy"] >= 0.9
    assert len(list(csv.reader((model / "history.csv").open()))) == 9


def test_prediction_as_json_csv_and_heat_maps_on_the_patch(model, environment, tmp_path):
    rng = np.random.default_rng(9)
    cv2.imwrite(str(tmp_path / "wide.png"), with_patch(noise(rng, 48, 96), 70, 8))
    cv2.imwrite(str(tmp_path / "plain.png"), noise(rng, 48, 48))
    maps, table = tmp_path / "maps", tmp_path / "table.csv"
    done = run(
        environment, "ml.predict", tmp_path / "wide.png", tmp_path / "plain.png",
        "--model", model, "--json", "--csv", table, "--heatmaps", maps,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["model"] == "patches"
    by_name = {Path(image["path"]).name: image for image in answer["images"]}
    assert by_name["wide.png"]["class"] == "patch" and by_name["plain.png"]["class"] == "plain"
    for image in answer["images"]:
        assert set(image) >= {"path", "frame", "verdict", "reason", "class", "probabilities"}
        assert image["verdict"] in ("positive", "indeterminate", "negative", "not_evaluated")
        assert sum(image["probabilities"].values()) == pytest.approx(1, abs=1e-5)
    overlay = cv2.imread(by_name["wide.png"]["heatmap"])
    colourful = (overlay.max(axis=2).astype(int) - overlay.min(axis=2)) > 100
    rows, columns = np.nonzero(colourful)
    assert overlay.shape[:2] == (48, 96)
    assert 60 < columns.mean() < 90 and 0 < rows.mean() < 28
    with table.open() as file:
        assert [row["class"] for row in csv.DictReader(file)] == [i["class"] for i in answer["images"]]


def test_evaluation_as_json(model, environment, tmp_path):
    fresh = write_patch_dataset(tmp_path / "fresh", 10, seed=99)
    table = fresh / "boxes.csv"
    with table.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["image", "x", "y", "width", "height"])
        for path in (fresh / "patch").iterdir():
            rows, columns = np.nonzero(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) > 240)
            box = [columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1]
            writer.writerow([f"patch/{path.name}", *(value / 48 for value in box)])
    done = run(environment, "ml.evaluate", model, fresh, "--boxes", table, "--json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    pointing = figures["pointing"]
    assert pointing["images"] == 10 and pointing["chance"] == pytest.approx(100 / 48**2, abs=0.01)
    assert pointing["share"] > 0.6
    expected = (
        "images classes accuracy macro_f1 per_class confusion auroc average_precision ece not_evaluated"
    )
    assert set(figures) >= set(expected.split())
    assert figures["images"] == 20 == np.sum(figures["confusion"])
    assert figures["accuracy"] == np.trace(figures["confusion"]) / 20


def test_a_run_killed_after_an_epoch_goes_on_and_ends_like_one_that_was_not(
    data, environment, tmp_path, monkeypatch
):
    out = tmp_path / "models" / "cut"
    command = [sys.executable, "-m", "ml.train", str(data), *_FAST, "--out", str(out), "--json"]
    with subprocess.Popen(command, env=environment, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout:
            if json.loads(line).get("event") == "epoch":
                child.kill()
    assert not out.exists()
    (left,) = unfinished_runs(out.parent)
    assert left.out == out and left.finished_epochs >= 1 and left.epochs == 8 and not left.alive
    again = run(environment, "ml.train", data, *_FAST, "--out", out, "--json")
    assert again.returncode == 1 and "--resume" in again.stderr
    resumed = run(environment, "ml.train", "--resume", "--out", out, "--json")
    assert resumed.returncode == 0, resumed.stderr
    told = events(resumed)
    started = next(event for event in told if event["event"] == "started")
    epochs = [event["epoch"] for event in told if event["event"] == "epoch"]
    assert epochs == list(range(started["resumed_epoch"] + 1, 9)) and started["resumed_epoch"] >= 1
    assert (out / "card.json").is_file() and not unfinished_runs(out.parent)


def test_a_published_split_that_leaks_is_measured_twice(environment, tmp_path):
    for part, count, seed in (("train", 40, 1), ("test", 12, 2)):
        write_patch_dataset(tmp_path / "data" / part, count, seed)
    for number in range(3):
        learnt = (tmp_path / "data" / "train" / "plain" / f"{number:03d}.png").read_bytes()
        (tmp_path / "data" / "test" / "plain" / f"leak{number}.png").write_bytes(learnt)
    done = run(environment, "ml.train", tmp_path / "data", *_FAST, "--out", tmp_path / "out", "--json")
    assert done.returncode == 0, done.stderr
    metrics = events(done)[-1]["metrics"]
    assert metrics["images"] == 27 and metrics["without_copies"]["images"] == 24
    started = next(event for event in events(done) if event["event"] == "started")
    assert sum(started["counts"]["test"].values()) == 27
    assert sum(started["counts"]["train"].values()) + sum(started["counts"]["validation"].values()) == 80
    card = json.loads((tmp_path / "out" / "card.json").read_text())
    assert "published" in card["measured"] and "3 of them have a copy" in card["measured"]
    figures = run(environment, "ml.evaluate", tmp_path / "out", tmp_path / "data", "--json")
    assert json.loads(figures.stdout)["images"] == 27  # the test part alone


def test_folds_test_every_image_once_and_go_on_after_a_kill(data, environment, tmp_path):
    out = tmp_path / "folded"
    command = [sys.executable, "-m", "ml.train", str(data), *_FAST, "--set", "epochs=2", "--folds", "3"]
    command += ["--out", str(out), "--json"]
    with subprocess.Popen(command, env=environment, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout:
            event = json.loads(line)
            if event["event"] == "epoch" and event["fold"] == 2:
                child.kill()
    (left,) = unfinished_runs(out.parent)
    assert left.finished_epochs >= 3 and left.epochs == 6
    done = run(environment, "ml.train", "--resume", "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    assert 1 not in {event["fold"] for event in events(done) if event["event"] == "epoch"}
    metrics = events(done)[-1]["metrics"]
    assert metrics["images"] == 120 == sum(fold["images"] for fold in metrics["folds"])
    assert len(metrics["folds"]) == 3 and metrics["accuracy_interval"][0] < metrics["accuracy"]
    assert "Cross-validation" in json.loads((out / "card.json").read_text())["measured"]


def test_a_disk_without_room_for_the_cache_is_said_and_stops_nobody(data, environment, tmp_path):
    without = {**environment, "KESIT_CACHE_GB": "0", "KESIT_DATA_DIR": str(tmp_path / "user")}
    done = run(
        without, "ml.train", data, *_FAST, "--set", "epochs=1", "--out", tmp_path / "out", "--json"
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (note,) = [event["text"] for event in events(done) if event["event"] == "note"]
    assert "held in memory" in note


@pytest.mark.parametrize("by", ["signal", "file"])
def test_a_run_that_is_asked_to_stop_says_so_and_keeps_its_epochs(by, data, environment, tmp_path):
    out = tmp_path / "stopped"
    command = [sys.executable, "-m", "ml.train", str(data), *_FAST, "--out", str(out), "--json"]
    with subprocess.Popen(command, env=environment, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as child:
        lines = []
        for line in child.stdout:
            lines.append(json.loads(line))
            if lines[-1]["event"] == "epoch" and lines[-1]["epoch"] == 1:
                child.send_signal(signal.SIGTERM) if by == "signal" else ask_to_stop(out)
    assert child.returncode == 130
    assert lines[-1]["event"] == "cancelled" and lines[-1]["finished_epochs"] >= 1
    assert (out.with_name("stopped.training") / "measured.state").is_file()


def test_an_old_wish_to_stop_does_not_hold_for_a_run_that_is_taken_up_again(tmp_path):
    (tmp_path / "model.training").mkdir()
    ask_to_stop(tmp_path / "model")
    reporter = Reporter(as_json=True, stdout=io.StringIO())
    reporter.stop_when_asked(tmp_path / "model.training")
    phase = reporter.phase("epoch", 1)
    phase(0, 2)
    ask_to_stop(tmp_path / "model")
    with pytest.raises(Cancelled):
        phase(2, 2)
    ask_to_stop(tmp_path / "no run of this name")  # harms nobody


@pytest.mark.parametrize("command", COMMANDS)
def test_letters_that_a_redirection_lacks_become_escapes(command, monkeypatch):
    out = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", out)
    with pytest.raises(SystemExit):
        kesit([command, "--help"])
    print("ÇŞĞ")
    out.flush()
    assert out.buffer.getvalue().rstrip().endswith(b"\xc7\\u015e\\u011e")


def test_a_program_without_a_console_still_runs_its_commands(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert kesit(["predict", "nobody", "nothing.dcm"]) == 1
    assert sys.stdout is not None and sys.stderr is not None


def test_a_run_whose_reader_goes_away_finishes_all_the_same(data, environment, tmp_path):
    out = tmp_path / "alone"
    command = [
        sys.executable,
        "-m",
        "ml.train",
        str(data),
        *_FAST,
        "--set",
        "epochs=2",
        "--out",
        str(out),
        "--json",
    ]
    with subprocess.Popen(command, env=environment, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as child:
        child.stdout.readline()
        child.stdout.close()
        assert child.wait(timeout=120) == 0
    assert (out / "card.json").is_file()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no sub-folders"),
        ({"a/notes.txt": b"hello", "b/notes.txt": b"hello"}, "At least two classes"),
        ({"only": 8}, "At least two classes"),
        ({"a": 1, "b": 2}, "at least 5"),
    ],
)
def test_folders_that_cannot_be_trained_on(files, message, capsys, tmp_path):
    rng = np.random.default_rng(0)
    folder = tmp_path / "data"
    folder.mkdir()
    for name, content in files.items():
        target = folder / name
        if isinstance(content, bytes):
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)
            continue
        target.mkdir()
        for number in range(content):
            cv2.imwrite(str(target / f"{number}.png"), noise(rng))
    out = tmp_path / "out"
    done = run_here(capsys, "ml.train", folder, *_FAST, "--out", out, "--json")
    assert done.returncode == 1 and message in done.stderr
    assert events(done)[-1]["event"] == "failed" and message in events(done)[-1]["message"]
    assert not out.exists()
    assert not out.with_name("out.training").exists()


def test_unreadable_images_are_left_out_and_the_rest_goes_on(model, environment, tmp_path):
    fresh = write_patch_dataset(tmp_path / "fresh", 4, seed=5)
    (fresh / "patch" / "torn.png").write_bytes(b"")
    before = {path: path.read_bytes() for path in fresh.rglob("*.png")}
    done = run(environment, "ml.evaluate", model, fresh, "--json")
    assert done.returncode == 1 and "torn.png" in done.stderr
    assert json.loads(done.stdout)["images"] == 8
    answered = run(environment, "ml.predict", fresh, "--model", model, "--json")
    torn = [image for image in json.loads(answered.stdout)["images"] if image["path"].endswith("torn.png")]
    assert answered.returncode == 1 and torn[0]["verdict"] == "not_evaluated" and torn[0]["reason"]
    assert {path: path.read_bytes() for path in fresh.rglob("*.png")} == before


@pytest.mark.parametrize(
    ("module", "arguments", "code"),
    [
        ("ml.predict", [], 2),
        ("ml.train", [], 2),
        ("ml.train", ["somewhere", "--set", "epochs"], 2),
        ("ml.train", ["somewhere", "--folds", "1"], 1),
        ("ml.evaluate", ["only-one"], 2),
        ("ml.predict", ["nowhere", "--model", "nobody"], 1),
        ("ml.train", ["nowhere"], 1),
        ("ml.train", ["--demo", "--recipe", "alchemy"], 1),
    ],
)
def test_wrong_calls_end_with_their_code_and_a_sentence(module, arguments, code, capsys):
    done = run_here(capsys, module, *arguments)
    assert done.returncode == code and done.stderr


def test_the_code_and_the_sentence_leave_the_process(environment):
    done = run(environment, "ml.train", "nowhere")
    assert done.returncode == 1 and done.stderr and "Traceback" not in done.stderr
