"""What the stage shows before anything is open: what to do, and how."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.core.language import tr, tr_later
from viewer.services.recent_places import RecentPlaces
from viewer.widgets import palette
from viewer.widgets.icons import icon
from viewer.widgets.labels import label
from viewer.widgets.recent_links import RecentLinks

_HOW = tr_later("DICOM, NIfTI, NRRD, PNG, JPEG or TIFF files, a whole folder, a zip archive, a CD.")


class EmptyState(QWidget):
    """An invitation with three buttons, each the id of an action, and with what was opened last."""

    action_requested = Signal(str)
    path_requested = Signal(Path)

    def __init__(self, recent: RecentPlaces, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        self.title = label(tr("Drop a study here"), "empty_title")
        how = label(tr(_HOW), "muted", wrapped=True)  # or it makes the window wider than a small screen
        how.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for widget in (self._mark(), self.title):
            layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(how)
        layout.addSpacing(8)
        layout.addLayout(self._buttons())
        layout.addLayout(self._recent_row())
        layout.addStretch(3)
        self._recent = recent
        recent.changed.connect(self._on_recent_changed)
        self._on_recent_changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._recent.refresh()

    def set_opening(self, opening: bool) -> None:
        """Say that something is on its way, where everybody looks; how far it is stands in the status bar."""
        self.title.setText(tr("Opening…") if opening else tr("Drop a study here"))

    def _mark(self) -> QLabel:
        mark = QLabel()
        mark.setPixmap(icon("ph.stack", palette.ACCENT).pixmap(QSize(64, 64)))
        return mark

    @Slot()
    def _on_recent_changed(self) -> None:
        self.links.set_places(self._recent.places)

    def _recent_row(self) -> QHBoxLayout:
        self.links = RecentLinks()
        self.links.path_requested.connect(self.path_requested)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.links)
        row.addStretch(1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        for text, action_id in (
            (tr("Open files…"), "file.open_files"),
            (tr("Open folder…"), "file.open_folder"),
            (tr("Open sample study"), "file.open_sample"),
        ):
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, wanted=action_id: self.action_requested.emit(wanted))
            row.addWidget(button)
        row.addStretch()
        return row
