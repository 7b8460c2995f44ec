"""A bar above the stage at the start: what was open last time can be had again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from viewer.core.language import tr, tr_count
from viewer.services.session_store import Kept
from viewer.widgets.offer_bar import OfferBar


class SessionOfferBar(OfferBar):
    """After a crash it says so; after an ordinary end the same can be had at every start."""

    always_accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Reopen"), parent)
        self._always = QPushButton(tr("Always reopen"))
        self._always.setToolTip(tr("Now and at every start, without asking"))
        self._always.clicked.connect(self.always_accepted)
        self._row.insertWidget(2, self._always)

    def set_kept(self, kept: Kept) -> None:
        """Offer what an earlier run has left."""
        self._always.setVisible(kept.ended_well)
        count = kept.record.studies
        if kept.ended_well:
            text = tr_count(count, "Last time one study was open.", "Last time {count} studies were open.")
        else:
            text = tr_count(
                count,
                "Kesit did not end as it should. One study was open.",
                "Kesit did not end as it should. {count} studies were open.",
            )
        self.offer(text)
