"""The user guide: a page for each language that comes with the program and needs no network."""

import logging
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

import platformdirs
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

import resources
from viewer.core.language import language, tr

_LOG = logging.getLogger(__name__)
_FOLDER = Path(resources.__file__).parent / "guide"
_KEY = re.compile(r'(<kbd data-for="([^"]+)">)[^<]*(</kbd>)')
BESIDE = re.compile(r'(src|href)="([^"#:][^":]*)"')  # a file that lies beside the page


def guide_page(code: str) -> Path:
    """The guide in a language of the program."""
    return _FOLDER / f"guide_{code}.html"


def with_keys(page: Path, keys: Mapping[str, str]) -> str:
    """The page with other keys for some actions, by their ids, to be kept in any folder."""
    text = page.read_text(encoding="utf-8")
    text = _KEY.sub(lambda found: found[1] + _key_in(found, keys) + found[3], text)
    return BESIDE.sub(lambda found: f'{found[1]}="{(page.parent / found[2]).as_uri()}"', text)


def _key_in(found: re.Match[str], keys: Mapping[str, str]) -> str:
    return escape(keys[found[2]]) if found[2] in keys else found[0][len(found[1]) : -len(found[3])]


def _page_to_show(keys: Mapping[str, str]) -> Path:
    """The page as it comes with the program, or a copy with the user's keys."""
    page = guide_page(language())
    if not keys:
        return page
    copy = Path(platformdirs.user_cache_dir("kesit", appauthor=False)) / "guide" / page.name
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(with_keys(page, keys), encoding="utf-8")
    except OSError as error:
        _LOG.warning("The guide cannot be written with other keys: %s", type(error).__name__)
        return page
    return copy


def open_guide(parent: QWidget, keys: Mapping[str, str]) -> None:
    """Show the guide in the browser; where there is none, say where the page lies.

    Parameters
    ----------
    keys
        How actions are done whose keys the user has changed, by their ids.
    """
    page = _page_to_show(keys)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(page))):
        return
    text = tr("No program could be found that opens the guide. It is this file:\n\n{path}", path=page)
    box = QMessageBox(QMessageBox.Icon.Information, tr("Guide"), text, parent=parent)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.finished.connect(box.deleteLater)
    box.open()
