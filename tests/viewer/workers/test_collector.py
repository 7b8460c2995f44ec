import gc
from threading import Thread

import pytest

from viewer.workers.collector import GuiThreadCollector


class Cycle:
    """Garbage that only the collector can free."""

    freed = 0

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Cycle.freed += 1


@pytest.fixture
def collector(qtbot, qapp):
    collector = GuiThreadCollector(qapp)
    yield collector
    collector.stop()


def make_garbage() -> None:
    for _ in range(5000):
        Cycle()


def test_a_worker_never_collects_but_the_gui_thread_does(qtbot, collector):
    Cycle.freed = 0
    worker = Thread(target=make_garbage)
    worker.start()
    worker.join()
    assert Cycle.freed == 0
    collector.collect()
    assert Cycle.freed == 5000


def test_stopping_gives_collection_back_to_python(qtbot, qapp):
    GuiThreadCollector(qapp).stop()
    assert gc.isenabled()
