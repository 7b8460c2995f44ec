"""A bar above the image: the file that was dropped is one of many, and the others are one click away."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from viewer.core.language import tr
from viewer.services.series_offer import SeriesOffer
from viewer.widgets.offer_bar import OfferBar


class SeriesOfferBar(OfferBar):
    """Comes and goes with the offer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Open the series"), parent)

    @Slot(object)
    def set_offer(self, offer: SeriesOffer | None) -> None:
        """Show an offer, or none."""
        self.hide()
        if offer is not None:
            self.offer(
                tr("This is 1 of {count} images of its series in the same folder.", count=offer.images)
            )
