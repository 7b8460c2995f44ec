"""Reading a report of the study list: the window, and the way from its references to the images."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ml.imaging.values import Report
from viewer.core.report_html import report_html
from viewer.services.file_reader import report_reader
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session
from viewer.widgets.report_window import ReportWindow
from viewer.widgets.series_list import SeriesList
from viewer.workers.task import TaskRunner


class ReportCommands(QObject):
    """Opens the report that is asked for, in one window for all."""

    def __init__(
        self, window: QWidget, tasks: TaskRunner, session: Session, panes: PaneGroup, series_list: SeriesList
    ) -> None:
        super().__init__(window)
        self._main_window, self._session, self._panes = window, session, panes
        self._reader = report_reader(tasks, self)
        self.window: ReportWindow | None = None
        series_list.report_requested.connect(self.open_report)

    @Slot(object)
    def open_report(self, path: Path) -> None:
        """Read a file and show it."""
        if self.window is None:
            self.window = ReportWindow(self._main_window)
            self.window.image_requested.connect(self._on_window_image_requested)
            self._reader.read.connect(self._on_reader_read)
            self._reader.failed.connect(self.window.show_message)
        self.window.show()
        self.window.raise_()
        self._reader.request(path)

    @Slot(object)
    def _on_reader_read(self, report: Report) -> None:
        known = {frame.instance_uid for series in self._session.series for frame in series.frames}
        assert self.window is not None  # it was what asked
        self.window.show_page(report_html(report, known - {""}))

    @Slot(str, int)
    def _on_window_image_requested(self, instance_uid: str, number: int) -> None:
        """The frame, or the first of its image where it has no such number."""
        frames = [
            frame
            for series in self._session.series
            for frame in series.frames
            if frame.instance_uid == instance_uid
        ]
        meant = next((frame for frame in frames if frame.frame == number - 1), next(iter(frames), None))
        if meant is not None:
            self._panes.show_frame(meant)
