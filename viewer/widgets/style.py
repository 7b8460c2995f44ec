"""The look of the program: the Fusion style, one palette, one style sheet."""

import re
from pathlib import Path

from PySide6.QtWidgets import QApplication

import resources
from viewer.widgets import palette
from viewer.widgets.icons import application_icon

_FOLDER = Path(resources.__file__).parent / "style"


def style_sheet() -> str:
    """The style sheet with its colour names replaced by colours."""
    text = (_FOLDER / "dark.qss").read_text(encoding="utf-8").replace("@folder", _FOLDER.as_posix())
    return re.sub(r"@([a-z_]+)", lambda name: getattr(palette, name[1].upper()), text)


def apply_style(application: QApplication) -> None:
    application.setStyle("Fusion")
    application.setPalette(palette.dark_palette())
    application.setStyleSheet(style_sheet())
    application.setWindowIcon(application_icon())
