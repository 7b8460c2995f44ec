"""run.py: what it finds missing, what it says, and when it installs. Nothing is installed here."""

import subprocess
import sys

import pytest

import run

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks libraries")


@pytest.fixture
def calls(monkeypatch):
    """Record commands instead of running them; ``calls.codes`` maps a word in a command to its exit code."""

    class Calls(list):
        def __init__(self):
            super().__init__()
            self.codes = {}

    recorded = Calls()

    def call(command, **_):
        recorded.append(command)
        return next((code for word, code in recorded.codes.items() if word in " ".join(command)), 0)

    monkeypatch.setattr(subprocess, "call", call)
    return recorded


@pytest.fixture
def bare_system(monkeypatch):
    monkeypatch.setattr(run, "loads", lambda library: library == "libGL.so.1")
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")


@pytest.fixture
def checkout(monkeypatch, tmp_path):
    """A folder with a pyproject.toml and a virtual environment that works."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    venv = tmp_path / ".venv"
    venv.mkdir()
    (venv / "python").touch()
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", venv)
    monkeypatch.setattr(run, "PYTHON", venv / "python")
    return tmp_path


def pip_calls(calls):
    return [command for command in calls if "pip" in command]


@pytest.mark.parametrize("arguments", [[], ["start"], ["--help"]])
def test_anything_but_the_two_commands_is_wrong_usage(arguments, capsys):
    assert run.main(arguments) == 2
    assert "python3 run.py app" in capsys.readouterr().err


@on_linux
def test_a_user_is_told_the_one_line_that_installs_what_is_missing(bare_system, calls, monkeypatch, capsys):
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as stopped:
        run.provide_system_packages(run.DRAWING)
    assert stopped.value.code == 1
    line = "sudo apt-get install -y --no-install-recommends libbrotli1 libdbus-1-3 libegl1 libfontconfig1 "
    assert line + "libglib2.0-0 libxkbcommon0\n" in capsys.readouterr().err
    assert calls == []


@on_linux
def test_root_gets_what_is_missing_installed(bare_system, calls, monkeypatch, capsys):
    monkeypatch.setattr(run.os, "geteuid", lambda: 0)
    run.provide_system_packages({"libGL.so.1": "libgl1", "libEGL.so.1": "libegl1"})
    assert calls == [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "libegl1"],
    ]
    assert "libEGL.so.1" in capsys.readouterr().out


@on_linux
def test_without_apt_the_libraries_are_named(bare_system, calls, monkeypatch, capsys):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit):
        run.provide_system_packages({"libEGL.so.1": "libegl1"})
    assert "libEGL.so.1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "libraries"),
    [
        ({}, {}),
        ({"DISPLAY": ":0"}, run.X11_WINDOW),
        ({"WAYLAND_DISPLAY": "wayland-0"}, run.WAYLAND_WINDOW),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, {}),
    ],
)
def test_a_window_needs_more_libraries_than_a_picture(environment, libraries, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run.window_libraries() == libraries


def test_it_installs_once_and_again_when_the_project_has_changed(checkout, calls):
    run.install(extra="")
    run.install(extra="")
    assert len(pip_calls(calls)) == 1
    (checkout / "pyproject.toml").write_text("[project]\nname = 'changed'\n")
    run.install(extra="")
    assert len(pip_calls(calls)) == 2


def test_it_installs_again_after_the_folder_was_moved(checkout, calls, monkeypatch):
    run.install(extra="")
    moved = checkout.with_name("moved")
    checkout.rename(moved)
    monkeypatch.setattr(run, "ROOT", moved)
    monkeypatch.setattr(run, "VENV", moved / ".venv")
    monkeypatch.setattr(run, "PYTHON", moved / ".venv" / "python")
    run.install(extra="")
    assert [command[-1] for command in pip_calls(calls)] == [str(checkout), str(moved)]


def test_the_development_install_is_enough_for_the_program_but_not_the_other_way(checkout, calls):
    run.install(extra="dev")
    run.install(extra="")
    assert [command[-1] for command in pip_calls(calls)] == [f"{checkout}[dev]"]
    (checkout / ".venv" / "installed-dev").rename(checkout / ".venv" / "installed-app")
    run.install(extra="")
    run.install(extra="dev")
    assert len(pip_calls(calls)) == 2


def test_a_failed_installation_is_tried_again(checkout, calls):
    calls.codes = {"pip install": 1}
    with pytest.raises(SystemExit):
        run.install(extra="")
    calls.codes = {}
    run.install(extra="")
    assert len(pip_calls(calls)) == 2


def test_an_environment_that_does_not_work_is_made_anew(checkout, calls, capsys):
    (checkout / ".venv" / "python").unlink()
    run.install(extra="")
    assert calls[0] == [sys.executable, "-m", "venv", "--clear", str(checkout / ".venv")]
    assert "GB of disk" in capsys.readouterr().out


def test_all_checks_run_even_if_one_fails_and_pytest_is_last(checkout, calls, monkeypatch, capsys):
    monkeypatch.setattr(run, "provide_system_packages", lambda libraries: None)
    calls.codes = {"mypy": 1}
    assert run.run_checks(["-k", "name"]) == 1
    assert [command[2] for command in calls[-5:-2]] == ["ruff", "ruff", "mypy"]
    assert "importlinter" in calls[-2][2]
    assert calls[-1][1:3] == ["-m", "pytest"] and calls[-1][-2:] == ["-k", "name"]
    assert "mypy          failed with exit code 1" in capsys.readouterr().out
