"""Nothing leaves this computer, by the libraries that are used either."""

import os
import subprocess
import sys


def test_the_runtime_leaves_no_identity_behind(tmp_path):
    """ONNX Runtime's own reports begin with a file that identifies the computer."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))}
    variables |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    code = "import ml.onnx_engine, onnxruntime; onnxruntime.get_available_providers()"
    subprocess.run([sys.executable, "-c", code], env=variables, check=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
