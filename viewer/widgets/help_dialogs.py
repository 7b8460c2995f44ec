"""Mouse and keys, About, and what a model says about itself."""

import platform
from collections.abc import Iterable
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

import resources
from ml.card import Card
from viewer import VERSION
from viewer.core.finding import class_title
from viewer.core.language import tr
from viewer.core.mouse_bindings import MouseBindings
from viewer.core.sentences import translated
from viewer.widgets import palette
from viewer.widgets.action_set import plain_text, shown_key
from viewer.widgets.action_table import MENUS, ActionRow
from viewer.widgets.mouse_words import mouse_lines
from viewer.widgets.notice import RESEARCH_NOTICE

LICENCES = (
    Path(resources.__file__).parents[1] / "licenses" / "index.html"
)  # packaging/third_party.py writes it
_LEFT_WIDTH = 130  # pixels, of the left column
_PARTS = (  # what people call it, its package, its licence
    ("Qt for Python", "PySide6-Essentials", "LGPL v3"),
    ("QtAwesome, Phosphor icons", "qtawesome", "MIT"),
    ("pyqtgraph", "pyqtgraph", "MIT"),
    ("NumPy", "numpy", "BSD"),
    ("SciPy", "scipy", "BSD"),
    ("OpenCV", "opencv-python-headless", "Apache 2.0"),
    ("pydicom", "pydicom", "MIT"),
    ("highdicom", "highdicom", "MIT"),
    ("dicom-anonymizer", "dicom-anonymizer", "BSD"),
    ("imagecodecs", "imagecodecs", "BSD"),
    ("Pillow", "Pillow", "MIT-CMU"),
    ("tifffile", "tifffile", "BSD"),
    ("NiBabel", "nibabel", "MIT"),
    ("pynrrd", "pynrrd", "MIT"),
    ("PyTorch", "torch", "BSD"),
    ("torchvision", "torchvision", "BSD"),
    ("timm", "timm", "Apache 2.0"),
    ("safetensors", "safetensors", "Apache 2.0"),
    ("ONNX Runtime", "onnxruntime", "MIT"),
    ("scikit-learn", "scikit-learn", "BSD"),
    ("Optuna", "optuna", "MIT"),
)


class TextDialog(QDialog):
    """A page of text to read."""

    def __init__(self, title: str, html: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(560, 620)
        page = QTextBrowser()
        page.setOpenLinks(False)
        page.anchorClicked.connect(QDesktopServices.openUrl)
        page.setHtml(html)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(page)
        layout.addWidget(buttons)


def keys_html(rows: Iterable[ActionRow], mouse: MouseBindings) -> str:
    """The mouse and every shortcut, by menu."""
    with_keys = [row for row in rows if row.shortcuts]
    parts = [_section(tr("Mouse"), mouse_lines(mouse))]
    for menu in MENUS:
        lines = [(_keys(row), plain_text(row)) for row in with_keys if row.menu == menu]
        if lines:
            parts.append(_section(tr(menu), lines))
    return "".join(parts)


def about_html() -> str:
    """The program and what it is made of, in the versions that are installed, with their licences."""
    parts = [("Python", platform.python_version(), "PSF")]
    parts += [(name, _version(package), licence) for name, package, licence in _PARTS]
    rows = ((name, f"{number}  {licence}") for name, number, licence in parts if number)
    return (
        f"<h2>Kesit {VERSION}</h2><p>{tr('A desktop radiology viewer with a local image classifier.')} "
        f"{tr('MIT licence.')}</p>"
        f"<p style='color:{palette.ATTENTION}'>{tr(RESEARCH_NOTICE)}</p>"
        f"<p>{tr('Images, answers and models stay on this computer.')}</p>"
        f"{_section(tr('Made with'), rows)}{_link_to_licences()}"
    )


def _link_to_licences() -> str:
    """Only an installed program brings the texts of all that it is made of."""
    if not LICENCES.is_file():
        return ""
    address = QUrl.fromLocalFile(str(LICENCES)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    return f"<p><a href='{address}'>{tr('The licences of all parts, in full')}</a></p>"


def _version(package: str) -> str:
    """Empty for a part that is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def card_html(card: Card) -> str:
    """The model card in words."""
    accuracy = card.metrics.get("accuracy")
    lines = [
        (tr("Classes"), ", ".join(class_title(card, name) for name in card.classes)),
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
    return f"<h2>{escape(translated(card.title))}</h2>" + _table(
        (name, translated(text)) for name, text in lines if text
    )


def _section(title: str, lines: Iterable[tuple[str, str]]) -> str:
    return f"<h3>{title}</h3>{_table(lines)}"


def _table(lines: Iterable[tuple[str, str]]) -> str:
    left_cell = f"<td width='{_LEFT_WIDTH}' style='color:{palette.MUTED}'>"
    rows = (f"<tr>{left_cell}{escape(left)}</td><td>{escape(right)}</td></tr>" for left, right in lines)
    return f"<table cellpadding='2'>{''.join(rows)}</table>"


def _keys(row: ActionRow) -> str:
    return tr(" or ").join(map(shown_key, row.shortcuts))
