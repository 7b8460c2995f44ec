"""Where runs and their models lie: names that are free, runs that were left, folders to throw away."""

import re
import shutil
import unicodedata
from contextlib import suppress
from pathlib import Path

from ml.errors import DatasetError
from ml.library import bundled_models_folder, user_models_folder
from ml.runs import EVENTS_FILE, SUFFIX, load_run, training_folder, unfinished_runs
from viewer.core.language import tr
from viewer.services.training_events import parse_event
from viewer.services.training_pid import is_stranger
from viewer.services.training_values import DataSummary, TrainingEvent, TrainingRequest, UnfinishedTraining

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)\d", re.IGNORECASE)  # no file may be called so on Windows


def name_problem(name: str) -> str | None:
    """Why a new model cannot be called so; None when it can, "" when there is no name yet."""
    if not name:
        return ""
    if not _NAME.fullmatch(name):
        return tr("A name has letters a-z, digits, - and _ only, and begins with a letter or a digit.")
    if _RESERVED.fullmatch(name):
        return tr("“{name}” is a name that Windows keeps for itself.", name=name)
    taken = _taken_names()
    if (name + SUFFIX).casefold() in taken:
        return tr(
            "There is an unfinished training called “{name}”: resume or discard it, or choose another name.",
            name=name,
        )
    return tr("There is a model called “{name}” already.", name=name) if name.casefold() in taken else None


def free_name(wish: str) -> str:
    """A name close to the wish that no model has yet."""
    plain = unicodedata.normalize("NFKD", wish.replace("ı", "i")).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_")[:48] or "model"
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 10_000))
    return next(name for name in candidates if name_problem(name) is None)


def new_request(
    summary: DataSummary, recipe: str, name: str, changes: tuple[tuple[str, str], ...] = ()
) -> TrainingRequest:
    """Train on a surveyed data set; the model will lie among the user's own."""
    out = user_models_folder().absolute() / name
    return TrainingRequest(out=out, data=summary.data, recipe=recipe, title=name, changes=changes)


def resume_request(run: UnfinishedTraining) -> TrainingRequest:
    """Go on with a run that has stopped."""
    data = Path(run.data) if run.data else None
    return TrainingRequest(out=run.out, data=data, recipe=run.recipe, resume=True)


def unfinished_trainings() -> tuple[UnfinishedTraining, ...]:
    """The runs in the user's models folder that have not made their model yet."""
    return tuple(
        UnfinishedTraining(
            out=run.out.absolute(),
            name=run.name,
            recipe=run.recipe,
            data=run.data,
            finished_epochs=run.finished_epochs,
            epochs=run.epochs,
            alive=run.alive and not is_stranger(process_of(run.out)),
        )
        for run in unfinished_runs()
    )


def is_alive(out: Path) -> bool:
    """Whether a process still works on the model `out`."""
    return any(run.alive and run.out == out for run in unfinished_trainings())


def discard_training(out: Path) -> None:
    """Delete the state of an unfinished run, and nothing else.

    Raises
    ------
    DatasetError
        When it is still going on, does not lie among the user's models, or cannot be deleted.
    """
    folder = training_folder(out)
    at_home = folder.parent.resolve() == user_models_folder().resolve()
    if not at_home or folder.is_symlink():
        raise DatasetError(
            tr(
                "{folder} is not an unfinished training among your models; it was left as it is",
                folder=folder,
            )
        )
    if is_alive(out):
        raise DatasetError(tr("“{name}” is still training; stop it first", name=out.name))
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise DatasetError(
            tr("{folder} could not be deleted: {reason}", folder=folder, reason=error.strerror)
        ) from error


def discard_problem(run: UnfinishedTraining) -> str | None:
    """Discard a run; why that was not possible, or None."""
    try:
        discard_training(run.out)
    except DatasetError as error:
        return str(error)
    return None


def discard_if_empty(out: Path) -> None:
    """Forget a run that ended before its first epoch: it holds nothing to resume; its name is free again."""
    empty = any(run.out == out and run.finished_epochs == 0 for run in unfinished_trainings())
    if empty:
        with suppress(DatasetError):  # it stays in the list of unfinished runs then
            discard_training(out)


def events_so_far(out: Path) -> list[TrainingEvent]:
    """What an unfinished run has told in its earlier sittings."""
    try:
        lines = events_file(out).read_bytes().split(b"\n")
    except OSError:
        return []
    return [event for line in lines if (event := parse_event(line)) is not None]


def events_file(out: Path) -> Path:
    return training_folder(out) / EVENTS_FILE


def log_file(out: Path) -> Path:
    """Where the training process writes warnings and errors."""
    return user_models_folder().parent / "logs" / f"training-{out.name}.log"


def process_of(out: Path) -> int:
    """The process that works on an unfinished run; 0 when it is not known."""
    try:
        return load_run(training_folder(out)).process
    except DatasetError:
        return 0


def _taken_names() -> set[str]:
    """Names in both model folders, case folded: some file systems do not tell A from a."""
    folders = (bundled_models_folder(), user_models_folder())
    return {item.name.casefold() for folder in folders if folder.is_dir() for item in folder.iterdir()}
