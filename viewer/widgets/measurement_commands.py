"""The Measurements menu: tools, the way back, the words of an arrow, and the table for spreadsheets."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from ml.errors import WritingError
from ml.imaging.values import FrameInfo
from viewer.core.language import tr
from viewer.core.measurement import Kind, Measurement
from viewer.core.measurement_places import placed
from viewer.services.measurement_table import write_table
from viewer.services.settings import EXPORT_FOLDER, Settings
from viewer.services.start_folder import start_folder
from viewer.state.measurements import Measurements
from viewer.widgets.action_table import ROWS
from viewer.widgets.pane_grid import PaneGrid
from viewer.widgets.pane_surroundings import Surroundings

Handler = Callable[[bool], object]

_TIPS = {row.id: row.tip for row in ROWS}
_FILE_NAME = "kesit-measurements.csv"


class MeasurementCommands(QObject):
    """What the rows of the menu do. Esc gives up a figure, then the tool, then the selection."""

    told = Signal(str)

    def __init__(
        self, window: QWidget, surroundings: Surroundings, grid: PaneGrid, settings: Settings
    ) -> None:
        super().__init__(window)
        self._window, self._grid, self._settings = window, grid, settings
        self._session, self._group = surroundings.session, surroundings.group
        self._measurements: Measurements = surroundings.measurements
        self.handlers: dict[str, Handler] = {
            **{f"measure.{kind}": partial(self._set_tool, kind) for kind in Kind},
            "measure.undo": lambda _: self._undo(),
            "measure.redo": lambda _: self._redo(),
            "measure.text": lambda _: self._ask_for_selected(),
            "measure.delete": lambda _: self._delete(),
            "measure.export": lambda _: self.ask_where(),
        }
        for unit in grid.units:
            unit.controller.pencil.text_wanted.connect(self._ask_for_new)
        self._measurements.tool_changed.connect(self._tell_how)
        window.installEventFilter(self)

    def checked(self) -> dict[str, bool]:
        """Which tool is in hand."""
        return {f"measure.{kind}": kind is self._measurements.tool for kind in Kind}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and self._can_step_back():
            event.accept()  # before it resets the view
            return True
        return event.type() == QEvent.Type.KeyPress and self._step_back()

    @Slot(object, object)
    def go_to(self, info: FrameInfo, measurement: Measurement) -> None:
        """Show a measurement in a pane that has its series, else in the active one."""
        self._group.show_frame(info)
        self._measurements.select(info, measurement)

    @Slot(object, object)
    def ask_for_text(self, info: FrameInfo, measurement: Measurement) -> None:
        """Ask what shall stand beside a measurement."""
        self._ask(measurement, lambda text: self._measurements.edit(info, replace(measurement, text=text)))

    def ask_where(self) -> None:
        """Ask for the file that the table goes to."""
        folder = start_folder(self._settings, EXPORT_FOLDER)
        dialog = QFileDialog(self._window, tr("Export measurements as"), folder, "CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)  # asks before it replaces a file
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(_FILE_NAME)
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self, path: Path) -> None:
        """Write all measurements of the open studies."""
        self._settings.set(EXPORT_FOLDER, str(path.parent))
        found = placed(self._session.series, self._measurements.frames, self._measurements.kept_on)
        try:
            write_table(path, found)
        except WritingError as error:
            box = QMessageBox(QMessageBox.Icon.Warning, tr("Export"), str(error), parent=self._window)
            box.finished.connect(box.deleteLater)
            box.open()
        else:
            self.told.emit(tr("Exported {name}", name=path.name))

    def _set_tool(self, kind: Kind, on: bool) -> None:
        self._measurements.set_tool(kind if on else None)

    def _undo(self) -> None:
        """Give up what is being drawn; if there is nothing, go one change back."""
        history = self._measurements.history
        if not self._give_up() and history.canUndo():
            self.told.emit(tr("Undone: {what}", what=history.past))
            history.undo()

    def _redo(self) -> None:
        history = self._measurements.history
        if not self._give_up() and history.canRedo():
            self.told.emit(tr("Done again: {what}", what=history.future))
            history.redo()

    def _give_up(self) -> bool:
        """Cancel what is being drawn or dragged, in whatever pane; whether there was anything."""
        busy = [unit.controller.pencil for unit in self._grid.units if unit.controller.pencil.is_busy]
        for pencil in busy:
            pencil.cancel()
        return bool(busy)

    def _delete(self) -> None:
        self._give_up()
        selected = self._measurements.selected
        if selected is not None:
            self._measurements.remove(*selected)
            self.told.emit(tr("Deleted: {what}", what=selected[1].kind.words))

    def _ask_for_selected(self) -> None:
        if self._measurements.selected is not None:
            self.ask_for_text(*self._measurements.selected)

    @Slot()
    def _tell_how(self) -> None:
        """What the tool in hand does, for as long as it is in hand."""
        tool = self._measurements.tool
        tip = tr(_TIPS[f"measure.{tool}"]) if tool is not None else ""
        self.told.emit(tr("{how}. Esc puts the tool away", how=tip) if tip else "")

    @Slot(object, object)
    def _ask_for_new(self, info: FrameInfo, draft: Measurement) -> None:
        """An arrow without words is as good; the dialog cancelled, there is none."""
        self._ask(
            draft,
            lambda text: self._measurements.add(info, replace(draft, text=text)),
            self._measurements.drop_draft,
        )

    def _ask(
        self, measurement: Measurement, take: Callable[[str], None], give_up: Callable[[], None] | None = None
    ) -> None:
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(measurement.kind.words)
        dialog.setLabelText(tr("Text beside it:"))
        dialog.setTextValue(measurement.text)
        dialog.textValueSelected.connect(lambda text: take(text.strip()))
        if give_up is not None:
            dialog.rejected.connect(give_up)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _can_step_back(self) -> bool:
        busy = any(unit.controller.pencil.is_busy for unit in self._grid.units)
        return busy or self._measurements.selected is not None or self._measurements.tool is not None

    def _step_back(self) -> bool:
        if self._give_up():
            return True
        if not self._can_step_back():
            return False
        if self._measurements.tool is not None:
            self._measurements.set_tool(None)
        else:
            self._measurements.select_nothing()
        return True
