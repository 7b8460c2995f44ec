"""Series side by side: with a prior, or with any other one from the list."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu

from ml.imaging.values import Series
from viewer.core.comparison import prior_of, same_height
from viewer.core.language import tr, tr_count
from viewer.core.linking import Place
from viewer.core.pane_layout import SINGLE, PaneLayout
from viewer.core.plane_stack import source_of
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session
from viewer.widgets.series_list import SeriesList

Handler = Callable[[bool], object]

_SIDE_BY_SIDE = PaneLayout(1, 2)


class ComparisonCommands(QObject):
    """What Go > Compare with prior and the menu of the list do."""

    told = Signal(str)

    def __init__(self, session: Session, panes: PaneGroup, series_list: SeriesList, how_to_link: str) -> None:
        super().__init__(series_list)
        self._how_to_link = how_to_link
        self._session, self._panes, self._list = session, panes, series_list
        self.handlers: dict[str, Handler] = {"go.prior": lambda _: self.compare_with_prior()}
        series_list.menu_requested.connect(self._on_list_menu_requested)
        series_list.studies_menu_requested.connect(self._on_list_studies_menu_requested)

    def compare_with_prior(self) -> None:
        """Lay the series of the last examination that is most like this one beside it."""
        active = self._panes.active.series
        series = source_of(active) if active is not None else None
        prior = prior_of(self._session.studies, series) if series is not None else None
        if series is None or prior is None:
            self.told.emit(tr("No other study of this patient with this modality is open"))
            return
        if self.compare_with(prior):
            self.told.emit(
                tr(
                    "At about the same height. Scroll both to the same place, then link them by hand ({how})",
                    how=self._how_to_link,
                )
            )

    def compare_with(self, series: Series) -> bool:
        """Show a series beside the active one; whether its slice is only a guess."""
        panes, active = self._panes, self._panes.active
        if panes.chosen_layout == SINGLE:
            panes.set_layout(_SIDE_BY_SIDE)
        elif panes.is_enlarged:
            panes.set_enlarged(False)
        shown = panes.shown
        beside = shown[(shown.index(active) + 1) % len(shown)]
        if active.series is None:
            beside.set_series(series)
            return False
        index, is_known = same_height(Place(active.series, active.index), series)
        beside.set_series(series, index)
        return not is_known

    def _close(self, uids: Collection[str]) -> None:
        self._session.set_studies(tuple(one for one in self._session.studies if one.study_uid not in uids))
        self._panes.fill_empty()

    @Slot(object, QPoint)
    def _on_list_menu_requested(self, series: Series, position: QPoint) -> None:
        self.menu_of(series).popup(position)

    @Slot(object, QPoint)
    def _on_list_studies_menu_requested(self, uids: tuple[str, ...], position: QPoint) -> None:
        self.menu_of_studies(uids).popup(position)

    def menu_of_studies(self, uids: tuple[str, ...]) -> QMenu:
        """What can be done with what stands below a heading of the list."""
        menu = QMenu(self._list)
        menu.aboutToHide.connect(menu.deleteLater)
        text = tr_count(len(uids), "Close this study", "Close these {count} studies")
        menu.addAction(text).triggered.connect(lambda: self._close(uids))
        return menu

    def menu_of(self, series: Series) -> QMenu:
        """What can be done with a series of the list."""
        menu = QMenu(self._list)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("Show in the active pane")).triggered.connect(
            lambda: self._list.series_requested.emit(series)
        )
        beside = menu.addAction(tr("Show beside the active pane"))
        beside.triggered.connect(lambda: self.compare_with(series))
        beside.setEnabled(self._panes.active.series is not None)
        menu.addSeparator()
        study = self._session.study_of(series)
        if study is not None:
            menu.addAction(tr("Close this study")).triggered.connect(lambda: self._close((study.study_uid,)))
        return menu
