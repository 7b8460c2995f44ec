"""The workflow that builds releases, as far as it can be judged without running it."""

import re

import pytest

from tests.architecture.sources import ROOT

yaml = pytest.importorskip("yaml")


@pytest.fixture(scope="module")
def workflow():
    return yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))


def test_only_the_job_that_makes_the_release_may_write(workflow):
    assert workflow["permissions"] == {"contents": "read"}
    assert [name for name, job in workflow["jobs"].items() if "permissions" in job] == ["release"]
    assert workflow["jobs"]["release"]["if"] == "startsWith(github.ref, 'refs/tags/')"


def test_actions_are_named_by_commit(workflow):
    used = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert len(used) >= 4
    assert [name for name in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", name)] == []


def test_three_systems_and_both_flavours_are_built(workflow):
    import flavours

    rows = workflow["jobs"]["bundle"]["strategy"]["matrix"]["include"]
    assert {row["system"].partition("-")[0] for row in rows} == {"ubuntu", "windows", "macos"}
    assert {row["flavour"] for row in rows} == set(flavours.NAMES)


def test_nothing_from_outside_is_put_into_a_command(workflow):
    commands = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    inserted = {name for command in commands for name in re.findall(r"\${{\s*([\w.]+)", command)}
    assert inserted <= {"matrix.flavour"}
