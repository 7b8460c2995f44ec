"""A data folder of one's own, and a training service whose child is a stand-in."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from viewer.services.training import TrainingService
from viewer.services.training_values import TrainingRequest
from viewer.workers.task import TaskRunner

FAKE_CHILD = Path(__file__).with_name("fake_child.py")


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's models folder of this test."""
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "data" / "models"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def tasks(qapp: object) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.close()


ServiceMaker = Callable[[str], TrainingService]


@pytest.fixture
def make_service(tasks: TaskRunner, models: Path) -> Iterator[ServiceMaker]:
    """Makes services whose child behaves as the named function of fake_child.py does."""
    made: list[TrainingService] = []

    def make(mode: str) -> TrainingService:
        def command(request: TrainingRequest) -> list[str]:
            return [sys.executable, str(FAKE_CHILD), mode, str(request.out), "ml.train"]

        made.append(TrainingService(tasks, command=command))
        return made[-1]

    yield make
    for service in made:
        service.cancel()
        service.leave()


@pytest.fixture
def request_of(models: Path) -> Callable[[str], TrainingRequest]:
    """A request for a model of this name."""
    return lambda name: TrainingRequest(out=models / name, data=None, recipe="standard", title=name)


@pytest.fixture
def write_images() -> Callable[[Path, int], None]:
    """Writes so many different small pictures into a folder."""

    def write(folder: Path, count: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for index in range(count):
            rng = np.random.default_rng((index, len(folder.name), *folder.name.encode()))
            cv2.imwrite(str(folder / f"image_{index:03d}.png"), rng.integers(0, 255, (24, 30), np.uint8))

    return write
