"""Help > Guide: a page in every language, whole without a network, opened in the language of the window."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QMessageBox

from viewer.services.translation import LANGUAGES
from viewer.widgets.guide import guide_page

MOST_BYTES_OF_PICTURES = 1_000_000
TARGET = re.compile(r'(?:src|href)="([^"]+)"')


@pytest.fixture
def opened_urls(monkeypatch) -> list[QUrl]:
    urls: list[QUrl] = []
    monkeypatch.setattr("viewer.widgets.guide.QDesktopServices.openUrl", lambda url: urls.append(url) or True)
    return urls


def headings(code: str) -> list[str]:
    """The names of the chapters, as links name them."""
    return re.findall(r'<h2 id="([^"]+)"', guide_page(code).read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_guide_opens_in_the_language_of_the_window(kesit, opened_urls, code):
    kesit.prefer(replace(kesit.preferences.value, language=code))
    kesit.actions["help.guide"].trigger()
    assert [url.toLocalFile() for url in opened_urls] == [guide_page(code).as_posix()]
    assert guide_page(code).is_file()


def test_the_guide_names_the_keys_that_the_user_has_chosen(kesit, opened_urls, tmp_path, monkeypatch):
    monkeypatch.setattr("viewer.widgets.guide.platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path))
    keys = {"window.invert": ("Ctrl+Alt+I",), "word.agree": ()}
    kesit.prefer(replace(kesit.preferences.value, keys=keys))
    kesit.actions["help.guide"].trigger()
    page = Path(opened_urls[0].toLocalFile())
    text = page.read_text(encoding="utf-8")
    assert page.is_relative_to(tmp_path)
    assert '<kbd data-for="window.invert">Ctrl+Alt+I</kbd>' in text
    assert '<kbd data-for="word.agree">Model &gt; Agree with the answer</kbd>' in text
    assert '<kbd data-for="view.fit">F</kbd>' in text
    beside = [target for target in TARGET.findall(text) if not target.startswith("#")]
    assert beside and all(Path(QUrl(target).toLocalFile()).is_file() for target in beside)
    monkeypatch.setattr("viewer.widgets.guide.platformdirs.user_cache_dir", lambda *_, **__: "/dev/null/none")
    kesit.actions["help.guide"].trigger()  # better other keys than no guide
    assert opened_urls[1].toLocalFile() == guide_page("en").as_posix()


def test_without_a_browser_the_place_of_the_guide_is_said(kesit, monkeypatch):
    monkeypatch.setattr("viewer.widgets.guide.QDesktopServices.openUrl", lambda url: False)
    kesit.actions["help.guide"].trigger()
    box = kesit.window.findChild(QMessageBox)
    assert str(guide_page("en")) in box.text()
    box.close()


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_a_page_needs_comes_with_it(code):
    page = guide_page(code)
    text = page.read_text(encoding="utf-8")
    targets = TARGET.findall(text)
    inside = {target[1:] for target in targets if target.startswith("#")}
    assert inside == set(headings(code))
    beside = [target for target in targets if not target.startswith("#")]
    assert beside and not [one for one in beside if not (page.parent / unquote(one)).is_file()]
    assert "http" not in text and "<script" not in text
    assert all(f"_{code}.webp" in one for one in beside if one.startswith("pictures/"))


def test_the_languages_tell_the_same():
    english, turkish = (guide_page(code).read_text(encoding="utf-8") for code in ("en", "tr"))
    assert headings("en") == headings("tr")
    for tag in ("<p", "<li", "<dt", "<img", "<kbd", "<h3"):
        assert english.count(tag) == turkish.count(tag), tag


def test_every_picture_is_shown_and_all_are_small():
    folder = guide_page("en").parent / "pictures"
    pictures = list(folder.iterdir())
    shown = "".join(guide_page(code).read_text(encoding="utf-8") for code in LANGUAGES)
    assert pictures and not [one.name for one in pictures if f"pictures/{one.name}" not in shown]
    assert sum(one.stat().st_size for one in pictures) < MOST_BYTES_OF_PICTURES


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_keys_that_the_guide_names_are_those_of_the_program(code):
    """What stands in <kbd data-for="action"> is the first key of that action."""
    from viewer.widgets.action_table import ROWS

    keys = {row.id: row.shortcuts for row in ROWS}
    named = re.findall(r'<kbd data-for="([^"]+)">([^<]+)</kbd>', guide_page(code).read_text(encoding="utf-8"))
    assert named
    assert not [(action, key) for action, key in named if key not in keys[action]]
