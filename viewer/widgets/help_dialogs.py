"""Mouse and keys, About, and what a model says about itself."""

import platform
from collections.abc import Iterable
from html import escape

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ml.card import Card
from viewer import VERSION
from viewer.core.language import tr, tr_later
from viewer.widgets import palette
from viewer.widgets.action_set import plain_text
from viewer.widgets.action_table import MENUS, ActionRow
from viewer.widgets.notice import RESEARCH_NOTICE

_LEFT_WIDTH = 130  # pixels, of the left column
_MOUSE = (
    (tr_later("Wheel"), tr_later("previous and next image")),
    (tr_later("Left drag"), tr_later("window: right widens, down raises the center")),
    (tr_later("Middle drag"), tr_later("move the image")),
    (tr_later("Right drag"), tr_later("zoom about where it began: up enlarges")),
    (tr_later("Ctrl + wheel"), tr_later("zoom about the pointer")),
    (tr_later("Ctrl + left drag"), tr_later("turn the image freely")),
    (
        tr_later("Double click"),
        tr_later("one of several panes: enlarge it, and back; a single pane: fit to window"),
    ),
    (tr_later("Shift + move"), tr_later("3-D cursor: the same place in the other panes")),
    (tr_later("Drag from the list"), tr_later("show a series in the pane where it is dropped")),
    (tr_later("Right click"), tr_later("menu")),
    (tr_later("With a measuring tool"), tr_later("left drag or clicks draw; Esc puts the tool away")),
    (tr_later("On a measurement"), tr_later("left drag on a handle changes it, on a line moves it")),
)


class TextDialog(QDialog):
    """A page of text to read."""

    def __init__(self, title: str, html: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(560, 620)
        page = QTextBrowser()
        page.setOpenExternalLinks(False)
        page.setHtml(html)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(page)
        layout.addWidget(buttons)


def keys_html(rows: Iterable[ActionRow]) -> str:
    """The mouse and every shortcut, by menu."""
    with_keys = [row for row in rows if row.shortcuts]
    parts = [_section(tr("Mouse"), ((tr(how), tr(what)) for how, what in _MOUSE))]
    for menu in MENUS:
        lines = [(_keys(row), plain_text(row)) for row in with_keys if row.menu == menu]
        if lines:
            parts.append(_section(tr(menu), lines))
    return "".join(parts)


def about_html() -> str:
    return (
        f"<h2>Kesit {VERSION}</h2><p>{tr('A desktop radiology viewer with a local image classifier.')}</p>"
        f"<p style='color:{palette.ATTENTION}'>{tr(RESEARCH_NOTICE)}</p>"
        f"<p>{tr('MIT licence.')} Python {platform.python_version()}, "
        f"Qt for Python {PySide6.__version__} (LGPL v3), NumPy (BSD), OpenCV (Apache 2), pydicom (MIT), "
        "imagecodecs (BSD), PyTorch (BSD), "
        f"{tr('Phosphor icons (MIT) through QtAwesome (MIT)')}.</p>"
        f"<p>{tr('Images, answers and models stay on this computer.')}</p>"
    )


def card_html(card: Card) -> str:
    """The model card in words."""
    accuracy = card.metrics.get("accuracy")
    lines = [
        (tr("Classes"), ", ".join(card.title_of(name) for name in card.classes)),
        (tr("Made for"), card.intended_use),
        (tr("Not for"), card.not_for),
        (tr("Trained on"), card.data),
        (tr("Measured"), card.measured),
        (
            tr("Accuracy"),
            tr("{accuracy:.1%} on held-out images", accuracy=accuracy) if isinstance(accuracy, float) else "",
        ),
        (tr("Threshold"), f"{card.threshold:.0%}"),
        (tr("Network"), card.architecture),
        (tr("Licence"), card.licence),
    ]
    return f"<h2>{escape(card.title)}</h2>" + _table((name, text) for name, text in lines if text)


def _section(title: str, lines: Iterable[tuple[str, str]]) -> str:
    return f"<h3>{title}</h3>{_table(lines)}"


def _table(lines: Iterable[tuple[str, str]]) -> str:
    left_cell = f"<td width='{_LEFT_WIDTH}' style='color:{palette.MUTED}'>"
    rows = (f"<tr>{left_cell}{escape(left)}</td><td>{escape(right)}</td></tr>" for left, right in lines)
    return f"<table cellpadding='2'>{''.join(rows)}</table>"


def _keys(row: ActionRow) -> str:
    return tr("  or  ").join(row.shortcuts)
