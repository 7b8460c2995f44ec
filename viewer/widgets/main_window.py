"""The window: the stage in the middle, docks at its sides, menus and toolbar from the action table."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QMenu, QPushButton, QWidget

from viewer.core.language import tr, tr_count
from viewer.core.phases import rows_of_phases
from viewer.core.sentences import translated
from viewer.services.opening import Opened
from viewer.state.session import Session
from viewer.widgets.action_set import ActionSet
from viewer.widgets.action_table import FILE_WINDOWS_AFTER, RECENT_MENU_AFTER
from viewer.widgets.context_menu import ABOUT_MEASUREMENT, fill_context_menu
from viewer.widgets.dragging import local_paths
from viewer.widgets.failures_dialog import failures_text
from viewer.widgets.labels import label
from viewer.widgets.notice import NoticeLabel
from viewer.widgets.opening_progress import OpeningProgress
from viewer.widgets.stage import Stage
from viewer.widgets.toolbar import Toolbar

_SIZE = QSize(1400, 900)
_TITLE_BAR = 36  # room for what the system draws around a window
_MESSAGE_MS = 20_000


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
        self._docks_before: list[QDockWidget] = []  # the panels were hidden
        self._usual_docks: list[QDockWidget] = []
        self._actions: ActionSet | None = None
        self._message = label(role="muted")
        self._message.setMinimumWidth(1)  # a long sentence must not widen the window
        self._forget_message = QTimer(self, singleShot=True, interval=_MESSAGE_MS)
        self._forget_message.timeout.connect(self.clear_message)
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
        self._measurements, self._usual_docks = measurements, [studies, model, measurements]
        self.resizeDocks([studies, model], [250, 300], Qt.Orientation.Horizontal)
        self.resizeDocks([model, measurements], [625, 165], Qt.Orientation.Vertical)
        menus = actions.fill_menu_bar(self.menuBar())
        following = menus["File"].actions()[menus["File"].actions().index(actions[RECENT_MENU_AFTER]) + 1]
        menus["File"].insertMenu(following, self.recent_menu)
        self._view_menu = menus["View"]
        menus["View"].addSeparator()
        menus["View"].addActions([dock.toggleViewAction() for dock in (studies, model, measurements)])
        self._actions, self._context_menu = actions, QMenu(self)
        after = actions[FILE_WINDOWS_AFTER]
        self._insert_file_windows(menus["Window"], after)
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

    def keep_within(self, screen: QRect) -> None:
        """Shrink and move to be seen whole on a screen, given as what is free of it."""
        room = screen.adjusted(0, _TITLE_BAR, 0, 0)
        if not room.contains(self.geometry()):
            size = self.size().boundedTo(room.size())
            left = min(max(self.x(), room.left()), room.right() + 1 - size.width())
            top = min(max(self.y(), room.top()), room.bottom() + 1 - size.height())
            self.setGeometry(QRect(QPoint(left, top), size))

    def add_panel(self, title: str, name: str, content: QWidget, shown: bool = False) -> QDockWidget:
        """One more dock, behind the measurements until somebody turns to it."""
        dock = self._dock(title, name, content, Qt.DockWidgetArea.RightDockWidgetArea)
        self.tabifyDockWidget(self._measurements, dock)
        dock.setVisible(shown)
        self._measurements.raise_()
        self._view_menu.addAction(dock.toggleViewAction())
        return dock

    @property
    def has_panels(self) -> bool:
        """Whether there is a panel at a side."""
        return bool(self._shown_docks())

    def set_panels_shown(self, shown: bool) -> None:
        """Hide all panels, or bring back those that were there; all of the usual ones if none was."""
        if not shown:
            self._docks_before = self._shown_docks()
        for dock in self._docks_before or self._usual_docks:
            dock.setVisible(shown)

    def _shown_docks(self) -> list[QDockWidget]:
        """Those behind another tab too."""
        return [dock for dock in self.findChildren(QDockWidget) if dock.toggleViewAction().isChecked()]

    def show_message(self, text: str) -> None:
        """Say what happened last, in the status bar; for a while, as it soon is no longer what counts."""
        self._message.setText(translated(text))
        self._message.setToolTip(self._message.text())
        self._forget_message.start()

    @Slot()
    def begin_opening(self) -> None:
        """Show that something is being opened."""
        self.progress.begin()
        self.clear_message()
        self._show_opening(True)

    @Slot()
    def end_opening(self) -> None:
        """Nothing is being opened any more."""
        self.progress.hide()
        self._show_opening(False)

    def _show_opening(self, opening: bool) -> None:
        if self._stage is not None:
            self._stage.set_opening(opening)

    @Slot()
    def clear_message(self) -> None:
        self._message.clear()

    @Slot(QPoint)
    def show_context_menu(self, position: QPoint) -> None:
        assert self._actions is not None
        fill_context_menu(self._context_menu, self._actions, self.file_windows_menu)
        self._context_menu.popup(position)

    @Slot(QPoint)
    def show_measurement_menu(self, position: QPoint) -> None:
        """What can be done with the selected measurement."""
        assert self._actions is not None
        self._context_menu.clear()
        self._context_menu.addActions([self._actions[one] for one in ABOUT_MEASUREMENT])
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

    def event(self, event: QEvent) -> bool:
        """Esc leaves the full screen before it means anything else to the image."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and self.isFullScreen() and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen() and self._actions is not None:
            self._actions["view.full_screen"].trigger()
        else:
            super().keyPressEvent(event)

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

    def show_in_status_bar(self, widget: QWidget) -> None:
        """One more thing to look at, before the notice, which stays where it is."""
        self._status_end.insertWidget(0, widget)

    def _fill_status_bar(self) -> None:
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self._message)
        self.statusBar().addWidget(self.progress)
        self.statusBar().addWidget(self._failures)
        end = QWidget()
        self._status_end = QHBoxLayout(end)
        self._status_end.setContentsMargins(0, 0, 0, 0)
        self._status_end.addWidget(NoticeLabel())
        self.statusBar().addPermanentWidget(end)

    @Slot()
    def _on_session_failures_changed(self) -> None:
        count = len(self._session.failures)
        self._failures.setText(failures_text(count))
        self._failures.setVisible(count > 0)
