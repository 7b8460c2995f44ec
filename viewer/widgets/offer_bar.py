"""A bar above the image that offers something: it is accepted, declined, or gone with the next opening."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from viewer.core.language import tr


class OfferBar(QWidget):
    """A sentence and the buttons that answer it."""

    accepted = Signal()
    declined = Signal()

    def __init__(self, accept: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._accept = QPushButton(accept)
        self._accept.clicked.connect(self.accepted)
        decline = QPushButton(tr("Not now"))
        decline.setFlat(True)
        decline.clicked.connect(self.declined)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 8, 6)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._accept)
        self._row.addWidget(decline)
        self.hide()

    def offer(self, text: str) -> None:
        self._text.setText(text)
        self.show()
