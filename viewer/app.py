"""The composition root: builds the window on state and services, and makes every connection."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressDialog

from viewer.core.pane_layout import PaneLayout
from viewer.core.preferences import Preferences, Theme
from viewer.foundation import Foundation
from viewer.services.classifiers import ClassifierLoader, load_classifier
from viewer.services.preferences import save_preferences
from viewer.services.settings import (
    CINE_BOUNCE,
    CINE_FPS,
    NOTICE_ACCEPTED,
    OVERLAY_OPACITY,
    PANE_LAYOUT,
    WINDOW_GEOMETRY,
    WINDOW_STATE,
)
from viewer.services.translation import Languages
from viewer.widgets.action_set import ActionSet
from viewer.widgets.action_states import ActionStates
from viewer.widgets.action_table import rows_of
from viewer.widgets.answer_commands import AnswerCommands
from viewer.widgets.cine_bar import CineBar
from viewer.widgets.cine_player import CinePlayer
from viewer.widgets.deidentify_commands import DeidentifyCommands
from viewer.widgets.export_commands import ExportCommands
from viewer.widgets.file_commands import FileCommands
from viewer.widgets.findings_panel import FindingsPanel
from viewer.widgets.header_commands import HeaderCommands
from viewer.widgets.help_commands import HelpCommands
from viewer.widgets.hold_key import HoldKey
from viewer.widgets.main_window import MainWindow
from viewer.widgets.measurement_commands import MeasurementCommands
from viewer.widgets.measurement_panel import MeasurementPanel
from viewer.widgets.model_commands import ModelCommands
from viewer.widgets.model_panel import ModelPanel
from viewer.widgets.model_picker import ModelPicker
from viewer.widgets.mpr_bar import MprBar
from viewer.widgets.mpr_commands import MprCommands
from viewer.widgets.overlay_controls import OverlayControls
from viewer.widgets.pane_commands import PaneCommands
from viewer.widgets.pane_follower import PaneFollower
from viewer.widgets.pane_grid import PaneGrid
from viewer.widgets.pane_unit import PaneUnit
from viewer.widgets.phase_bar import PhaseBar
from viewer.widgets.pointer_value import PointerValue
from viewer.widgets.reading_commands import ReadingCommands
from viewer.widgets.reading_panels import ReadingPanels
from viewer.widgets.series_list import SeriesList
from viewer.widgets.series_summary import SeriesSummary
from viewer.widgets.session_commands import SessionCommands
from viewer.widgets.settings_commands import SettingsCommands
from viewer.widgets.shown import Shown
from viewer.widgets.stage import Stage
from viewer.widgets.study_panel import StudyPanel
from viewer.widgets.style import use_theme
from viewer.widgets.summary_commands import SummaryCommands
from viewer.widgets.tool_commands import ToolCommands
from viewer.widgets.view_commands import ViewCommands
from viewer.widgets.word_commands import WordCommands
from viewer.widgets.word_panel import WordPanel


class Kesit(Foundation):
    """The whole application behind one window."""

    def __init__(
        self,
        store: QSettings | None = None,
        load: ClassifierLoader = load_classifier,
        measurements: Path | None = None,
    ) -> None:
        super().__init__(store, load, measurements)
        self.stopped = False  # no thread of ours runs any more
        self._languages = Languages()
        self._make_window()
        self.session_keeping.saved.connect(self._remember_window)
        self._restore()
        self.panes.layout_changed.connect(self._show_layout)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)

    @property
    def active(self) -> PaneUnit:
        """The pane that menus, keys and panels speak of."""
        return self.grid.active

    def prefer(self, preferences: Preferences) -> None:
        """Keep what was chosen and act on it at once."""
        before = self.preferences.value
        self.preferences.set_value(preferences)
        save_preferences(self.settings, preferences)
        if preferences.in_window != before.in_window:
            self.renew_window()

    def renew_window(self) -> None:
        """Make the window anew on the same state and services (docs/adr/0047).

        Words, colours, keys and menus are put into it when it is made. A window that exports, or does other
        work with a progress dialog, is left to finish that first.
        """
        if self.stopped:
            return
        busy = self.window.findChild(QProgressDialog)
        if busy is not None:
            busy.destroyed.connect(self.renew_window)
            return
        old, shown = self.window, self.window.isVisible()
        self._remember_window()
        old.closed.disconnect(self.close)
        self._make_window()
        self.window.take_place_of(old)
        self._tell_window()
        self.window.setVisible(shown)
        old.hide()
        old.deleteLater()
        self.window.activateWindow()
        self.grid.focus_active()

    @Slot()
    def close(self) -> None:
        """Remember how things were and stop every thread that can be stopped at once."""
        self._remember_window()
        self.session_keeping.close()
        self.mpr.end()
        self.settings.save()
        self.window.hide()
        self.cine.stop()
        self.stopped = self.stop_threads()
        self._languages.stop()

    @Slot()
    def _remember_window(self) -> None:
        """Often enough to be there after a crash."""
        self.settings.set(WINDOW_GEOMETRY, self.window.saveGeometry())
        self.settings.set(WINDOW_STATE, self.window.saveState())
        self.settings.set(PANE_LAYOUT, str(self.mpr.layout_without))
        self.settings.set(CINE_FPS, self.cine.chosen_fps)
        self.settings.set(CINE_BOUNCE, self.cine.bounce)

    def _make_window(self) -> None:
        self._dress()
        self._build_window()
        self.window.show_in_status_bar(PointerValue(self.guides, self.grid))
        self._connect_services()
        self._connect_widgets()
        self._connect_actions()
        self._connect_panels_and_messages()
        self.cine.set_fps(self.settings.get(CINE_FPS))
        self.cine.set_bounce(self.settings.get(CINE_BOUNCE))
        self._show_layout()
        self.stage.banner.setVisible(not self.settings.get(NOTICE_ACCEPTED))

    def _dress(self) -> None:
        """Speak the chosen language and show the chosen colours: what is made now is made in them."""
        self._languages.use(self.preferences.value.language)
        use_theme(self.preferences.value.theme)

    def _build_window(self) -> None:
        self.window = MainWindow(self.session)
        preferences = self.preferences.value
        self.actions = ActionSet(rows_of(preferences.presets, preferences.keys), self.window)
        self.grid = PaneGrid(self.surroundings)
        self.follower = PaneFollower(self.panes, self.links, self.guides, self.grid)
        self.cine = CinePlayer(self.panes, self.grid)
        self.cine_bar = CineBar(self.cine, self.actions["go.cine"])
        self.mpr_bar = MprBar(self.mpr, self.actions["mpr.reset"], self.actions["mpr.show"])
        self.phase_bar = PhaseBar(self.panes, self.actions["go.phase_cine"])
        self.stage = Stage(
            self.grid, self.cine_bar, self.mpr_bar, self.phase_bar,
            session=self.session, panes=self.panes, findings=self.findings, recent=self.recent,
        )  # fmt: skip
        self.stage.slider.show_key_images(self.key_images)
        self.series_list = SeriesList(self.session, self.panes)
        self.picker = ModelPicker(self.models)
        self.findings_panel = FindingsPanel(self.panes, self.findings)
        self.overlay_controls = OverlayControls(self.actions["model.overlay"], self.surroundings)
        self.summary = SeriesSummary(self.panes, self.findings)
        self.word_panel = WordPanel(self.panes, self.findings, self.words, self.actions.how("word.agree"))
        panel = ModelPanel(
            self.picker, self.findings_panel, self.word_panel, self.summary, self.overlay_controls
        )
        self.measurement_panel = MeasurementPanel(self.session, self.measurements)
        self.study_panel = StudyPanel(self.session, self.series_list, self.actions.how("go.filter"))
        self.window.arrange(self.stage, self.study_panel, panel, self.measurement_panel, self.actions)
        self.panels = ReadingPanels(
            self.window,
            self.surroundings,
            self.grid,
            self.thumbnails,
            how_to_mark=self.actions.how("key.mark"),
        )
        self.hold_to_hide = HoldKey(self.window, self.actions.keys_of("model.hide"))
        self.hold_to_magnify = HoldKey(self.window, self.actions.keys_of("view.magnify"))

    def _connect_services(self) -> None:
        self.opening.started.connect(self.window.begin_opening)
        self.opening.progressed.connect(self.window.progress.report)
        self.opening.ended.connect(self.window.end_opening)
        self.opening.failed.connect(self.window.show_message)
        self.opening.opened.connect(self.window.show_opened)
        self.thumbnails.thumbnail_ready.connect(self.series_list.set_thumbnail)

    def _connect_widgets(self) -> None:
        self.window.progress.cancel_requested.connect(self.opening.cancel)
        self.window.closed.connect(self.close)
        self.series_list.series_browsed.connect(self.panes.put)
        for chosen in (self.series_list.series_requested, self.grid.series_dropped):
            chosen.connect(self.panes.put)
            chosen.connect(self.grid.focus_active)
        for asking in (self.stage.slider, self.stage.strip, self.summary):
            asking.slice_requested.connect(self.panes.set_index)
        for bar in (self.cine_bar, self.mpr_bar, self.word_panel):
            bar.left.connect(self.grid.focus_active)
        self.phase_bar.phase_requested.connect(self._on_phase_bar_phase_requested)
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
        self.window.toolbar.layout_picker.layout_requested.connect(self.panes.set_layout)

    def _connect_actions(self) -> None:
        files = FileCommands(self.window, self.opening, self.session, self.settings, self.recent)
        views = ViewCommands(self.window, self.session, self.panes, self.grid, self.preferences.value.presets)
        panes = PaneCommands(self.panes, self.links, self.guides, self.cine)
        models = ModelCommands(self.window, self.models, self.panes, self.findings, self.settings)
        self.answers = AnswerCommands(
            self.window, self.tasks, self.surroundings, self.load_again, self.settings
        )
        self.tools = ToolCommands(self.window, self.training, self.settings)
        self.header = HeaderCommands(self.window, self.tasks, self.panes)
        self.exports = ExportCommands(
            self.window, self.tasks, self.settings, self.shown, self.frames.read_once
        )
        self.copies = DeidentifyCommands(self.window, self.tasks, self.settings, self.surroundings)
        self.reformatting = MprCommands(self.window, self.tasks, self.frames, self.surroundings)
        self.measuring = MeasurementCommands(self.window, self.surroundings, self.grid, self.settings)
        self._build_reading_commands()
        self._build_word_commands()
        choices = self._settings_commands()
        help_ = HelpCommands(self.window, self.actions.rows, self.preferences)
        self.open_paths: Callable[[list[Path]], None] = files.open_paths
        working = (self.tools, self.header, self.exports, self.copies, self.answers)
        reading = (self.measuring, *self._speaking, self.reformatting, self.sessions, self.reading)
        groups = (files, views, panes, models, *working, *reading, choices, help_)
        self.handlers = {name: handler for group in groups for name, handler in group.handlers.items()}
        checked = (views, panes, models, self.measuring, self.sessions, self.reading, self.reformatting)
        self.action_states = ActionStates(
            self.actions, self.surroundings, self.grid, self.opening,
            checked=tuple(one.checked for one in checked),
            has_last_session=lambda: self.sessions.has_kept,
        )  # fmt: skip
        for one in (self.links, self.cine, self.sessions, self.reading):
            one.changed.connect(self.action_states.refresh)
        self._connect_commands(files, views, models)

    def _connect_commands(self, files: FileCommands, views: ViewCommands, models: ModelCommands) -> None:
        self.actions.triggered.connect(self._on_actions_triggered)
        self.stage.action_requested.connect(self._on_stage_action_requested)
        for opening in (self.window.paths_dropped, self.stage.paths_requested, self.answers.open_requested):
            opening.connect(files.open_paths)
        self.window.failures_requested.connect(files.show_failures)
        recent, windows = self.window.recent_menu, self.window.file_windows_menu
        recent.aboutToShow.connect(lambda: files.fill_recent_menu(recent))
        windows.aboutToShow.connect(lambda: views.fill_file_windows(windows))
        self.picker.model_requested.connect(models.choose)
        self.stage.proposal.accepted.connect(models.choose)
        self.tools.model_ready.connect(models.choose)
        self.tools.image_requested.connect(lambda path: files.open_paths([path]))

    def _settings_commands(self) -> SettingsCommands:
        made = SettingsCommands(self.window, self.preferences)
        made.chosen.connect(self.prefer)
        return made

    def _connect_panels_and_messages(self) -> None:
        self.panes.frame_changed.connect(self.header.follow)
        self.tools.model_made.connect(self.models.refresh)
        self.panes.plane_wanted.connect(self.reformatting.go_to)
        self.overlay_controls.peak_requested.connect(self.reformatting.go_to_point)
        self.measurement_panel.chosen.connect(self.measuring.go_to)
        self.measurement_panel.text_requested.connect(self.measuring.ask_for_text)
        self.measurement_panel.menu_requested.connect(self.window.show_measurement_menu)
        self.panels.histogram.automatic_requested.connect(self.actions["window.auto"].trigger)
        self.panels.key_images.chosen.connect(self.reading.key_images.go_to)
        for keeping in (self.keeping, self.key_image_keeping, self.session_keeping, self.word_keeping):
            keeping.failed.connect(self.window.show_message)
        telling = (self.tools, self.exports, self.copies, self.measuring, self.answers, *self._speaking)
        for commands in (*telling, self.reformatting, self.sessions, self.reading):
            commands.told.connect(self.window.show_message)

    def _build_word_commands(self) -> None:
        self.saying = WordCommands(
            self.window, self.tasks, self.surroundings,
            keeping=self.word_keeping, words=self.words, panel=self.word_panel, settings=self.settings,
        )  # fmt: skip
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
            reformatting=self.reformatting,
            mpr=self.mpr,
            bar=self.stage.session_offer,
        )
        self.reading = ReadingCommands(
            self.window,
            self.surroundings,
            self.grid,
            study_panel=self.study_panel,
            panels={"window.histogram": self.panels.histogram_dock},
            exports=self.exports,
            settings=self.settings,
            frames=self.frames,
            tasks=self.tasks,
            how_to_link=self.actions.how("link.by_hand"),
        )
        self.reading.colours.preferred.connect(self.prefer)

    def _restore(self) -> None:
        """Begin as it was left, where that is wished."""
        if self.preferences.value.restores_window:
            self.window.restoreGeometry(self.settings.get(WINDOW_GEOMETRY))
            self.window.restoreState(self.settings.get(WINDOW_STATE))
            self.panes.set_layout(PaneLayout.parse(self.settings.get(PANE_LAYOUT)))
            self._show_layout()

    def _tell_window(self) -> None:
        """Tell a window that was made while there was something to show what there is."""
        for series_uid, picture in self.thumbnails.pictures.items():
            self.series_list.set_thumbnail(series_uid, picture)
        self.session.tell_again()
        self.panes.tell_again()
        self.measurement_panel.refresh()
        self.panels.key_images.refresh()
        self.stage.proposal.set_proposal(self.proposals.proposal)
        self.stage.offer.set_offer(self.offers.offer)
        if self.opening.busy:
            self.window.begin_opening()

    def shown(self) -> Shown | None:
        """What is in the active pane, for what takes it out of the program; None without a picture."""
        series, pane = self.panes.active.series, self.active.pane
        self.active.presenter.sharpen()
        if series is None or pane.scene.request is None:
            return None
        return Shown(series, pane.scene, pane.device_size, pane.devicePixelRatioF())

    @Slot(str, bool)
    def _on_actions_triggered(self, action_id: str, checked: bool) -> None:
        self.handlers[action_id](checked)
        self.action_states.refresh()

    @Slot()
    def _show_layout(self) -> None:
        self.window.toolbar.layout_picker.show_layout(self.panes.chosen_layout)

    @Slot()
    def _on_color_scheme_changed(self) -> None:
        if self.preferences.value.theme is Theme.SYSTEM and not self.stopped:
            self.renew_window()

    @Slot(str)
    def _on_stage_action_requested(self, action_id: str) -> None:
        self.actions[action_id].trigger()

    @Slot(int)
    def _on_phase_bar_phase_requested(self, number: int) -> None:
        self.active.controller.show_phase(number)

    @Slot(float)
    def _on_opacity_requested(self, opacity: float) -> None:
        self.panes.set_overlay_opacity(opacity)
        self.settings.set(OVERLAY_OPACITY, opacity)

    @Slot()
    def _on_banner_accepted(self) -> None:
        self.settings.set(NOTICE_ACCEPTED, True)
        self.stage.banner.hide()
