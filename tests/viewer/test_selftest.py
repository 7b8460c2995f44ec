import json
import sys

import pytest

from ml.errors import KesitError, ModelError
from ml.library import bundled_models_folder
from viewer import selftest
from viewer.__main__ import COMMANDS, main, parse
from viewer.selftest import decoders, models, outputs, programs, windows


@pytest.fixture
def without_models(monkeypatch):
    monkeypatch.setattr(models, "list_models", lambda: ((), ()))
    monkeypatch.setattr(selftest, "check_outputs", list)
    monkeypatch.setattr(selftest, "check_programs", list)
    monkeypatch.setattr(selftest, "check_windows", list)


def test_every_transfer_syntax_that_pydicom_ships_decodes():
    checks = decoders.check_decoders()
    assert [check for check in checks if not check.passed] == []
    assert len(checks) == 12


def test_an_installation_without_a_model_fails_and_says_so(without_models, capsys):
    assert main(["--selftest"]) == 1
    assert "no model comes with this installation" in capsys.readouterr().out


def test_the_report_is_json_on_request(without_models, capsys):
    assert main(["--selftest", "--json"]) == 1
    text = capsys.readouterr().out
    report = json.loads(text)
    assert report["passed"] is False and text.isascii()
    assert {"group", "name", "passed", "detail", "duration_ms"} == set(report["checks"][0])


@pytest.mark.skipif(not any(bundled_models_folder().glob("*/card.json")), reason="no bundled model yet")
def test_bundled_models_answer_and_explain():
    assert [check for check in models.check_models() if not check.passed] == []


@pytest.mark.parametrize(
    "arguments", [["--json"], ["--selftest", "x"], ["--selftest", "--sample"], ["--nonsense"]]
)
def test_wrong_usage_ends_with_2(arguments):
    with pytest.raises(SystemExit) as ending:
        parse(arguments)
    assert ending.value.code == 2


def test_answers_are_written_as_dicom_and_read_again():
    (check,) = outputs.check_outputs()
    assert check.passed, check.detail


def test_the_program_trains_and_draws_its_window():
    assert [check.detail for check in programs.check_programs() if not check.passed] == []


def test_every_window_of_the_menus_opens_and_the_guide_is_whole(qtbot):
    assert [check.detail for check in programs.check_windows() if not check.passed] == []


def test_a_window_that_does_not_open_fails(qtbot, monkeypatch):
    def broken(*_):
        raise ModuleNotFoundError("No module named 'PySide6.QtOpenGL'")

    monkeypatch.setattr("viewer.widgets.help_commands.about_html", broken)
    monkeypatch.setattr(windows, "OPENERS", ("help.keys", "help.about"))
    monkeypatch.setattr(windows, "_PATIENCE_S", 10)
    with qtbot.captureExceptions():
        opened, _guide = programs.check_windows()
    assert not opened.passed and "help.about opens no window" in opened.detail


def test_a_missing_part_of_the_window_is_a_failed_check(monkeypatch):
    for name in ("viewer.app", "viewer.selftest.windows"):
        monkeypatch.setitem(sys.modules, name, None)  # as where a library of Qt's is missing
    opened, _guide = programs.check_windows()
    assert not opened.passed and "ModuleNotFoundError" in opened.detail


def test_a_guide_without_its_pictures_fails(tmp_path, monkeypatch):
    (tmp_path / "guide.html").write_text('<img src="pictures/gone.webp">', encoding="utf-8")
    monkeypatch.setattr(windows, "guide_page", lambda _: tmp_path / "guide.html")
    with pytest.raises(KesitError, match=r"gone\.webp"):
        windows.find_guide()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_program_is_one_of_ml(command, capsys):
    with pytest.raises(SystemExit) as ending:
        main([command, "--help"])
    assert ending.value.code == 0
    assert f"ml.{command}" in capsys.readouterr().out


def test_a_model_that_answers_otherwise_than_where_it_was_made_fails(tmp_path, monkeypatch):
    from ml import reference
    from ml.classifier import Classifier

    classifier = Classifier.load("brain-mri", device="cpu")
    answers = reference.reference_answers(classifier)
    (tmp_path / reference.REFERENCE_FILE).write_text(json.dumps(answers))
    assert reference.compare_with_reference(classifier, tmp_path) < 1e-6
    answers["rings"]["glioma"] += 0.1
    (tmp_path / reference.REFERENCE_FILE).write_text(json.dumps(answers))
    with pytest.raises(ModelError, match="answers otherwise"):
        reference.compare_with_reference(classifier, tmp_path)
