"""Loaded models: the last few stay, with what they answered, so that going back to one costs nothing."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from ml.card import Card
from ml.imaging.values import Frame
from ml.library import find_model
from ml.results import CoarseMap, HeatMap, Method, Prediction
from viewer.services.torch_libraries import load_torch_libraries

_KEPT = 3


class Classifier(Protocol):
    """What :class:`ml.classifier.Classifier` offers the viewer."""

    @property
    def card(self) -> Card: ...
    @property
    def device(self) -> str: ...
    @property
    def provenance(self) -> str: ...
    def predict(self, frame: Frame) -> Prediction: ...
    def explain(self, frame: Frame, class_name: str, method: Method = ...) -> HeatMap: ...
    def coarse_map(self, frame: Frame, class_name: str, method: Method = ...) -> CoarseMap: ...


ClassifierLoader = Callable[[str | Path], Classifier]


def load_classifier(name_or_folder: str | Path) -> Classifier:
    """Load a model. Called in the inference thread only: torch may be imported here."""
    from ml.classifier import Classifier as LoadedClassifier  # noqa: PLC0415 (the window must not wait for it)
    from ml.engine_choice import needs_torch  # noqa: PLC0415

    entry = find_model(name_or_folder)
    if needs_torch(entry.folder, entry.card.architecture):
        load_torch_libraries()
    return LoadedClassifier.load(entry.folder)


class Shelf:
    """Loads models and keeps those used last, unless their files have changed."""

    def __init__(self, load: ClassifierLoader) -> None:
        self._load = load
        self._kept: OrderedDict[tuple[object, ...], Classifier] = OrderedDict()

    def take(self, name_or_folder: str | Path) -> Classifier:
        """The model, from the shelf if it is there. Raises what loading raises."""
        key = (str(name_or_folder), *_state_of(Path(name_or_folder)))
        if key not in self._kept:
            self._kept[key] = self._load(name_or_folder)
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]


def _state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of the files of a model; a training may write another one in its place."""
    if not folder.is_dir():
        return ()
    stats = ((path.name, path.stat()) for path in sorted(folder.iterdir()))
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)
