from threading import Event

import pytest

from ml.errors import ImagingError
from viewer.workers.wishes import Wish, WishPool, stay_wanted


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


def test_long_work_that_nobody_wants_any_more_is_given_up_and_begun_again_when_it_is_wanted(qtbot, kitchen):
    begun = []

    def cook() -> str:
        begun.append("slab")
        kitchen.begun.set()
        kitchen.gate.wait(10)
        stay_wanted()
        return "SLAB"

    kitchen.pool.wish([Wish("slab", cook)])
    assert kitchen.begun.wait(10)
    kitchen.wish("new")
    wait_for(qtbot, kitchen, "new")
    assert begun == ["slab"] and kitchen.done == ["new"]
    with qtbot.waitSignal(kitchen.pool.granted) as granted:
        kitchen.pool.wish([Wish("slab", cook)])
    assert granted.args == ["slab", "SLAB"] and begun == ["slab", "slab"]


def test_work_given_up_just_before_it_is_wanted_again_is_not_lost(qtbot, kitchen):
    begun, gave_up = [], Event()

    def cook() -> str:
        begun.append("slab")
        kitchen.begun.set()
        kitchen.gate.wait(10)
        try:
            stay_wanted()
        finally:
            gave_up.set()
        return "SLAB"

    kitchen.pool.wish([Wish("slab", cook)])
    assert kitchen.begun.wait(10)
    kitchen.pool.wish([])
    kitchen.gate.set()
    assert gave_up.wait(10)  # its answer is on the way to this thread
    with qtbot.waitSignal(kitchen.pool.granted) as granted:
        kitchen.pool.wish([Wish("slab", cook)])
    assert granted.args == ["slab", "SLAB"] and len(begun) == 2


def test_outside_of_a_pool_all_work_is_wanted():
    stay_wanted(1, 2)


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
