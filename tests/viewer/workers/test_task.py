from threading import Event

import pytest

from ml.errors import ImagingError
from viewer.workers.task import TaskRunner


@pytest.fixture
def runner(qtbot):
    runner = TaskRunner()
    yield runner
    runner.close()


class Heard:
    """Counts what a task reports."""

    def __init__(self, task) -> None:
        self.events: list[str] = []
        task.succeeded.connect(lambda _: self.events.append("succeeded"))
        task.failed.connect(lambda _: self.events.append("failed"))
        task.cancelled.connect(lambda: self.events.append("cancelled"))
        task.progressed.connect(lambda *_: self.events.append("progressed"))


def test_a_task_gives_its_value(qtbot, runner):
    task = runner.start(lambda progress: 6 * 7)
    with qtbot.waitSignal(task.succeeded) as heard:
        pass
    assert heard.args == [42]


def test_a_known_error_comes_with_its_own_words(qtbot, runner):
    def work(progress):
        raise ImagingError("scan.dcm: too short")

    with qtbot.waitSignal(runner.start(work).failed) as heard:
        pass
    assert heard.args == ["scan.dcm: too short"]


def test_an_unknown_error_is_logged_and_named(qtbot, runner, caplog):
    with qtbot.waitSignal(runner.start(lambda progress: 1 / 0).failed) as heard:
        pass
    assert heard.args[0].startswith("Unexpected ZeroDivisionError")
    assert "ZeroDivisionError" in caplog.text


def test_progress_arrives_before_the_end(qtbot, runner):
    task = runner.start(lambda progress: progress(1, 1, "done"))
    heard = Heard(task)
    with qtbot.waitSignal(task.succeeded):
        pass
    assert heard.events == ["progressed", "succeeded"]


def test_nothing_comes_after_cancel(qtbot, runner):
    started, let_go = Event(), Event()

    def work(progress):
        started.set()
        let_go.wait(10)
        progress(1, 2)
        return "too late"

    task = runner.start(work)
    heard = Heard(task)
    assert started.wait(10)
    task.cancel()
    task.cancel()
    with qtbot.waitSignal(task.destroyed):
        let_go.set()
    assert heard.events == ["cancelled"]


def test_closing_the_runner_stops_what_runs(qtbot):
    runner = TaskRunner()
    started = Event()

    def endless(progress):
        while True:
            started.set()
            progress(0, 1)

    heard = Heard(runner.start(endless))
    assert started.wait(10)
    runner.close()
    assert heard.events == ["cancelled"]
