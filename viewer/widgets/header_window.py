"""The header of the file on screen, in a window of its own that can stay open."""

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ml.imaging.values import HeaderLine
from viewer.core.header_search import all_text, count, found, row_text
from viewer.core.language import tr
from viewer.core.sentences import translated
from viewer.widgets.header_view import HeaderView
from viewer.widgets.labels import label

_SEARCH_AFTER_MS = 150  # since the last key


class HeaderWindow(QDialog):
    """A tree to search, read and copy from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Header"))
        self.resize(900, 640)
        self._lines: tuple[HeaderLine, ...] = ()
        self.search = QLineEdit(placeholderText=tr("Search tag, name or value"), clearButtonEnabled=True)
        self.view = HeaderView()
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self._message = label(role="muted", wrapped=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._state = label(role="muted")
        self.note = label(role="notice", wrapped=True)
        self.note.hide()
        self._delay = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        self._delay.timeout.connect(self._refresh)
        self.search.textChanged.connect(self._delay.start)
        self._arrange()
        QShortcut(QKeySequence.StandardKey.Copy, self.view, self.copy_value)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def show_reading(self, title: str) -> None:
        """Say whose header comes; the last one stays until it is there."""
        self.setWindowTitle(tr("Header: {title}", title=title))

    def show_note(self, text: str) -> None:
        """Say above the header whose it is, where that is not plain; "" for nothing."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    @Slot(object)
    def show_lines(self, lines: tuple[HeaderLine, ...]) -> None:
        self._lines = lines
        self._cards.setCurrentIndex(0)
        self._refresh()

    @Slot(str)
    def show_message(self, text: str) -> None:
        """Say why there is nothing to read."""
        self._lines = ()
        self._refresh()
        self._message.setText(translated(text))
        self._cards.setCurrentIndex(1)

    @Slot()
    def copy_value(self) -> None:
        if self.view.chosen is not None:
            _copy(self.view.chosen.value)

    @Slot()
    def copy_row(self) -> None:
        if self.view.chosen is not None:
            _copy(all_text([self.view.chosen]) if self.view.chosen.children else row_text(self.view.chosen))

    @Slot()
    def copy_all(self) -> None:
        """All lines that are shown: those found, while there is a search."""
        _copy(all_text(self.view.lines))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.show_lines(())  # nothing of a patient stays behind a closed window
        super().closeEvent(event)

    def _arrange(self) -> None:
        tree = QWidget()
        self._cards = QStackedLayout(tree)
        self._cards.addWidget(self.view)
        self._cards.addWidget(self._message)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        for text, copy in (
            (tr("Copy value"), self.copy_value),
            (tr("Copy row"), self.copy_row),
            (tr("Copy all"), self.copy_all),
        ):
            button = buttons.addButton(text, role)
            button.setAutoDefault(False)
            button.clicked.connect(copy)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)  # Enter ends a search, not the reading
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        for widget in (self.search, self.note, tree, self._state, buttons):
            layout.addWidget(widget, int(widget is tree))

    @Slot()
    def _refresh(self) -> None:
        text = self.search.text()
        lines = found(self._lines, text)
        self.view.show_lines(lines, unfolded=bool(text.strip()))
        everything = count(self._lines)
        self._state.setText(
            tr("{found:,} of {total:,} lines", found=count(lines), total=everything)
            if text
            else tr("{total:,} lines", total=everything)
        )

    @Slot(QPoint)
    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy value"), self.copy_value)
        menu.addAction(tr("Copy row"), self.copy_row)
        menu.addAction(tr("Copy all"), self.copy_all)
        menu.addSeparator()
        menu.addAction(tr("Unfold everything"), self.view.expandAll)
        menu.addAction(tr("Fold everything"), self.view.collapseAll)
        menu.popup(self.view.viewport().mapToGlobal(position))


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
