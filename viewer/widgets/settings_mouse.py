"""Settings > Mouse: what the buttons and the wheel do to an image."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QPushButton, QWidget

from viewer.core.language import tr
from viewer.core.mouse_bindings import WHEEL_GESTURES, Gesture, MouseBindings
from viewer.core.sentences import capitalised
from viewer.widgets.labels import Form, label
from viewer.widgets.mouse_words import GESTURES, drag_words, wheel_words
from viewer.widgets.settings_draft import Draft


class MousePage(QWidget):
    """A gesture for each button. Two buttons may do the same: a mouse may have but one that is at ease."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.left, self.middle, self.right = (_choice(tuple(GESTURES)) for _ in range(3))
        self.wheel = _choice(WHEEL_GESTURES)
        self._what = label(role="muted", wrapped=True)
        usual = QPushButton(tr("Restore defaults"))
        usual.clicked.connect(lambda: self._show(MouseBindings()))
        form = Form(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow(tr("Left drag"), self.left)
        form.addRow(tr("Middle drag"), self.middle)
        form.addRow(tr("Right drag"), self.right)
        form.addRow(tr("Wheel"), self.wheel)
        form.addRow("", usual)
        form.addRow(self._what)
        self._show(draft.value.mouse)
        for combo in (self.left, self.middle, self.right, self.wheel):
            combo.currentIndexChanged.connect(self._take)

    def _show(self, mouse: MouseBindings) -> None:
        pairs = ((self.left, mouse.left), (self.middle, mouse.middle), (self.right, mouse.right))
        for combo, gesture in (*pairs, (self.wheel, mouse.wheel)):
            combo.setCurrentIndex(combo.findData(gesture))
        self._explain(mouse)

    @Slot()
    def _take(self) -> None:
        chosen = (combo.currentData() for combo in (self.left, self.middle, self.right, self.wheel))
        mouse = MouseBindings(*map(Gesture, chosen))
        self._draft.change(mouse=mouse)
        self._explain(mouse)

    def _explain(self, mouse: MouseBindings) -> None:
        """Say what each of them does, and what cannot be chosen."""
        gestures = dict.fromkeys((mouse.left, mouse.middle, mouse.right))
        lines = [capitalised(tr(drag_words(gesture))) for gesture in gestures]
        lines += [
            f"{tr('Ctrl + wheel')}: {tr(wheel_words(mouse.ctrl_wheel))}",
            tr("With a measuring tool the left button draws. A right click without a drag opens the menu."),
        ]
        self._what.setText("\n".join(lines))


def _choice(gestures: tuple[Gesture, ...]) -> QComboBox:
    combo = QComboBox()
    for gesture in gestures:
        combo.addItem(tr(GESTURES[gesture]), gesture)
    return combo
