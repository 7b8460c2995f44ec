"""Where the user is in the wizard: Data > Split > Recipe > Train > Report."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from viewer.core.language import tr
from viewer.widgets.training_page import hint_label


class StepHeader(QWidget):
    """The names of the steps in a row, the current one bold."""

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingSteps")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._names = names
        self._labels = [QLabel() for _ in names]
        for label in self._labels:
            if label is not self._labels[0]:
                layout.addWidget(hint_label("›"))
            layout.addWidget(label)
        layout.addStretch(1)

    def set_current(self, current: int) -> None:
        for index, label in enumerate(self._labels):
            label.setObjectName("" if index <= current else "muted")
            label.style().polish(label)  # the style sheet looks at the object name only then
            name = f"{index + 1} {self._names[index]}"
            label.setText(f"<b>{name}</b>" if index == current else name)
            label.setAccessibleDescription(tr("current step") if index == current else "")
