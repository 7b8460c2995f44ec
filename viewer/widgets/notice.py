"""The research notice: always in the status bar, and as a banner until it was read once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from viewer.core.language import tr, tr_later

RESEARCH_NOTICE = tr_later("Research use only. Not a medical device; not for diagnosis.")

_BANNER = tr_later(
    "<b>Research use only.</b> Kesit is not a medical device and not for diagnosis. Its classifiers can be "
    "confidently wrong; a heat map shows what influenced an answer, not where a disease is."
)


class NoticeLabel(QLabel):
    """The notice for the status bar."""

    def __init__(self) -> None:
        super().__init__(tr(RESEARCH_NOTICE))
        self.setObjectName("notice")


class NoticeBanner(QWidget):
    """Shown on first start, above the image, until it is accepted."""

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        text = QLabel(tr(_BANNER))
        text.setWordWrap(True)
        button = QPushButton(tr("Understood"))
        button.clicked.connect(self.accepted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(text, 1)
        layout.addWidget(button)
