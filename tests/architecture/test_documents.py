"""What the documents point to exists, and what they say of the command lines is what those accept."""

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from types import ModuleType

import numpy as np
import pytest
from pydicom.data import get_testdata_file

from ml.metrics import measure
from ml.pointing import score
from tests.architecture.sources import PACKAGES, ROOT, source_files
from tests.ml.pictures import write_patch_dataset

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
RECORDS = ROOT / "docs" / "adr"
COMMANDS = (
    "viewer",
    "ml.imaging",
    "ml.deidentify",
    "ml.predict",
    "ml.checks",
    "ml.train",
    "ml.evaluate",
    "ml.report",
    "ml.export",
    "ml.search",
    "ml.decode",
)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
COMMAND = re.compile(r"^(?:kesit|python -m (?P<module>[\w.]+))(?= |$)")


def commands_in_readme() -> dict[str, set[str]]:
    """Module -> the options that the README's table of commands gives it; several lines add up."""
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("## The command line")[2]
    block = table.partition("```")[2].partition("```")[0]
    options: dict[str, set[str]] = {}
    for line in block.splitlines():
        if match := COMMAND.match(line):
            options.setdefault(match["module"] or "viewer", set()).update(OPTION.findall(line))
    return options


def _program(module: str) -> ModuleType:
    """What ``python -m MODULE`` runs."""
    found = import_module(module)
    return import_module(f"{module}.__main__") if hasattr(found, "__path__") else found


def test_the_readme_lists_the_commands():
    assert set(commands_in_readme()) == set(COMMANDS)


@pytest.mark.parametrize("module", COMMANDS)
def test_the_readme_names_exactly_the_options_that_a_command_has(module, capsys):
    with pytest.raises(SystemExit) as end:
        _program(module).main(["--help"])
    assert end.value.code == 0
    options = set(OPTION.findall(capsys.readouterr().out)) - {"--help", "--version"}
    assert options == commands_in_readme()[module]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (document.parent / target).exists()]


def test_decision_records_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in sorted(RECORDS.glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_decision_record_that_the_code_names_exists():
    files = [*source_files(*PACKAGES, "tests"), ROOT / "pyproject.toml", ROOT / "run.py"]
    named = {
        number
        for path in files
        for number in re.findall(r"docs/adr/(\d{4})", path.read_text(encoding="utf-8"))
    }
    assert "0002" in named
    assert named <= {path.name[:4] for path in RECORDS.glob("*.md")}


def documented_fields(heading: str) -> set[str]:
    """The names of fields in the block under a heading of docs/json.md, with a value or without."""
    section = (ROOT / "docs" / "json.md").read_text(encoding="utf-8").partition(f"## `{heading}")[2]
    block = section.partition("```")[2].partition("```")[0]
    without_value = re.findall(r'"(\w+)"', " ".join(re.findall(r'\{("\w+"(?:, "\w+")+)\}', block)))
    return {*re.findall(r'"(\w+)":', block), *without_value}


def fields_in(value: object) -> set[str]:
    """All keys at all depths."""
    if isinstance(value, dict):
        return set(value).union(*map(fields_in, value.values()))
    return set().union(*map(fields_in, value)) if isinstance(value, list) else set()


def test_the_listing_of_images_has_exactly_the_documented_fields(tmp_path):
    broken = tmp_path / "broken.dcm"
    broken.write_text("no image")
    paths = [get_testdata_file("CT_small.dcm"), get_testdata_file("rtplan.dcm"), str(broken)]
    command = [sys.executable, "-m", "ml.imaging", *paths, "--json", "--png", str(tmp_path / "png")]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert fields_in(json.loads(output)) == documented_fields("python -m ml.imaging")


def test_the_findings_have_exactly_the_documented_fields(tmp_path):
    data = write_patch_dataset(tmp_path / "data", 12)
    (data / "plain" / "torn.png").write_bytes(b"")
    environment = {**os.environ, "KESIT_DATA_DIR": str(tmp_path / "user")}
    command = [sys.executable, "-m", "ml.checks", str(data), "--json"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    findings = json.loads(result.stdout)
    dynamic = {"all", "patch", "plain", *findings["shortcut"]["features"]}
    assert fields_in(findings) - dynamic == documented_fields("python -m ml.checks")


def test_the_figures_have_exactly_the_documented_fields():
    figures = measure(np.array([0, 1]), np.array([[0.9, 0.1], [0.2, 0.8]]), ("a", "b"), 0)
    figures["pointing"] = score([(np.eye(2), np.array([[0, 0, 1, 1]]))])
    of_command = {"model", "failures", "path", "reason"}
    assert fields_in(figures) - {"a", "b"} | of_command == documented_fields("python -m ml.evaluate")
