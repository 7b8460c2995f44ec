"""The knobs of a recipe, folded away until somebody wants them."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.language import tr
from viewer.services.training_values import RecipeKnobs, StartModel
from viewer.widgets.labels import Form

NUMBER_PX = 110
_STEP = 16  # most networks halve the image four times and more


class AdvancedKnobs(QWidget):
    """A line that unfolds; below it the values of the chosen recipe, which may be changed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recipe = RecipeKnobs()
        self._starts: tuple[StartModel, ...] = ()
        self.fold_button = QToolButton()
        self.fold_button.setText(tr("&Advanced"))
        self.fold_button.setCheckable(True)
        self.fold_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold_button.setArrowType(Qt.ArrowType.RightArrow)
        self.fold_button.setAutoRaise(True)
        self.start_box = QComboBox()
        self.epochs_box = _whole_box(0, 1000, 1)
        self.size_box = _whole_box(16, 1024, _STEP)
        self.batch_box = _whole_box(2, 512, 8)
        self.rate_box = QDoubleSpinBox()
        self.rate_box.setDecimals(5)
        self.rate_box.setRange(0.00001, 1)
        self.rate_box.setSingleStep(0.0005)
        self.rate_box.setMaximumWidth(NUMBER_PX)
        self.balance_box = QCheckBox(tr("Show rare classes as often as frequent ones"))
        self.flip_box = QCheckBox(tr("Exchange left and right at random"))
        self._form = QWidget()
        self._lay_out()
        self._form.hide()
        self._connect()

    @property
    def knobs(self) -> RecipeKnobs:
        """The values as they are now."""
        return RecipeKnobs(
            epochs=self.epochs_box.value(),
            size_px=self.size_box.value(),
            batch_size=self.batch_box.value(),
            learning_rate=round(self.rate_box.value(), 5),
            balance=self.balance_box.isChecked(),
            flip=self.flip_box.isChecked(),
        )

    @property
    def start(self) -> StartModel | None:
        """The model to begin from; None for what the recipe says."""
        index = self.start_box.currentIndex() - 1
        return self._starts[index] if index >= 0 else None

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """What is to be other than in the recipe."""
        of_start = self.start.changes if self.start else ()
        taken = {key for key, _ in of_start}
        of_knobs = self.knobs.changes_from(self._recipe)
        return (*of_start, *(change for change in of_knobs if change[0] not in taken))

    def set_recipe(self, knobs: RecipeKnobs) -> None:
        """Show the values of another recipe."""
        self._recipe = knobs
        self.blockSignals(True)
        self.epochs_box.setValue(knobs.epochs)
        self.size_box.setValue(knobs.size_px)
        self.batch_box.setValue(knobs.batch_size)
        self.rate_box.setValue(knobs.learning_rate)
        self.balance_box.setChecked(knobs.balance)
        self.flip_box.setChecked(knobs.flip)
        self.blockSignals(False)

    def set_starts(self, starts: tuple[StartModel, ...], chosen: str = "") -> None:
        """Offer models to begin from; `chosen` is the folder of the one to choose."""
        self._starts = starts
        self.start_box.clear()
        self.start_box.addItem(tr("What the recipe says"))
        for number, start in enumerate(starts, start=1):
            self.start_box.addItem(start.title)
            if start.folder == chosen:
                self.start_box.setCurrentIndex(number)
                self.fold_button.setChecked(True)

    @Slot(bool)
    def _on_fold_toggled(self, unfolded: bool) -> None:
        self.fold_button.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        self._form.setVisible(unfolded)

    @Slot()
    def _on_start_changed(self) -> None:
        self.size_box.setEnabled(self.start is None)  # the network has learnt at its own size
        self.changed.emit()

    def _connect(self) -> None:
        self.fold_button.toggled.connect(self._on_fold_toggled)
        self.start_box.currentIndexChanged.connect(self._on_start_changed)
        for box in (self.epochs_box, self.size_box, self.batch_box, self.rate_box):
            box.valueChanged.connect(self.changed)
        for check in (self.balance_box, self.flip_box):
            check.toggled.connect(self.changed)

    def _lay_out(self) -> None:
        form = Form(self._form)
        form.setContentsMargins(22, 0, 0, 0)
        form.addRow(tr("&Begin with"), self.start_box)
        form.addRow(tr("&Epochs of the whole network"), self.epochs_box)
        form.addRow(tr("&Image size in pixels"), self.size_box)
        form.addRow(tr("Images in a ba&tch"), self.batch_box)
        form.addRow(tr("Highest &learning rate"), self.rate_box)
        form.addRow("", self.balance_box)
        form.addRow("", self.flip_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.fold_button)
        column.addWidget(self._form)


def _whole_box(lowest: int, highest: int, step: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(lowest, highest)
    box.setSingleStep(step)
    box.setMaximumWidth(NUMBER_PX)
    return box
