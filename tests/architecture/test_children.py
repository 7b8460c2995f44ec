"""How the window starts other programs."""

import ast

from tests.architecture.sources import ROOT, source_files

STARTERS = {"Popen", "run", "call", "check_call", "check_output"}


def test_no_child_of_the_window_opens_a_console_on_windows():
    """QProcess sees to that itself; the self-test is run from a console."""
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in source_files("viewer")
        if path.parent.name != "selftest"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {f"subprocess.{name}" for name in STARTERS}
        and "creationflags" not in {word.arg for word in node.keywords}
    ]
    assert not bare
