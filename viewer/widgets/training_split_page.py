"""Step 2: which images it learns from, and which it is measured on."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QWidget

from viewer.core.language import tr
from viewer.services.training import TrainingService
from viewer.services.training_split import EXACT, NEAR, plan_split
from viewer.services.training_values import DataSummary, SplitChoice, SplitPlan
from viewer.widgets.labels import Form
from viewer.widgets.training_page import TrainingPage, hint_label
from viewer.widgets.training_split_bars import SplitBars
from viewer.widgets.training_words import groups_text, leaks_text
from viewer.workers.task import Task

FEWEST_PERCENT, MOST_PERCENT = 5, 40
NUMBER_PX = 100


class SplitPage(TrainingPage):
    """Shares and what must stay together; bars and sentences say what comes of it."""

    def __init__(self, service: TrainingService, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Which of them shall it be measured on?"),
            tr(
                "It learns from one part, its best epoch is chosen on a second, and the report is measured "
                "on a third that it never sees."
            ),
            parent,
        )
        self._service = service
        self._summary: DataSummary | None = None
        self._left_out: frozenset[Path] = frozenset()
        self._task: Task | None = None
        self.plan: SplitPlan | None = None
        self.test_box, self.validation_box = _percent_box(), _percent_box()
        self.grouping_box = QComboBox()
        self.grouping_box.addItem(tr("Near copies, and images of one patient (recommended)"), NEAR)
        self.grouping_box.addItem(tr("Exact copies, and images of one patient"), EXACT)
        self.seed_box = QSpinBox()
        self.seed_box.setRange(0, 99_999)
        self.seed_box.setMaximumWidth(NUMBER_PX)
        self.seed_box.setToolTip(tr("Another number, another division; the same number, the same one."))
        self.bars = SplitBars()
        self.groups = QLabel()
        self.leaks = QLabel()
        for label in (self.groups, self.leaks):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self._reset(SplitChoice())
        for box in (self.test_box, self.validation_box, self.seed_box):
            box.valueChanged.connect(self._plan_anew)
        self.grouping_box.currentIndexChanged.connect(self._plan_anew)

    @property
    def choice(self) -> SplitChoice:
        return SplitChoice(
            self.test_box.value() / 100,
            self.validation_box.value() / 100,
            self.grouping_box.currentData(),
            self.seed_box.value(),
        )

    @property
    def obstacle(self) -> str | None:
        if self.plan is None:
            return ""
        return self.plan.problem or None

    def take_focus(self) -> None:
        self.test_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_data(self, summary: DataSummary, left_out: frozenset[Path], choice: SplitChoice) -> None:
        """Plan for these images; what the user has chosen for them stays."""
        if summary is not self._summary:
            self._reset(choice)
        if summary is not self._summary or left_out != self._left_out or self.plan is None:
            self._summary, self._left_out = summary, left_out
            self._plan_anew()

    def _reset(self, choice: SplitChoice) -> None:
        self._summary = None
        self.test_box.setValue(round(100 * choice.test_share))
        self.validation_box.setValue(round(100 * choice.validation_share))
        self.grouping_box.setCurrentIndex(self.grouping_box.findData(choice.grouping))
        self.seed_box.setValue(choice.seed)

    @Slot()
    def _plan_anew(self) -> None:
        if self._summary is None or self._summary.material is None:
            return
        if self._task is not None:
            self._task.cancel()
        material, choice, left_out = self._summary.material, self.choice, self._left_out
        self.plan = None
        self._task = self._service.in_background(
            lambda progress: plan_split(material, choice, left_out, progress)
        )
        self._task.succeeded.connect(self._on_planned)
        self.obstacle_changed.emit()

    @Slot(object)
    def _on_planned(self, plan: SplitPlan) -> None:
        self._task, self.plan = None, plan
        for box in (self.test_box, self.validation_box):
            box.setEnabled(not plan.is_published)
        self.bars.set_plan(plan)
        self.groups.setText(groups_text(plan))
        self.leaks.setText(leaks_text(plan))
        self.obstacle_changed.emit()

    def _lay_out(self) -> None:
        form = Form()
        form.addRow(tr("Held out to &measure"), self.test_box)
        form.addRow(tr("Held out to choose the best &epoch"), self.validation_box)
        form.addRow(tr("Stay on &one side"), self.grouping_box)
        form.addRow(tr("&Number of the draw"), self.seed_box)
        self.column.addLayout(form)
        self.column.addSpacing(6)
        self.column.addWidget(self.bars)
        self.column.addWidget(self.groups)
        self.column.addWidget(self.leaks)
        self.column.addWidget(
            hint_label(
                tr("Patients are known where a table or DICOM files name them; else only copies are found.")
            )
        )
        self.column.addStretch(1)


def _percent_box() -> QSpinBox:
    box = QSpinBox()
    box.setRange(FEWEST_PERCENT, MOST_PERCENT)
    box.setSuffix(" %")
    box.setMaximumWidth(NUMBER_PX)
    return box
