import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from viewer.core.own_program import own_command
from viewer.services import training_process
from viewer.services.training import TrainingService
from viewer.services.training_folders import log_file, process_of, unfinished_trainings
from viewer.services.training_process import training_command
from viewer.services.training_values import TrainingReport, TrainingRequest


def only_run():
    (run,) = unfinished_trainings()
    return run


def test_the_command_line_is_that_of_ml_train(tmp_path: Path) -> None:
    request = TrainingRequest(tmp_path / "m", tmp_path / "d", "standard", "My model")
    command = training_command(request)
    assert command[:3] == [sys.executable, "-m", "ml.train"]
    assert command[3:] == [
        str(tmp_path / "d"), "--recipe", "standard", "--out", str(tmp_path / "m"), "--json",
        "--title", "My model",
    ]  # fmt: skip


def test_the_built_in_digits_are_the_demo_and_a_resumed_run_says_so(tmp_path: Path) -> None:
    command = training_command(TrainingRequest(tmp_path / "m", None, "digits", resume=True))
    assert command[3] == "--demo"
    assert command[-1] == "--resume"


def test_a_frozen_build_calls_itself_with_a_subcommand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    command = training_command(TrainingRequest(tmp_path / "m", None, "digits"))
    assert command[:3] == [sys.executable, "train", "--demo"]


def test_a_frozen_build_for_windows_gives_commands_to_its_program_with_a_console(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", "/somewhere/kesit.exe")
    assert own_command("train") == [str(Path("/somewhere/kesit-cli.exe")), "train"]
    assert own_command() == [str(Path("/somewhere/kesit.exe"))]


@pytest.mark.parametrize("mode", ["complete", "junk"])
def test_a_run_is_told_from_start_to_report(qtbot, make_service, request_of, mode) -> None:
    service = make_service(mode)
    heard = []
    for name in ("started", "progressed", "epoch_finished", "finished", "failed", "cancelled"):
        getattr(service, name).connect(lambda *_, name=name: heard.append(name))
    with qtbot.waitSignal(service.finished) as done:
        service.start(request_of("pets"))
        assert service.is_running
    assert isinstance(done.args[0], TrainingReport)
    assert done.args[0].accuracy == 0.9
    assert not service.is_running
    assert [epoch.epoch for epoch in service.record.epochs] == [1, 2, 3]
    assert heard.count("epoch_finished") == 3
    assert heard[-1] == "finished"
    assert not {"failed", "cancelled"} & set(heard)


def test_a_second_run_is_refused_while_one_goes_on(qtbot, make_service, request_of) -> None:
    service = make_service("polite")
    with qtbot.waitSignal(service.epoch_finished):
        service.start(request_of("pets"))
    with pytest.raises(RuntimeError, match="already"):
        service.start(request_of("other"))
    with qtbot.waitSignal(service.cancelled):
        service.cancel()


def test_a_crash_says_what_the_child_said_last_and_keeps_the_epochs(qtbot, make_service, request_of) -> None:
    service = make_service("crash")
    with qtbot.waitSignal(service.failed) as failed:
        service.start(request_of("pets"))
    assert "exit code 3" in failed.args[0]
    assert "RuntimeError: out of chairs" in failed.args[0]
    assert only_run().finished_epochs == 1


def test_a_run_that_ends_before_its_first_epoch_leaves_nothing(qtbot, make_service, request_of) -> None:
    service = make_service("crash_early")
    with qtbot.waitSignal(service.failed):
        service.start(request_of("pets"))
    assert unfinished_trainings() == ()


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_killed_child_is_a_failure_that_can_be_resumed(qtbot, make_service, request_of) -> None:
    service = make_service("killed")
    with qtbot.waitSignal(service.failed) as failed:
        service.start(request_of("pets"))
    assert "was killed" in failed.args[0]
    assert "memory" in failed.args[0]
    run = only_run()
    assert (run.name, run.finished_epochs, run.epochs, run.alive) == ("pets", 2, 3, False)


def test_the_child_s_own_reason_is_the_message(qtbot, make_service, request_of) -> None:
    service = make_service("fail")
    with qtbot.waitSignal(service.failed) as failed:
        service.start(request_of("pets"))
    assert failed.args == ["there is not enough light"]


def test_a_program_that_is_not_there_is_a_failure(qtbot, tasks, models, request_of) -> None:
    service = TrainingService(tasks, command=lambda request: [str(models / "no-such-program")])
    with qtbot.waitSignal(service.failed) as failed:
        service.start(request_of("pets"))
    assert "could not be started" in failed.args[0]
    assert not service.is_running


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("mode", ["polite", "deaf"])
def test_cancel_lets_the_child_finish_its_step(qtbot, make_service, request_of, mode) -> None:
    service = make_service(mode)
    _start_and_wait_for_epochs(qtbot, service, request_of("pets"), 2)
    with qtbot.waitSignal(service.cancelled) as cancelled:
        service.cancel()
        assert service.is_stopping
        service.cancel()  # impatience does no harm
    assert cancelled.args == [2]
    assert not service.is_running
    assert only_run().finished_epochs == 2


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_child_that_does_not_listen_is_killed_after_a_grace(
    qtbot, make_service, request_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_process, "STOP_GRACE_MS", 50)
    service = make_service("stubborn")
    _start_and_wait_for_epochs(qtbot, service, request_of("pets"), 2)
    with qtbot.waitSignal(service.cancelled) as cancelled:
        service.cancel()
    assert cancelled.args == [2]


@pytest.mark.skipif(os.name == "nt", reason="process groups")
def test_a_child_that_is_left_goes_on_and_is_followed_to_its_end(
    qtbot, make_service, request_of, models
) -> None:
    first = make_service("patient")
    with qtbot.waitSignal(first.epoch_finished):
        first.start(request_of("pets"))
    first.leave()
    assert not first.is_running
    assert only_run().alive

    second = make_service("unused")
    with qtbot.waitSignal(second.epoch_finished):
        second.resume(only_run())
    with qtbot.waitSignal(second.finished, timeout=20_000) as done:
        (models / "go").touch()
    assert done.args[0].model == models / "pets"
    assert unfinished_trainings() == ()


@pytest.mark.skipif(os.name == "nt", reason="process groups")
@pytest.mark.parametrize("mode", ["polite", "deaf"])
def test_a_followed_run_can_be_stopped(qtbot, make_service, request_of, mode) -> None:
    first, second = make_service(mode), make_service("unused")
    _start_and_wait_for_epochs(qtbot, first, request_of("pets"), 2)
    first.leave()
    second.resume(only_run())
    with qtbot.waitSignal(second.cancelled, timeout=20_000) as cancelled:
        second.cancel()
    assert cancelled.args == [2]
    assert not only_run().alive


@pytest.mark.skipif(os.name == "nt", reason="process groups")
def test_a_followed_run_that_is_killed_is_a_failure(qtbot, make_service, request_of, models) -> None:
    first, second = make_service("polite"), make_service("unused")
    _start_and_wait_for_epochs(qtbot, first, request_of("pets"), 2)
    first.leave()
    second.resume(only_run())
    with qtbot.waitSignal(second.failed, timeout=20_000):
        psutil.Process(process_of(models / "pets")).kill()
    assert only_run().finished_epochs == 2


def test_a_stranger_with_the_run_s_old_number_is_neither_followed_nor_stopped(
    qtbot, make_service, request_of, models
) -> None:
    service = make_service("killed")
    with qtbot.waitSignal(service.failed):
        service.start(request_of("pets"))
    file = models / "pets.training" / "run.json"
    file.write_text(
        file.read_text().replace(f'"process": {process_of(models / "pets")}', f'"process": {os.getpid()}')
    )
    assert process_of(models / "pets") == os.getpid()
    assert not only_run().alive


def test_a_resumed_run_continues_the_curves(qtbot, make_service, request_of) -> None:
    service = make_service("crash")
    with qtbot.waitSignal(service.failed):
        service.start(request_of("pets"))
    again = make_service("complete")
    again.resume(only_run())
    assert [epoch.epoch for epoch in again.record.epochs] == [1]
    with qtbot.waitSignal(again.finished):
        pass
    assert [epoch.epoch for epoch in again.record.epochs] == [1, 2, 3]


def test_standard_error_goes_to_a_file(qtbot, make_service, request_of, models) -> None:
    service = make_service("crash")
    with qtbot.waitSignal(service.failed):
        service.start(request_of("pets"))
    assert "out of chairs" in log_file(models / "pets").read_text()


@pytest.mark.skipif(os.name == "nt", reason="process groups")
@pytest.mark.parametrize(("how", "code"), [("quit", 0), ("kill", -9)])
def test_the_child_outlives_a_viewer_that_quits_or_is_killed(qtbot, models, how: str, code: int) -> None:
    viewer = [sys.executable, "-m", "tests.viewer.training.fake_viewer", how, str(models / "pets")]
    assert subprocess.run(viewer, check=False, timeout=60).returncode == code
    run = only_run()
    assert (run.alive, run.finished_epochs) == (True, 1)
    (models / "go").touch()
    qtbot.waitUntil(lambda: unfinished_trainings() == (), timeout=20_000)
    assert (models / "pets" / "metrics.json").is_file()


def _start_and_wait_for_epochs(qtbot, service, request, count) -> None:
    with qtbot.waitSignals([service.epoch_finished] * count):
        service.start(request)
