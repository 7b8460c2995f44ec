"""What the stage shows before anything is open: what to do, and how."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.core.language import tr, tr_later
from viewer.widgets import palette
from viewer.widgets.icons import icon
from viewer.widgets.labels import label

_HOW = tr_later("DICOM, NIfTI, NRRD, PNG, JPEG or TIFF files, a whole folder, a zip archive, a CD.")


class EmptyState(QWidget):
    """An invitation with three buttons, each the id of an action."""

    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
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
        layout.addStretch(3)

    def set_opening(self, opening: bool) -> None:
        """Say that something is on its way, where everybody looks; how far it is stands in the status bar."""
        self.title.setText(tr("Opening…") if opening else tr("Drop a study here"))

    def _mark(self) -> QLabel:
        mark = QLabel()
        mark.setPixmap(icon("ph.stack", palette.ACCENT).pixmap(QSize(64, 64)))
        return mark

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
