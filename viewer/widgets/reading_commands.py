"""What helps with reading beside the basics: colours, panels, comparison, key images, memory."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDockWidget, QWidget

from viewer.services.pixel_cache import Frames
from viewer.services.settings import Settings
from viewer.widgets.colour_commands import ColourCommands
from viewer.widgets.comparison_commands import ComparisonCommands
from viewer.widgets.export_commands import ExportCommands
from viewer.widgets.key_image_commands import KeyImageCommands
from viewer.widgets.memory_commands import MemoryCommands
from viewer.widgets.pane_grid import PaneGrid
from viewer.widgets.pane_surroundings import Surroundings
from viewer.widgets.panel_command import PanelCommand
from viewer.widgets.report_commands import ReportCommands
from viewer.widgets.study_panel import StudyPanel
from viewer.workers.task import TaskRunner

Handler = Callable[[bool], object]


class ReadingCommands(QObject):
    """Several groups of commands under one name."""

    told = Signal(str)
    changed = Signal()  # what is checked, where no state says so

    def __init__(
        self,
        window: QWidget,
        surroundings: Surroundings,
        grid: PaneGrid,
        *,
        study_panel: StudyPanel,
        panels: Mapping[str, QDockWidget],
        exports: ExportCommands,
        settings: Settings,
        frames: Frames,
        tasks: TaskRunner,
        how_to_link: str,
    ) -> None:
        super().__init__(window)
        session, group = surroundings.session, surroundings.group
        self.colours = ColourCommands(group, surroundings.preferences, self)
        self.comparison = ComparisonCommands(session, group, study_panel.list, how_to_link)
        self.key_images = KeyImageCommands(
            window, surroundings, grid, exports=exports, settings=settings, frames=frames
        )
        self.memory = MemoryCommands(window, frames, settings)
        self.reports = ReportCommands(window, tasks, session, group, study_panel.list)
        self._panels = [PanelCommand(action_id, dock) for action_id, dock in panels.items()]
        self.handlers: dict[str, Handler] = {"go.filter": lambda _: study_panel.start_typing()}
        for handlers in (self.colours.handlers, self.comparison.handlers, self.key_images.handlers):
            self.handlers.update(handlers)
        self.handlers.update(self.memory.handlers)
        for panel in self._panels:
            self.handlers.update(panel.handlers)
            panel.changed.connect(self.changed)
        for commands in (self.comparison, self.colours):
            commands.told.connect(self.told)

    def checked(self) -> dict[str, bool]:
        """Which of these rows are on."""
        panels = {name: on for panel in self._panels for name, on in panel.checked().items()}
        return {**self.colours.checked(), **self.key_images.checked(), **panels}
