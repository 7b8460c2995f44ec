"""A picture on the screen at once, while the rest of the program is imported: a first start reads much.

Without words but the name: which language to speak is not known yet.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, Qt, QThread
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QLabel

import resources
from viewer import VERSION

_MARK = Path(resources.__file__).parent / "icons" / "kesit.svg"
_WIDTH, _HEIGHT, _MARK_SIZE = 360, 220, 96  # pixels of the screen before scaling
_PATIENCE_MS = 300  # until the screen says that it is there: drawn before, it would not be seen
_LOOK_EVERY_MS = 5
# As in the dark theme, whose module is among those that are still to be imported.
_GROUND, _TEXT = QColor("#14171b"), QColor("#dfe4ea")


def show_splash(ratio: float) -> QLabel:
    """Show it and draw it now; nobody handles events until the imports are done.

    A label and no QSplashScreen: that waits inside its own show() for the screen to have it, always for its
    whole second on X11 (QSplashScreen::event in Qt 6.11), and so later does the window.

    Parameters
    ----------
    ratio
        Of device pixels to those of the screen.
    """
    splash = QLabel()
    splash.setWindowFlags(Qt.WindowType.SplashScreen | Qt.WindowType.FramelessWindowHint)
    splash.setPixmap(_picture(ratio))
    splash.setFixedSize(_WIDTH, _HEIGHT)
    splash.move(splash.screen().availableGeometry().center() - splash.rect().center())
    splash.show()
    waiting = QDeadlineTimer(_PATIENCE_MS)
    while not splash.windowHandle().isExposed() and not waiting.hasExpired():
        QCoreApplication.processEvents()
        QThread.msleep(_LOOK_EVERY_MS)
    splash.repaint()
    QCoreApplication.processEvents()
    return splash


def _picture(ratio: float) -> QPixmap:
    picture = QPixmap(round(_WIDTH * ratio), round(_HEIGHT * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(_GROUND)
    painter = QPainter(picture)
    QIcon(str(_MARK)).paint(painter, (_WIDTH - _MARK_SIZE) // 2, 28, _MARK_SIZE, _MARK_SIZE)
    font = QFont()
    font.setPointSize(15)
    painter.setFont(font)
    painter.setPen(_TEXT)
    painter.drawText(0, 142, _WIDTH, 40, Qt.AlignmentFlag.AlignCenter, f"Kesit {VERSION}")
    painter.end()
    return picture
