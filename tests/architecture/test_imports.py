"""What import-linter cannot see: which modules are loaded when the program runs.

Its contracts, in pyproject.toml, read import statements wherever they stand. Here the modules are imported in
a fresh interpreter, so that an import inside a function, which costs nothing until the call, is allowed.
"""

import json
import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT, source_files

WITHOUT_TORCH = (
    "card",
    "confidentiality",
    "dataset",
    "deidentify",
    "errors",
    "imaging",
    "library",
    "preprocess",
    "progress",
    "recipe",
    "results",
    "runs",
)
IMPORT_ALL = """
import importlib, json, sys
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def module_names(*packages: str) -> list[str]:
    paths = [path.relative_to(ROOT).with_suffix("") for path in source_files(*packages)]
    return [".".join(path.parts).removesuffix(".__init__") for path in paths if path.name != "__main__"]


def packages_loaded_by(modules: list[str]) -> set[str]:
    command = [sys.executable, "-c", IMPORT_ALL, json.dumps(modules)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout))


@pytest.fixture(scope="module")
def loaded_by_ml() -> set[str]:
    return packages_loaded_by(module_names("ml"))


def test_ml_runs_without_qt_and_without_the_viewer(loaded_by_ml):
    assert "torch" in loaded_by_ml
    assert not loaded_by_ml & {"PySide6", "shiboken6", "pyqtgraph", "qtpy", "qtawesome", "viewer"}


def test_what_the_viewer_needs_before_a_prediction_loads_without_torch():
    names = [
        name for name in module_names("ml") if name.split(".")[1:2] and name.split(".")[1] in WITHOUT_TORCH
    ]
    loaded = packages_loaded_by(names)
    assert "ml" in loaded
    assert not loaded & {"torch", "torchvision", "timm", "sklearn"}


def test_no_module_of_the_viewer_loads_torch():
    loaded = packages_loaded_by(module_names("viewer"))
    assert "PySide6" in loaded
    assert not loaded & {"torch", "torchvision", "timm", "sklearn"}
