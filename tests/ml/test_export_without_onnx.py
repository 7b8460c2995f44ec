"""The package onnx belongs to the development tools: an installation has none."""

import subprocess
import sys

CODE = """
import sys
from pathlib import Path
sys.modules["onnx"] = None
from ml.checkpoint import load_model
from ml.export import export_onnx
from ml.library import find_model
from ml.onnx_export import graph_of
model = load_model(find_model("brain-mri").folder)
export_onnx(model, Path(sys.argv[1]))
assert graph_of(model.network)
"""


def test_models_are_exported_without_the_package_onnx(tmp_path):
    target = tmp_path / "model.onnx"
    subprocess.run([sys.executable, "-c", CODE, str(target)], check=True)
    assert target.stat().st_size > 1_000_000
