"""Collect the texts of the window and bring the translations up to date: both files of each language.

    python docs/texts.py

Reads every literal given to tr, tr_count and tr_later, and the action table; writes the .ts file of Qt
Linguist with what is translated already, compiles the .qm file that the program loads, and lists what is
missing.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
CONTEXT = "Kesit"
LANGUAGES = ("tr",)
_FUNCTIONS = {"tr": (0,), "tr_later": (0,), "tr_count": (1, 2)}  # which arguments are texts


def main() -> int:
    texts = collected_texts()
    missing = [(code, text) for code in LANGUAGES for text in update(code, texts)]
    for code, text in missing:
        print(f"{code} is missing: {text}")
    return 1 if missing else 0


def collected_texts() -> dict[str, str]:
    """Every text of the window -> the file where it stands first, in the order of the code."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "viewer").rglob("*.py")):
        for text in _texts_of(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(text, path.relative_to(ROOT).as_posix())
    for text in _texts_of_actions():
        found.setdefault(text, "viewer/widgets/action_table.py")
    return found


def translations(code: str) -> dict[str, str]:
    """Text -> translation, from the .ts file; "" for what is not translated yet."""
    messages = (
        message for context in _contexts(code) if _is_ours(context) for message in context.iter("message")
    )
    return {message.findtext("source", ""): message.findtext("translation", "") for message in messages}


def source_file(code: str) -> Path:
    return FOLDER / f"kesit_{code}.ts"


def compiled_file(code: str) -> Path:
    return FOLDER / f"kesit_{code}.qm"


def update(code: str, texts: dict[str, str]) -> list[str]:
    """Write both files of a language; returns what has no translation."""
    known = translations(code)
    write(code, {text: known.get(text, "") for text in texts}, texts)
    compile_into(code, compiled_file(code))
    return [text for text in texts if not known.get(text)]


def write(code: str, translated: dict[str, str], places: dict[str, str]) -> None:
    """Write the .ts file, one message for each text."""
    others = [context for context in _contexts(code) if not _is_ours(context)]  # names of keys, for Qt
    root = ElementTree.Element("TS", version="2.1", language=code, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text, translation in translated.items():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "location", filename=f"../../{places[text]}")
        ElementTree.SubElement(message, "source").text = text
        state = {} if translation else {"type": "unfinished"}
        ElementTree.SubElement(message, "translation", state).text = translation
    root.extend(others)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    heading = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    source_file(code).write_text(f"{heading}{body}\n", encoding="utf-8")


def _contexts(code: str) -> list[ElementTree.Element]:
    path = source_file(code)
    return ElementTree.parse(path).findall("context") if path.is_file() else []


def _is_ours(context: ElementTree.Element) -> bool:
    return context.findtext("name") == CONTEXT


def compile_into(code: str, target: Path) -> None:
    """Make the .qm file of a language with Qt's lrelease."""
    program = Path(sys.executable).with_name("pyside6-lrelease")
    command = [str(program), "-silent", str(source_file(code)), "-qm", str(target)]
    subprocess.run(command, check=True)


def _texts_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for place in _FUNCTIONS.get(node.func.id, ()):
                text = node.args[place] if place < len(node.args) else None
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def _texts_of_actions() -> Iterator[str]:
    """The action table is data as a whole: it has no marks, and needs none."""
    sys.path.insert(0, str(ROOT))
    from viewer.widgets.action_table import MENUS, rows_of  # noqa: PLC0415 (the path must be there first)

    yield from MENUS
    for row in rows_of((), {}):
        yield from (text for text in (row.text, row.tip, row.submenu) if any(map(str.isalpha, text)))


if __name__ == "__main__":
    sys.exit(main())
