from threading import Event

import pytest

from ml.errors import ImagingError
from viewer.workers.wishes import Wish, WishPool


class Kitchen:
    """A pool whose first piece of work waits until the gate opens, so that the list can be changed."""

    def __init__(self) -> None:
        self.pool = WishPool()
        self.gate, self.begun = Event(), Event()
        self.done: list[str] = []

    def wish(self, *names: str) -> None:
        self.pool.wish([Wish(name, lambda name=name: self._work(name)) for name in names])

    def _work(self, name: str) -> str:
        self.begun.set()
        self.gate.wait(10)
        self.done.append(name)
        return name.upper()


@pytest.fixture
def kitchen(qtbot):
    kitchen = Kitchen()
    yield kitchen
    kitchen.gate.set()
    kitchen.pool.close()


def wait_for(qtbot, kitchen, name):
    with qtbot.waitSignal(kitchen.pool.granted, check_params_cb=lambda key, value: key == name):
        kitchen.gate.set()


def test_wishes_are_granted_in_their_order(qtbot, kitchen):
    kitchen.wish("a", "b", "c")
    wait_for(qtbot, kitchen, "c")
    assert kitchen.done == ["a", "b", "c"]


def test_what_nobody_wants_any_more_is_never_begun(qtbot, kitchen):
    kitchen.wish("first", "old", "older")
    assert kitchen.begun.wait(10)
    kitchen.wish("new")
    wait_for(qtbot, kitchen, "new")
    assert kitchen.done == ["first", "new"]


def test_what_runs_already_is_not_begun_again(qtbot, kitchen):
    kitchen.wish("a")
    assert kitchen.begun.wait(10)
    kitchen.wish("a", "b")
    wait_for(qtbot, kitchen, "b")
    assert kitchen.done == ["a", "b"]


def test_a_refusal_does_not_stop_the_rest(qtbot, kitchen):
    def fail():
        raise ImagingError("broken")

    with qtbot.waitSignals([kitchen.pool.refused, kitchen.pool.granted]):
        kitchen.gate.set()
        kitchen.pool.wish([Wish("bad", fail), Wish("good", lambda: 1)])


def test_closing_does_not_wait_for_ever(qtbot, kitchen, monkeypatch):
    monkeypatch.setattr("viewer.workers.wishes._PATIENCE_MS", 20)
    kitchen.wish("a")
    assert kitchen.begun.wait(10)
    assert kitchen.pool.close() is False
    kitchen.gate.set()
    monkeypatch.undo()
    assert kitchen.pool.close() is True


def test_closing_forgets_what_waits(qtbot, kitchen):
    kitchen.wish("a", "b")
    assert kitchen.begun.wait(10)
    kitchen.pool.wish([])
    kitchen.gate.set()
    kitchen.pool.close()
    assert kitchen.done == ["a"]
