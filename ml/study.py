"""The trials of a search in one file that several workers on several machines share.

Optuna's journal is appended to and needs no database. It does not notice a worker that was killed, so every
worker keeps a file whose time it renews, and a trial whose worker is gone is marked failed and asked for
again (docs/adr/0054).
"""

import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend, JournalFileOpenLock, JournalFileSymlinkLock
from optuna.trial import FrozenTrial, TrialState

from ml.runs import is_alive
from ml.search_space import Dimension

_NAME = "search"
_BEAT_S = 60
_SILENT_S = 600  # after which a worker on another machine counts as gone
_YOUNG_S = 60  # a trial may not have said yet whose it is
_FINISHED = (TrialState.COMPLETE, TrialState.PRUNED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished trial."""

    number: int
    value: float
    values: dict[str, Any]  # recipe key -> value
    is_pruned: bool


class SharedStudy:
    """The study in a folder, as one worker sees it."""

    def __init__(self, folder: Path, space: tuple[Dimension, ...], seed: int, epochs: int) -> None:
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        self.folder, self.space = folder, space
        self._workers = folder / "workers"
        self._workers.mkdir(parents=True, exist_ok=True)
        self._sign = self._workers / f"{socket.gethostname()}-{os.getpid()}"
        self._sign.touch()
        self._closing = threading.Event()
        self._heart = threading.Thread(target=self._beat, daemon=True)
        self._heart.start()
        path = str(folder / "search.journal")
        lock = JournalFileOpenLock(path) if os.name == "nt" else JournalFileSymlinkLock(path)
        self.study = optuna.create_study(
            storage=JournalStorage(JournalFileBackend(path, lock)),
            study_name=_NAME,
            direction="maximize",
            load_if_exists=True,
            pruner=optuna.pruners.HyperbandPruner(1, max(1, epochs), 3),
        )
        begun = len(self.study.trials)  # workers must not all draw the same values
        self.study.sampler = optuna.samplers.TPESampler(seed=seed + begun, n_startup_trials=5)
        if not begun:
            self.study.enqueue_trial({item.key: item.default for item in space}, skip_if_exists=True)

    def close(self) -> None:
        """Say that this worker is gone."""
        self._closing.set()
        self._heart.join()
        self._sign.unlink(missing_ok=True)

    def _beat(self) -> None:
        while not self._closing.wait(_BEAT_S):
            with suppress(OSError):  # the search is over and its folder gone, or the disk is full
                self._sign.touch()

    def begin(self) -> tuple[optuna.Trial, dict[str, Any]]:
        """Take the next trial: itself and its values."""
        self.fail_the_dead()
        trial = self.study.ask()
        trial.set_user_attr("worker", self._sign.name)
        return trial, {item.key: _suggested(trial, item) for item in self.space}

    def fail_the_dead(self) -> None:
        """Mark the trials of workers that are gone as failed, and ask for the same values again."""
        for trial in self._running():
            if not self._is_at_work(trial):
                try:
                    self.study.tell(trial.number, state=TrialState.FAIL)
                except ValueError:  # another worker was quicker, or it was not dead
                    continue
                self.study.enqueue_trial(trial.params)

    def give_up(self, trial: optuna.Trial) -> None:
        """Leave a trial that was begun to whoever comes next."""
        values = dict(trial.params)
        self.study.tell(trial, state=TrialState.FAIL)
        self.study.enqueue_trial(values)

    def outcomes(self) -> list[Outcome]:
        """All finished trials, in order."""
        return [
            Outcome(trial.number, _value(trial), dict(trial.params), trial.state is TrialState.PRUNED)
            for trial in self.study.get_trials(deepcopy=False, states=_FINISHED)
        ]

    def best(self) -> Outcome | None:
        """The best trial that was not pruned."""
        whole = [outcome for outcome in self.outcomes() if not outcome.is_pruned]
        return max(whole, key=lambda outcome: outcome.value, default=None)

    def at_work_elsewhere(self) -> int:
        """How many trials other workers are at."""
        others = [t for t in self._running() if t.user_attrs.get("worker") != self._sign.name]
        return sum(map(self._is_at_work, others))

    def claim(self, name: str) -> bool:
        """Be the one worker that does something; False when another one is alive that does it."""
        path = self.folder / name
        try:
            with path.open("x") as file:
                file.write(self._sign.name)
            return True
        except FileExistsError:
            owner = path.read_text()
            if owner and owner != self._sign.name and self._is_alive(owner):
                return False
            path.write_text(self._sign.name)
            return True

    def importances(self) -> dict[str, float]:
        """Share of each value in what made trials differ, the greatest first; {} with too few trials."""
        if sum(not outcome.is_pruned for outcome in self.outcomes()) < 4:
            return {}
        try:
            evaluator = optuna.importance.FanovaImportanceEvaluator(seed=0)
            return dict(optuna.importance.get_param_importances(self.study, evaluator=evaluator))
        except (ValueError, RuntimeError):  # all trials came out alike
            return {}

    def _running(self) -> list[FrozenTrial]:
        return self.study.get_trials(deepcopy=False, states=(TrialState.RUNNING,))

    def _is_at_work(self, trial: FrozenTrial) -> bool:
        worker = trial.user_attrs.get("worker")
        if worker is None:
            begun = trial.datetime_start or datetime.min
            return (datetime.now() - begun).total_seconds() < _YOUNG_S
        return self._is_alive(worker)

    def _is_alive(self, worker: str) -> bool:
        sign = self._workers / worker
        if not sign.exists():
            return False
        host, _, process = worker.rpartition("-")
        if host == socket.gethostname():
            return is_alive(int(process))
        self._sign.touch()  # both times are then of the same clock, that of the disk
        return self._sign.stat().st_mtime - sign.stat().st_mtime < _SILENT_S


def out_of_time(minutes: float | None) -> Callable[[], bool]:
    """A question that is answered with yes after so many minutes, and never for None."""
    end = float("inf") if minutes is None else time.monotonic() + 60 * minutes
    return lambda: time.monotonic() > end


def _suggested(trial: optuna.Trial, item: Dimension) -> Any:
    if item.values:
        return trial.suggest_categorical(item.key, item.values)
    return trial.suggest_float(item.key, item.low, item.high, log=item.is_log)


def _value(trial: FrozenTrial) -> float:
    if trial.value is not None:
        return float(trial.value)
    return max(trial.intermediate_values.values(), default=0.0)
