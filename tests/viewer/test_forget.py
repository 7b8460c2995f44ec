import json

import pytest
from PySide6.QtCore import QSettings

from viewer.__main__ import parse
from viewer.forget import forget
from viewer.services.session_store import SessionStore


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A user who has a model, a session, decoded images, a setting, and a file of their own beside them."""
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    for name in (
        "data/models/mine/card.json",
        "data/session/session.json",
        "data/cache/decoded/a",
        "data/own",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(json.dumps(name))
    return tmp_path


@pytest.fixture
def store(home):
    settings = QSettings(str(home / "config" / "Kesit.conf"), QSettings.Format.IniFormat)
    settings.setValue("language", "tr")
    settings.sync()
    return settings


@pytest.mark.parametrize("answer", ["", "n", "no", "what?"])
def test_nothing_goes_without_a_yes(home, store, answer):
    said = []
    assert forget(store, lambda _: answer, said.append) == 0
    assert (home / "data/models/mine/card.json").exists()
    assert (home / "config/Kesit.conf").exists()
    assert str(home / "data" / "models") in "\n".join(said)  # it was said what would go


def test_no_answer_is_a_no(home, store):
    def nobody_there(_):
        raise EOFError

    assert forget(store, nobody_there, lambda _: None) == 0
    assert (home / "data/models/mine/card.json").exists()


def test_a_yes_removes_what_is_kesits_and_nothing_else(home, store):
    assert forget(store, lambda _: "y", lambda _: None) == 0
    assert [path.relative_to(home) for path in home.rglob("*") if path.is_file()] == [
        (home / "data/own").relative_to(home)
    ]


def test_a_second_time_there_is_nothing_to_ask_about(home, store):
    forget(store, lambda _: "yes", lambda _: None)
    said = []
    assert forget(store, lambda _: pytest.fail("asked"), said.append) == 0
    assert said == ["Kesit keeps nothing of you on this computer."]


def test_not_while_the_program_runs(home, store):
    running = SessionStore(home / "data" / "session")
    said = []
    assert running.mine
    assert forget(store, lambda _: "y", said.append) == 1
    assert "is running" in said[0]
    assert (home / "data/models/mine/card.json").exists()


@pytest.mark.parametrize(
    "words", [["--forget", "--sample"], ["--forget", "--selftest"], ["--forget", "a.dcm"]]
)
def test_it_is_not_mixed_with_opening(words, capsys):
    with pytest.raises(SystemExit):
        parse(words)
    assert "opens nothing" in capsys.readouterr().err
