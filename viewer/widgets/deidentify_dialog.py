"""What to make de-identified copies of, and where."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.language import tr, tr_later
from viewer.widgets.labels import label

_WIDTH = 520  # pixels
_WHAT_HAPPENS = tr_later(
    "Copies follow the Basic Profile of DICOM PS3.15 Annex E: names, numbers, places, descriptions and "
    "private attributes are taken out, UIDs are replaced. Files that belong together stay together if they "
    "are copied in one go. Each copy is read again and checked; the originals stay as they are."
)
_WHAT_DOES_NOT = tr_later(
    "Pixels are not changed. Text that is burned into them stays, and so does a face that can be made out in "
    "a volume: look at the copies before you pass them on."
)


class Extent(Enum):
    """How much is copied."""

    SERIES = tr_later("This series")
    STUDY = tr_later("This study")
    ALL = tr_later("All open studies")


class DeidentifyDialog(QDialog):
    """Asks for extent, folder and dates."""

    def __init__(self, folder: str, shift_dates: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("De-identify"))
        self.setMinimumWidth(_WIDTH)
        self.extents = {extent: QRadioButton(tr(extent.value)) for extent in Extent}
        self.extents[Extent.STUDY].setChecked(True)
        self.shift_dates = QCheckBox(
            tr("Move dates into the past, all of a patient by the same number of days")
        )
        self.shift_dates.setChecked(shift_dates)
        self.shift_dates.setToolTip(tr("Otherwise dates and times are taken out"))
        self.with_burned_in = QCheckBox(tr("Copy images, too, that say that text is burned into them"))
        self._start_folder = folder
        self.folder = QLineEdit(placeholderText=tr("A new or an empty folder"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._copy = self._buttons.addButton(tr("Make copies"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._copy.setEnabled(False)
        self.folder.textChanged.connect(lambda text: self._copy.setEnabled(bool(text.strip())))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._arrange()

    @property
    def extent(self) -> Extent:
        return next(extent for extent, button in self.extents.items() if button.isChecked())

    @property
    def target(self) -> Path:
        return Path(self.folder.text().strip())

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(label(tr(_WHAT_HAPPENS), wrapped=True))
        layout.addWidget(label(tr(_WHAT_DOES_NOT), "notice", wrapped=True))
        layout.addSpacing(6)
        for button in self.extents.values():
            layout.addWidget(button)
        layout.addSpacing(6)
        layout.addWidget(self.shift_dates)
        layout.addWidget(self.with_burned_in)
        choose = QPushButton(tr("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._ask_folder)
        row = QHBoxLayout()
        row.addWidget(label(tr("Copies go to")))
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        layout.addLayout(row)
        layout.addWidget(self._buttons)

    @Slot()
    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, tr("A new or an empty folder"), self._start_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
