"""Files and functions that have grown too long want splitting."""

import ast
from pathlib import Path

from tests.architecture.sources import ROOT, source_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def functions_with_lengths(path: Path) -> list[tuple[str, int]]:
    """Every function of a file with its number of lines; a docstring does not count, it explains."""
    lengths = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            signature = node.body[0].lineno - node.lineno
            lengths.append((node.name, signature + body[-1].end_lineno - body[0].lineno + 1))
    return lengths


def test_no_file_is_longer_than_400_lines():
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in source_files("viewer", "ml")
    }
    too_long = [
        f"{path.relative_to(ROOT)}: {lines}" for path, lines in lengths.items() if lines > LONGEST_FILE
    ]
    assert lengths
    assert not too_long


def test_no_function_is_longer_than_40_lines():
    too_long = [
        f"{path.relative_to(ROOT)}: {name}, {lines} lines"
        for path in [*source_files("viewer", "ml"), ROOT / "run.py"]
        for name, lines in functions_with_lengths(path)
        if lines > LONGEST_FUNCTION
    ]
    assert not too_long


def test_lengths_are_counted_without_the_docstring(tmp_path):
    path = tmp_path / "example.py"
    path.write_text('def f(\n    a,\n):\n    """One.\n\n    Two.\n    """\n    b = a\n    return b\n')
    assert functions_with_lengths(path) == [("f", 5)]
