"""Step 2: how to train, and what the model will be called."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from viewer.core.language import tr, tr_later
from viewer.services.training_folders import free_name, name_problem
from viewer.services.training_recipes import recipes_for
from viewer.services.training_values import DataSummary
from viewer.widgets.training_page import TrainingPage, hint_label
from viewer.widgets.training_recipe_card import RecipeCard
from viewer.widgets.training_words import recipe_remark

ON_TIME = tr_later(
    "How long an epoch takes on this computer is measured while the first one runs, and shown then. "
    "You can stop at any time and go on later."
)


class RecipePage(TrainingPage):
    """One radio button per recipe, then the name."""

    next_text = tr_later("Start training")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("How shall it learn?"),
            tr(
                "Part of the images is held out before training begins; "
                "the report is measured on those alone."
            ),
            parent,
        )
        self._summary: DataSummary | None = None
        self._choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._cards = QVBoxLayout()
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(64)
        self.name_edit.setMaximumWidth(320)
        self.name_edit.textChanged.connect(self._on_name_changed)
        form = QFormLayout()
        form.addRow(tr("&Name of the model"), self.name_edit)
        self.column.addLayout(self._cards)
        self.column.addWidget(hint_label(tr(ON_TIME)))
        self.column.addSpacing(8)
        self.column.addLayout(form)
        self.column.addStretch(1)

    @property
    def recipe(self) -> str:
        """The name of the chosen recipe."""
        return next(name for name, button in self._choices.items() if button.isChecked())

    @property
    def model_name(self) -> str:
        return self.name_edit.text().strip()

    @property
    def obstacle(self) -> str | None:
        return name_problem(self.model_name)

    def take_focus(self) -> None:
        self._choices[self.recipe].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_data(self, summary: DataSummary) -> None:
        """Offer what fits these images, and a name that is free; what the user has chosen for them stays."""
        if summary is not self._summary:
            self._summary = summary
            self._offer(summary)
            self.name_edit.clear()
        if self.obstacle is not None:
            self.name_edit.setText(free_name(summary.data.stem if summary.data else "digits"))

    def _offer(self, summary: DataSummary) -> None:
        self._choices.clear()
        while (item := self._cards.takeAt(0)) is not None:
            card = item.widget()
            if card is not None:
                card.hide()
                card.deleteLater()
        for recipe in recipes_for(summary):
            card = RecipeCard(recipe, recipe_remark(recipe, summary.images))
            self._cards.addWidget(card)
            self._group.addButton(card.button)
            self._choices[recipe.name] = card.button
        next(iter(self._choices.values())).setChecked(True)

    @Slot()
    def _on_name_changed(self) -> None:
        self.obstacle_changed.emit()
