"""The lines of a header as a Qt model; what lies in a sequence is looked at when it is unfolded."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ml.imaging.values import HeaderLine
from viewer.core.language import tr, tr_later

COLUMNS = (tr_later("Tag"), tr_later("Name"), "VR", tr_later("Value"))
VALUE_COLUMN = 3
_LONGEST_SHOWN = 200  # characters of a value in one row; the tool tip has the rest

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class _Node:
    """A line and its place in the tree; made for children when somebody asks for them."""

    __slots__ = ("_children", "line", "parent", "row")

    def __init__(self, line: HeaderLine, parent: "_Node | None", row: int) -> None:
        self.line, self.parent, self.row = line, parent, row
        self._children: list[_Node] | None = None

    @property
    def children(self) -> "list[_Node]":
        if self._children is None:
            self._children = [_Node(line, self, row) for row, line in enumerate(self.line.children)]
        return self._children


class HeaderModel(QAbstractItemModel):
    """A tree to read; nothing in it can be changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node(HeaderLine("", ""), None, 0)

    @property
    def lines(self) -> tuple[HeaderLine, ...]:
        return self._root.line.children

    def set_lines(self, lines: tuple[HeaderLine, ...]) -> None:
        self.beginResetModel()
        self._root = _Node(HeaderLine("", "", children=lines), None, 0)
        self.endResetModel()

    def line(self, index: Index) -> HeaderLine:
        return self._node(index).line

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        children = self._node(parent).children
        if 0 <= row < len(children) and 0 <= column < len(COLUMNS):
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: Index = _NO_INDEX) -> QModelIndex:  # type: ignore[override]
        node = self._node(index).parent
        return QModelIndex() if node is None or node is self._root else self.createIndex(node.row, 0, node)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return len(self._node(parent).line.children) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.line(index)
        text = (line.tag, line.name, line.vr, line.value)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]} …"
        return line.keyword if index.column() == 1 else text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return tr(COLUMNS[section]) if role == Qt.ItemDataRole.DisplayRole else None

    def _node(self, index: Index) -> _Node:
        return index.internalPointer() if index.isValid() else self._root
