"""The middle of the window: the panes with the slice slider, or the invitation to drop a study."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from viewer.services.recent_places import RecentPlaces
from viewer.state.findings import Findings
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session
from viewer.widgets.cine_bar import CineBar
from viewer.widgets.empty_state import EmptyState
from viewer.widgets.model_proposal import ModelProposalBar
from viewer.widgets.mpr_bar import MprBar
from viewer.widgets.notice import NoticeBanner
from viewer.widgets.pane_grid import PaneGrid
from viewer.widgets.phase_bar import PhaseBar
from viewer.widgets.series_offer import SeriesOfferBar
from viewer.widgets.series_strip import SeriesStrip
from viewer.widgets.session_offer import SessionOfferBar
from viewer.widgets.slice_slider import SliceSlider


class Stage(QWidget):
    """Shows the panes as soon as there is a series."""

    action_requested = Signal(str)
    paths_requested = Signal(list)  # of Path

    def __init__(
        self,
        grid: PaneGrid,
        cine: CineBar,
        planes: MprBar,
        phases: PhaseBar,
        *,
        session: Session,
        panes: PaneGroup,
        findings: Findings,
        recent: RecentPlaces,
    ) -> None:
        super().__init__()
        self.grid, self._cine, self._session = grid, cine, session
        self.banner = NoticeBanner()
        self.offer = SeriesOfferBar()
        self.proposal = ModelProposalBar()
        self.session_offer = SessionOfferBar()
        self.slider = SliceSlider(panes)
        self.strip = SeriesStrip(panes, findings)
        self.empty = EmptyState(recent)
        self.empty.action_requested.connect(self.action_requested)
        self.empty.path_requested.connect(lambda path: self.paths_requested.emit([path]))
        grid.paths_dropped.connect(self.paths_requested)
        self._area = QWidget()
        self._area.setObjectName("stage")
        self._cards = QStackedLayout(self._area)
        self._cards.setContentsMargins(2, 2, 2, 2)
        self._cards.addWidget(self.empty)
        self._cards.addWidget(self._image_row())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for bar in (self.banner, self.offer, self.proposal, self.session_offer):
            layout.addWidget(bar)
        layout.addWidget(self._area, 1)
        for below in (planes, phases, cine):
            layout.addWidget(below)
        session.studies_changed.connect(self._on_session_studies_changed)

    def set_opening(self, opening: bool) -> None:
        """Something is on its way, or came."""
        self.empty.set_opening(opening)

    def set_dropping(self, dropping: bool) -> None:
        """Light up the border while something is dragged over the window."""
        self._area.setProperty("dropping", dropping)
        self._area.style().polish(self._area)

    def _image_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.strip)
        layout.addWidget(self.slider)
        return row

    @Slot()
    def _on_session_studies_changed(self) -> None:
        shown = bool(self._session.series)
        self._cine.setVisible(self._cine.isVisible() and shown)
        if shown != bool(self._cards.currentIndex()):
            self._cards.setCurrentIndex(int(shown))
            if shown:
                self.grid.focus_active()
