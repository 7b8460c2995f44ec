"""Settings > Window presets: which there are, in which order, on which keys."""

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ml.imaging.values import VoiFunction, Window
from viewer.core.language import tr
from viewer.core.windowing import PRESETS, Preset
from viewer.widgets.action_set import shown_key
from viewer.widgets.action_table import ActionRow, rows_of
from viewer.widgets.key_choice import belongs_text, taken_by, without_taken_keys
from viewer.widgets.labels import Form, label
from viewer.widgets.settings_draft import Draft

_MODALITIES = ("CT", "MR", "PT", "NM", "CR", "DX", "MG", "XA", "US")
_FARTHEST = 1e6


class PresetsPage(QWidget):
    """A list, and a form that edits the line chosen in it."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._showing = False  # the form is being filled: no wish of the user
        self.list = QTreeWidget()
        self.list.setObjectName("settingsList")
        self.list.setIndentation(0)
        self.list.setHeaderLabels([tr("Modality"), tr("Name"), tr("Center"), tr("Width"), tr("Key")])
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.header().setStretchLastSection(False)
        self.name = QLineEdit(maxLength=32)
        self.modality = QComboBox(editable=True)
        self.modality.addItems(_MODALITIES)
        self.center = QDoubleSpinBox(minimum=-_FARTHEST, maximum=_FARTHEST, decimals=2)
        self.width_box = QDoubleSpinBox(minimum=0.01, maximum=_FARTHEST, decimals=2)
        for box in (self.center, self.width_box):
            box.lineEdit().setTextMargins(6, 0, 0, 0)
        self.key = QKeySequenceEdit(maximumSequenceLength=1, clearButtonEnabled=True)
        self.said = label(role="notice", wrapped=True)
        self.add_button = QPushButton(tr("Add"))
        self.remove_button = QPushButton(tr("Remove"))
        self.up_button, self.down_button = QPushButton(tr("Up")), QPushButton(tr("Down"))
        self.reset_button = QPushButton(tr("Restore defaults"))
        self._arrange()
        self.ensurePolished()  # or the lines are as high as without a style sheet
        self._fill(0)
        self._connect()

    @property
    def presets(self) -> tuple[Preset, ...]:
        return self._draft.value.presets

    @property
    def _at(self) -> int:
        return self.list.currentIndex().row()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.add_button, self.remove_button, self.up_button, self.down_button):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.reset_button)
        for button in (self.add_button, self.remove_button, self.up_button, self.down_button):
            button.setAutoDefault(False)
        self.reset_button.setAutoDefault(False)
        form = Form()
        form.addRow(tr("Name"), self.name)
        form.addRow(tr("Modality"), self.modality)
        form.addRow(tr("Center"), self.center)
        form.addRow(tr("Width"), self.width_box)
        form.addRow(tr("Key"), self.key)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        layout.addLayout(form)
        layout.addWidget(self.said)
        self.said.setMinimumHeight(self.fontMetrics().lineSpacing())

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._show)
        for edited in (self.name.textEdited, self.modality.currentTextChanged):
            edited.connect(self._take)
        for box in (self.center, self.width_box):
            box.valueChanged.connect(self._take)
        self.key.keySequenceChanged.connect(self._take)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.reset_button.clicked.connect(self._reset)

    def _fill(self, at: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for preset in self.presets:
            line = QTreeWidgetItem(self.list, _cells(preset))
            for column in (2, 3):
                line.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.list.setCurrentIndex(self.list.model().index(min(at, len(self.presets) - 1), 0))
        self.list.blockSignals(False)
        self._show()

    @Slot()
    def _show(self) -> None:
        """Fill the form with the chosen preset."""
        chosen = 0 <= self._at < len(self.presets)
        for widget in (self.name, self.modality, self.center, self.width_box, self.key, self.remove_button):
            widget.setEnabled(chosen)
        self.up_button.setEnabled(chosen and self._at > 0)
        self.down_button.setEnabled(chosen and self._at < len(self.presets) - 1)
        self.reset_button.setEnabled(self.presets != PRESETS)
        self.said.clear()
        if chosen:
            self._showing = True
            preset = self.presets[self._at]
            self.name.setText(tr(preset.name))
            self.modality.setCurrentText(preset.modality)
            self.center.setValue(preset.window.center)
            self.width_box.setValue(preset.window.width)
            self.key.setKeySequence(QKeySequence(preset.key))
            self._showing = False

    @Slot()
    def _take(self) -> None:
        """Take over what the form says, as far as it makes sense."""
        if self._showing or self._at < 0:
            return
        before, at = self.presets[self._at], self._at
        modality = self.modality.currentText().strip().upper() or before.modality
        key = self.key.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        owner = self._owner_of(key, before.id, modality) if key else None
        self.said.setText(belongs_text(key, owner) if owner is not None else "")
        name = self.name.text().strip()
        name = before.name if name in ("", tr(before.name)) else name
        function = VoiFunction.LINEAR_EXACT if modality == "PT" else VoiFunction.LINEAR
        window = Window(self.center.value(), self.width_box.value(), name, function)
        after = Preset(before.id, name, modality, window, before.key if owner else key)
        if after != before:
            self._draft.change(presets=(*self.presets[:at], after, *self.presets[at + 1 :]))
            for column, text in enumerate(_cells(after)):
                self.list.model().setData(self.list.model().index(at, column), text)
            self.reset_button.setEnabled(self.presets != PRESETS)

    def _owner_of(self, key: str, preset_id: str, modality: str) -> ActionRow | None:
        """Who has a key already; presets of different modalities may share one: never can both be used."""
        same = [one for one in self.presets if one.id != preset_id and one.modality == modality]
        return taken_by(key, rows_of(same, self._draft.value.keys))

    @Slot()
    def _add(self) -> None:
        """Add a copy of the chosen one to be edited, after it."""
        ids = {preset.id for preset in self.presets}
        number = next(number for number in range(1, len(ids) + 2) if f"user_{number}" not in ids)
        pattern = self.presets[self._at] if self.presets else PRESETS[0]
        name = tr("New window")
        new = replace(
            pattern, id=f"user_{number}", name=name, key="", window=replace(pattern.window, name=name)
        )
        at = self._at + 1
        self._give((*self.presets[:at], new, *self.presets[at:]), at)
        self.name.setFocus()
        self.name.selectAll()

    @Slot()
    def _remove(self) -> None:
        self._give((*self.presets[: self._at], *self.presets[self._at + 1 :]), self._at)

    def _move(self, step: int) -> None:
        at, moved = self._at, list(self.presets)
        moved.insert(at + step, moved.pop(at))
        self._give(tuple(moved), at + step)

    @Slot()
    def _reset(self) -> None:
        self._give(without_taken_keys(PRESETS, rows_of((), self._draft.value.keys)), 0)

    def _give(self, presets: tuple[Preset, ...], at: int) -> None:
        self._draft.change(presets=presets)
        self._fill(at)


def _cells(preset: Preset) -> list[str]:
    window = preset.window
    figures = (f"{window.center:g}", f"{window.width:g}")
    return [preset.modality, tr(preset.name), *figures, shown_key(preset.key)]
