"""A bar above the image: the file that was dropped is one of many, and the others are one click away."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from viewer.core.language import tr
from viewer.services.series_offer import SeriesOffer


class SeriesOfferBar(QWidget):
    """Comes and goes with the offer."""

    accepted = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = QLabel()
        self._open = QPushButton(tr("Open the series"))
        self._open.clicked.connect(self.accepted)
        dismiss = QPushButton(tr("Not now"))
        dismiss.setFlat(True)
        dismiss.clicked.connect(self.declined)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._open)
        layout.addWidget(dismiss)
        self.hide()

    @Slot(object)
    def set_offer(self, offer: SeriesOffer | None) -> None:
        """Show an offer, or none."""
        self.setVisible(offer is not None)
        if offer is not None:
            self._text.setText(
                tr("This is 1 of {count} images of its series in the same folder.", count=offer.images)
            )
