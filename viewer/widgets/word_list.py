"""The list of what the reader said about the images of the open studies."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ml.imaging.values import FrameInfo
from viewer.core.corner_text import series_title
from viewer.core.finding import class_title
from viewer.core.language import tr
from viewer.core.word import word_text
from viewer.state.findings import Findings
from viewer.state.session import Session
from viewer.state.words import Words
from viewer.widgets.labels import label

_FRAME = Qt.ItemDataRole.UserRole


class WordList(QDialog):
    """One row for each word; Enter or a double click goes to its image."""

    chosen = Signal(object)  # FrameInfo
    export_requested = Signal()

    def __init__(self, session: Session, words: Words, findings: Findings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What you said"))
        self.resize(820, 440)
        self._session, self._words, self._findings = session, words, findings
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(tr("What you said about the answers"))
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels(
            [tr("Series"), tr("Image"), tr("The model said"), tr("You said"), tr("Comment")]
        )
        self.list.itemActivated.connect(self._on_item_activated)
        self.remove_button = QPushButton(tr("&Take back"))
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.export_button = QPushButton(tr("&Export as training data…"))
        self.export_button.clicked.connect(self.export_requested)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.accept)
        for button in (self.remove_button, self.export_button, close):
            button.setAutoDefault(False)  # Enter goes to the image, and does nothing else
        row = QHBoxLayout()
        row.addWidget(self.remove_button)
        row.addStretch(1)
        row.addWidget(self.export_button)
        row.addWidget(close)
        column = QVBoxLayout(self)
        hint = tr(
            "Of the open studies. Words on images that are closed are kept and come back with them; "
            "the export can take them along."
        )
        column.addWidget(label(hint, "muted", wrapped=True))
        column.addWidget(self.list, 1)
        column.addLayout(row)
        words.word_changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """List what there is now."""
        self.list.clear()
        for series in self._session.series:
            for number, info in enumerate(series.frames, start=1):
                self._add(series_title(series), number, info)
        has_rows = self.list.topLevelItemCount() > 0
        self.remove_button.setEnabled(has_rows)
        for column in range(4):
            self.list.resizeColumnToContents(column)

    def _add(self, series: str, number: int, info: FrameInfo) -> None:
        word = self._words.word(info)
        if word is None:
            return
        card = self._findings.card
        title = partial(class_title, card) if card else str
        answer = f"{title(word.answer)} ({word.probability:.0%})" if word.answer else ""
        texts = [series, f"{number}", answer, word_text(word, title(word.class_name)), word.comment]
        item = QTreeWidgetItem(texts)
        item.setData(0, _FRAME, info)
        item.setToolTip(4, word.comment)
        self.list.addTopLevelItem(item)

    @Slot(QTreeWidgetItem)
    def _on_item_activated(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(item.data(0, _FRAME))

    @Slot()
    def _on_remove_clicked(self) -> None:
        item = self.list.currentItem() or self.list.topLevelItem(0)
        if item is not None:
            self._words.say(item.data(0, _FRAME), None)
