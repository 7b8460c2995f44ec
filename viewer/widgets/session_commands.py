"""Brings back what was open when the program last ended: by itself, by an offer at the start, by the menu."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging.values import Projection, Series
from viewer.core.image_colours import colour_map_named
from viewer.core.language import tr
from viewer.core.pane_layout import PaneLayout
from viewer.core.plane_stack import Slab
from viewer.core.session_record import (
    PaneRecord,
    PlanesRecord,
    SessionRecord,
    digest,
    index_in,
    series_of,
)
from viewer.services.kept_planes import kept_plane
from viewer.services.opening import Opened, OpeningService
from viewer.services.session_keeping import SessionKeeping
from viewer.services.session_store import Kept
from viewer.services.settings import REOPEN_AT_START, Settings
from viewer.state.mpr import Mpr
from viewer.state.pane import PaneState
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session
from viewer.widgets.mpr_commands import MprCommands
from viewer.widgets.pane_follower import PaneFollower
from viewer.widgets.session_offer import SessionOfferBar

Handler = Callable[[bool], object]


class SessionCommands(QObject):
    """What two rows of the File menu and the bar at the start do."""

    told = Signal(str)
    changed = Signal()

    def __init__(
        self,
        *,
        session: Session,
        panes: PaneGroup,
        opening: OpeningService,
        keeping: SessionKeeping,
        settings: Settings,
        follower: PaneFollower,
        reformatting: MprCommands,
        mpr: Mpr,
        bar: SessionOfferBar,
    ) -> None:
        super().__init__(follower)
        self._reformatting, self._mpr = reformatting, mpr
        self._session, self._panes, self._opening, self._keeping = session, panes, opening, keeping
        self._settings, self._follower, self._bar = settings, follower, bar
        self._kept: Kept | None = keeping.kept if keeping.kept and keeping.kept.record.paths else None
        self._under_way: tuple[SessionRecord, tuple[Path, ...]] | None = None
        self.handlers: dict[str, Handler] = {
            "file.reopen": lambda _: self.reopen(),
            "file.reopen_at_start": lambda on: settings.set(REOPEN_AT_START, on),
        }
        opening.started.connect(bar.hide)
        opening.opened.connect(self._on_opening_opened)
        opening.failed.connect(self._give_up)
        opening.cancelled.connect(self._give_up)
        bar.accepted.connect(self.reopen)
        bar.declined.connect(bar.hide)
        bar.always_accepted.connect(self._on_bar_always_accepted)

    def checked(self) -> dict[str, bool]:
        return {"file.reopen_at_start": self._settings.get(REOPEN_AT_START)}

    @property
    def has_kept(self) -> bool:
        """There is something to reopen."""
        return self._kept is not None

    def begin(self) -> None:
        """At the start: reopen where the user wants it so, else offer it. After a crash always ask first."""
        if self._kept is None:
            return
        if self._kept.ended_well and self._settings.get(REOPEN_AT_START):
            self.reopen()
        else:
            self._bar.set_kept(self._kept)

    @Slot()
    def reopen(self) -> None:
        """Open the files again; panes follow when they are read."""
        if self._kept is None:
            return
        record, self._kept = self._kept.record, None
        paths = tuple(map(Path, record.paths))
        self._under_way = (record, paths)
        self._opening.open(paths)
        self.changed.emit()

    @Slot()
    def _on_bar_always_accepted(self) -> None:
        self._settings.set(REOPEN_AT_START, True)
        self.reopen()

    @Slot(object)
    def _on_opening_opened(self, opened: Opened) -> None:
        if self._under_way is None or opened.named != self._under_way[1]:
            return
        record, paths = self._under_way
        self._under_way = None
        if opened.result.studies:
            self._show(record)
        failed = {failure.path for failure in opened.result.failures}
        gone = [path for path in paths if path in failed]
        self.told.emit(_told(len(gone), len(paths)))

    @Slot()
    def _give_up(self) -> None:
        self._under_way = None

    def _show(self, record: SessionRecord) -> None:
        """Put everything where it was, as far as it is there."""
        left = tuple(one for one in self._session.studies if digest(one.study_uid) not in record.closed)
        self._session.set_studies(left)
        with self._follower.at_rest():
            self._fill(record)
            self._arrange(record)
        if all(pane.series is None for pane in self._panes.shown):
            self._panes.fill_empty()
        planes = record.planes
        source = series_of(planes, self._session.series) if planes is not None else None
        if planes is not None and source is not None:
            self._keeping.await_planes(planes)
            self._reformatting.show_then(source, partial(self._show_planes, planes, source))

    def _show_planes(self, planes: PlanesRecord, source: Series) -> None:
        """Put planes where they were, now that there are any."""
        panes = self._panes.panes
        kept_in = {panes[kept.place]: kept for kept in planes.panes if 0 <= kept.place < len(panes)}
        shown = {pane: info for pane, kept in kept_in.items() if (info := kept_plane(kept.plane, source))}
        projection = Projection(planes.projection) if planes.projection in list(Projection) else None
        with self._follower.at_rest():
            self._mpr.show(shown, Slab(projection, planes.thickness_mm))
            for pane in shown:
                _show_as(kept_in[pane], pane)
            self._fill(planes)
            self._arrange(planes)

    def _arrange(self, record: SessionRecord | PlanesRecord) -> None:
        panes = self._panes.panes
        active = panes[record.active if 0 <= record.active < len(panes) else 0]
        self._panes.arrange(PaneLayout.parse(record.layout), active, record.enlarged)

    def _fill(self, record: SessionRecord | PlanesRecord) -> None:
        """Put slices into their panes; those of planes stay as they are."""
        by_place = {pane.place: pane for pane in record.panes}
        for place, pane in enumerate(self._panes.panes):
            kept = by_place.get(place)
            if kept is not None and kept.plane is not None:
                continue
            series = series_of(kept, self._session.series) if kept is not None else None
            pane.set_series(series, index_in(kept, series) if kept is not None and series else None)
            if kept is not None and series is not None:
                _show_as(kept, pane)


def _show_as(kept: PaneRecord, pane: PaneState) -> None:
    pane.set_window(kept.window)
    pane.set_inverted(kept.inverted)
    pane.set_view(kept.view)
    pane.set_colour_map(colour_map_named(kept.colour_map))


def _told(gone: int, paths: int) -> str:
    if not gone:
        return tr("Reopened what was open last time")
    if gone == paths:
        return tr("What was open last time is not there any more")
    return tr("Reopened; {gone} of {paths} files and folders are not there any more", gone=gone, paths=paths)
