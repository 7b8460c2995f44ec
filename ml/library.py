"""Which models there are: those that come with Kesit, the user's own, and any folder that is named."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

import resources
from ml.card import CARD_FILE, Card, load_card
from ml.errors import ModelError
from ml.imaging.values import Failure

_UNFINISHED = (".training", ".writing", ".search")
DEFAULT_MODEL = "brain-mri"
DATA_FOLDER_VARIABLE = "KESIT_DATA_DIR"


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model that can be loaded."""

    name: str
    folder: Path
    card: Card
    bundled: bool


def user_models_folder() -> Path:
    """Where the user's own models live; ``KESIT_DATA_DIR`` moves it. Not created here."""
    base = os.environ.get(DATA_FOLDER_VARIABLE) or platformdirs.user_data_dir("kesit", appauthor=False)
    return Path(base) / "models"


def bundled_models_folder() -> Path:
    return Path(resources.__file__).parent / "models"


def list_models() -> tuple[tuple[ModelEntry, ...], tuple[Failure, ...]]:
    """All bundled and own models, and the folders among them that are damaged, with the reason."""
    entries: list[ModelEntry] = []
    failures: list[Failure] = []
    for base, bundled in ((bundled_models_folder(), True), (user_models_folder(), False)):
        for folder in sorted(base.glob("*")) if base.is_dir() else []:
            if not folder.is_dir() or folder.suffix in _UNFINISHED or folder.name[0] in "._":
                continue
            try:
                entries.append(ModelEntry(folder.name, folder, load_card(folder), bundled))
            except ModelError as error:
                failures.append(Failure(folder, str(error)))
    return tuple(entries), tuple(failures)


def find_model(name_or_folder: str | Path) -> ModelEntry:
    """Find a model by its name in the list, or by its folder.

    Raises
    ------
    ModelError
        When there is none, or its card cannot be used.
    """
    folder = Path(name_or_folder)
    if (folder / CARD_FILE).is_file():
        return ModelEntry(folder.resolve().name, folder, load_card(folder), bundled=False)
    entries, failures = list_models()
    for entry in reversed(entries):  # a user's own model wins over a bundled one of the same name
        if entry.name == str(name_or_folder):
            return entry
    for failure in failures:
        if failure.path.name == str(name_or_folder):
            raise ModelError(failure.reason)
    if folder.exists():
        load_card(folder)  # says what is missing
    known = ", ".join(entry.name for entry in entries) or "none"
    raise ModelError(
        f"there is no model named {str(name_or_folder)!r} and no such folder; models here: {known}"
    )
