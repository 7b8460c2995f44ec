"""The look of the program: the Fusion style, one style sheet, and the colours of a theme in it."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

import resources
from viewer.core.preferences import Theme
from viewer.widgets import palette
from viewer.widgets.icons import application_icon

_FOLDER = Path(resources.__file__).parent / "style"


def style_sheet() -> str:
    """The style sheet, its names replaced by the colours of the theme in use and the folder of pictures."""
    folder = _FOLDER.as_posix().replace('"', r"\"")  # a path may hold anything, an @ too

    def value(name: re.Match[str]) -> str:
        return folder if name[1] == "folder" else str(getattr(palette, name[1].upper()))

    return re.sub(r"@([a-z_]+)", value, (_FOLDER / "kesit.qss").read_text(encoding="utf-8"))


def use_theme(theme: Theme) -> None:
    """Dress the program in a theme; windows that are open already keep the icons they were made with."""
    colours = palette.LIGHT if is_light(theme) else palette.DARK
    application = QApplication.instance()
    if palette.use(colours) and isinstance(application, QApplication):
        apply_style(application)


def apply_style(application: QApplication) -> None:
    """Dress the program in the theme in use."""
    application.setStyle("Fusion")
    application.setPalette(palette.qt_palette())
    application.setStyleSheet(style_sheet())
    application.setWindowIcon(application_icon())


def is_light(theme: Theme) -> bool:
    """Whether a theme is light now; a system that does not say counts as dark."""
    if theme is Theme.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
    return theme is Theme.LIGHT
