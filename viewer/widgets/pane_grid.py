"""The panes on the screen, in rows and columns."""

from functools import partial

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from viewer.state.pane import PaneState
from viewer.widgets.image_pane import Border
from viewer.widgets.pane_surroundings import Surroundings
from viewer.widgets.pane_unit import PaneUnit


class PaneGrid(QWidget):
    """Makes the panes, lays them out as the group says and frames the active one."""

    frame_taken = Signal()  # another decoded frame is in the active pane
    menu_requested = Signal(QPoint)  # global position
    paths_dropped = Signal(list)  # of Path; the pane is active by then, as with the next
    series_dropped = Signal(object)  # Series

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._group = surroundings.session, surroundings.group
        group = self._group
        self._units = {state: PaneUnit(state, surroundings) for state in group.panes}
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        for unit in self._units.values():
            self._adopt(unit)
        group.layout_changed.connect(self._on_group_layout_changed)
        group.active_changed.connect(self._on_group_active_changed)
        self._on_group_layout_changed()

    @property
    def active(self) -> PaneUnit:
        return self._units[self._group.active]

    @property
    def shown(self) -> tuple[PaneUnit, ...]:
        return tuple(self._units[pane] for pane in self._group.shown)

    @Slot()
    def focus_active(self) -> None:
        """Let the keys go to the active pane."""
        if self.isVisible():
            self.active.pane.setFocus()

    @property
    def units(self) -> tuple[PaneUnit, ...]:
        """All panes, on the screen or not."""
        return tuple(self._units.values())

    def unit_of(self, pane: PaneState) -> PaneUnit:
        return self._units[pane]

    def _adopt(self, unit: PaneUnit) -> None:
        unit.pane.setParent(self)
        unit.pane.hide()
        unit.pane.menu_requested.connect(self.menu_requested)
        unit.pane.paths_dropped.connect(self.paths_dropped)
        unit.pane.series_dropped.connect(self._on_pane_series_dropped)
        unit.presenter.frame_taken.connect(partial(self._relay_frame_taken, unit))

    def _relay_frame_taken(self, unit: PaneUnit) -> None:
        if unit is self.active:
            self.frame_taken.emit()

    @Slot(str)
    def _on_pane_series_dropped(self, series_uid: str) -> None:
        series = self._session.series_by_uid(series_uid)
        if series is not None:
            self.series_dropped.emit(series)

    @Slot()
    def _on_group_layout_changed(self) -> None:
        shown, columns = self.shown, self._group.layout.columns
        for unit in self._units.values():
            self._layout.removeWidget(unit.pane)
            if unit not in shown:
                unit.pane.hide()
        for place, unit in enumerate(shown):
            self._layout.addWidget(unit.pane, place // columns, place % columns)
            unit.pane.show()
        for line in range(len(self._units)):
            self._layout.setRowStretch(line, int(line < self._group.layout.rows))
            self._layout.setColumnStretch(line, int(line < columns))
        self._on_group_active_changed()

    @Slot()
    def _on_group_active_changed(self) -> None:
        several = len(self.shown) > 1
        for unit in self.shown:
            quiet = Border.QUIET if several else Border.NONE
            unit.pane.set_border(Border.ACTIVE if several and unit is self.active else quiet)
        self.focus_active()
