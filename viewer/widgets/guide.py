"""The user guide: a page for each language that comes with the program and needs no network."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

import resources
from viewer.core.language import language, tr

_FOLDER = Path(resources.__file__).parent / "guide"


def guide_page(code: str) -> Path:
    """The guide in a language of the program."""
    return _FOLDER / f"guide_{code}.html"


def open_guide(parent: QWidget) -> None:
    """Show the guide in the browser; where there is none, say where the page lies."""
    page = guide_page(language())
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(page))):
        return
    text = tr("No program could be found that opens the guide. It is this file:\n\n{path}", path=page)
    box = QMessageBox(QMessageBox.Icon.Information, tr("Guide"), text, parent=parent)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.finished.connect(box.deleteLater)
    box.open()
