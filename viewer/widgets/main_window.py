"""The window: the stage in the middle, docks at its sides, menus and toolbar from the action table."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QPushButton, QToolBar, QToolButton, QWidget

from viewer.services.opening import Opened
from viewer.state.session import Session
from viewer.widgets.action_set import ActionSet
from viewer.widgets.action_table import CONTEXT_MENU, RECENT_MENU_AFTER, WINDOW_MENU_BEFORE
from viewer.widgets.failures_dialog import failures_text
from viewer.widgets.icons import icon
from viewer.widgets.labels import label
from viewer.widgets.notice import NoticeLabel
from viewer.widgets.opening_progress import OpeningProgress
from viewer.widgets.stage import Stage

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
        self.recent_menu = QMenu("Open &recent", self)
        self._session = session
        self._stage: Stage | None = None
        self._message = label(role="muted")
        self._failures = QPushButton()
        self._failures.setObjectName("failures_button")
        self._failures.setFlat(True)
        self._failures.hide()
        self._failures.clicked.connect(self.failures_requested)
        session.failures_changed.connect(self._on_session_failures_changed)

    def arrange(self, stage: Stage, series_list: QWidget, model_panel: QWidget, actions: ActionSet) -> None:
        """Put everything in its place. Called once, before the window is shown."""
        self._stage = stage
        self.setCentralWidget(stage)
        studies = self._dock("Studies", "studies_dock", series_list, Qt.DockWidgetArea.LeftDockWidgetArea)
        model = self._dock(
            "What the model sees", "model_dock", model_panel, Qt.DockWidgetArea.RightDockWidgetArea
        )
        self.resizeDocks([studies, model], [250, 300], Qt.Orientation.Horizontal)
        menus = actions.fill_menu_bar(self.menuBar())
        following = menus["File"].actions()[menus["File"].actions().index(actions[RECENT_MENU_AFTER]) + 1]
        menus["File"].insertMenu(following, self.recent_menu)
        menus["View"].addSeparator()
        menus["View"].addActions([studies.toggleViewAction(), model.toggleViewAction()])
        self._context_menu = actions.menu(CONTEXT_MENU, self)
        self._add_toolbar(actions)
        actions.attach(self, stage)
        self._fill_status_bar()

    def show_message(self, text: str) -> None:
        """Say what happened last, in the status bar."""
        self._message.setText(text)

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
        series = sum(len(study.series) for study in result.studies)
        objects = sum(len(study.objects) for study in result.studies)
        studies = len(result.studies)
        if series:
            self.show_message(f"Opened {series} series of {studies} {'study' if studies == 1 else 'studies'}")
        elif objects:
            self.show_message(f"Opened {objects} object{'s' * (objects > 1)} without an image")
        elif not result.failures:
            self.show_message("There is no image in what was opened")

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
        dock.setWidget(content)
        self.addDockWidget(area, dock)
        return dock

    def _add_toolbar(self, actions: ActionSet) -> None:
        bar = QToolBar("Toolbar")
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setIconSize(QSize(20, 20))
        actions.fill_toolbar(bar)
        bar.insertWidget(actions[WINDOW_MENU_BEFORE], self._window_button(actions))
        self.addToolBar(bar)

    def _window_button(self, actions: ActionSet) -> QToolButton:
        """The window presets, one click away."""
        button = QToolButton()
        button.setIcon(icon("ph.sliders-horizontal"))
        button.setToolTip("Window presets")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(actions.menu(("Window",), button))
        return button

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


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders that are being dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
