"""What could not be opened, and why."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ml.imaging.values import Failure
from viewer.core.language import tr, tr_count
from viewer.core.sentences import translated
from viewer.widgets.labels import label


def failures_text(count: int) -> str:
    return tr_count(count, "{count} file could not be opened", "{count} files could not be opened")


class FailuresDialog(QDialog):
    """Lists the failures of the last opening, or of other work; can be copied as text."""

    def __init__(
        self,
        failures: tuple[Failure, ...],
        parent: QWidget | None = None,
        title: str = "",
        heading: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title or tr("Files not opened"))
        self.resize(820, 420)
        self._failures = failures
        opened = tr("{failures}. Everything else was opened.", failures=failures_text(len(failures)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(tr("Copy as text"), QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(
            self._copy
        )
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (label(heading or opened, "heading", wrapped=True), self._table(), buttons):
            layout.addWidget(widget)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()  # or Enter copies

    def _table(self) -> QTreeWidget:
        table = QTreeWidget(self)  # of this dialog from the start, as its style depends on that
        table.setRootIsDecorated(False)
        table.setHeaderLabels([tr("File"), tr("Why")])
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        table.setColumnWidth(0, 260)
        for failure in self._failures:
            reason = translated(failure.reason)
            line = QTreeWidgetItem([failure.path.name, reason])
            line.setToolTip(0, str(failure.path))
            line.setToolTip(1, reason)
            table.addTopLevelItem(line)
        return table

    def _copy(self) -> None:
        lines = (f"{failure.path}\t{translated(failure.reason)}" for failure in self._failures)
        QGuiApplication.clipboard().setText("\n".join(lines))
