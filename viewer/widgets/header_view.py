"""The tree of a header, which stays as it was unfolded when another slice comes."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from ml.imaging.values import HeaderLine
from viewer.core.header_search import count
from viewer.widgets.header_model import VALUE_COLUMN, HeaderModel

_INDENTATION = 14
_WIDTHS = (190, 290, 40)  # of the columns before the value
_UNFOLDED_AT_MOST = 2000  # lines of a search that are all shown at once

Place = tuple[str, ...]  # the tags that lead to a line


class HeaderView(QTreeView):
    """Shows lines; knows the chosen one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = HeaderModel(self)
        self.setModel(self._model)
        self.setUniformRowHeights(True)
        self.setIndentation(_INDENTATION)
        self.setAlternatingRowColors(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.header().setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)

    @property
    def lines(self) -> tuple[HeaderLine, ...]:
        """What is shown, all depths."""
        return self._model.lines

    @property
    def chosen(self) -> HeaderLine | None:
        index = self.currentIndex()
        return self._model.line(index) if index.isValid() else None

    def show_lines(self, lines: tuple[HeaderLine, ...], unfolded: bool) -> None:
        """Show other lines; the same places stay unfolded, the same line chosen and in its place.

        Parameters
        ----------
        unfolded
            Unfold everything, as for the result of a search, unless that is very much.
        """
        open_places = {self._place(index) for index in self._rows() if self.isExpanded(index)}
        chosen, scrolled = self._place(self.currentIndex()), self.verticalScrollBar().value()
        self._model.set_lines(lines)
        if unfolded and count(lines) <= _UNFOLDED_AT_MOST:
            self.expandAll()
        for place in sorted(open_places, key=len):
            self.expand(self._index(place))
        if (index := self._index(chosen)).isValid():
            self.setCurrentIndex(index.siblingAtColumn(VALUE_COLUMN))
        self.verticalScrollBar().setValue(scrolled)

    def _rows(self, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
        """The rows that can be seen by scrolling: nothing folded is looked into."""
        parent = parent or QModelIndex()
        for row in range(self._model.rowCount(parent)):
            index = self._model.index(row, 0, parent)
            yield index
            if self.isExpanded(index):
                yield from self._rows(index)

    def _place(self, index: QModelIndex) -> Place:
        place: list[str] = []
        while index.isValid():
            line = self._model.line(index)
            place.insert(0, line.tag or line.name)
            index = self._model.parent(index)
        return tuple(place)

    def _index(self, place: Place) -> QModelIndex:
        """Where a place is now; no index when it is gone."""
        index = QModelIndex()
        for step in place:
            rows = range(self._model.rowCount(index))
            children = (self._model.index(row, 0, index) for row in rows)
            index = next((one for one in children if self._place(one)[-1] == step), QModelIndex())
            if not index.isValid():
                break
        return index
