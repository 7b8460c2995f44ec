"""What is there for the whole run, whichever window stands on it: settings, state, services."""

from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, QSettings, Slot

from ml.imaging.values import FrameInfo, PlaneInfo
from viewer.core.language import tr
from viewer.services.classifiers import ClassifierLoader
from viewer.services.first_shown import failure_of
from viewer.services.inference import InferenceService
from viewer.services.key_image_keeping import KeyImageKeeping
from viewer.services.measurement_keeping import MeasurementKeeping
from viewer.services.measurement_store import measurements_folder
from viewer.services.memory import limit_from
from viewer.services.model_proposals import ModelProposals
from viewer.services.models import ModelList
from viewer.services.opening import OpeningService
from viewer.services.pixel_cache import Frames, FrameStore, PixelCache
from viewer.services.plane_heat import PlaneHeat
from viewer.services.preferences import load_preferences
from viewer.services.recent_places import RecentPlaces
from viewer.services.series_offer import SeriesOffers
from viewer.services.session_keeping import SessionKeeping
from viewer.services.settings import (
    MEMORY_LIMIT_MIB,
    MODEL,
    OVERLAY_OPACITY,
    Settings,
)
from viewer.services.summary_maps import HeatMaps
from viewer.services.thumbnails import ThumbnailService
from viewer.services.training_holder import TrainingHolder
from viewer.services.word_keeping import WordKeeping
from viewer.state.findings import Findings
from viewer.state.guides import Guides
from viewer.state.history import History
from viewer.state.key_images import KeyImages
from viewer.state.links import Links
from viewer.state.measurements import Measurements
from viewer.state.mpr import Mpr
from viewer.state.pane_group import PaneGroup
from viewer.state.preferences import PreferencesState
from viewer.state.session import Session
from viewer.state.words import Words
from viewer.widgets.pane_surroundings import Surroundings
from viewer.workers.collector import GuiThreadCollector
from viewer.workers.task import TaskRunner


class Foundation(QObject):
    """State and services, connected with each other and with nothing that is seen."""

    def __init__(self, store: QSettings | None, load: ClassifierLoader, measurements: Path | None) -> None:
        super().__init__()
        self.settings = Settings(store or QSettings("Kesit", "Kesit"))
        self._collector = GuiThreadCollector(self)
        self.preferences = PreferencesState(load_preferences(self.settings), self)
        self._build_state_and_services(load, measurements or measurements_folder())
        self.recent = RecentPlaces(self.settings, self.tasks, self)
        self.cache.frame_failed.connect(self._on_cache_frame_failed)

    def start(self, model: str | None = None) -> None:
        """Begin loading a model: this one, else the one used last. Called once the window is shown."""
        wanted = (model, self.settings.get(MODEL))
        if self.models.choose_first_of(tuple(name for name in wanted if name)) is None:
            self.findings.set_problem(
                tr("There is no model here. Open a model folder, or train a classifier.")
            )

    def stop_threads(self) -> bool:
        """Stop every thread that can be stopped at once; tell whether that was all of them."""
        self.opening.cancel()
        self.tasks.close()
        self.history.clear()  # it would speak while it is destroyed
        ended = [service.close() for service in (self.cache, self.thumbnails, self.inference)]
        self._collector.stop()
        return all(ended)

    def _build_state_and_services(self, load: ClassifierLoader, kept_measurements: Path) -> None:
        self.session = Session(self)
        self.panes = PaneGroup(self.session, self.preferences)
        self.links, self.guides = Links(self), Guides(self)
        self.findings = Findings(self)
        self.history = History(self.session)
        self.measurements = Measurements(self.history, self)
        self.key_images = KeyImages(self.history, self)
        self.tasks = TaskRunner(self)
        self.mpr = Mpr(self.panes)
        self.frames = frames = Frames(FrameStore(limit_from(self.settings.get(MEMORY_LIMIT_MIB))))
        sample_folder = Path(platformdirs.user_cache_dir("kesit", appauthor=False)) / "sample"
        self.opening = OpeningService(self.session, self.panes, self.tasks, sample_folder, frames.get)
        self.offers = SeriesOffers(self.opening, self.tasks)
        self.cache = PixelCache(frames, self)
        self.thumbnails = ThumbnailService(self.session, frames, self.preferences)
        self.inference = InferenceService(self.panes, self.findings, frames, load)
        self.plane_heat = PlaneHeat(self.mpr, self.findings)
        self.surroundings = Surroundings(
            session=self.session,
            group=self.panes,
            guides=self.guides,
            findings=self.findings,
            measurements=self.measurements,
            key_images=self.key_images,
            cache=self.cache,
            mpr=self.mpr,
            plane_heat=self.plane_heat,
            preferences=self.preferences,
        )
        self._build_keepings(kept_measurements)
        self.models = ModelList(self)
        self.proposals = ModelProposals(self.panes, self.models)
        self.load_again = partial(self.models.load_again, load)
        self.maps = HeatMaps(load, lambda: self.models.current.folder if self.models.current else None)
        self.training = TrainingHolder(self.tasks, self)
        self.mpr.changed.connect(self.thumbnails.try_planes_again)
        self.panes.shown_changed.connect(self._on_panes_shown_changed)
        self.models.current_changed.connect(self._on_models_current_changed)
        self.panes.set_overlay_opacity(self.settings.get(OVERLAY_OPACITY))

    def _build_keepings(self, kept_measurements: Path) -> None:
        """What saves by itself what the reader does."""
        self.keeping = MeasurementKeeping(self.session, self.measurements, kept_measurements)
        beside = kept_measurements.parent
        self.key_image_keeping = KeyImageKeeping(self.session, self.key_images, beside / "key-images")
        self.session_keeping = SessionKeeping(
            self.session, self.panes, self.mpr, self.opening, beside / "session"
        )
        self.words = Words(self.history, self)
        self.word_keeping = WordKeeping(self.session, self.words, beside / "words")
        for changeable in (self.measurements, self.key_images, self.words):
            changeable.retraced.connect(self.panes.show_frame)

    @Slot()
    def _on_panes_shown_changed(self) -> None:
        self.cache.request(self.panes.places, self.panes.phases_beside)

    @Slot(object, str)
    def _on_cache_frame_failed(self, info: FrameInfo, message: str) -> None:
        if not isinstance(info, PlaneInfo):
            self.session.add_failure(failure_of(info, message))

    @Slot(object)
    def _on_models_current_changed(self, entry: object) -> None:
        current = self.models.current
        if current is not None:
            self.settings.set(MODEL, current.name if current.bundled else str(current.folder))
            self.inference.use_model(current.folder)
