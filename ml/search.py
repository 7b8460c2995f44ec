"""Search for better values of a recipe, and train a model with the best.

python -m ml.search DATA [--recipe NAME] [--trials N | --minutes M] [--out DIR] [--choose key=a,b ...]

Run the same command again, here or on another machine that sees the same folder, for one more worker.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import optuna
import torch

from ml import train
from ml.checkpoint import replace_file
from ml.console import own_name, prepare_console
from ml.dataset import ImageSet, load_images
from ml.errors import Cancelled, DatasetError, KesitError, TrainingError
from ml.inner_folds import InnerFolds
from ml.library import user_models_folder
from ml.model import choose_device
from ml.preprocess import InputSpec
from ml.progress import Progress
from ml.recipe import DEFAULT_RECIPE, Recipe, load_recipe, recipe_table, toml_value
from ml.reporting import Reporter
from ml.runs import training_folder
from ml.search_page import make_search_page, search_table, shown
from ml.search_space import applied, space_of
from ml.sources import KINDS, draw, find_samples
from ml.study import SharedStudy, out_of_time
from ml.weights import download_imagenet
from ml.write_model import toml_lines

PAGE_FILE, TABLE_FILE = "search.html", "search.json"
_ASKED_FILE, _BEST_FILE, _FINISHING = "asked.json", "best.toml", "finishing"
_DEFAULT_TRIALS = 20
_CANCELLED = 130
_SEARCHED = (
    "Its values were chosen by a search of {trials} trials, by cross-validation inside the images that are "
    "not in the test part (best: trial {best})."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is the same for all workers of a search."""

    data: str
    recipe: dict[str, Any]
    folds: int
    choices: dict[str, list[Any]]


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    prepare_console()
    options = _parse(arguments)
    reporter = Reporter(options.json)
    reporter.stop_on_signals()
    torch.set_flush_denormal(True)
    folder: Path = options.out.with_name(options.out.name + ".search")
    study: list[SharedStudy] = []
    try:
        if not _search(options, folder, reporter, study):
            return 0
        return _finish(options, folder)
    except Cancelled:
        reporter.emit("cancelled", out=str(options.out))
        if not options.json:
            reporter.say("stopped; finished trials are kept, the same command goes on")
        return _CANCELLED
    except (KesitError, OSError) as error:
        reporter.close()
        reporter.emit("failed", message=str(error))
        print(f"error: {error}", file=sys.stderr)
        return 1
    finally:
        reporter.close()
        torch.set_flush_denormal(False)  # who called this may count on every number
        for each in study:
            each.close()


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=own_name("search"), description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", metavar="DATA", type=Path, help=KINDS)
    parser.add_argument("--recipe", metavar="NAME", default=DEFAULT_RECIPE, help="where to start from")
    budget, of_all = parser.add_mutually_exclusive_group(), f"of all workers (default: {_DEFAULT_TRIALS})"
    budget.add_argument("--trials", metavar="N", type=int, help=of_all)
    budget.add_argument(
        "--minutes", metavar="M", type=float, help="of this worker, last training not counted"
    )
    parser.add_argument("--out", metavar="DIR", type=Path, help="model folder to make")
    parser.add_argument("--name", help="name of the model (default: the folder's)")
    parser.add_argument("--folds", metavar="K", type=int, default=3, help="inner folds (default: 3)")
    parser.add_argument(
        "--choose", metavar="key=a,b", action="append", default=[], help="search these values of a key, too"
    )
    parser.add_argument("--set", metavar="key=value", action="append", default=[], help="change the recipe")
    parser.add_argument("--download", action="store_true", help="fetch ImageNet weights that are not here")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--json", action="store_true", help="print events as JSON lines")
    return _completed(parser, parser.parse_args(arguments))


def _completed(parser: argparse.ArgumentParser, options: argparse.Namespace) -> argparse.Namespace:
    wrong = [item for item in (*options.set, *options.choose) if "=" not in item]
    if wrong:
        parser.error(f"key=value is wanted, not {wrong[0]!r}")
    if options.folds < 2 or (options.trials or 1) < 1 or (options.minutes or 1) <= 0:
        parser.error("--folds is 2 or more, --trials and --minutes are above 0")
    if options.trials is None and options.minutes is None:
        options.trials = _DEFAULT_TRIALS
    default = options.name or f"{options.data.resolve().stem}-best"
    options.out = (options.out or user_models_folder() / default).resolve()
    options.name = options.name or options.out.name
    return options


def _search(options: argparse.Namespace, folder: Path, reporter: Reporter, opened: list[SharedStudy]) -> bool:
    """Try until the budget is spent; False when another worker makes the model."""
    recipe, asked = _asked(options, folder)
    if options.download and recipe.weights == "imagenet":
        download_imagenet(recipe.architecture)
    space = space_of(recipe, {key: tuple(values) for key, values in asked.choices.items()})
    device, phase = choose_device(options.device), reporter.phase("grouping")
    folds = InnerFolds(_reader(options.data, recipe, reporter), recipe, options.folds, device, phase)
    study = SharedStudy(folder, space, recipe.seed, recipe.epochs)
    opened.append(study)
    _try_all(options, study, recipe, folds, reporter)
    if study.at_work_elsewhere() or not study.claim(_FINISHING):
        text = "Other workers are still at it; the last one makes the model."
        reporter.emit("note", text=text)
        if not options.json:
            reporter.say(text)
        return False
    _write_best(study, recipe, folder)
    return True


def _asked(options: argparse.Namespace, folder: Path) -> tuple[Recipe, Asked]:
    """What this search is about; refuses a folder where another search lies."""
    if options.out.exists():
        raise DatasetError(f"{options.out} exists already; delete it, or choose another --out")
    if not options.data.exists():
        raise DatasetError(f"there is no {options.data}")
    recipe = load_recipe(options.recipe, dict(item.split("=", 1) for item in options.set))
    choices = {
        key: [toml_value(text) for text in values.split(",")]
        for key, values in (item.split("=", 1) for item in options.choose)
    }
    asked = Asked(str(options.data.resolve()), recipe_table(recipe), options.folds, choices)
    text = json.dumps({name: getattr(asked, name) for name in Asked.__slots__}, indent=2)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _ASKED_FILE
    if not path.exists():
        replace_file(path, text.encode())
    elif json.loads(path.read_text(encoding="utf-8")) != json.loads(text):
        raise DatasetError(
            f"{folder} holds a search with other data, another recipe or other choices: "
            "repeat its command to join it, delete it, or choose another --out"
        )
    return recipe, asked


def _reader(data: Path, recipe: Recipe, reporter: Reporter) -> Callable[[InputSpec], ImageSet]:
    """Images as a recipe wants them, each kind read once."""
    found = find_samples(data, reporter.phase("reading"))
    if recipe.most_per_class:
        found = draw(found, recipe.most_per_class, recipe.seed)
    read: dict[InputSpec, ImageSet] = {}

    def prepared(spec: InputSpec) -> ImageSet:
        if spec not in read:
            images = load_images(found, spec, reporter.phase("reading"))
            read[spec] = train.with_boxes(images, data, recipe)
        return read[spec]

    return prepared


def _try_all(
    options: argparse.Namespace, study: SharedStudy, recipe: Recipe, folds: InnerFolds, reporter: Reporter
) -> None:
    is_late = out_of_time(options.minutes)
    study.fail_the_dead()
    while not _is_enough(study, options.trials) and not (is_late() and study.best()):
        trial, values = study.begin()
        phase = reporter.phase("trial", trial.number)
        try:
            _try(study, trial, applied(recipe, values), folds, progress=phase, is_late=is_late)
        except BaseException:
            study.give_up(trial)
            raise
        _tell(study, trial.number, reporter)


def _is_enough(study: SharedStudy, trials: int | None) -> bool:
    return trials is not None and len(study.outcomes()) + study.at_work_elsewhere() >= trials


def _try(
    study: SharedStudy,
    trial: optuna.Trial,
    recipe: Recipe,
    folds: InnerFolds,
    *,
    progress: Progress,
    is_late: Callable[[], bool],
) -> None:
    """Train on the inner folds, an epoch at a time, as long as the trial is worth it."""
    best = 0.0
    try:
        for epoch, value in enumerate(folds.curve(recipe, progress), start=1):
            best = max(best, value)
            trial.report(value, epoch)
            is_default = trial.number == 0  # the others are compared with it
            if not is_default and epoch < recipe.epochs and (trial.should_prune() or is_late()):
                study.study.tell(trial, state=optuna.trial.TrialState.PRUNED)
                return
    except TrainingError:  # it diverged: as bad as can be
        best = 0.0
    study.study.tell(trial, best)


def _tell(study: SharedStudy, number: int, reporter: Reporter) -> None:
    outcome = next(item for item in study.outcomes() if item.number == number)
    best = study.best()
    reporter.emit(
        "trial",
        trial=number,
        value=outcome.value,
        ended_early=outcome.is_pruned,
        values=outcome.values,
        best_trial=best.number if best else None,
        best_value=best.value if best else None,
    )
    if not reporter.as_json:
        values = ", ".join(f"{key} {shown(value)}" for key, value in outcome.values.items())
        end = ", ended early" if outcome.is_pruned else ""
        so_far = f" (best {best.value:.4f}, trial {best.number})" if best else ""
        reporter.say(f"trial {number}: {outcome.value:.4f}{end}{so_far}; {values}")


def _write_best(study: SharedStudy, recipe: Recipe, folder: Path) -> None:
    """Write the recipe of the best trial, the page and the table."""
    outcomes, best = study.outcomes(), study.best()
    if best is None:
        raise TrainingError("no trial came to its end: there is nothing to choose from")
    words = _SEARCHED.format(trials=len(outcomes), best=best.number)
    chosen = replace(applied(recipe, best.values), searched=words)
    replace_file(folder / _BEST_FILE, "\n".join(toml_lines(recipe_table(chosen))).encode())
    importances = study.importances()
    page = make_search_page(recipe.title or recipe.name, _figure(recipe), outcomes, importances)
    replace_file(folder / PAGE_FILE, page.encode())
    replace_file(folder / TABLE_FILE, search_table(outcomes, importances).encode())


def _figure(recipe: Recipe) -> str:
    return {"macro_f1": "macro F1", "auroc": "AUROC"}[recipe.best_by.value]


def _finish(options: argparse.Namespace, folder: Path) -> int:
    """Train an ordinary model with the best values, and lay the page of the search into its folder."""
    arguments = ["--out", str(options.out), "--name", options.name, "--device", options.device]
    if training_folder(options.out).exists():
        arguments.append("--resume")
    else:
        arguments += [str(options.data), "--recipe", str(folder / _BEST_FILE)]
    code = train.main([*arguments, *(["--json"] if options.json else [])])
    if code == 0:
        for name in (PAGE_FILE, TABLE_FILE):
            (folder / name).replace(options.out / name)
        shutil.rmtree(folder, ignore_errors=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
