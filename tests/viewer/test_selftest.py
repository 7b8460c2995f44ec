import json

import pytest

from ml.library import bundled_models_folder
from viewer import selftest
from viewer.__main__ import main, parse


@pytest.fixture
def without_models(monkeypatch):
    monkeypatch.setattr(selftest, "list_models", lambda: ((), ()))


def test_every_transfer_syntax_that_pydicom_ships_decodes():
    decoders = [selftest._check_decoder(*row) for row in selftest._DECODED]
    assert [check for check in decoders if not check.passed] == []
    assert len(decoders) == 12


def test_an_installation_without_a_model_fails_and_says_so(without_models, capsys):
    assert main(["--selftest"]) == 1
    assert "no model comes with this installation" in capsys.readouterr().out


def test_the_report_is_json_on_request(without_models, capsys):
    assert main(["--selftest", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["passed"] is False
    assert {"group", "name", "passed", "detail", "duration_ms"} == set(report["checks"][0])


@pytest.mark.skipif(not any(bundled_models_folder().glob("*/card.json")), reason="no bundled model yet")
def test_bundled_models_answer_and_explain():
    assert [check for check in selftest._check_models() if not check.passed] == []


@pytest.mark.parametrize(
    "arguments", [["--json"], ["--selftest", "x"], ["--selftest", "--sample"], ["--nonsense"]]
)
def test_wrong_usage_ends_with_2(arguments):
    with pytest.raises(SystemExit) as ending:
        parse(arguments)
    assert ending.value.code == 2
