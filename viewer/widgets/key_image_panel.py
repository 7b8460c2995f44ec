"""The list of key images: a small picture, which image of which series."""

import numpy as np
from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStackedLayout, QWidget

from ml.imaging.values import FrameInfo
from viewer.core.corner_text import plane_name, series_title, slice_text
from viewer.core.key_image_places import KeyImage, key_images
from viewer.core.language import tr
from viewer.state.key_images import KeyImages
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session
from viewer.widgets.image_pane import to_image
from viewer.widgets.labels import label
from viewer.widgets.series_delegate import DETAIL, SERIES_UID, THUMBNAIL, SeriesDelegate

_INFO = Qt.ItemDataRole.UserRole + 10


class KeyImagePanel(QWidget):
    """Shows every key image; asks to go to the one that is clicked."""

    chosen = Signal(object)  # FrameInfo
    pictures_wanted = Signal(object)  # tuple of FrameInfo

    def __init__(
        self,
        session: Session,
        panes: PaneGroup,
        marked: KeyImages,
        how_to_mark: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._panes, self._marked = session, panes, marked
        self._pictures: dict[FrameInfo, QPixmap] = {}
        self.list = QListView()
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(SeriesDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(self._on_list_clicked)
        self.list.activated.connect(self._on_list_clicked)
        self._cards = QStackedLayout(self)
        hint = tr("No key image yet.\n{how} marks the image on screen.", how=how_to_mark)
        self.empty = label(hint, "muted", wrapped=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._cards.addWidget(self.empty)
        self._cards.addWidget(self.list)
        self._later = QTimer(self, singleShot=True, interval=0)  # many changes at once are one
        self._later.timeout.connect(self.refresh)
        for changed in (session.studies_changed, marked.changed):
            changed.connect(self._later.start)
        panes.frame_changed.connect(self._on_panes_frame_changed)

    def sizeHint(self) -> QSize:
        return QSize(280, 220)

    @Slot()
    def refresh(self) -> None:
        """List what is marked now."""
        every = key_images(self._session.series, self._marked.frames)
        self._pictures = {one.info: self._pictures[one.info] for one in every if one.info in self._pictures}
        self._model.clear()
        for one in every:
            self._model.appendRow(self._line(one))
        self._cards.setCurrentIndex(int(bool(every)))
        self._on_panes_frame_changed()
        self.pictures_wanted.emit(tuple(one.info for one in every))

    @Slot(object, object)
    def set_picture(self, info: FrameInfo, picture: np.ndarray) -> None:
        """Show a picture, uint8 (H, W, 3), for a key image."""
        self._pictures[info] = QPixmap.fromImage(to_image(picture))
        for row in range(self._model.rowCount()):
            if self._model.item(row).data(_INFO) == info:
                self._model.item(row).setData(self._pictures[info], THUMBNAIL)

    def _line(self, one: KeyImage) -> QStandardItem:
        line = QStandardItem(_place_text(one))
        line.setData(series_title(one.series), DETAIL)
        line.setData(one.series.series_uid, SERIES_UID)
        line.setData(one.info, _INFO)
        line.setData(self._pictures.get(one.info), THUMBNAIL)
        return line

    @Slot()
    def _on_panes_frame_changed(self) -> None:
        """Select the line of the image on screen."""
        frame, rows = self._panes.active.frame, range(self._model.rowCount())
        row = next((row for row in rows if self._model.item(row).data(_INFO) == frame), -1)
        self.list.setCurrentIndex(self._model.index(row, 0) if row >= 0 else QModelIndex())

    @Slot(QModelIndex)
    def _on_list_clicked(self, line: QModelIndex) -> None:
        self.chosen.emit(line.data(_INFO))


def _place_text(one: KeyImage) -> str:
    if one.plane is None:
        return slice_text(one.index, len(one.series.frames))
    return f"{plane_name(one.plane.plane)} {one.index + 1}"
