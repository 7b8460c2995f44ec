"""The one icon set of the program (Phosphor, through qtawesome) and its own mark."""

from pathlib import Path

import qtawesome
from PySide6.QtGui import QIcon

import resources
from viewer.widgets import palette

_MARK = Path(resources.__file__).parent / "icons" / "kesit.svg"


def icon(name: str, colour: str = "", when_on: str = "") -> QIcon:
    """An icon of the set, e.g. "ph.folder-open", perhaps another one while its action is checked."""
    return qtawesome.icon(
        name,
        on=when_on or name,
        color=colour or palette.TEXT,
        color_disabled=palette.DISABLED,
        color_active=palette.ACCENT_BRIGHT,
    )


def application_icon() -> QIcon:
    """The mark of the program."""
    return QIcon(str(_MARK))
