"""The window: the stage in the middle, docks at its sides, menus and toolbar from the action table."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QPushButton, QWidget

from viewer.core.language import tr, tr_count
from viewer.core.phases import rows_of_phases
from viewer.core.sentences import translated
from viewer.services.opening import Opened
from viewer.state.session import Session
from viewer.widgets.action_set import ActionSet
from viewer.widgets.action_table import CONTEXT_MENU, FILE_WINDOWS_AFTER, RECENT_MENU_AFTER
from viewer.widgets.dragging import local_paths
from viewer.widgets.failures_dialog import failures_text
from viewer.widgets.labels import label
from viewer.widgets.notice import NoticeLabel
from viewer.widgets.opening_progress import OpeningProgress
from viewer.widgets.stage import Stage
from viewer.widgets.toolbar import Toolbar

_SIZE = QSize(1400, 900)


class MainWindow(QMainWindow):
    """Arranges what it is given; takes drops anywhere."""

    paths_dropped = Signal(list)  # of Path
    failures_requested = Signal()
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setWindowTitle("Kesit")
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AnimatedDocks)
        self.resize(_SIZE)
        self.progress = OpeningProgress()
        self.recent_menu = QMenu(tr("Open &recent"), self)
        self.file_windows_menu = QMenu(tr("Windows of the fi&le"), self)
        self._session = session
        self._stage: Stage | None = None
        self._message = label(role="muted")
        self._failures = QPushButton()
        self._failures.setObjectName("failures_button")
        self._failures.setFlat(True)
        self._failures.hide()
        self._failures.clicked.connect(self.failures_requested)
        session.failures_changed.connect(self._on_session_failures_changed)

    def arrange(
        self,
        stage: Stage,
        series_list: QWidget,
        model_panel: QWidget,
        measurement_panel: QWidget,
        actions: ActionSet,
    ) -> None:
        """Put everything in its place. Called once, before the window is shown."""
        self._stage = stage
        self.setCentralWidget(stage)
        studies = self._dock(tr("Studies"), "studies_dock", series_list, Qt.DockWidgetArea.LeftDockWidgetArea)
        model = self._dock(
            tr("What the model sees"), "model_dock", model_panel, Qt.DockWidgetArea.RightDockWidgetArea
        )
        measurements = self._dock(
            tr("Measurements"), "measurements_dock", measurement_panel, Qt.DockWidgetArea.RightDockWidgetArea
        )
        self._measurements = measurements
        self.resizeDocks([studies, model], [250, 300], Qt.Orientation.Horizontal)
        self.resizeDocks([model, measurements], [600, 190], Qt.Orientation.Vertical)
        menus = actions.fill_menu_bar(self.menuBar())
        following = menus["File"].actions()[menus["File"].actions().index(actions[RECENT_MENU_AFTER]) + 1]
        menus["File"].insertMenu(following, self.recent_menu)
        self._view_menu = menus["View"]
        menus["View"].addSeparator()
        menus["View"].addActions([dock.toggleViewAction() for dock in (studies, model, measurements)])
        self._context_menu = actions.menu(CONTEXT_MENU, self)
        after = actions[FILE_WINDOWS_AFTER]
        for menu in (menus["Window"], self._context_menu):
            self._insert_file_windows(menu, after)
        self.toolbar = Toolbar(actions, lambda menu: self._insert_file_windows(menu, after))
        self.addToolBar(self.toolbar)
        actions.attach(self, stage.grid)
        self._fill_status_bar()

    def take_place_of(self, other: "MainWindow") -> None:
        """Lie where another window lies, with the docks as they are there."""
        self.restoreGeometry(other.saveGeometry())
        if not (other.isMaximized() or other.isFullScreen()):
            self.setGeometry(other.geometry())
        self.restoreState(other.saveState())

    def add_panel(self, title: str, name: str, content: QWidget, shown: bool = False) -> QDockWidget:
        """One more dock, behind the measurements until somebody turns to it."""
        dock = self._dock(title, name, content, Qt.DockWidgetArea.RightDockWidgetArea)
        self.tabifyDockWidget(self._measurements, dock)
        dock.setVisible(shown)
        self._measurements.raise_()
        self._view_menu.addAction(dock.toggleViewAction())
        return dock

    def show_message(self, text: str) -> None:
        """Say what happened last, in the status bar."""
        self._message.setText(translated(text))

    @Slot()
    def clear_message(self) -> None:
        self._message.clear()

    @Slot(QPoint)
    def show_context_menu(self, position: QPoint) -> None:
        self._context_menu.popup(position)

    @Slot(object)
    def show_opened(self, opened: Opened) -> None:
        """Say how much was opened, or that there was nothing to open."""
        result = opened.result
        series = sum(len(rows_of_phases(study.series)) for study in result.studies)
        objects = sum(len(study.objects) for study in result.studies)
        studies = len(result.studies)
        if series:
            self.show_message(
                tr_count(
                    studies,
                    "Opened {series} series of {count} study",
                    "Opened {series} series of {count} studies",
                    series=series,
                )
            )
        elif objects:
            self.show_message(
                tr_count(
                    objects,
                    "Opened {count} object without an image",
                    "Opened {count} objects without an image",
                )
            )
        elif not result.failures:
            self.show_message(tr("There is no image in what was opened"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            event.acceptProposedAction()
            self._set_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_dropping(False)
        event.acceptProposedAction()
        self.paths_dropped.emit(local_paths(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _set_dropping(self, dropping: bool) -> None:
        if self._stage is not None:
            self._stage.set_dropping(dropping)

    def _dock(self, title: str, name: str, content: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # a bare widget draws none by itself
        dock.setWidget(content)
        self.addDockWidget(area, dock)
        return dock

    def _insert_file_windows(self, menu: QMenu, after: QAction) -> None:
        place = menu.actions().index(after) + 1
        menu.insertMenu(menu.actions()[place], self.file_windows_menu)

    def _fill_status_bar(self) -> None:
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self._message)
        self.statusBar().addWidget(self.progress)
        self.statusBar().addWidget(self._failures)
        self.statusBar().addPermanentWidget(NoticeLabel())

    @Slot()
    def _on_session_failures_changed(self) -> None:
        count = len(self._session.failures)
        self._failures.setText(failures_text(count))
        self._failures.setVisible(count > 0)
