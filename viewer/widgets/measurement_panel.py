"""The list of measurements of the open studies: by series, then by image."""

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QStackedLayout, QTreeWidget, QTreeWidgetItem, QWidget

from ml.imaging.values import FrameInfo, PlaneInfo
from viewer.core.corner_text import plane_name, series_title
from viewer.core.language import tr, tr_later
from viewer.core.measurement import Measurement
from viewer.core.measurement_places import placed
from viewer.core.measurement_text import value_text
from viewer.state.measurements import Measurements
from viewer.state.session import Session
from viewer.widgets.labels import label

_PLACE = Qt.ItemDataRole.UserRole
_EMPTY = tr_later("Nothing was measured yet.\nChoose a tool in the toolbar or in the menu Measurements.")


class MeasurementPanel(QWidget):
    """Shows every measurement; asks to go to the one that is clicked."""

    chosen = Signal(object, object)  # FrameInfo, Measurement
    text_requested = Signal(object, object)  # the same: the user wants to give it other words
    menu_requested = Signal(QPoint)  # global position; the measurement is chosen by then

    def __init__(self, session: Session, measurements: Measurements, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._measurements = session, measurements
        self._lines: dict[str, QTreeWidgetItem] = {}
        self.list = QTreeWidget()
        self.list.setHeaderLabels([tr("Image"), tr("What"), tr("Value")])
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(0)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setStretchLastSection(True)
        self.list.itemClicked.connect(self._on_list_item_clicked)
        self.list.itemActivated.connect(self._on_list_item_clicked)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_list_menu_requested)
        self.list.itemDoubleClicked.connect(self._on_list_item_double_clicked)
        self._cards = QStackedLayout(self)
        empty = label(tr(_EMPTY), "muted", wrapped=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._cards.addWidget(empty)
        self._cards.addWidget(self.list)
        self._later = QTimer(self, singleShot=True, interval=0)  # many changes at once are one
        self._later.timeout.connect(self.refresh)
        for changed in (session.studies_changed, measurements.list_changed):
            changed.connect(self._later.start)
        measurements.selection_changed.connect(self._on_measurements_selection_changed)

    def sizeHint(self) -> QSize:
        return QSize(300, 220)

    @Slot()
    def refresh(self) -> None:
        """List what there is now."""
        self.list.clear()
        self._lines.clear()
        heading = ""
        for one in placed(self._session.series, self._measurements.frames, self._measurements.kept_on):
            if one.series.series_uid != heading:
                heading = one.series.series_uid
                self._add_heading(series_title(one.series))
            self._add_line(one.index, one.info, one.measurement)
        self._cards.setCurrentIndex(int(bool(self._lines)))
        self._on_measurements_selection_changed()

    def _add_heading(self, title: str) -> None:
        line = QTreeWidgetItem([title])
        line.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.list.addTopLevelItem(line)
        line.setFirstColumnSpanned(True)

    def _add_line(self, index: int, info: FrameInfo, measurement: Measurement) -> None:
        what, value = measurement.text or measurement.kind.words, value_text(measurement)
        place = f"{plane_name(info.plane)} {index + 1}" if isinstance(info, PlaneInfo) else f"{index + 1}"
        line = QTreeWidgetItem([place, what, value])
        line.setData(0, _PLACE, (info, measurement))
        line.setToolTip(1, measurement.kind.words)
        line.setToolTip(2, value)
        self.list.addTopLevelItem(line)
        self._lines[measurement.id] = line

    @Slot()
    def _on_measurements_selection_changed(self) -> None:
        selected = self._measurements.selected
        line = self._lines.get(selected[1].id) if selected is not None else None
        if line is None:
            self.list.clearSelection()
        else:
            self.list.setCurrentItem(
                line,
                0,
                QItemSelectionModel.SelectionFlag.Rows | QItemSelectionModel.SelectionFlag.ClearAndSelect,
            )
            self.list.scrollToItem(line)

    @Slot(QTreeWidgetItem)
    def _on_list_item_clicked(self, line: QTreeWidgetItem) -> None:
        if line.data(0, _PLACE) is not None:
            self.chosen.emit(*line.data(0, _PLACE))

    @Slot(QPoint)
    def _on_list_menu_requested(self, position: QPoint) -> None:
        line = self.list.itemAt(position)
        if line is not None and line.data(0, _PLACE) is not None:
            self._on_list_item_clicked(line)
            self.menu_requested.emit(self.list.viewport().mapToGlobal(position))

    @Slot(QTreeWidgetItem)
    def _on_list_item_double_clicked(self, line: QTreeWidgetItem) -> None:
        if line.data(0, _PLACE) is not None:
            self.text_requested.emit(*line.data(0, _PLACE))
