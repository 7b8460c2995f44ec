"""Images that a model was measured on, each beside what spoke for its answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from viewer.core.language import tr, tr_count
from viewer.services.training import TrainingService
from viewer.services.training_pictures import answered_pictures
from viewer.services.training_values import AnsweredPicture
from viewer.widgets.training_page import hint_label
from viewer.widgets.training_picture_tile import PictureTile
from viewer.widgets.training_words import percent
from viewer.workers.task import Task

AT_ONCE = 12
COLUMNS = 3


class AnswerGallery(QWidget):
    """Pairs of image and heat map, a page at a time; read in the background when they are first shown."""

    open_requested = Signal(object)  # path of an image to look at in the viewer

    def __init__(self, service: TrainingService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._model: Path | None = None
        self._answered: Any = None  # ml.answered.Answered
        self._rows: list[int] = []
        self._next = 0
        self._task: Task | None = None
        self.tiles: list[PictureTile] = []
        self.hint = hint_label("")
        self.more_button = QPushButton(tr("More"))
        self.more_button.clicked.connect(self.read_more)
        self._grid_widget = QWidget()
        self._grid = QGridLayout(self._grid_widget)
        self._grid.setColumnStretch(COLUMNS, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.addWidget(self._grid_widget)
        inside.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        scroll.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.hint)
        column.addWidget(scroll, 1)

    def set_rows(self, model: Path, answered: Any, rows: list[int]) -> None:
        """What to show; nothing is read before the gallery is visible."""
        self.stop()
        self._model, self._answered, self._rows, self._next = model, answered, rows, 0
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self.tiles = []
        self.more_button.hide()
        self.hint.setText(self._words())
        if self.isVisible():
            self.read_more()

    def stop(self) -> None:
        """Read no more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def showEvent(self, event: QShowEvent) -> None:
        if self._next == 0 and self._rows and self._task is None:
            self.read_more()

    @Slot()
    def read_more(self) -> None:
        """Read the next pictures."""
        model, answered = self._model, self._answered
        rows = self._rows[self._next : self._next + AT_ONCE]
        if model is None or not rows or self._task is not None:
            return
        self.more_button.hide()
        self.hint.setText(tr("Reading the images, and what the model saw in them…"))
        self._task = self._service.in_background(
            lambda progress: answered_pictures(model, answered, rows, progress)
        )
        self._task.progressed.connect(self._on_progressed)
        self._task.succeeded.connect(self._on_pictures_read)
        self._task.failed.connect(self._on_failed)

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, text: str) -> None:
        self.hint.setText(tr("Reading image {number} of {total}…", number=done + 1, total=total))

    @Slot(object)
    def _on_pictures_read(self, pictures: list[AnsweredPicture]) -> None:
        self._task = None
        self._next += len(pictures)
        for picture in pictures:
            self._add(picture)
        self.more_button.setVisible(self._next < len(self._rows))
        self.hint.setText(self._words())

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        self._task = None
        self.hint.setText(message)

    def _add(self, picture: AnsweredPicture) -> None:
        words = tr(
            "{truth}, called {answer} ({probability})",
            truth=picture.truth,
            answer=picture.answer,
            probability=percent(picture.probability),
        )
        tile = PictureTile(f"{words}\n{picture.path.name}", pictures=2)
        tile.setToolTip(tr("{path}\nOpens in the viewer", path=picture.path))
        if picture.pixels is None or picture.overlay is None:
            tile.set_note(tr("The file has gone"))
        else:
            tile.set_pictures(picture.pixels, picture.overlay)
        tile.clicked.connect(lambda: self.open_requested.emit(picture.path))
        row, column = divmod(len(self.tiles), COLUMNS)
        self._grid.addWidget(tile, row, column)
        self.tiles.append(tile)

    def _words(self) -> str:
        if not self._rows:
            return tr("There are no such images.")
        return tr_count(
            len(self._rows),
            "{count:,} image. Right: what spoke for the answer. Press a picture to open it.",
            "{count:,} images, the surest answers first. Right: what spoke for the answer. Press a picture "
            "to open it.",
        )


class CellDialog(QDialog):
    """The images behind one cell of the confusion matrix."""

    def __init__(
        self, title: str, gallery: AnswerGallery, on_open: Callable[[object], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(940, 560)
        self.gallery = gallery
        gallery.open_requested.connect(on_open)
        column = QVBoxLayout(self)
        heading = hint_label(title)
        column.addWidget(heading)
        column.addWidget(gallery, 1)

    def done(self, result: int) -> None:
        self.gallery.stop()
        super().done(result)
