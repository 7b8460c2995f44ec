"""A dialog for files that is given no folder begins where the process runs: in the program's own folder."""

import ast

from tests.architecture.sources import ROOT, source_files

_FOLDER = 2  # place of the folder among the arguments, after the parent and the title


def calls_of_file_dialogs() -> list[tuple[str, ast.Call]]:
    """Every place where a dialog for files is made or asked, by its name."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for path in source_files("viewer")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _opens(node.func)
    ]


def _opens(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return ast.unparse(function.value) == "QFileDialog" and function.attr.startswith("get")
    return ast.unparse(function) == "QFileDialog"


def test_every_file_dialog_is_told_where_to_begin():
    calls = calls_of_file_dialogs()
    assert len(calls) >= 10
    untold = [
        place
        for place, call in calls
        if len(call.args) <= _FOLDER or isinstance(call.args[_FOLDER], ast.Constant)
    ]
    assert not untold
