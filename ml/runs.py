"""A training run on disk: where it keeps its state, and which runs were left unfinished.

While a run works on the model ``OUT`` its files lie in ``OUT.training``: ``run.json`` (what was asked),
``events.jsonl`` (everything it said) and the states of its phases. ``OUT`` itself appears whole or not at
all.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from ml.errors import DatasetError
from ml.library import user_models_folder

SUFFIX = ".training"
_RUN_FILE = "run.json"
EVENTS_FILE = "events.jsonl"
STOP_FILE = "stop"  # asks a run to end, also where there are no signals (Windows)


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked of a training run."""

    data: str  # the folder of images; "" for the built-in digits
    recipe: dict[str, Any]  # all values
    name: str
    title: str
    process: int = 0  # of the operating system


@dataclass(frozen=True, slots=True)
class UnfinishedRun:
    """A run that was stopped, or is still going on."""

    out: Path
    data: str
    recipe: str
    name: str
    finished_epochs: int
    epochs: int
    alive: bool


def training_folder(out: Path) -> Path:
    """Where the run that makes ``out`` keeps its files."""
    return out.with_name(out.name + SUFFIX)


def ask_to_stop(out: Path) -> None:
    """Ask the run that makes ``out`` to end after its current step."""
    with suppress(OSError):  # there is no such run any more
        (training_folder(out) / STOP_FILE).touch()


def save_run(folder: Path, run: Run) -> None:
    """Write ``run.json``."""
    writing = folder / f"{_RUN_FILE}.writing"
    writing.write_text(json.dumps(asdict(run), indent=2), encoding="utf-8")
    writing.replace(folder / _RUN_FILE)


def has_run(folder: Path) -> bool:
    """Does a training folder hold a run? One that was killed before it began holds at most half a file."""
    return any(item.name not in (f"{_RUN_FILE}.writing", STOP_FILE) for item in folder.iterdir())


def load_run(folder: Path) -> Run:
    """Read ``run.json``; raises DatasetError when it is missing or damaged."""
    path = folder / _RUN_FILE
    try:
        return Run(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise DatasetError(f"{path} does not describe a training run: {error}") from error


def unfinished_runs(models: Path | None = None) -> tuple[UnfinishedRun, ...]:
    """Runs in the user's models folder that have not made their model yet."""
    found = []
    for folder in sorted((models or user_models_folder()).glob(f"*{SUFFIX}")):
        try:
            run = load_run(folder)
        except DatasetError:
            continue  # another program's folder, or one that was killed before it began
        out = folder.with_name(folder.name.removesuffix(SUFFIX))
        recipe = run.recipe
        finished = finished_epochs(folder)
        epochs = recipe["epochs"] * max(1, recipe.get("folds", 0))
        found.append(
            UnfinishedRun(out, run.data, recipe["name"], run.name, finished, epochs, is_alive(run.process))
        )
    return tuple(found)


def finished_epochs(folder: Path) -> int:
    """How many epochs of a run in its training folder are done and kept."""
    try:
        lines = (folder / EVENTS_FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    epochs = [0]
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue  # the line a kill cut short
        if event.get("event") == "epoch":
            before = (int(event.get("fold", 1)) - 1) * int(event["epochs"])
            epochs.append(before + int(event["epoch"]))
    return max(epochs)


def is_alive(process: int) -> bool:
    """Does the process still run? Also True for a stranger that was given the same number since."""
    try:
        # One that has ended but was not waited for still has its number.
        return process > 0 and psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True
