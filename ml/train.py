"""Train a classifier on labelled images.

python -m ml.train DATA [--recipe NAME] [--out DIR] [--folds K] [--resume] [--set key=value ...]
python -m ml.train --demo
torchrun --nproc-per-node N -m ml.train DATA ...        on N GPUs, see docs/training.md
"""

import argparse
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import torch

from ml import parallel
from ml.boxes import boxes_of
from ml.checkpoint import replace_folder
from ml.checks import examine
from ml.console import own_name, prepare_console
from ml.dataset import ImageSet, judge, load_images
from ml.demo import write_digits
from ml.errors import Cancelled, DatasetError, KesitError
from ml.estimate import estimate
from ml.evaluate import describe
from ml.library import user_models_folder
from ml.model import choose_device
from ml.recipe import DEFAULT_RECIPE, Grouping, Recipe, load_recipe, recipe_from, recipe_table
from ml.reporting import Reporter
from ml.runs import EVENTS_FILE, Run, finished_epochs, has_run, load_run, save_run, training_folder
from ml.sources import KINDS, draw, find_samples
from ml.training import Trained, train_model
from ml.weights import download_imagenet
from ml.write_model import write_model

_Read = tuple[ImageSet, tuple[str, ...]]  # the images, and what was left out, in words
_CANCELLED = 130
_TOO_LARGE = (
    "there is not enough memory for this network on images of this size. What was finished is kept; "
    "start anew with a smaller batch_size, a smaller input.size_px or a smaller architecture"
)


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    prepare_console()
    options = _parse(arguments)
    torch.set_flush_denormal(True)
    own_device = parallel.start(options.device)
    reporter = Reporter(options.json, is_silent=not parallel.is_first())
    reporter.stop_on_signals()
    try:
        if options.estimate:
            return _say_estimate(options, reporter)
        trained = _run(options, own_device or choose_device(options.device), reporter)
    except Cancelled:
        return _say_cancelled(options, reporter)
    except KesitError as error:
        return _say_failed(str(error), reporter)
    except OSError as error:
        where = error.filename or training_folder(options.out)
        return _say_failed(f"{error.strerror or error}: {where}; what was finished is kept", reporter)
    except (MemoryError, RuntimeError) as error:
        if not _is_about_memory(error):
            raise
        return _say_failed(_TOO_LARGE, reporter)
    finally:
        reporter.close()
        torch.set_flush_denormal(False)  # who called this may count on every number
    if not options.json:
        reporter.say(describe(trained.metrics))
        reporter.say(f"model: {options.out}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=own_name("train"), description=__doc__.splitlines()[0])
    parser.add_argument("data", metavar="DATA", type=Path, nargs="?", help=KINDS)
    parser.add_argument("--demo", action="store_true", help="train on the digits inside scikit-learn")
    parser.add_argument(
        "--recipe", metavar="NAME", help=f"a recipe's name or TOML file (default: {DEFAULT_RECIPE})"
    )
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="model folder to make (default: among your models)"
    )
    parser.add_argument("--name", help="name of the model (default: the folder's)")
    parser.add_argument("--title", default="", help="name for people")
    parser.add_argument(
        "--folds", metavar="K", type=int, help="measure by cross-validation: train K networks, keep the last"
    )
    parser.add_argument("--resume", action="store_true", help="continue an unfinished run of the same --out")
    parser.add_argument(
        "--finish", action="store_true", help="with --resume: make the model of the best epoch so far"
    )
    parser.add_argument(
        "--download", action="store_true", help="fetch ImageNet weights that are not on this machine"
    )
    parser.add_argument(
        "--set", metavar="key=value", action="append", default=[], help="change a value of the recipe"
    )
    parser.add_argument("--no-pictures", action="store_true", help="keep images and their names out of it")
    parser.add_argument("--estimate", action="store_true", help="only measure how long it would take")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--json", action="store_true", help="print events as JSON lines")
    return parser


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = _parser()
    return _completed(parser, parser.parse_args(arguments))


def _completed(parser: argparse.ArgumentParser, options: argparse.Namespace) -> argparse.Namespace:
    """Refuse what does not fit together, and fill in where the model goes and what it is called."""
    if options.demo == (options.data is not None) and not (options.resume and options.out):
        parser.error("name a folder of images or a file that lists them, or use --demo")
    if options.finish and not options.resume:
        parser.error("--finish belongs to --resume")
    wrong = [item for item in options.set if "=" not in item]
    if wrong:
        parser.error(f"--set wants key=value, not {wrong[0]!r}")
    if options.out is None:
        default = "digits" if options.demo else options.data.resolve().stem
        options.out = user_models_folder() / (options.name or default)
    options.out = options.out.resolve()
    options.name = options.name or options.out.name
    return options


def _say_estimate(options: argparse.Namespace, reporter: Reporter) -> int:
    """Measure a batch of the recipe; nothing is read but the list of images, and nothing written."""
    data = options.data or write_digits()
    found = find_samples(data, reporter.phase("reading"))
    recipe = _asked_recipe(options)
    device = choose_device(options.device)
    phase = reporter.phase("measuring")
    guess = estimate(recipe, len(found.samples), max(2, len(found.class_names)), device, phase)
    reporter.emit("estimate", epoch_seconds=guess.epoch_seconds, seconds=guess.seconds)
    if not options.json:
        reporter.say(f"about {guess.seconds:.0f} s, {guess.epoch_seconds:.0f} s of it for each epoch")
    return 0


def _run(options: argparse.Namespace, device: torch.device, reporter: Reporter) -> Trained:
    folder = training_folder(options.out)
    run, recipe = parallel.from_first(lambda: _prepare(options, folder))
    reporter.events = folder / EVENTS_FILE
    reporter.stop_when_asked(folder)
    try:
        if options.download and recipe.weights == "imagenet":
            download_imagenet(recipe.architecture)
        read = _read_by_turns(Path(run.data) if run.data else write_digits(), recipe, reporter)
        trained = train_model(read[0], recipe, folder, device, reporter, finish=options.finish)
        parallel.from_first(lambda: _write(options, run, recipe, trained, read=read, reporter=reporter))
    except KesitError:
        if parallel.is_first() and not any(folder.rglob("*.state")):
            shutil.rmtree(folder, ignore_errors=True)  # nothing was learnt; leave no trace of the attempt
        raise
    reporter.emit("done", model=str(options.out), name=run.name, metrics=trained.metrics)
    if parallel.is_first():
        shutil.rmtree(folder, ignore_errors=True)
    return trained


def _write(
    options: argparse.Namespace,
    run: Run,
    recipe: Recipe,
    trained: Trained,
    *,
    read: _Read,
    reporter: Reporter,
) -> None:
    """Let the model folder appear by one rename."""
    out: Path = options.out
    images, left_out = read
    writing = out.with_name(out.name + ".writing")
    shutil.rmtree(writing, ignore_errors=True)
    writing.mkdir(parents=True)
    with_near = recipe.grouping is Grouping.NEAR
    found = examine(images, left_out, reporter.phase("checking"), with_near=with_near).findings
    write_model(writing, trained, recipe, run, images, findings=found, with_images=not options.no_pictures)
    replace_folder(writing, out)


def _prepare(options: argparse.Namespace, folder: Path) -> tuple[Run, Recipe]:
    """Begin a new run, or take up the one that lies in the folder."""
    if folder.is_dir() and not has_run(folder):
        shutil.rmtree(folder)  # killed before it began
    if folder.is_dir() and (options.resume or parallel.was_restarted()):
        asked = load_run(folder)
        run = Run(asked.data, asked.recipe, asked.name, asked.title, os.getpid())
    elif options.resume:
        raise DatasetError(f"there is no unfinished run to resume: {folder} does not exist")
    else:
        if folder.exists() or options.out.exists():
            there = folder if folder.exists() else options.out
            hint = "continue it with --resume, " if folder.exists() else ""
            raise DatasetError(f"{there} exists already; {hint}delete it, or choose another --out")
        recipe = _asked_recipe(options)
        data = "" if options.demo else str(options.data.resolve())
        if data and not options.data.exists():
            raise DatasetError(f"there is no {options.data}")
        run = Run(data, recipe_table(recipe), options.name, options.title, os.getpid())
        folder.mkdir(parents=True)
    save_run(folder, run)
    recipe = recipe_from(run.recipe)
    if options.finish and recipe.folds:
        raise DatasetError("figures of a cross-validation need all its folds: continue without --finish")
    return run, recipe


def _asked_recipe(options: argparse.Namespace) -> Recipe:
    name = options.recipe or ("digits" if options.demo else DEFAULT_RECIPE)
    changes = dict(item.split("=", 1) for item in options.set)
    if options.folds is not None:
        changes["folds"] = str(options.folds)
    return load_recipe(name, changes)


def _read_by_turns(data: Path, recipe: Recipe, reporter: Reporter) -> _Read:
    """Let the first process decode; the others then find the images in the cache."""
    read: list[_Read] = []
    parallel.from_first(lambda: read.append(_read(data, recipe, reporter)))
    return read[0] if read else _read(data, recipe, reporter)


def _read(data: Path, recipe: Recipe, reporter: Reporter) -> _Read:
    """Decode everything once and say what was left out; refuse data that cannot be trained on."""
    found = find_samples(data, reporter.phase("reading"))
    if recipe.most_per_class:
        found = draw(found, recipe.most_per_class, recipe.seed)
    images = load_images(found, recipe.input, reporter.phase("reading"))
    if images.note:
        reporter.emit("note", text=images.note)
        if parallel.is_first():
            print(images.note, file=sys.stderr)
    problems, _ = judge(images.class_names, images.samples)
    if problems:
        raise DatasetError(f"{data}: " + " ".join(problems))
    images = with_boxes(images, data, recipe)
    return images, found.left_out


def with_boxes(images: ImageSet, data: Path, recipe: Recipe) -> ImageSet:
    """The images with the boxes of the table beside them that the recipe names, if it does."""
    if not recipe.boxes:
        return images
    table = (data.parent if data.is_file() else data) / recipe.boxes
    return replace(images, boxes=boxes_of(images, table))


def _say_cancelled(options: argparse.Namespace, reporter: Reporter) -> int:
    epochs = finished_epochs(training_folder(options.out))
    reporter.emit("cancelled", out=str(options.out), finished_epochs=epochs)
    if not options.json:
        reporter.say(
            f"stopped; {epochs} finished epochs are kept, continue with --resume --out {options.out}, "
            "or add --finish to make the model of the best one"
        )
    return _CANCELLED


def _say_failed(message: str, reporter: Reporter) -> int:
    reporter.close()
    try:
        reporter.emit("failed", message=message)
    except OSError:  # the disk is full: at least say it
        reporter.events = None
        reporter.emit("failed", message=message)
    if parallel.is_first():
        print(f"error: {message}", file=sys.stderr)
    return 1


def _is_about_memory(error: Exception) -> bool:
    return isinstance(error, (MemoryError, torch.OutOfMemoryError)) or "can't allocate memory" in str(error)


if __name__ == "__main__":
    parallel.leave(main())
