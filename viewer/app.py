"""The composition root: builds state, services and window, and makes every connection, once."""

from collections.abc import Callable
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, QSettings, Qt, Slot

from viewer.core.language import tr
from viewer.core.pane_layout import PaneLayout
from viewer.services.classifiers import Classifier, ClassifierLoader, load_classifier
from viewer.services.inference import InferenceService
from viewer.services.key_image_keeping import KeyImageKeeping
from viewer.services.measurement_keeping import MeasurementKeeping
from viewer.services.measurement_store import measurements_folder
from viewer.services.memory import limit_from
from viewer.services.model_proposals import ModelProposals
from viewer.services.models import ModelList
from viewer.services.opening import OpeningService
from viewer.services.pixel_cache import FrameStore, PixelCache
from viewer.services.series_offer import SeriesOffers
from viewer.services.session_keeping import SessionKeeping
from viewer.services.settings import (
    CINE_BOUNCE,
    CINE_FPS,
    MEMORY_LIMIT_MIB,
    MODEL,
    NOTICE_ACCEPTED,
    OVERLAY_OPACITY,
    PANE_LAYOUT,
    WINDOW_GEOMETRY,
    WINDOW_STATE,
    Settings,
)
from viewer.services.summary_maps import HeatMaps
from viewer.services.thumbnails import ThumbnailService
from viewer.services.word_keeping import WordKeeping
from viewer.state.findings import Findings
from viewer.state.guides import Guides
from viewer.state.key_images import KeyImages
from viewer.state.links import Links
from viewer.state.measurements import Measurements
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session
from viewer.state.words import Words
from viewer.widgets.action_set import ActionSet
from viewer.widgets.action_states import ActionStates
from viewer.widgets.action_table import ROWS
from viewer.widgets.answer_commands import AnswerCommands
from viewer.widgets.cine_bar import CineBar
from viewer.widgets.cine_player import CinePlayer
from viewer.widgets.deidentify_commands import DeidentifyCommands
from viewer.widgets.export_commands import ExportCommands
from viewer.widgets.file_commands import FileCommands
from viewer.widgets.findings_panel import FindingsPanel
from viewer.widgets.header_commands import HeaderCommands
from viewer.widgets.help_commands import HelpCommands
from viewer.widgets.histogram_panel import HistogramPanel
from viewer.widgets.hold_key import HoldKey
from viewer.widgets.key_image_panel import KeyImagePanel
from viewer.widgets.main_window import MainWindow
from viewer.widgets.measurement_commands import MeasurementCommands
from viewer.widgets.measurement_panel import MeasurementPanel
from viewer.widgets.model_commands import ModelCommands
from viewer.widgets.model_panel import ModelPanel
from viewer.widgets.model_picker import ModelPicker
from viewer.widgets.overlay_controls import OverlayControls
from viewer.widgets.pane_commands import PaneCommands
from viewer.widgets.pane_follower import PaneFollower
from viewer.widgets.pane_grid import PaneGrid
from viewer.widgets.pane_surroundings import Surroundings
from viewer.widgets.pane_unit import PaneUnit
from viewer.widgets.reading_commands import ReadingCommands
from viewer.widgets.series_list import SeriesList
from viewer.widgets.series_summary import SeriesSummary
from viewer.widgets.session_commands import SessionCommands
from viewer.widgets.shown import Shown
from viewer.widgets.stage import Stage
from viewer.widgets.study_panel import StudyPanel
from viewer.widgets.summary_commands import SummaryCommands
from viewer.widgets.tool_commands import ToolCommands
from viewer.widgets.view_commands import ViewCommands
from viewer.widgets.word_commands import WordCommands
from viewer.widgets.word_panel import WordPanel
from viewer.workers.collector import GuiThreadCollector
from viewer.workers.task import TaskRunner


class Kesit(QObject):
    """The whole application behind one window."""

    def __init__(
        self,
        store: QSettings | None = None,
        load: ClassifierLoader = load_classifier,
        measurements: Path | None = None,
    ) -> None:
        super().__init__()
        self.settings = Settings(store or QSettings("Kesit", "Kesit"))
        self.stopped = False  # no thread of ours runs any more
        self._collector = GuiThreadCollector(self)
        self._build_state_and_services(load, measurements or measurements_folder())
        self._build_window()
        self._connect_services()
        self._connect_widgets()
        self._connect_actions()
        self._connect_panels_and_messages()
        self._restore()

    def start(self, model: str | None = None) -> None:
        """Begin loading a model: this one, else the one used last. Called once the window is shown."""
        wanted = (model, self.settings.get(MODEL))
        if self.models.choose_first_of(tuple(name for name in wanted if name)) is None:
            self.findings.set_problem(
                tr("There is no model here. Open a model folder, or train a classifier.")
            )

    @property
    def active(self) -> PaneUnit:
        """The pane that menus, keys and panels speak of."""
        return self.grid.active

    @Slot()
    def close(self) -> None:
        """Remember how things were and stop every thread that can be stopped at once."""
        self._remember_window()
        self.session_keeping.close()
        self.settings.set(CINE_FPS, self.cine.chosen_fps)
        self.settings.set(CINE_BOUNCE, self.cine.bounce)
        self.settings.save()
        self.window.hide()
        self.cine.stop()
        self.opening.cancel()
        self.tasks.close()
        self.measurements.history.clear()  # it would speak while it is destroyed
        self.words.history.clear()
        ended = [service.close() for service in (self.cache, self.thumbnails, self.inference)]
        self.stopped = all(ended)
        self._collector.stop()

    @Slot()
    def _remember_window(self) -> None:
        """Often enough to be there after a crash."""
        self.settings.set(WINDOW_GEOMETRY, self.window.saveGeometry())
        self.settings.set(WINDOW_STATE, self.window.saveState())
        self.settings.set(PANE_LAYOUT, str(self.panes.chosen_layout))

    def _build_state_and_services(self, load: ClassifierLoader, kept_measurements: Path) -> None:
        self.session = Session(self)
        self.panes = PaneGroup(self.session)
        self.links, self.guides = Links(self), Guides(self)
        self.findings = Findings(self)
        self.measurements, self.key_images = Measurements(self), KeyImages(self)
        self.tasks = TaskRunner(self)
        self.frames = frames = FrameStore(limit_from(self.settings.get(MEMORY_LIMIT_MIB)))
        sample_folder = Path(platformdirs.user_cache_dir("kesit", appauthor=False)) / "sample"
        self.opening = OpeningService(self.session, self.panes, self.tasks, sample_folder)
        self.offers = SeriesOffers(self.opening, self.tasks)
        self.cache = PixelCache(frames, self)
        self.thumbnails = ThumbnailService(self.session, frames)
        self.inference = InferenceService(self.panes, self.findings, frames, load)
        self.surroundings = Surroundings(
            session=self.session,
            group=self.panes,
            guides=self.guides,
            findings=self.findings,
            measurements=self.measurements,
            key_images=self.key_images,
            cache=self.cache,
        )
        self.keeping = MeasurementKeeping(self.session, self.measurements, kept_measurements)
        beside = kept_measurements.parent
        self.key_image_keeping = KeyImageKeeping(self.session, self.key_images, beside / "key-images")
        self.session_keeping = SessionKeeping(self.session, self.panes, self.opening, beside / "session")
        self.models = ModelList(self)
        self.proposals = ModelProposals(self.panes, self.models)
        self.load_classifier = load
        self.words = Words(self)
        self.word_keeping = WordKeeping(self.session, self.words, beside / "words")
        self.maps = HeatMaps(load, lambda: self.models.current.folder if self.models.current else None)

    def _build_window(self) -> None:
        self.window = MainWindow(self.session)
        self.actions = ActionSet(ROWS, self.window)
        self.grid = PaneGrid(self.surroundings)
        self.follower = PaneFollower(self.panes, self.links, self.guides, self.grid)
        self.cine = CinePlayer(self.panes, self.grid)
        self.cine_bar = CineBar(self.cine, self.actions["go.cine"])
        self.stage = Stage(self.grid, self.cine_bar, self.session, self.panes, self.findings)
        self.stage.slider.show_key_images(self.key_images)
        self.series_list = SeriesList(self.session, self.panes)
        self.picker = ModelPicker(self.models)
        self.findings_panel = FindingsPanel(self.panes, self.findings)
        self.overlay_controls = OverlayControls(self.actions["model.overlay"], self.panes, self.findings)
        self.summary = SeriesSummary(self.panes, self.findings)
        self.word_panel = WordPanel(self.panes, self.findings, self.words)
        panel = ModelPanel(
            self.picker, self.findings_panel, self.word_panel, self.summary, self.overlay_controls
        )
        self.measurement_panel = MeasurementPanel(self.session, self.measurements)
        self.study_panel = StudyPanel(self.session, self.series_list)
        self.window.arrange(self.stage, self.study_panel, panel, self.measurement_panel, self.actions)
        self._add_panels()
        self.hold_to_hide = HoldKey(self.window, Qt.Key.Key_B)
        self.hold_to_magnify = HoldKey(self.window, Qt.Key.Key_M)

    def _add_panels(self) -> None:
        self.key_image_panel = KeyImagePanel(self.session, self.panes, self.key_images)
        self.window.add_panel(tr("Key images"), "key_images_dock", self.key_image_panel, shown=True)
        self.histogram_panel = HistogramPanel(self.panes, self.grid)
        self.histogram_dock = self.window.add_panel(tr("Histogram"), "histogram_dock", self.histogram_panel)

    def _connect_services(self) -> None:
        self.opening.started.connect(self.window.progress.begin)
        self.opening.started.connect(self.window.clear_message)
        self.opening.progressed.connect(self.window.progress.report)
        self.opening.ended.connect(self.window.progress.hide)
        self.opening.failed.connect(self.window.show_message)
        self.opening.opened.connect(self.window.show_opened)
        self.thumbnails.thumbnail_ready.connect(self.series_list.set_thumbnail)
        self.panes.shown_changed.connect(self._on_panes_shown_changed)
        self.models.current_changed.connect(self._on_models_current_changed)

    def _connect_widgets(self) -> None:
        self.window.progress.cancel_requested.connect(self.opening.cancel)
        self.window.closed.connect(self.close)
        self.series_list.series_browsed.connect(self.panes.put)
        for chosen in (self.series_list.series_requested, self.grid.series_dropped):
            chosen.connect(self.panes.put)
            chosen.connect(self.grid.focus_active)
        for asking in (self.stage.slider, self.stage.strip, self.summary):
            asking.slice_requested.connect(self.panes.set_index)
        self.cine_bar.left.connect(self.grid.focus_active)
        self.grid.menu_requested.connect(self.window.show_context_menu)
        self.stage.banner.accepted.connect(self._on_banner_accepted)
        self.offers.offer_changed.connect(self.stage.offer.set_offer)
        self.stage.offer.accepted.connect(self.offers.accept)
        self.stage.offer.declined.connect(self.offers.drop)
        self.overlay_controls.class_requested.connect(self.panes.set_overlay_class)
        self.overlay_controls.opacity_requested.connect(self._on_opacity_requested)
        self.overlay_controls.method_requested.connect(self.panes.set_overlay_method)
        self.proposals.proposal_changed.connect(self.stage.proposal.set_proposal)
        self.stage.proposal.declined.connect(self.proposals.decline)
        self.hold_to_hide.held_changed.connect(self.panes.set_overlay_held_back)
        self.hold_to_magnify.held_changed.connect(self.guides.set_magnifying)
        picker = self.window.toolbar.layout_picker
        picker.layout_requested.connect(self.panes.set_layout)
        self.panes.layout_changed.connect(lambda: picker.show_layout(self.panes.chosen_layout))

    def _connect_actions(self) -> None:
        files = FileCommands(self.window, self.opening, self.session, self.settings)
        views = ViewCommands(self.window, self.session, self.panes, self.grid)
        panes = PaneCommands(self.panes, self.links, self.guides, self.cine)
        models = ModelCommands(self.window, self.models, self.panes, self.findings)
        self.answers = AnswerCommands(self.window, self.tasks, self.surroundings, self.current_classifier)
        self.tools = ToolCommands(self.window, self.tasks)
        self.header = HeaderCommands(self.window, self.tasks, lambda: self.panes.active.frame)
        self.exports = ExportCommands(self.window, self.tasks, self.settings, self.shown)
        self.copies = DeidentifyCommands(self.window, self.tasks, self.settings, self.surroundings)
        self.measuring = MeasurementCommands(self.window, self.surroundings, self.grid, self.settings)
        self._build_reading_commands()
        self._build_word_commands()
        help_ = HelpCommands(self.window, self.actions.rows)
        self.open_paths: Callable[[list[Path]], None] = files.open_paths
        own = (
            self.tools,
            self.header,
            self.exports,
            self.copies,
            self.measuring,
            self.answers,
            *self._speaking,
        )
        groups = (files, views, panes, models, *own, self.sessions, self.reading, help_)
        self.handlers = {name: handler for group in groups for name, handler in group.handlers.items()}
        checked = (views, panes, models, self.measuring, self.sessions, self.reading)
        self.action_states = ActionStates(
            self.actions,
            self.surroundings,
            self.grid,
            self.opening,
            checked=tuple(one.checked for one in checked),
            has_last_session=lambda: self.sessions.has_kept,
        )
        for one in (self.links, self.cine, self.sessions, self.reading):
            one.changed.connect(self.action_states.refresh)
        self.actions.triggered.connect(self._on_actions_triggered)
        self.stage.action_requested.connect(self._on_stage_action_requested)
        self.window.paths_dropped.connect(files.open_paths)
        self.grid.paths_dropped.connect(files.open_paths)
        self.window.failures_requested.connect(files.show_failures)
        self.window.recent_menu.aboutToShow.connect(lambda: files.fill_recent_menu(self.window.recent_menu))
        self.window.file_windows_menu.aboutToShow.connect(
            lambda: views.fill_file_windows(self.window.file_windows_menu)
        )
        self.picker.model_requested.connect(models.choose)
        self.stage.proposal.accepted.connect(models.choose)
        self.answers.open_requested.connect(files.open_paths)
        self.panes.frame_changed.connect(self.header.follow)
        self.tools.model_ready.connect(models.choose)
        self.tools.model_made.connect(self.models.refresh)
        self.tools.image_requested.connect(lambda path: files.open_paths([path]))

    def _connect_panels_and_messages(self) -> None:
        self.measurement_panel.chosen.connect(self.measuring.go_to)
        self.measurement_panel.text_requested.connect(self.measuring.ask_for_text)
        self.histogram_panel.automatic_requested.connect(self.actions["window.auto"].trigger)
        self.key_image_panel.chosen.connect(self.reading.key_images.go_to)
        self.key_image_panel.pictures_wanted.connect(self.thumbnails.set_frames)
        self.thumbnails.frame_ready.connect(self.key_image_panel.set_picture)
        self.session_keeping.saved.connect(self._remember_window)
        for keeping in (self.keeping, self.key_image_keeping, self.session_keeping, self.word_keeping):
            keeping.failed.connect(self.window.show_message)
        telling = (self.tools, self.exports, self.copies, self.measuring, self.answers, *self._speaking)
        for commands in (*telling, self.sessions, self.reading):
            commands.told.connect(self.window.show_message)

    def _build_word_commands(self) -> None:
        self.saying = WordCommands(self.window, self.tasks, self.surroundings, self.words, self.word_panel)
        self.summaries = SummaryCommands(self.window, self.tasks, self.surroundings, self.words, self.maps)
        self._speaking = (self.saying, self.summaries)
        self.saying.frame_requested.connect(self.panes.show_frame)
        self.saying.training_requested.connect(self.tools.train_on)

    def _build_reading_commands(self) -> None:
        self.sessions = SessionCommands(
            session=self.session,
            panes=self.panes,
            opening=self.opening,
            keeping=self.session_keeping,
            settings=self.settings,
            follower=self.follower,
            bar=self.stage.session_offer,
        )
        self.reading = ReadingCommands(
            self.window,
            self.surroundings,
            self.grid,
            study_panel=self.study_panel,
            panels={"window.histogram": self.histogram_dock},
            exports=self.exports,
            settings=self.settings,
            frames=self.frames,
        )

    def _restore(self) -> None:
        self.window.restoreGeometry(self.settings.get(WINDOW_GEOMETRY))
        self.window.restoreState(self.settings.get(WINDOW_STATE))
        self.cine.set_fps(self.settings.get(CINE_FPS))
        self.cine.set_bounce(self.settings.get(CINE_BOUNCE))
        self.panes.set_layout(PaneLayout.parse(self.settings.get(PANE_LAYOUT)))
        self.panes.set_overlay_opacity(self.settings.get(OVERLAY_OPACITY))
        self.stage.banner.setVisible(not self.settings.get(NOTICE_ACCEPTED))

    def shown(self) -> Shown | None:
        """What is in the active pane, for what takes it out of the program; None without a picture."""
        series, pane = self.panes.active.series, self.active.pane
        if series is None or pane.scene.request is None:
            return None
        return Shown(series, pane.scene, pane.device_size, pane.devicePixelRatioF())

    def current_classifier(self) -> Classifier:
        """Load the model in use once more, for another thread."""
        assert self.models.current is not None
        return self.load_classifier(self.models.current.folder)

    @Slot(str, bool)
    def _on_actions_triggered(self, action_id: str, checked: bool) -> None:
        self.handlers[action_id](checked)
        self.action_states.refresh()

    @Slot()
    def _on_panes_shown_changed(self) -> None:
        self.cache.request(self.panes.places)

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
        self.panes.set_overlay_opacity(opacity)
        self.settings.set(OVERLAY_OPACITY, opacity)

    @Slot()
    def _on_banner_accepted(self) -> None:
        self.settings.set(NOTICE_ACCEPTED, True)
        self.stage.banner.hide()
