"""The models to choose from."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ml.errors import ModelError
from ml.library import DEFAULT_MODEL, ModelEntry, find_model, list_models
from viewer.core.language import tr
from viewer.services.classifiers import Classifier, ClassifierLoader


class ModelList(QObject):
    """Bundled models, the user's own, and folders opened in this session."""

    changed = Signal()
    current_changed = Signal(object)  # ModelEntry

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened: dict[Path, ModelEntry] = {}
        self._entries: tuple[ModelEntry, ...] = ()
        self._current: ModelEntry | None = None
        self.refresh()

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        return self._entries

    @property
    def current(self) -> ModelEntry | None:
        return self._current

    def refresh(self) -> None:
        """Read the model folders anew: a training may have added one."""
        found, _ = list_models()
        folders = {entry.folder.resolve() for entry in found}
        opened = [entry for folder, entry in self._opened.items() if folder not in folders]
        if (*found, *opened) != self._entries:
            self._entries = (*found, *opened)
            self.changed.emit()

    def choose(self, name_or_folder: str | Path) -> ModelEntry:
        """Make a model the current one; a folder not yet in the list joins it.

        Raises
        ------
        ModelError
            When there is no such model or its card cannot be used.
        """
        entry = find_model(name_or_folder)
        if entry not in self._entries:
            self._opened[entry.folder.resolve()] = entry
            self.refresh()
        self._set_current(entry)
        return entry

    def choose_first_of(self, names: tuple[str, ...]) -> ModelEntry | None:
        """Choose the first of these that can be used, else the default, else any; None when there is none."""
        for name in (*names, DEFAULT_MODEL, *(entry.name for entry in self._entries)):
            with suppress(ModelError):
                return self.choose(name)
        return None

    def load_again(self, load: ClassifierLoader) -> Classifier:
        """Load the model in use once more, for another thread; raises ModelError when there is none."""
        if self._current is None:
            raise ModelError(tr("There is no model here. Open a model folder, or train a classifier."))
        return load(self._current.folder)

    def _set_current(self, entry: ModelEntry) -> None:
        self._current = entry
        self.current_changed.emit(entry)
