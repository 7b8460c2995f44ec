"""A recipe to choose: a radio button with a description, all of it clickable."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from viewer.core.sentences import translated
from viewer.services.training_values import RecipeChoice
from viewer.widgets.training_page import hint_label

INDENT_PX = 23  # below the text of the radio button


class RecipeCard(QFrame):
    """Shows a recipe and what it costs; lit up while it is the chosen one."""

    def __init__(
        self, recipe: RecipeChoice, remark: str, below: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("trainingCard")
        description = translated(recipe.description)
        self.button = QRadioButton(translated(recipe.title))
        self.button.setAccessibleDescription(f"{description} {remark}")
        self.button.toggled.connect(self._on_button_toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        column.addWidget(self.button)
        for text in (description, remark):
            label = hint_label(text)
            label.setContentsMargins(INDENT_PX, 0, 0, 0)
            label.setVisible(bool(text))
            column.addWidget(label)
        if below is not None:
            row = QHBoxLayout()
            row.setContentsMargins(INDENT_PX, 0, 0, 0)
            row.addWidget(below)
            row.addStretch(1)
            column.addLayout(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.button.setChecked(True)
        self.button.setFocus()

    @Slot(bool)
    def _on_button_toggled(self, chosen: bool) -> None:
        self.setProperty("chosen", chosen)
        self.style().polish(self)  # the style sheet looks at the property only then
