"""Follows what is open and how it is shown, and writes it down a moment later."""

import logging
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from ml.imaging.values import PlaneInfo
from viewer.core.language import tr
from viewer.core.plane_stack import source_of
from viewer.core.session_record import PaneRecord, PlanesRecord, SessionRecord, digest, frame_key
from viewer.services.kept_planes import plane_entry
from viewer.services.opening import Opened, OpeningService
from viewer.services.session_store import SessionStore
from viewer.state.mpr import Mpr, Shown, shown_in
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session

_LOG = logging.getLogger(__name__)
_AFTER_MS = 1500  # this much can be lost, and the disk is not written to at each slice


class SessionKeeping(QObject):
    """Saves by itself. As long as nothing was opened, what an earlier run has left stays."""

    saved = Signal()
    failed = Signal(str)  # in words for the user

    def __init__(
        self, session: Session, panes: PaneGroup, mpr: Mpr, opening: OpeningService, folder: Path
    ) -> None:
        super().__init__(session)
        self._session, self._panes, self._mpr = session, panes, mpr
        self._paths: dict[Path, None] = {}
        self._closed: set[str] = set()
        self._studies: frozenset[str] = frozenset()
        self._awaited: PlanesRecord | None = None  # their volume is being read
        self._own = False  # something was opened in this run
        self._dirty = self._told = self._closing = False
        self._store = self._opened_store(folder)
        self.kept = self._store.load() if self._store is not None else None
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self.save)
        opening.opened.connect(self._on_opening_opened)
        session.studies_changed.connect(self._on_session_studies_changed)
        mpr.changed.connect(self._on_mpr_changed)
        for changed in self._signals():
            changed.connect(self._on_something_changed)

    def await_planes(self, planes: PlanesRecord) -> None:
        """Keep planes of an earlier run until they are there again, or it is clear that they will not be."""
        self._awaited = planes
        self._on_something_changed()

    def record(self) -> SessionRecord:
        """What is true now."""
        panes, mpr = self._panes, self._mpr
        every = [(place, pane, mpr.without(pane)) for place, pane in enumerate(panes.panes)]
        return SessionRecord(
            paths=tuple(map(str, self._paths)),
            closed=tuple(sorted(self._closed)),
            layout=str(mpr.layout_without),
            active=panes.panes.index(mpr.active_without),
            enlarged=panes.is_enlarged and mpr.layout_without == panes.chosen_layout,
            panes=tuple(_recorded(place, shown) for place, _, shown in every if shown.series is not None),
            studies=len(self._session.studies),
            planes=self._planes(),
        )

    def _planes(self) -> PlanesRecord | None:
        panes, mpr = self._panes, self._mpr
        if mpr.source is None:
            return self._awaited
        every = [(place, shown_in(pane)) for place, pane in enumerate(panes.panes)]
        return PlanesRecord(
            series=digest(mpr.source.series_uid),
            layout=str(panes.chosen_layout),
            active=panes.panes.index(panes.active),
            enlarged=panes.is_enlarged,
            projection=mpr.slab.projection or "",
            thickness_mm=mpr.slab.thickness_mm,
            panes=tuple(_recorded(place, shown) for place, shown in every if shown.series is not None),
        )

    @Slot()
    def save(self) -> None:
        """Write down what has changed; without a change, nothing is written."""
        self._timer.stop()
        if self._dirty:
            self._write(ended_well=False)

    def close(self) -> None:
        """Write down that the program has ended as it should. What changes after that is not followed."""
        self._timer.stop()
        self._closing = True
        if self._own:
            self._write(ended_well=True)
        elif self.kept is not None and not self.kept.ended_well and self._store is not None:
            self._put(self.kept.record, ended_well=True)  # it was offered, and not wanted
        if self._store is not None:
            self._store.close()

    def _opened_store(self, folder: Path) -> SessionStore | None:
        try:
            return SessionStore(folder)
        except OSError as error:
            _LOG.warning("The session cannot be kept: %s", type(error).__name__)
            return None

    def _write(self, ended_well: bool) -> None:
        self._dirty = False
        self._put(self.record(), ended_well)
        self.saved.emit()

    def _put(self, record: SessionRecord, ended_well: bool) -> None:
        try:
            if self._store is not None:
                self._store.save(record, ended_well)
        except OSError as error:
            _LOG.warning("The session cannot be saved: %s", type(error).__name__)
            if not self._told:
                self._told = True
                reason = error.strerror or tr("disk error")
                self.failed.emit(tr("What is open could not be remembered: {reason}", reason=reason))

    @Slot()
    def _on_something_changed(self) -> None:
        if self._paths and not self._closing and not self._timer.isActive():
            self._dirty = True
            self._timer.start()

    @Slot(object)
    def _on_opening_opened(self, opened: Opened) -> None:
        if opened.result.studies:
            missing = {failure.path for failure in opened.result.failures}
            self._paths.update((path.absolute(), None) for path in opened.named if path not in missing)
            self._closed -= {digest(study.study_uid) for study in opened.result.studies}
            self._own = True
            self._on_something_changed()

    @Slot()
    def _on_mpr_changed(self) -> None:
        """The volume is there, or the user was told why not."""
        self._awaited = None

    @Slot()
    def _on_session_studies_changed(self) -> None:
        now = frozenset(digest(study.study_uid) for study in self._session.studies)
        self._closed |= self._studies - now
        self._studies = now
        self._on_something_changed()
        if not now:
            self._paths.clear()
            self._closed.clear()

    def _signals(self) -> Iterator[SignalInstance]:
        yield self._panes.layout_changed
        yield self._panes.active_changed
        yield self._mpr.changed
        for pane in self._panes.panes:
            yield from (pane.frame_changed, pane.window_changed, pane.view_changed)


def _recorded(place: int, shown: Shown) -> PaneRecord:
    """What a pane shows; a plane is named by where it lies, for no file has it."""
    assert shown.series is not None
    series, frame = source_of(shown.series), shown.series.frames[shown.index]
    is_plane = isinstance(frame, PlaneInfo)
    return PaneRecord(
        place=place,
        series=digest(series.series_uid),
        frame="" if is_plane else frame_key(frame),
        index=shown.index,
        window=shown.window,
        inverted=shown.inverted,
        view=shown.view,
        colour_map=shown.colour_map.value if shown.colour_map else "",
        plane=plane_entry(frame) if isinstance(frame, PlaneInfo) else None,
    )
