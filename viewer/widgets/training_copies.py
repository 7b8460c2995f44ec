"""Copies side by side, and which of them training shall do without."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from viewer.core.language import tr
from viewer.services.training import TrainingService
from viewer.services.training_pictures import thumbnails_of
from viewer.services.training_values import DataFinding
from viewer.widgets.training_page import hint_label
from viewer.widgets.training_picture_tile import PictureTile
from viewer.widgets.training_words import images_text
from viewer.workers.task import Task

GROUPS_AT_ONCE = 20
TILES_AT_ONCE = 12  # of one group; of more, the first
CONFLICTS = ("conflict", "near_conflict")


class CopiesDialog(QDialog):
    """One row for each group of pictures that are alike; a crossed-out picture will be left out."""

    left_out_changed = Signal(object)  # frozenset of paths

    def __init__(
        self,
        service: TrainingService,
        findings: tuple[DataFinding, ...],
        left_out: frozenset[Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Pictures that are alike"))
        self.resize(900, 680)
        self._service, self._findings = service, findings
        self.left_out = left_out
        self._start = 0
        self._task: Task | None = None
        self._tiles: dict[Path, PictureTile] = {}
        self.finding_box = QComboBox()
        self.finding_box.setAccessibleName(tr("What was found"))
        for finding in findings:
            self.finding_box.addItem(finding.text)
        self.finding_box.currentIndexChanged.connect(self._on_finding_changed)
        self.leave_button = QPushButton()
        self.leave_button.clicked.connect(self._on_leave_clicked)
        self.keep_button = QPushButton(tr("Keep all of these"))
        self.keep_button.clicked.connect(self._on_keep_clicked)
        self.before_button = QPushButton(tr("Before"))
        self.before_button.clicked.connect(lambda: self._turn(-GROUPS_AT_ONCE))
        self.after_button = QPushButton(tr("More"))
        self.after_button.clicked.connect(lambda: self._turn(GROUPS_AT_ONCE))
        self._where = QLabel()
        self._count = hint_label("")
        self._lay_out()
        self._show_groups()

    @property
    def finding(self) -> DataFinding:
        return self._findings[self.finding_box.currentIndex()]

    def tile_of(self, path: Path) -> PictureTile:
        """The tile of a file on the page that is shown."""
        return self._tiles[path]

    def done(self, result: int) -> None:
        self._stop_reading()
        super().done(result)

    @Slot()
    def _on_finding_changed(self) -> None:
        self._start = 0
        self._show_groups()

    @Slot()
    def _on_leave_clicked(self) -> None:
        """All but the first of each group; of pictures under two labels nobody knows which is right."""
        first = 0 if self.finding.kind in CONFLICTS else 1
        self._set_left_out(self.left_out | {path for group in self.finding.groups for path in group[first:]})

    @Slot()
    def _on_keep_clicked(self) -> None:
        self._set_left_out(self.left_out - {path for group in self.finding.groups for path in group})

    def _turn(self, step: int) -> None:
        self._start = max(0, min(self._start + step, len(self.finding.groups) - 1))
        self._show_groups()

    def _set_left_out(self, left_out: frozenset[Path]) -> None:
        self.left_out = left_out
        for path, tile in self._tiles.items():
            tile.blockSignals(True)
            tile.setChecked(path in left_out)
            tile.blockSignals(False)
            tile.update()
        self._count.setText(tr("{images} will be left out", images=images_text(len(left_out))))
        self.left_out_changed.emit(left_out)

    def _show_groups(self) -> None:
        self._stop_reading()
        groups = self.finding.groups
        shown = groups[self._start : self._start + GROUPS_AT_ONCE]
        self._tiles = {}
        content = QWidget()
        column = QVBoxLayout(content)
        for group in shown:
            column.addWidget(self._row(group))
        column.addStretch(1)
        self._scroll.setWidget(content)
        last = self._start + len(shown)
        self._where.setText(
            tr("Groups {first} to {last} of {all}", first=self._start + 1, last=last, all=len(groups))
        )
        self.before_button.setEnabled(self._start > 0)
        self.after_button.setEnabled(last < len(groups))
        is_conflict = self.finding.kind in CONFLICTS
        leave = tr("Leave all of these out") if is_conflict else tr("Leave out all but one of each")
        self.leave_button.setText(leave)
        self._set_left_out(self.left_out)
        self._read(tuple(self._tiles))

    def _row(self, group: tuple[Path, ...]) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        for path in group[:TILES_AT_ONCE]:
            tile = PictureTile(f"{path.parent.name}\n{path.name}")
            tile.setToolTip(str(path))
            tile.setCheckable(True)
            tile.toggled.connect(lambda checked, path=path: self._on_tile_toggled(path, checked))
            self._tiles[path] = tile
            layout.addWidget(tile)
        if len(group) > TILES_AT_ONCE:
            layout.addWidget(QLabel(tr("and {more} more", more=len(group) - TILES_AT_ONCE)))
        layout.addStretch(1)
        return row

    def _on_tile_toggled(self, path: Path, checked: bool) -> None:
        self._set_left_out(self.left_out | {path} if checked else self.left_out - {path})

    def _read(self, paths: tuple[Path, ...]) -> None:
        self._task = self._service.in_background(lambda progress: thumbnails_of(paths, progress))
        self._task.succeeded.connect(self._on_pictures_read)

    def _stop_reading(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = None

    @Slot(object)
    def _on_pictures_read(self, pictures: dict) -> None:
        self._task = None
        for path, tile in self._tiles.items():
            if path in pictures:
                tile.set_pictures(pictures[path])
            else:
                tile.set_note(tr("cannot be read"))

    def _lay_out(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        close = QPushButton(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        pages = QHBoxLayout()
        pages.addWidget(self._where, 1)
        pages.addWidget(self.before_button)
        pages.addWidget(self.after_button)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self._count, 1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self.finding_box)
        column.addWidget(
            hint_label(tr("A picture that is crossed out is left out of the training. No file is deleted."))
        )
        column.addWidget(self._scroll, 1)
        column.addLayout(pages)
        column.addLayout(buttons)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
