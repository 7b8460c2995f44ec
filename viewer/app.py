"""The composition root: builds state, services and window, and makes every connection, once."""

from collections.abc import Callable
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, QSettings, Qt, Slot

from viewer.core.situation import Situation
from viewer.services.inference import ClassifierLoader, InferenceService, load_classifier
from viewer.services.models import ModelList
from viewer.services.opening import OpeningService
from viewer.services.pixel_cache import DEFAULT_LIMIT_BYTES, FrameStore, PixelCache
from viewer.services.rendering import Renderer
from viewer.services.series_offer import SeriesOffers
from viewer.services.settings import (
    MODEL,
    NOTICE_ACCEPTED,
    OVERLAY_OPACITY,
    WINDOW_GEOMETRY,
    WINDOW_STATE,
    Settings,
)
from viewer.services.thumbnails import ThumbnailService
from viewer.state.findings import Findings
from viewer.state.pane import PaneState
from viewer.state.session import Session
from viewer.widgets.action_set import ActionSet
from viewer.widgets.action_table import ROWS
from viewer.widgets.deidentify_commands import DeidentifyCommands
from viewer.widgets.export_commands import ExportCommands
from viewer.widgets.file_commands import FileCommands
from viewer.widgets.findings_panel import FindingsPanel
from viewer.widgets.header_commands import HeaderCommands
from viewer.widgets.help_commands import HelpCommands
from viewer.widgets.hold_key import HoldKey
from viewer.widgets.image_pane import ImagePane
from viewer.widgets.main_window import MainWindow
from viewer.widgets.model_commands import ModelCommands
from viewer.widgets.model_panel import ModelPanel
from viewer.widgets.model_picker import ModelPicker
from viewer.widgets.overlay_controls import OverlayControls
from viewer.widgets.pane_controller import PaneController
from viewer.widgets.pane_presenter import PanePresenter
from viewer.widgets.series_list import SeriesList
from viewer.widgets.series_summary import SeriesSummary
from viewer.widgets.shown import Shown
from viewer.widgets.stage import Stage
from viewer.widgets.tool_commands import ToolCommands
from viewer.widgets.view_commands import ViewCommands
from viewer.workers.collector import GuiThreadCollector
from viewer.workers.task import TaskRunner


class Kesit(QObject):
    """The whole application behind one window."""

    def __init__(self, store: QSettings | None = None, load: ClassifierLoader = load_classifier) -> None:
        super().__init__()
        self.settings = Settings(store or QSettings("Kesit", "Kesit"))
        self.stopped = False  # no thread of ours runs any more
        self._collector = GuiThreadCollector(self)
        self._build_state_and_services(load)
        self._build_window()
        self._connect_services()
        self._connect_widgets()
        self._connect_actions()
        self._restore()
        self._update_actions()

    def start(self, model: str | None = None) -> None:
        """Begin loading a model: this one, else the one used last. Called once the window is shown."""
        wanted = (model, self.settings.get(MODEL))
        if self.models.choose_first_of(tuple(name for name in wanted if name)) is None:
            self.findings.set_problem("There is no model here. Open a model folder, or train a classifier.")

    @Slot()
    def close(self) -> None:
        """Remember how things were and stop every thread that can be stopped at once."""
        self.settings.set(WINDOW_GEOMETRY, self.window.saveGeometry())
        self.settings.set(WINDOW_STATE, self.window.saveState())
        self.settings.save()
        self.window.hide()
        self.opening.cancel()
        self.tasks.close()
        ended = [service.close() for service in (self.cache, self.thumbnails, self.inference)]
        self.stopped = all(ended)
        self._collector.stop()

    def _build_state_and_services(self, load: ClassifierLoader) -> None:
        self.session = Session(self)
        self.pane_state = PaneState(self)
        self.findings = Findings(self)
        self.tasks = TaskRunner(self)
        frames = FrameStore(DEFAULT_LIMIT_BYTES)
        sample_folder = Path(platformdirs.user_cache_dir("kesit", appauthor=False)) / "sample"
        self.opening = OpeningService(self.session, self.tasks, sample_folder)
        self.offers = SeriesOffers(self.opening, self.tasks)
        self.cache = PixelCache(frames, self)
        self.thumbnails = ThumbnailService(self.session, frames)
        self.inference = InferenceService(self.session, self.pane_state, self.findings, frames, load)
        self.models = ModelList(self)

    def _build_window(self) -> None:
        self.window = MainWindow(self.session)
        self.actions = ActionSet(ROWS, self.window)
        self.pane = ImagePane(Renderer())
        self.presenter = PanePresenter(self.pane, self.session, self.pane_state, self.findings, self.cache)
        self.controller = PaneController(self.pane, self.presenter, self.session, self.pane_state)
        self.stage = Stage(self.pane, self.session)
        self.series_list = SeriesList(self.session)
        self.picker = ModelPicker(self.models)
        self.findings_panel = FindingsPanel(self.session, self.findings)
        self.overlay_controls = OverlayControls(
            self.actions["model.overlay"], self.session, self.pane_state, self.findings
        )
        summary = SeriesSummary(self.session, self.findings)
        panel = ModelPanel(self.picker, self.findings_panel, summary, self.overlay_controls)
        self.window.arrange(self.stage, self.series_list, panel, self.actions)
        self.hold_to_hide = HoldKey(self.window, Qt.Key.Key_B)

    def _connect_services(self) -> None:
        self.opening.started.connect(self.window.progress.begin)
        self.opening.started.connect(self.window.clear_message)
        self.opening.progressed.connect(self.window.progress.report)
        self.opening.ended.connect(self.window.progress.hide)
        self.opening.failed.connect(self.window.show_message)
        self.opening.opened.connect(self.window.show_opened)
        self.thumbnails.thumbnail_ready.connect(self.series_list.set_thumbnail)
        self.models.current_changed.connect(self._on_models_current_changed)
        for changed in (
            self.opening.started,
            self.opening.ended,
            self.session.series_changed,
            self.session.studies_changed,
            self.session.failures_changed,
            self.presenter.frame_taken,
            self.findings.model_changed,
            self.pane_state.window_changed,
            self.pane_state.overlay_changed,
            self.pane_state.text_changed,
            self.pane_state.planes_changed,
        ):
            changed.connect(self._update_actions)

    def _connect_widgets(self) -> None:
        state, session = self.pane_state, self.session
        self.window.progress.cancel_requested.connect(self.opening.cancel)
        self.window.closed.connect(self.close)
        self.series_list.series_requested.connect(session.set_series)
        self.stage.slider.slice_requested.connect(session.set_index)
        self.stage.banner.accepted.connect(self._on_banner_accepted)
        self.offers.offer_changed.connect(self.stage.offer.set_offer)
        self.stage.offer.accepted.connect(self.offers.accept)
        self.stage.offer.declined.connect(self.offers.drop)
        self.overlay_controls.class_requested.connect(state.set_overlay_class)
        self.overlay_controls.opacity_requested.connect(self._on_opacity_requested)
        self.hold_to_hide.held_changed.connect(state.set_overlay_held_back)
        self.pane.menu_requested.connect(self.window.show_context_menu)

    def _connect_actions(self) -> None:
        files = FileCommands(self.window, self.opening, self.session, self.settings)
        views = ViewCommands(self.window, self.session, self.pane_state, self.presenter, self.controller)
        models = ModelCommands(self.window, self.models, self.pane_state, self.findings)
        self.tools = ToolCommands(self.window, self.tasks)
        self.header = HeaderCommands(self.window, self.tasks, lambda: self.session.frame)
        self.exports = ExportCommands(self.window, self.tasks, self.settings, self.shown)
        self.copies = DeidentifyCommands(self.window, self.tasks, self.settings, self.session)
        help_ = HelpCommands(self.window, self.actions.rows)
        self.open_paths: Callable[[list[Path]], None] = files.open_paths
        groups = (files, views, models, self.tools, self.header, self.exports, self.copies, help_)
        self.handlers = {name: handler for group in groups for name, handler in group.handlers.items()}
        self.actions.triggered.connect(self._on_actions_triggered)
        self.stage.action_requested.connect(self._on_stage_action_requested)
        self.window.paths_dropped.connect(files.open_paths)
        self.window.failures_requested.connect(files.show_failures)
        self.window.recent_menu.aboutToShow.connect(lambda: files.fill_recent_menu(self.window.recent_menu))
        self.picker.model_requested.connect(models.choose)
        self.session.frame_changed.connect(self.header.follow)
        self.tools.model_ready.connect(models.choose)
        self.tools.model_made.connect(self.models.refresh)
        for commands in (self.tools, self.exports, self.copies):
            commands.told.connect(self.window.show_message)

    def _restore(self) -> None:
        self.window.restoreGeometry(self.settings.get(WINDOW_GEOMETRY))
        self.window.restoreState(self.settings.get(WINDOW_STATE))
        self.pane_state.set_overlay_opacity(self.settings.get(OVERLAY_OPACITY))
        self.stage.banner.setVisible(not self.settings.get(NOTICE_ACCEPTED))

    def situation(self) -> Situation:
        """What is true now, as far as actions need to know."""
        series, frame = self.session.series, self.presenter.frame
        return Situation(
            has_image=series is not None,
            has_stack=series is not None and len(series.frames) > 1,
            has_several_series=sum(len(study.series) for study in self.session.studies) > 1,
            is_colour=frame is not None and frame.is_colour,
            has_planes=frame is not None and bool(frame.overlays),
            modality=series.modality if series else "",
            has_model=self.findings.card is not None,
            opening=self.opening.busy,
            has_failures=bool(self.session.failures),
        )

    def shown(self) -> Shown | None:
        """What is on screen, for what takes it out of the program; None without a picture."""
        series, scene = self.session.series, self.pane.scene
        if series is None or scene.request is None:
            return None
        return Shown(series, scene, self.pane.device_size, self.pane.devicePixelRatioF())

    @Slot()
    def _update_actions(self) -> None:
        self.actions.set_situation(self.situation())
        self.actions["window.invert"].setChecked(self.pane_state.inverted)
        self.actions["model.overlay"].setChecked(self.pane_state.overlay.on)
        self.actions["view.text"].setChecked(self.pane_state.text_shown)
        self.actions["view.planes"].setChecked(self.pane_state.planes_shown)

    @Slot(str, bool)
    def _on_actions_triggered(self, action_id: str, checked: bool) -> None:
        self.handlers[action_id](checked)

    @Slot(str)
    def _on_stage_action_requested(self, action_id: str) -> None:
        self.actions[action_id].trigger()

    @Slot(object)
    def _on_models_current_changed(self, entry: object) -> None:
        current = self.models.current
        if current is not None:
            self.settings.set(MODEL, current.name if current.bundled else str(current.folder))
            self.inference.use_model(current.folder)

    @Slot(float)
    def _on_opacity_requested(self, opacity: float) -> None:
        self.pane_state.set_overlay_opacity(opacity)
        self.settings.set(OVERLAY_OPACITY, opacity)

    @Slot()
    def _on_banner_accepted(self) -> None:
        self.settings.set(NOTICE_ACCEPTED, True)
        self.stage.banner.hide()
