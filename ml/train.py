"""Train a classifier on labelled images.

python -m ml.train DATA [--recipe NAME] [--out DIR] [--folds K] [--resume] [--set key=value ...]
python -m ml.train --demo
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

import torch

from ml.checkpoint import replace_folder
from ml.checks import examine
from ml.dataset import ImageSet, judge, load_images
from ml.demo import write_digits
from ml.errors import Cancelled, DatasetError, KesitError
from ml.evaluate import describe
from ml.library import user_models_folder
from ml.model import choose_device
from ml.recipe import DEFAULT_RECIPE, Recipe, load_recipe, recipe_from, recipe_table
from ml.reporting import Reporter
from ml.runs import EVENTS_FILE, Run, finished_epochs, load_run, save_run, training_folder
from ml.sources import KINDS, find_samples
from ml.training import Trained, train_model
from ml.weights import download_imagenet
from ml.write_model import write_model

_CANCELLED = 130


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    options = _parse(arguments)
    reporter = Reporter(options.json)
    reporter.stop_on_signals()
    torch.set_flush_denormal(True)
    try:
        trained = _run(options, reporter)
    except Cancelled:
        return _say_cancelled(options, reporter)
    except KesitError as error:
        return _say_failed(str(error), reporter)
    except OSError as error:
        return _say_failed(f"{error.strerror}: {error.filename}; what was finished is kept", reporter)
    finally:
        reporter.close()
    if not options.json:
        reporter.say(describe(trained.metrics))
        reporter.say(f"model: {options.out}")
    return 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ml.train", description=__doc__.splitlines()[0])
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
        "--download", action="store_true", help="fetch ImageNet weights that are not on this machine"
    )
    parser.add_argument(
        "--set", metavar="key=value", action="append", default=[], help="change a value of the recipe"
    )
    parser.add_argument("--no-pictures", action="store_true", help="keep images and their names out of it")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--json", action="store_true", help="print events as JSON lines")
    options = parser.parse_args(arguments)
    if options.demo == (options.data is not None) and not (options.resume and options.out):
        parser.error("name a folder of images or a file that lists them, or use --demo")
    wrong = [item for item in options.set if "=" not in item]
    if wrong:
        parser.error(f"--set wants key=value, not {wrong[0]!r}")
    if options.out is None:
        default = "digits" if options.demo else options.data.resolve().stem
        options.out = user_models_folder() / (options.name or default)
    options.out = options.out.resolve()
    options.name = options.name or options.out.name
    return options


def _run(options: argparse.Namespace, reporter: Reporter) -> Trained:
    folder = training_folder(options.out)
    run, recipe = _prepare(options, folder)
    try:
        return _train(options, run, recipe, reporter)
    except KesitError:
        if not any(folder.rglob("*.state")):
            shutil.rmtree(folder, ignore_errors=True)  # nothing was learnt; leave no trace of the attempt
        raise


def _train(options: argparse.Namespace, run: Run, recipe: Recipe, reporter: Reporter) -> Trained:
    out: Path = options.out
    folder = training_folder(out)
    reporter.events = folder / EVENTS_FILE
    if options.download and recipe.weights == "imagenet":
        download_imagenet(recipe.architecture)
    data = Path(run.data) if run.data else write_digits()
    images, left_out = _read(data, recipe, reporter)
    trained = train_model(images, recipe, folder, choose_device(options.device), reporter)
    writing = out.with_name(out.name + ".writing")
    shutil.rmtree(writing, ignore_errors=True)
    writing.mkdir(parents=True)
    found = examine(images, left_out, reporter.phase("checking")).findings
    write_model(writing, trained, recipe, run, images, findings=found, with_images=not options.no_pictures)
    replace_folder(writing, out)
    reporter.emit("done", model=str(out), name=run.name, metrics=trained.metrics)
    shutil.rmtree(folder, ignore_errors=True)
    return trained


def _prepare(options: argparse.Namespace, folder: Path) -> tuple[Run, Recipe]:
    """Begin a new run, or take up the one that lies in the folder."""
    if options.resume and folder.is_dir():
        asked = load_run(folder)
        run = Run(asked.data, asked.recipe, asked.name, asked.title, os.getpid())
    elif options.resume:
        raise DatasetError(f"there is no unfinished run to resume: {folder} does not exist")
    else:
        if folder.exists() or options.out.exists():
            there = folder if folder.exists() else options.out
            hint = "continue it with --resume, " if folder.exists() else ""
            raise DatasetError(f"{there} exists already; {hint}delete it, or choose another --out")
        name = options.recipe or ("digits" if options.demo else DEFAULT_RECIPE)
        changes = dict(item.split("=", 1) for item in options.set)
        if options.folds is not None:
            changes["folds"] = str(options.folds)
        recipe = load_recipe(name, changes)
        data = "" if options.demo else str(options.data.resolve())
        if data and not options.data.exists():
            raise DatasetError(f"there is no {options.data}")
        run = Run(data, recipe_table(recipe), options.name, options.title, os.getpid())
        folder.mkdir(parents=True)
    save_run(folder, run)
    return run, recipe_from(run.recipe)


def _read(data: Path, recipe: Recipe, reporter: Reporter) -> tuple[ImageSet, tuple[str, ...]]:
    """Decode everything once and say what was left out; refuse data that cannot be trained on."""
    found = find_samples(data, reporter.phase("reading"))
    images = load_images(found, recipe.input, reporter.phase("reading"))
    if images.note:
        reporter.emit("note", text=images.note)
        print(images.note, file=sys.stderr)
    problems, _ = judge(images.class_names, images.samples)
    if problems:
        raise DatasetError(f"{data}: " + " ".join(problems))
    return images, found.left_out


def _say_cancelled(options: argparse.Namespace, reporter: Reporter) -> int:
    folder = training_folder(options.out)
    epochs = finished_epochs(folder)
    reporter.emit("cancelled", out=str(options.out), finished_epochs=epochs)
    if not options.json:
        reporter.say(
            f"stopped; {epochs} finished epochs are kept, continue with --resume --out {options.out}"
        )
    return _CANCELLED


def _say_failed(message: str, reporter: Reporter) -> int:
    reporter.close()
    try:
        reporter.emit("failed", message=message)
    except OSError:  # the disk is full: at least say it
        reporter.events = None
        reporter.emit("failed", message=message)
    print(f"error: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
