"""What pyproject.toml asks for is what the code imports, less the releases that are known not to work."""

import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import PACKAGES, ROOT, imported_modules, source_files

# Damaged data makes them end or hang their process (docs/adr/0022).
REFEREES_ONLY = {"pylibjpeg", "pylibjpeg-openjpeg", "pylibjpeg-rle", "python-gdcm", "pyjpegls"}


@pytest.fixture(scope="module")
def requirements() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    parsed = [Requirement(line) for line in project["dependencies"]]
    return {canonicalize_name(requirement.name): requirement for requirement in parsed}


@pytest.fixture(scope="module")
def imported_distributions() -> set[str]:
    own = {*sys.stdlib_module_names, *PACKAGES}
    modules = {name.partition(".")[0] for path in source_files(*PACKAGES) for name in imported_modules(path)}
    owners = packages_distributions()
    return {canonicalize_name(owners.get(name, [name])[0]) for name in modules - own} - {"shiboken6"}


def test_every_imported_package_is_required(requirements, imported_distributions):
    assert not imported_distributions - set(requirements)


def test_every_required_package_is_imported(requirements, imported_distributions):
    assert not set(requirements) - imported_distributions


def test_no_second_decoder_comes_with_the_program(requirements):
    assert not set(requirements) & REFEREES_ONLY


def test_the_pyside_that_loses_references_is_excluded(requirements):
    wanted = requirements["pyside6-essentials"].specifier
    assert not wanted.contains("6.12.0")
    assert wanted.contains("6.11.3")
    assert wanted.contains("6.12.1")


def test_torch_and_torchvision_start_at_one_release_and_are_not_pinned(requirements):
    torch, torchvision = requirements["torch"].specifier, requirements["torchvision"].specifier
    assert str(torch) == ">=2.11"
    assert str(torchvision) == ">=0.26"  # the release that goes with torch 2.11


def test_opencv_comes_without_a_qt_of_its_own(requirements):
    assert "opencv-python-headless" in requirements
    assert "opencv-python" not in requirements


def test_no_decoder_under_the_gpl_is_required(requirements):
    assert "pylibjpeg-libjpeg" not in requirements
    assert not any(
        requirement.extras for requirement in requirements.values()
    )  # pylibjpeg[all] would bring it
