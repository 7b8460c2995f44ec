"""The middle of the window: the image with its slice slider, or the invitation to drop a study."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from viewer.state.session import Session
from viewer.widgets.empty_state import EmptyState
from viewer.widgets.image_pane import ImagePane
from viewer.widgets.notice import NoticeBanner
from viewer.widgets.series_offer import SeriesOfferBar
from viewer.widgets.slice_slider import SliceSlider


class Stage(QWidget):
    """Shows the pane as soon as a series is chosen."""

    action_requested = Signal(str)

    def __init__(self, pane: ImagePane, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pane = pane
        self.banner = NoticeBanner()
        self.offer = SeriesOfferBar()
        self.slider = SliceSlider(session)
        self._empty = EmptyState()
        self._empty.action_requested.connect(self.action_requested)
        self._area = QWidget()
        self._area.setObjectName("stage")
        self._cards = QStackedLayout(self._area)
        self._cards.setContentsMargins(2, 2, 2, 2)
        self._cards.addWidget(self._empty)
        self._cards.addWidget(self._image_row())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.offer)
        layout.addWidget(self._area, 1)
        session.series_changed.connect(self._on_session_series_changed)

    def set_dropping(self, dropping: bool) -> None:
        """Light up the border while something is dragged over the window."""
        self._area.setProperty("dropping", dropping)
        self._area.style().polish(self._area)

    def _image_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pane, 1)
        layout.addWidget(self.slider)
        return row

    @Slot()
    def _on_session_series_changed(self) -> None:
        shown = self._session.series is not None
        self._cards.setCurrentIndex(1 if shown else 0)
        if shown:
            self._pane.setFocus()
