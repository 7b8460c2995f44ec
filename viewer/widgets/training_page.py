"""What the pages of the training wizard have in common."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from viewer.core.language import tr_later


class TrainingPage(QWidget):
    """One step: a heading, one sentence, and the page's own content below.

    `obstacle` says whether the next step may begin; `obstacle_changed` comes whenever it says something else.
    """

    obstacle_changed = Signal()
    next_text = tr_later("Next")

    def __init__(self, heading: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.heading = heading_label(heading)
        self.column.addWidget(self.heading)
        self.sentence = hint_label(sentence)
        self.column.addWidget(self.sentence)

    @property
    def obstacle(self) -> str | None:
        """Why the next step cannot begin yet; "" when that needs no words, None when it can."""
        return None

    def take_focus(self) -> None:
        """Put the keyboard where the page begins."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)


def heading_label(text: str) -> QLabel:
    """The one large line of a page."""
    label = QLabel(text)
    label.setObjectName("trainingHeading")
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    font.setBold(True)
    label.setFont(font)
    return label


def hint_label(text: str) -> QLabel:
    """A quieter, wrapping line; plain text, because it may hold names of files."""
    label = QLabel(text)
    label.setObjectName("muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
