"""The choice of model."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from viewer.core.language import tr
from viewer.core.sentences import translated
from viewer.services.models import ModelList


class ModelPicker(QComboBox):
    """Lists the models by title, bundled before own; asks for one when the user chooses it."""

    model_requested = Signal(str)  # model folder

    def __init__(self, models: ModelList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPlaceholderText(tr("No model"))
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        models.changed.connect(self._fill)
        models.current_changed.connect(self._fill)
        self.activated.connect(self._on_self_activated)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        self.clear()
        for before, entry in zip((None, *self._models.entries), self._models.entries, strict=False):
            if before is not None and before.bundled and not entry.bundled:
                self.insertSeparator(self.count())
            self.addItem(translated(entry.card.title), str(entry.folder))
            self.setItemData(
                self.count() - 1, translated(entry.card.intended_use), Qt.ItemDataRole.ToolTipRole
            )
        self.setCurrentIndex(self.findData(str(self._models.current.folder)) if self._models.current else -1)

    @Slot(int)
    def _on_self_activated(self, place: int) -> None:
        self.model_requested.emit(self.itemData(place))
