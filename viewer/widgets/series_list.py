"""The list at the left: patient > study > series, with thumbnails."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QMouseEvent, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView, QWidget

from ml.imaging.values import OtherObject, Patient, Series, Study
from viewer.core.corner_text import date_text, person_name, series_title
from viewer.core.language import tr, tr_count
from viewer.core.pane_layout import SINGLE
from viewer.core.phases import rows_of_phases
from viewer.core.plane_stack import source_of
from viewer.core.sentences import translated
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session
from viewer.widgets.dragging import SERIES_MIME, series_data
from viewer.widgets.image_pane import to_image
from viewer.widgets.series_delegate import DETAIL, SERIES_UID, THUMBNAIL, Index, SeriesDelegate

_STUDIES = Qt.ItemDataRole.UserRole + 4  # uids of the studies below a heading
_REPORT = Qt.ItemDataRole.UserRole + 5  # Path of a structured report
_OF_REPORTS = ("SR", "KO")  # modalities


class SeriesList(QTreeView):
    """Shows what is open. It asks for series and never shows one itself.

    With a single pane a click is enough; with several it would only too easily replace what is compared.
    """

    series_browsed = Signal(object)  # Series: come to with the keys, which go on
    series_requested = Signal(object)  # Series: wanted in the active pane
    report_requested = Signal(object)  # Path of a structured report
    menu_requested = Signal(object, QPoint)  # Series, global position
    studies_menu_requested = Signal(object, QPoint)  # uids of the studies below a heading, global position

    def __init__(self, session: Session, panes: PaneGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._panes = session, panes
        self._pressed = self._follows = False
        self._meant: frozenset[str] | None = None
        self._meant_lines: frozenset[str] | None = None
        self._thumbnails: dict[str, QPixmap] = {}
        self._items: dict[str, QStandardItem] = {}
        self._model = _SeriesModel(self)
        self.setModel(self._model)
        self.setItemDelegate(SeriesDelegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(0)  # the delegate indents; a branch column would only take room
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)  # without a branch to click, nothing would say that series are hidden
        self.setMouseTracking(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        session.studies_changed.connect(self._on_session_studies_changed)
        panes.series_changed.connect(self._on_panes_series_changed)
        self.setDragEnabled(True)
        self.setDragDropMode(QTreeView.DragDropMode.DragOnly)
        self.clicked.connect(self._on_self_clicked)
        self.activated.connect(self._on_self_activated)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_self_custom_context_menu_requested)

    @Slot(str, object)
    def set_thumbnail(self, series_uid: str, picture: np.ndarray) -> None:
        """Show a picture, uint8 (H, W, 3), for a series."""
        self._thumbnails[series_uid] = QPixmap.fromImage(to_image(picture))
        if series_uid in self._items:
            self._items[series_uid].setData(self._thumbnails[series_uid], THUMBNAIL)

    def show_only(self, meant: frozenset[str] | None) -> None:
        """Hide all lines but those of these series and what they belong to; None: show all."""
        self._meant = meant
        lines = (self._items[uid].data(SERIES_UID) for uid in meant or () if uid in self._items)
        self._meant_lines = None if meant is None else frozenset(lines)
        root = self._model.invisibleRootItem()
        for row in range(root.rowCount()):
            self._hide_unmeant(root.child(row))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.scrollTo(current)
        if not self._pressed and not self._follows and self._panes.chosen_layout == SINGLE:
            self._ask(current, self.series_browsed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.indexAt(event.position().toPoint()).flags() & Qt.ItemFlag.ItemIsSelectable:
            return  # a heading, or the room below: what is marked as shown stays so
        self._pressed = True  # this may begin a drag; the click comes later
        super().mousePressEvent(event)
        self._pressed = False

    def _current_uid(self) -> str:
        return self.currentIndex().data(SERIES_UID) or ""

    def _hide_unmeant(self, item: QStandardItem) -> bool:
        """Hide a line, or what is below it; whether it can be seen."""
        below = [self._hide_unmeant(item.child(row)) for row in range(item.rowCount())]
        seen = self._meant_lines is None or item.data(SERIES_UID) in self._meant_lines or any(below)
        index = item.index()
        self.setRowHidden(index.row(), index.parent(), not seen)
        return seen

    @Slot(QPoint)
    def _on_self_custom_context_menu_requested(self, position: QPoint) -> None:
        line, place = self.indexAt(position), self.viewport().mapToGlobal(position)
        series = self._session.series_by_uid(line.data(SERIES_UID) or "")
        studies = tuple(line.data(_STUDIES) or ())
        if series is not None:
            self.menu_requested.emit(series, place)
        elif studies:
            self.studies_menu_requested.emit(studies, place)

    def _ask(self, line: Index, signal: SignalInstance) -> None:
        series = self._session.series_by_uid(line.data(SERIES_UID) or "")
        if series is not None:
            signal.emit(series)

    def _ask_for_report(self, line: Index) -> None:
        if line.data(_REPORT) is not None:
            self.report_requested.emit(line.data(_REPORT))

    @Slot(QModelIndex)
    def _on_self_clicked(self, line: QModelIndex) -> None:
        self._ask_for_report(line)
        if self._panes.chosen_layout == SINGLE:
            self._ask(line, self.series_requested)

    @Slot(QModelIndex)
    def _on_self_activated(self, line: QModelIndex) -> None:
        self._ask_for_report(line)
        self._ask(line, self.series_requested)

    @Slot()
    def _on_session_studies_changed(self) -> None:
        looked_at, place = self._current_uid(), self.verticalScrollBar().value()
        self._model.clear()
        self._items.clear()
        patients: dict[Patient, QStandardItem] = {}
        for study in self._session.studies:
            if study.patient not in patients:
                patients[study.patient] = _patient_item(study.patient)
                self._model.appendRow(patients[study.patient])
            self._add_study(study, patients[study.patient])
            _add_to(patients[study.patient], study)
        self.expandAll()
        self.show_only(self._meant)
        if looked_at in self._items and self._panes.chosen_layout != SINGLE:
            self.setCurrentIndex(self._items[looked_at].index())  # what comes along must not take the place
        else:
            self._on_panes_series_changed()
        self.verticalScrollBar().setValue(place)

    def _add_study(self, study: Study, patient: QStandardItem) -> None:
        """A line for the study, unless there is nothing to say of it, and one for each thing in it."""
        item = patient
        if study.description or study.date:
            item = _header(study.description or tr("Study"), _study_detail(study))
            patient.appendRow(item)
            _add_to(item, study)
        for row in rows_of_phases(study.series):
            line = _series_item(row)
            line.setData(self._thumbnails.get(row[0].series_uid), THUMBNAIL)
            self._items.update((series.series_uid, line) for series in row)
            item.appendRow(line)
        for thing in study.objects:
            item.appendRow(_object_item(thing))

    @Slot()
    def _on_panes_series_changed(self) -> None:
        series = self._panes.active.series
        item = self._items.get(source_of(series).series_uid) if series else None
        if item is not None and self.currentIndex() != item.index():
            self._follows = True  # planes are there in place of their series, and nobody has asked for it
            self.setCurrentIndex(item.index())
            self._follows = False


class _SeriesModel(QStandardItemModel):
    """Lines that can be dragged into a pane."""

    def mimeTypes(self) -> list[str]:
        return [SERIES_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return series_data(indexes[0].data(SERIES_UID))


def _add_to(heading: QStandardItem, study: Study) -> None:
    """A study stands below this heading."""
    heading.setData([*(heading.data(_STUDIES) or ()), study.study_uid], _STUDIES)


def _patient_item(patient: Patient) -> QStandardItem:
    detail = "  ".join(
        part for part in (patient.patient_id, patient.sex, date_text(patient.birth_date)) if part
    )
    return _header(person_name(patient.name) or detail or tr("No patient"), detail if patient.name else "")


def _study_detail(study: Study) -> str:
    """When, with what, how much."""
    modalities = dict.fromkeys(series.modality for series in study.series if series.modality)
    count = len(rows_of_phases(study.series))
    parts = (date_text(study.date) or tr("no date"), ", ".join(modalities), tr("{count} series", count=count))
    return "  ·  ".join(part for part in parts if part)


def _header(title: str, detail: str) -> QStandardItem:
    item = QStandardItem(title)
    item.setData(detail, DETAIL)
    item.setSelectable(False)
    item.setDragEnabled(False)
    return item


def _object_item(thing: OtherObject) -> QStandardItem:
    """What a study holds besides images: reports can be read, the rest is at least said to be there."""
    title = thing.description or thing.name
    if thing.modality in _OF_REPORTS:
        item = _header(title, tr("{modality}, click to read", modality=thing.modality))
        item.setData(thing.path, _REPORT)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    else:
        item = _header(title, tr("{modality}, no image", modality=thing.modality))
    item.setToolTip(f"{thing.name}\n{thing.path.name}")
    return item


def _series_item(phases: tuple[Series, ...]) -> QStandardItem:
    """A line for a series, or for its phases; the first stands for all."""
    series = phases[0]
    count, title = len(series.frames), series_title(series)
    detail = tr_count(count, "{count} image", "{count} images")
    if series.phase is not None:
        title = series_title(replace(series, description=series.phase.whole))
        detail = tr("{images}  ·  {count} phases", images=detail, count=len(phases))
    item = QStandardItem(title)
    item.setData(detail, DETAIL)
    item.setData(series.series_uid, SERIES_UID)
    size = f"{series.frames[0].columns} × {series.frames[0].rows}"
    notes = dict.fromkeys(note for one in phases for note in one.notes)
    item.setToolTip("\n".join((title, size, series.transfer_syntax, *map(translated, notes))))
    return item
