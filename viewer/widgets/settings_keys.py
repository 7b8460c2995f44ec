"""Settings > Keys: every action with its keys; press others to change them."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
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

from viewer.core.language import tr
from viewer.widgets.action_set import plain_text, shown_key
from viewer.widgets.action_table import MENUS, ActionRow, rows_of
from viewer.widgets.key_choice import belongs_text, taken_by, without_taken_keys
from viewer.widgets.labels import label
from viewer.widgets.settings_draft import Draft

_ID = Qt.ItemDataRole.UserRole


class KeysPage(QWidget):
    """A key belongs to one action: one that is taken is refused, and the page says by whom."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.search = QLineEdit(placeholderText=tr("Search action or key"), clearButtonEnabled=True)
        self.list = QTreeWidget()
        self.list.setObjectName("settingsList")
        self.list.setHeaderLabels([tr("Action"), tr("Keys")])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setStretchLastSection(False)
        self.list.header().resizeSection(1, 220)
        self._headings: list[QTreeWidgetItem] = []
        self._lines: dict[str, QTreeWidgetItem] = {}
        self.edit = QKeySequenceEdit(maximumSequenceLength=1, clearButtonEnabled=True)
        self.replace_button = QPushButton(tr("Set"))
        self.add_button = QPushButton(tr("Add as another"))
        self.remove_button = QPushButton(tr("Take away"))
        self.reset_button = QPushButton(tr("Default"))
        self.reset_all_button = QPushButton(tr("All to default"))
        self._title, self.said = label(role="heading"), label(role="notice", wrapped=True)
        self._fill()
        self._arrange()
        self._connect()
        self._show_chosen()

    def choose(self, action_id: str) -> None:
        """Turn to an action."""
        self.list.setCurrentItem(self._lines[action_id])

    @property
    def chosen(self) -> ActionRow | None:
        line = self.list.currentItem()
        action_id = line.data(0, _ID) if line is not None else None
        return next((row for row in self._rows() if row.id == action_id), None)

    def _rows(self) -> tuple[ActionRow, ...]:
        return rows_of(self._draft.value.presets, self._draft.value.keys)

    def _usual(self, action_id: str) -> tuple[str, ...]:
        return next(row.shortcuts for row in rows_of((), {}) if row.id == action_id)

    def _fill(self) -> None:
        """A heading for each menu; window presets have their keys on their own page."""
        ids = {row.id for row in rows_of((), {})}
        for menu in MENUS:
            heading = QTreeWidgetItem(self.list, [tr(menu)])
            self._headings.append(heading)
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            heading.setExpanded(True)
            for row in self._rows():
                if row.menu == menu and row.id in ids:
                    self._lines[row.id] = QTreeWidgetItem(heading, [plain_text(row), _keys(row)])
                    self._lines[row.id].setData(0, _ID, row.id)
        self.list.setCurrentItem(next(iter(self._lines.values())))

    def _arrange(self) -> None:
        keys = QHBoxLayout()
        keys.addWidget(self.edit, 1)
        for button in (self.replace_button, self.add_button, self.remove_button, self.reset_button):
            button.setAutoDefault(False)
            keys.addWidget(button)
        self.reset_all_button.setAutoDefault(False)
        grid = QGridLayout()
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self.reset_all_button, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addLayout(keys, 1, 0, 1, 2)
        grid.addWidget(self.said, 2, 0, 1, 2)
        self.said.setMinimumHeight(2 * self.fontMetrics().lineSpacing())  # the list must not jump
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addLayout(grid)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.list.currentItemChanged.connect(self._show_chosen)
        self.edit.keySequenceChanged.connect(self._judge)
        self.replace_button.clicked.connect(lambda: self._set((self._pressed(),)))
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(lambda: self._set(()))
        self.reset_button.clicked.connect(self._reset)
        self.reset_all_button.clicked.connect(self._reset_all)

    def _pressed(self) -> str:
        return self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    @Slot(str)
    def _find(self, text: str) -> None:
        """Leave the lines that hold the text, in words or keys."""
        wanted = text.casefold().strip()
        for line in self._lines.values():
            line.setHidden(wanted not in f"{line.text(0)} {line.text(1)}".casefold())
        for heading in self._headings:
            lines = [line for line in self._lines.values() if line.parent() is heading]
            heading.setHidden(all(line.isHidden() for line in lines))

    @Slot()
    def _show_chosen(self) -> None:
        row = self.chosen
        self._title.setText(plain_text(row) if row is not None else "")
        self.edit.clear()
        self._judge()

    @Slot()
    def _judge(self) -> None:
        """Say whether the pressed key can be given to the chosen action."""
        row, key = self.chosen, self._pressed()
        others = (other for other in self._rows() if row is None or other.id != row.id)
        owner = taken_by(key, others) if key else None
        is_free = bool(key) and owner is None and row is not None
        self.replace_button.setEnabled(is_free)
        self.add_button.setEnabled(is_free and row is not None and taken_by(key, [row]) is None)
        self.remove_button.setEnabled(row is not None and bool(row.shortcuts))
        self.reset_button.setEnabled(row is not None and row.shortcuts != self._usual(row.id))
        self.edit.setEnabled(row is not None)
        self.reset_all_button.setEnabled(bool(self._draft.value.keys))
        self.said.setText(belongs_text(key, owner) if owner is not None else "")

    @Slot()
    def _add(self) -> None:
        if self.chosen is not None:
            self._set((*self.chosen.shortcuts, self._pressed()))

    def _set(self, keys: tuple[str, ...]) -> None:
        row = self.chosen
        if row is None:
            return
        others = {name: own for name, own in self._draft.value.keys.items() if name != row.id}
        self._draft.change(keys=others if keys == self._usual(row.id) else {**others, row.id: keys})
        self._refresh()

    @Slot()
    def _reset(self) -> None:
        """Back to the usual keys, without those that another action was given in the meantime."""
        row = self.chosen
        if row is not None:
            others = [other for other in self._rows() if other.id != row.id]
            free = tuple(key for key in self._usual(row.id) if taken_by(key, others) is None)
            lost = next((key for key in self._usual(row.id) if key not in free), None)
            self._set(free)
            owner = taken_by(lost, others) if lost is not None else None
            if lost is not None and owner is not None:
                self.said.setText(belongs_text(lost, owner))

    @Slot()
    def _reset_all(self) -> None:
        presets = without_taken_keys(self._draft.value.presets, rows_of((), {}))
        self._draft.change(keys={}, presets=presets)
        self._refresh()

    def _refresh(self) -> None:
        for row in self._rows():
            if row.id in self._lines:
                self._lines[row.id].setText(1, _keys(row))
        self._show_chosen()


def _keys(row: ActionRow) -> str:
    return tr(" or ").join(map(shown_key, row.shortcuts))
