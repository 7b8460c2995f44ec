"""A structured report to read, in a window of its own that can stay open."""

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from viewer.core.language import tr
from viewer.core.sentences import translated


class ReportWindow(QDialog):
    """A page to search and copy from; it asks for the images that it names."""

    image_requested = Signal(str, int)  # instance UID, number of the frame from 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Report"))
        self.resize(760, 720)
        self.search = QLineEdit(placeholderText=tr("Search the report"), clearButtonEnabled=True)
        self.search.setAccessibleName(tr("Search the report"))
        self.search.textChanged.connect(self._on_search_text_changed)
        self.search.returnPressed.connect(self.find_next)
        self.page = QTextBrowser(openLinks=False)
        self.page.anchorClicked.connect(self._on_page_anchor_clicked)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(tr("Copy all"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy_all)
        for button in (copy, buttons.button(QDialogButtonBox.StandardButton.Close)):
            button.setAutoDefault(False)  # Enter in the search looks for the next place
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        for widget in (self.search, self.page, buttons):
            layout.addWidget(widget)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def show_page(self, html: str) -> None:
        """Show a report."""
        self.page.setHtml(html)

    def show_message(self, text: str) -> None:
        """Say why there is nothing to read."""
        self.page.setPlainText(translated(text))

    @Slot()
    def find_next(self) -> None:
        """Go to the next place of what is searched; after the last comes the first."""
        text = self.search.text()
        if text and not self.page.find(text):
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            self.page.find(text)

    @Slot()
    def copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self.page.toPlainText())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.page.clear()  # nothing of a patient stays behind a closed window
        super().closeEvent(event)

    @Slot()
    def _on_search_text_changed(self) -> None:
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self.find_next()

    @Slot(QUrl)
    def _on_page_anchor_clicked(self, url: QUrl) -> None:
        self.image_requested.emit(url.path(), int(url.fragment() or 1))
