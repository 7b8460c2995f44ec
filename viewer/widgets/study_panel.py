"""The panel at the left: a filter, the list of series, and how many there are."""

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from viewer.core.language import tr, tr_count
from viewer.core.phases import rows_of_phases
from viewer.core.study_filter import series_meant
from viewer.state.session import Session
from viewer.widgets.icons import icon
from viewer.widgets.labels import label
from viewer.widgets.series_list import SeriesList

_WAIT_MS = 80  # while words are typed


class StudyPanel(QWidget):
    """The filter hides lines and opens nothing; Esc empties it."""

    def __init__(
        self, session: Session, series_list: SeriesList, how_to_filter: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self.list = session, series_list
        self.filter = _Filter()
        self.filter.setPlaceholderText(tr("Name, date, modality, description"))
        self.filter.setToolTip(
            f"{tr('Show only the series in which all these words are found')}  ({how_to_filter})"
        )
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("ph.magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.returnPressed.connect(self.list.setFocus)
        self._count = label(role="muted")
        self._later = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._later.timeout.connect(self.refresh)
        self.filter.textChanged.connect(self._later.start)
        session.studies_changed.connect(self.refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(8, 8, 8, 6)
        head.setSpacing(6)
        head.addWidget(self.filter)
        head.addWidget(self._count)
        layout.addWidget(self._head)
        layout.addWidget(series_list, 1)
        self.refresh()

    @Slot()
    def start_typing(self) -> None:
        """Let the user type at once."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    @Slot()
    def refresh(self) -> None:
        """Show the lines that are meant, and count them."""
        studies = self._session.studies
        self._head.setVisible(bool(studies))
        text = self.filter.text()
        meant = series_meant(studies, text) if text.split() else None
        self.list.show_only(meant)
        rows = rows_of_phases(self._session.series)
        found = (
            sum(any(one.series_uid in meant for one in row) for row in rows) if meant is not None else None
        )
        self._count.setText(_counted(len(rows), len(studies), found))


class _Filter(QLineEdit):
    """A line that Esc empties before the key means anything else."""

    def event(self, event: QEvent) -> bool:
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride and self.text():
            event.accept()  # before it resets the view
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _counted(series: int, studies: int, found: int | None) -> str:
    if found is not None:
        return tr("{found} of {series} series", found=found, series=series)
    return tr_count(
        studies, "{series} series in one study", "{series} series in {count} studies", series=series
    )
