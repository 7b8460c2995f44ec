"""What the model sees: the slice in the active pane first, then those in other panes, then its series."""

import time
from collections.abc import Callable, Hashable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ml.imaging.values import FrameInfo, PlaneInfo, Series
from ml.results import CoarseMap, HeatMap, Method, Prediction, Verdict
from viewer.core.finding import Finding
from viewer.core.plane_stack import source_of
from viewer.core.series_answers import is_evaluated, strip_class
from viewer.core.series_navigation import first_index, near_to_far
from viewer.services.classifiers import Classifier, ClassifierLoader, Shelf, load_classifier
from viewer.services.pixel_cache import Frames
from viewer.state.findings import Findings
from viewer.state.pane import Overlay, PaneState
from viewer.state.pane_group import PaneGroup
from viewer.workers.wishes import Wish, WishPool

_LOAD, _PREDICT, _EXPLAIN, _LAY = "load", "predict", "explain", "lay"
_PAUSE_MS = 250  # after an answer, before the maps are asked for that planes show


class InferenceService(QObject):
    """Owns one classifier on one thread and keeps the findings of what is looked at complete.

    A generation number marks every wish, so that an answer of the previous model is never taken for one
    of the present model.
    """

    settled = Signal()  # everything wanted now is answered, or there is no model to answer

    def __init__(
        self,
        panes: PaneGroup,
        findings: Findings,
        store: Frames,
        load: ClassifierLoader = load_classifier,
    ) -> None:
        super().__init__(findings)
        self._panes, self._findings = panes, findings
        self._store = store
        self._shelf = Shelf(load)
        self._generation = 0
        self._name: str | Path | None = None
        self._classifier: Classifier | None = None
        self._unanswered: set[Hashable] = set()
        self._pool = WishPool(self)
        self._pool.granted.connect(self._on_pool_granted)
        self._pool.refused.connect(self._on_pool_refused)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._plan)
        panes.shown_changed.connect(self._plan)

    def use_model(self, name_or_folder: str | Path) -> None:
        """Load another model; answers of the present one are forgotten."""
        self._generation += 1
        self._classifier = None
        self._name = name_or_folder
        self._findings.start()
        self._plan()

    def progress(self) -> tuple[int, int]:
        """How many frames of the active series are answered, and how many there are."""
        series = self._panes.active.series
        frames = source_of(series).frames if series else ()
        return sum(self._findings.finding(frame) is not None for frame in frames), len(frames)

    @property
    def is_settled(self) -> bool:
        """Nothing is wanted that is not answered."""
        return not self._unanswered

    def close(self) -> bool:
        return self._pool.close()

    @Slot()
    def _plan(self) -> None:
        """Say anew what is wanted, most wanted first."""
        wishes = {wish.key: wish for wish in self._wishes()}
        self._unanswered = set(wishes)
        self._pool.wish(list(wishes.values()))
        if not wishes:
            self.settled.emit()

    def _wishes(self) -> Iterator[Wish]:
        if self._classifier is None:
            if self._name is not None:
                yield self._wish(_LOAD, None, "", partial(self._shelf.take, self._name))
            return
        for pane in self._panes.active_first:
            yield from self._wishes_of_pane(pane)
        for pane in self._heated_planes():
            yield from self._maps_of_series(pane)
        active = self._panes.active
        if active.series is not None:
            series = source_of(active.series)
            middle = active.index if series is active.series else first_index(series)
            for index in near_to_far(len(series.frames), middle):
                yield from self._prediction(series.frames[index])

    def _wishes_of_pane(self, pane: PaneState) -> Iterator[Wish]:
        """An answer for the slice on screen, and its heat map if it is to be seen."""
        if pane.frame is not None and not isinstance(pane.frame, PlaneInfo):
            yield from self._prediction(pane.frame)
            yield from self._explanation(pane.frame, pane.overlay)

    def _prediction(self, frame: FrameInfo) -> Iterator[Wish]:
        assert self._classifier is not None
        if self._findings.finding(frame) is None:
            yield self._wish(_PREDICT, frame, "", partial(self._predict, self._classifier, frame))

    def _explanation(self, frame: FrameInfo, overlay: Overlay) -> Iterator[Wish]:
        assert self._classifier is not None
        class_name = wanted_class(self._findings.finding(frame), overlay.class_name)
        if not overlay.on or class_name is None:
            return
        method = overlay.method
        known = self._findings.heat_map(frame, class_name, method)
        if known is None and not self._findings.heat_problem(frame, class_name):
            work = partial(self._explain, self._classifier, frame, class_name, method)
            yield self._wish(f"{_EXPLAIN} {method}", frame, class_name, work)

    def _heated_planes(self) -> list[PaneState]:
        """The panes in which a heat map is to be seen on a plane."""
        return [
            pane for pane in self._panes.active_first if pane.overlay.on and isinstance(pane.frame, PlaneInfo)
        ]

    def _maps_of_series(self, pane: PaneState) -> Iterator[Wish]:
        """A map of every slice that is evaluated, as far as answered, for the planes through them."""
        assert self._classifier is not None and pane.series is not None
        series, method = source_of(pane.series), pane.overlay.method
        class_name = wanted_class_of_series(self._findings, series, pane.overlay.class_name)
        if class_name is None:
            return
        for index in near_to_far(len(series.frames), first_index(series)):
            frame = series.frames[index]
            finding = self._findings.finding(frame)
            if finding is None or not is_evaluated(finding.prediction):
                continue
            known = self._findings.coarse_map(frame, class_name, method)
            if known is None and not self._findings.heat_problem(frame, class_name):
                work = partial(self._lay, self._classifier, frame, class_name, method)
                yield self._wish(f"{_LAY} {method}", frame, class_name, work)

    def _wish(self, kind: str, frame: FrameInfo | None, class_name: str, work: Callable[[], object]) -> Wish:
        return Wish((self._generation, kind, frame, class_name), work)

    def _predict(self, classifier: Classifier, info: FrameInfo) -> Finding:
        frame = self._store.read_once(info)
        start = time.perf_counter()
        prediction = classifier.predict(frame)
        duration_ms = (time.perf_counter() - start) * 1000
        return Finding(prediction, classifier.card.title, classifier.provenance, duration_ms)

    def _explain(self, classifier: Classifier, info: FrameInfo, class_name: str, method: Method) -> HeatMap:
        return classifier.explain(self._store.read_once(info), class_name, method)

    def _lay(
        self, classifier: Classifier, info: FrameInfo, class_name: str, method: Method
    ) -> tuple[Method, CoarseMap]:
        return method, classifier.coarse_map(self._store.read_once(info), class_name, method)

    @Slot(object, object)
    def _on_pool_granted(self, key: tuple, value: object) -> None:
        generation, kind, frame, class_name = key
        if generation != self._generation:
            return
        if isinstance(value, Finding):
            self._findings.add(frame, value)
        elif isinstance(value, HeatMap):
            self._findings.add_heat_map(frame, value)
        elif isinstance(value, tuple):
            self._findings.add_coarse_map(frame, class_name, *value)
        elif kind == _LOAD:
            self._classifier = value  # type: ignore[assignment]
            self._findings.set_model(self._classifier.card)  # type: ignore[union-attr]
        self._go_on(key)

    @Slot(object, str)
    def _on_pool_refused(self, key: tuple, message: str) -> None:
        generation, kind, frame, class_name = key
        if generation != self._generation:
            return
        if kind == _LOAD:
            self._name = None
            self._findings.set_problem(message)
        elif kind == _PREDICT:
            self._findings.add(frame, Finding(Prediction(Verdict.NOT_EVALUATED, message), "", "", 0.0))
        else:
            self._findings.add_heat_problem(frame, class_name, message)
        self._go_on(key)

    def _go_on(self, answered: tuple) -> None:
        """After an answer: only a loaded model and a frame on screen can bring new wishes."""
        _, kind, frame, _ = answered
        self._unanswered.discard(answered)
        if kind == _LOAD or any(frame == pane.frame for pane in self._panes.active_first):
            self._plan()
        elif not self._unanswered:
            if self._heated_planes():
                self._plan()
            else:
                self.settled.emit()
        elif kind == _PREDICT and self._heated_planes() and not self._pause.isActive():
            self._pause.start()


def wanted_class_of_series(findings: Findings, series: Series | None, chosen: str | None) -> str | None:
    """The class whose maps planes show: the chosen one, else that of the strip; None without a model."""
    if findings.card is None or series is None:
        return None
    answers = [finding.prediction if finding else None for finding in map(findings.finding, series.frames)]
    return strip_class(findings.card, answers, chosen)


def wanted_class(finding: Finding | None, chosen: str | None) -> str | None:
    """The class whose heat map is shown: the chosen one, else the most probable; None without an answer."""
    if finding is None or not finding.prediction.probabilities:
        return None
    return chosen or finding.prediction.top_class
