"""What to export, and how."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.core.export_choice import ExportChoice, PictureFormat, Subject, VolumeFormat
from viewer.core.language import tr, tr_later
from viewer.services.exporting import NOTICE
from viewer.widgets.labels import Form, label

_SUBJECTS: Mapping[Subject, str] = {
    Subject.VIEW: tr_later("The view as it is shown"),
    Subject.IMAGE: tr_later("This image at its own resolution"),
    Subject.SERIES: tr_later("All images of the series, one file each"),
    Subject.VIDEO: tr_later("All images of the series as a video (MP4)"),
    Subject.VOLUME: tr_later("The series as a volume of values, for other programs"),
}
_FORMATS: Mapping[PictureFormat, str] = {
    PictureFormat.PNG: tr_later("PNG, exact"),
    PictureFormat.JPEG: tr_later("JPEG, smaller"),
    PictureFormat.TIFF: tr_later("TIFF, exact"),
}
_VOLUME_FORMATS: Mapping[VolumeFormat, str] = {VolumeFormat.NIFTI: "NIfTI", VolumeFormat.NRRD: "NRRD"}


class ExportDialog(QDialog):
    """Asks what; where is asked afterwards. Patient text has to be chosen anew each time."""

    def __init__(self, choice: ExportChoice, frames: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self._subjects = QButtonGroup(self)
        self.buttons = {subject: QRadioButton(tr(text)) for subject, text in _SUBJECTS.items()}
        self.formats = _combo(_FORMATS, choice.picture_format)
        self.volume_formats = _combo(_VOLUME_FORMATS, choice.volume_format)
        self.annotations = QCheckBox(tr("Text, letters, scale bar and drawings"))
        self.heat_map = QCheckBox(tr("Heat map, where it is shown"))
        self.annotations.setChecked(choice.annotations)
        self.heat_map.setChecked(choice.heat_map)
        self.patient_text = QCheckBox(tr("Name, date and other text about patient and study"))
        self.speed = QSpinBox(
            minimum=1, maximum=60, value=choice.frames_per_second, suffix=tr(" images a second")
        )
        self._arrange()
        self._offer(frames, choice.subject)
        self._subjects.buttonToggled.connect(self._refresh)
        self.annotations.toggled.connect(self._refresh)
        self._refresh()

    @property
    def choice(self) -> ExportChoice:
        """What is chosen now."""
        subject = self._subject
        return ExportChoice(
            subject,
            PictureFormat(self.formats.currentData()),
            VolumeFormat(self.volume_formats.currentData()),
            self.annotations.isChecked(),
            self.heat_map.isChecked(),
            self.patient_text.isEnabled() and self.patient_text.isChecked(),
            self.speed.value(),
        )

    @property
    def _subject(self) -> Subject:
        return next(subject for subject, button in self.buttons.items() if button.isChecked())

    def _offer(self, frames: int, wanted: Subject) -> None:
        """A series of one image has nothing that the image alone has not."""
        for subject in (Subject.SERIES, Subject.VIDEO, Subject.VOLUME):
            self.buttons[subject].setEnabled(frames > 1)
        chosen = wanted if self.buttons[wanted].isEnabled() else Subject.IMAGE
        self.buttons[chosen].setChecked(True)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        for button in self.buttons.values():
            self._subjects.addButton(button)
            layout.addWidget(button)
        layout.addSpacing(8)
        for box in (self.annotations, self.patient_text, self.heat_map):
            layout.addWidget(box)
        self._form = Form()
        self._form.addRow(tr("Format"), self.formats)
        self._form.addRow(tr("Format"), self.volume_formats)
        self._form.addRow(tr("Speed"), self.speed)
        layout.addLayout(self._form)
        layout.addWidget(
            label(
                tr(
                    "Each picture says “{notice}” in a margin below it, a volume in its header.",
                    notice=NOTICE,
                ),
                "muted",
                wrapped=True,
            )
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        export = buttons.addButton(tr("Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        export.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @Slot()
    def _refresh(self) -> None:
        subject = self._subject
        self.annotations.setEnabled(subject is Subject.VIEW)
        self.heat_map.setEnabled(subject in (Subject.VIEW, Subject.IMAGE))
        self.patient_text.setEnabled(subject is Subject.VIEW and self.annotations.isChecked())
        self._form.setRowVisible(self.formats, subject not in (Subject.VIDEO, Subject.VOLUME))
        self._form.setRowVisible(self.volume_formats, subject is Subject.VOLUME)
        self._form.setRowVisible(self.speed, subject is Subject.VIDEO)


def _combo(texts: Mapping[Any, str], chosen: StrEnum) -> QComboBox:
    combo = QComboBox()
    for value, text in texts.items():
        combo.addItem(tr(text), value)
    combo.setCurrentIndex(list(texts).index(chosen))
    return combo
