"""Every text of the window has its translation, and what the program loads is made from it."""

import ast
import re
from string import Formatter

import pytest
from PySide6.QtCore import QTranslator

from docs import texts
from ml.recipe import list_recipes
from tests.architecture.sources import ROOT, source_files
from viewer.core.sentence_templates import _CARDS, _RECIPES, SENTENCES

EVERYWHERE = "{file}: {reason}"
FROM_CODE = [text for text in SENTENCES if text not in (*_CARDS, *_RECIPES, EVERYWHERE)]


def placeholders(text: str) -> list[tuple[str, str | None]]:
    """Names and formats in the braces of a text."""
    return sorted((name, form) for _, name, form, _ in Formatter().parse(text) if name)


@pytest.mark.parametrize("code", texts.LANGUAGES)
def test_every_text_is_translated_and_nothing_else_is(code):
    translated = texts.translations(code)
    assert set(translated) == set(texts.collected_texts()), "python docs/texts.py brings it up to date"
    assert not [text for text, translation in translated.items() if not translation]


@pytest.mark.parametrize("code", texts.LANGUAGES)
def test_translations_have_the_same_placeholders(code):
    pairs = texts.translations(code).items()
    assert not [pair for pair in pairs if placeholders(pair[0]) != placeholders(pair[1])]


@pytest.mark.parametrize("code", texts.LANGUAGES)
def test_translations_keep_what_stands_around_words(code):
    """Ellipses say that a dialog follows; spaces at an end keep a suffix from its number; tags are HTML."""
    for text, translation in texts.translations(code).items():
        for mark in ("…", "\n\n", "<b>"):
            assert translation.count(mark) == text.count(mark) or (mark == "…" and "/ …" in text), text
        assert translation.startswith(" ") == text.startswith(" "), text


@pytest.mark.parametrize("code", texts.LANGUAGES)
def test_what_the_program_loads_is_made_from_the_translations(code):
    translator = QTranslator()
    assert translator.load(str(texts.compiled_file(code)))
    stale = [
        text
        for text, translation in texts.translations(code).items()
        if translator.translate(texts.CONTEXT, text) != translation
    ]
    assert not stale, "python docs/texts.py compiles them"


@pytest.mark.parametrize("menu", ["File", "View", "Window", "Link", "Measurements", "Go", "Model", "Tools"])
def test_each_entry_of_a_menu_has_a_letter_of_its_own_in_turkish(menu):
    from viewer.widgets.action_table import rows_of

    turkish = texts.translations("tr")
    rows = [row for row in rows_of((), {}) if row.menu == menu and not row.held]
    entries = dict.fromkeys(row.submenu or row.text for row in rows)
    letters = [re.findall("&(.)", turkish[text]) for text in entries if text in turkish]
    first = [found[0].casefold() for found in letters if found]
    assert len(first) == len(letters) and len(set(first)) == len(first)


def made_by_ml() -> list[re.Pattern[str]]:
    """Each text in the code of ml as a pattern, anything standing for what is put into it."""
    found = []
    for path in source_files("ml"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            texts_in = [part.value if isinstance(part, ast.Constant) else None for part in parts]
            if any(isinstance(text, str) and len(text) > 3 for text in texts_in):
                source = "".join(re.escape(text) if isinstance(text, str) else ".*" for text in texts_in)
                found.append(re.compile(source.replace(r"\{\}", ".*"), re.DOTALL))
    return found


def test_the_sentences_that_are_recognised_are_those_that_ml_makes():
    patterns = made_by_ml()
    strange = [text for text in FROM_CODE if not any(pattern.fullmatch(text) for pattern in patterns)]
    assert not [text for text in strange if not _is_of_two_parts(text, patterns)]


def _is_of_two_parts(text: str, patterns: list[re.Pattern[str]]) -> bool:
    """A sentence to which ml adds another one, or puts a reason in front."""
    cuts = [match.end() for match in re.finditer(r"[.:] |\. ?", text)]
    return any(
        any(pattern.fullmatch(text[:cut].rstrip()) for pattern in patterns)
        or any(pattern.fullmatch(text[cut:]) for pattern in patterns)
        for cut in cuts
    )


def test_recipes_and_the_bundled_cards_are_translated():
    from ml.card import load_card

    known = {*_RECIPES, *_CARDS}
    for recipe in list_recipes():
        assert {recipe.title, recipe.description} <= known, recipe.name
    for folder in sorted((ROOT / "resources" / "models").iterdir()):
        card = load_card(folder)
        titles = {card.title_of(name) for name in card.classes}
        assert {card.title, *titles, card.intended_use, card.not_for} <= known, folder.name


IN_THE_WINDOW = (  # modules of ml whose refusals a user of the window can meet
    "imaging",
    "sources",
    "results_dicom",
    "answered.py",
    "boxes.py",
    "card.py",
    "checkpoint.py",
    "deidentify.py",
    "familiarity.py",
    "model.py",
    "model_file.py",
    "new_folder.py",
    "recipe.py",
    "reference.py",
    "runs.py",
    "split.py",
    "strict.py",
    "training.py",
    "trunks.py",
    "weights.py",
)
NOT_FOR_USERS = {  # caught where they are raised, said to programmers, or without a word of their own
    "?. Nothing was written.",
    "?: ? is ?",
    "damaged: ?",
    "fewer entries than announced",
    "a display image is uint8 (H, W) or (H, W, 3), this one is ? ?",
    "a title is text, or text by language such as {en, tr}, not ?",
    "module ? has no attribute ?",
    "recipe key 'titles': ?",
}


def refusals() -> dict[str, str]:
    """Each sentence with which these modules refuse something, ? for what is put in -> its module."""
    found = {}
    for path in source_files("ml"):
        place = path.relative_to(ROOT / "ml")
        if place.parts[0] not in IN_THE_WINDOW or place.name == "__main__.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                text = _made_of(node.exc.args[0])
                if text is not None and " " in text.replace("?: ?", "").replace("? ?", ""):
                    found[text] = str(place)
    return found


def _made_of(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "?" for part in node.values)


def test_what_a_user_of_the_window_can_be_refused_is_recognised():
    """ "damaged: ..." alone would be: what is put into it has to be known too."""
    from viewer.core.sentences import pattern_of

    catch_all = {EVERYWHERE, "damaged: {reason}"}
    patterns = [pattern_of(text) for text in SENTENCES if text not in catch_all]

    def is_known(text: str) -> bool:
        ways = (text, text.removeprefix("?: "), text.replace("?", "a.csv, line 3", 1))
        return any(pattern.fullmatch(one) for one in ways for pattern in patterns)

    found = refusals()
    assert len(found) > 150
    unknown = {text: place for text, place in found.items() if not is_known(text)}
    assert {text: place for text, place in unknown.items() if text not in NOT_FOR_USERS} == {}
