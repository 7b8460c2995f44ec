"""Step 3: how to train, how long that takes, and what the model will be called."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.core.language import tr, tr_later
from viewer.services.training import TrainingService
from viewer.services.training_folders import free_name, name_problem, new_request
from viewer.services.training_recipes import can_search, recipes_for, start_models
from viewer.services.training_values import DataSummary, RecipeChoice, TimeEstimate
from viewer.widgets.labels import Form
from viewer.widgets.training_advanced import AdvancedKnobs
from viewer.widgets.training_page import TrainingPage, hint_label
from viewer.widgets.training_recipe_card import RecipeCard
from viewer.widgets.training_words import estimate_text, recipe_remark
from viewer.workers.task import Task

SEARCH = "search"
DEFAULT_SEARCH_MINUTES = 60
SETTLED_MS = 700  # after the last change, before a batch is measured anew


class RecipePage(TrainingPage):
    """One radio button per recipe, the knobs folded away, the time it takes, then the name."""

    next_text = tr_later("Start training")

    def __init__(self, service: TrainingService, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("How shall it learn?"),
            tr("Every recipe ends with a report on the images that were held out."),
            parent,
        )
        self._service = service
        self._summary: DataSummary | None = None
        self._recipes: dict[str, RecipeChoice] = {}
        self._choices: dict[str, QRadioButton] = {}
        self._task: Task | None = None
        self._start_folder = ""
        self.minutes_box = QSpinBox()
        self.minutes_box.setRange(1, 10_000)
        self.minutes_box.setValue(DEFAULT_SEARCH_MINUTES)
        self.minutes_box.setSuffix(tr(" min"))
        self.minutes_box.setAccessibleName(tr("Minutes of searching"))
        self.minutes_box.valueChanged.connect(self._on_changed)
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._on_recipe_chosen)
        self._cards = QVBoxLayout()
        self.others_box = QComboBox()
        self.others_box.setAccessibleName(tr("Other recipes"))
        self.others_box.currentIndexChanged.connect(self._on_other_chosen)
        self.advanced = AdvancedKnobs()
        self.time = QLabel()
        self.time.setWordWrap(True)
        self.time_button = QPushButton(tr("&Measure"))
        self.time_button.setToolTip(tr("Trains a few images of noise by this recipe and counts up"))
        self.time_button.clicked.connect(self.measure)
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(64)
        self.name_edit.setMaximumWidth(320)
        self.name_edit.textChanged.connect(self.obstacle_changed)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self.measure)
        self.advanced.changed.connect(self._on_changed)
        self._lay_out()

    @property
    def recipe(self) -> str:
        """The name of the chosen recipe; a search begins with the standard one."""
        chosen = next(name for name, button in self._choices.items() if button.isChecked())
        if chosen == SEARCH:
            return next(name for name in self._choices)
        return chosen or str(self.others_box.currentData())

    @property
    def search_minutes(self) -> int:
        """For how long to search; 0 for no search."""
        is_search = SEARCH in self._choices and self._choices[SEARCH].isChecked()
        return self.minutes_box.value() if is_search else 0

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """What is to be other than in the recipe."""
        return self.advanced.changes

    @property
    def model_name(self) -> str:
        return self.name_edit.text().strip()

    @property
    def obstacle(self) -> str | None:
        return name_problem(self.model_name)

    def take_focus(self) -> None:
        chosen = next(button for button in self._choices.values() if button.isChecked())
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_with(self, folder: str) -> None:
        """Let the next training go on from the model in this folder; "" for none."""
        self._start_folder = folder
        self._summary = None

    def set_data(self, summary: DataSummary) -> None:
        """Offer what fits these images, and a name that is free; what the user has chosen for them stays."""
        if summary is not self._summary:
            self._summary = summary
            self._offer(summary)
            self.name_edit.clear()
        if self.obstacle is not None:
            self.name_edit.setText(free_name(summary.data.stem if summary.data else "digits"))

    def showEvent(self, event: QShowEvent) -> None:
        if not self.time.text():
            self._settled.start()

    @Slot()
    def measure(self) -> None:
        """Measure a batch of what is chosen, in a process of its own."""
        self.stop_measuring()
        if self._summary is None:
            return
        request = new_request(self._summary, self.recipe, self.model_name or "model", self.changes)
        self.time.setText(tr("Measuring how long this takes here…"))
        self._task = self._service.estimate(request)
        self._task.succeeded.connect(self._on_measured)
        self._task.failed.connect(self._on_not_measured)

    def stop_measuring(self) -> None:
        """Give the processor back."""
        self._settled.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.time.clear()

    @Slot(object)
    def _on_measured(self, estimate: TimeEstimate) -> None:
        self._task = None
        self.time.setText(estimate_text(estimate, self.search_minutes))

    @Slot(str)
    def _on_not_measured(self, message: str) -> None:
        self._task = None
        self.time.setText(message)

    @Slot()
    def _on_changed(self) -> None:
        """An estimate of other values would mislead; a new one is made once the values have settled."""
        self.stop_measuring()
        self.time.clear()
        if self.isVisible():
            self._settled.start()

    @Slot()
    def _on_recipe_chosen(self) -> None:
        if self._group.checkedButton() is not None and self._recipes:
            self.advanced.set_recipe(self._recipes[self.recipe].knobs)
            self._on_changed()

    @Slot()
    def _on_other_chosen(self) -> None:
        if "" in self._choices and self.others_box.currentIndex() >= 0:
            self._choices[""].setChecked(True)
            self._on_recipe_chosen()

    def _offer(self, summary: DataSummary) -> None:
        self._choices.clear()
        while (item := self._cards.takeAt(0)) is not None:
            card = item.widget()
            if card is not None:
                card.hide()
                card.deleteLater()
        self._recipes = {recipe.name: recipe for recipe in recipes_for(summary)}
        for recipe in self._recipes.values():
            if recipe.is_main:
                self._add_card(recipe.name, RecipeCard(recipe, recipe_remark(recipe, summary.images)))
        self._offer_search(summary)
        self._offer_others(summary)
        self.advanced.set_starts(start_models(), self._start_folder)
        next(iter(self._choices.values())).setChecked(True)

    def _offer_search(self, summary: DataSummary) -> None:
        self.minutes_box.setVisible(can_search(summary))
        if can_search(summary):
            words = tr(
                "Tries many values of the recipe on parts of the images that it learns from, then trains "
                "once with the best of them. The longer it may try, the better."
            )
            choice = RecipeChoice(SEARCH, tr("Search"), words, 0)
            self._add_card(SEARCH, RecipeCard(choice, "", self.minutes_box))

    def _offer_others(self, summary: DataSummary) -> None:
        """One card for all that only some people want."""
        others = [recipe for recipe in self._recipes.values() if not recipe.is_main]
        self.others_box.blockSignals(True)
        self.others_box.clear()
        for recipe in others:
            self.others_box.addItem(recipe.title, recipe.name)
            self.others_box.setItemData(
                self.others_box.count() - 1, recipe.description, Qt.ItemDataRole.ToolTipRole
            )
        self.others_box.blockSignals(False)
        self.others_box.setVisible(bool(others))
        if others:
            words = tr("Networks and settings of particular studies and data sets.")
            card = RecipeCard(RecipeChoice("", tr("Another recipe"), words, 0), "", self.others_box)
            self._add_card("", card)

    def _add_card(self, name: str, card: RecipeCard) -> None:
        self._cards.addWidget(card)
        self._group.addButton(card.button)
        self._choices[name] = card.button

    def _lay_out(self) -> None:
        time = QHBoxLayout()
        time.addWidget(self.time, 1)
        time.addWidget(self.time_button)
        form = Form()
        form.addRow(tr("&Name of the model"), self.name_edit)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addLayout(self._cards)
        inside.addWidget(self.advanced)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        content.setObjectName("trainingRecipes")
        content.setStyleSheet("#trainingRecipes { background: none; }")
        scroll.setStyleSheet("QScrollArea { background: none; }")
        scroll.setWidget(content)
        self.column.addWidget(scroll, 1)
        self.column.addLayout(time)
        self.column.addWidget(hint_label(tr("You can pause and stop at any time and go on later.")))
        self.column.addLayout(form)
