"""Decode a data set into the cache, the whole or a share of it, so that training need not.

python -m ml.decode DATA [--recipe NAME] [--set key=value ...] [--shard i/n] [--json]
"""

import argparse
import json
import sys
from pathlib import Path

from tqdm import tqdm

from ml.console import own_name, prepare_console
from ml.dataset import load_images
from ml.errors import KesitError
from ml.imaging.values import Failure
from ml.preprocess import InputSpec
from ml.progress import Progress, on_bar
from ml.recipe import DEFAULT_RECIPE, load_recipe
from ml.shards import Shard, shard_from
from ml.sources import KINDS, find_samples


def decode_share(
    data: Path, spec: InputSpec | None, shard: Shard, progress: Progress
) -> tuple[int, tuple[Failure, ...], str]:
    """Decode a share: how many images, what could not be read, and why nothing was kept ("" when it was)."""
    images = load_images(shard.of(find_samples(data, progress)), spec, progress)
    shard.remember()
    return len(images.samples), images.failures, images.note


def tell_share(data: Path, spec: InputSpec | None, shard: Shard, *, as_json: bool) -> int:
    """Decode a share and print how it went; returns the exit code."""
    try:
        with tqdm(desc="decoding", file=sys.stderr, leave=False) as bar:
            count, failures, note = decode_share(data, spec, shard, on_bar(bar))
    except KesitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if note:
        print(f"error: {note}", file=sys.stderr)
    if as_json:
        failed = [{"path": str(failure.path), "reason": failure.reason} for failure in failures]
        print(json.dumps({"shard": f"{shard.number}/{shard.count}", "images": count, "failures": failed}))
    else:
        for failure in failures:
            print(f"not read: {failure.path}: {failure.reason}", file=sys.stderr)
        print(f"share {shard.number} of {shard.count}: {count:,} images are in the cache")
    return 1 if failures or note else 0


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    prepare_console()
    parser = argparse.ArgumentParser(prog=own_name("decode"), description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", metavar="DATA", type=Path, help=KINDS)
    parser.add_argument(
        "--recipe", metavar="NAME", default=DEFAULT_RECIPE, help="whose input the images are made for"
    )
    parser.add_argument("--set", metavar="key=value", action="append", default=[], help="change the recipe")
    parser.add_argument("--shard", metavar="i/n", default="1/1", help="only the i-th of n shares")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    wrong = [item for item in options.set if "=" not in item]
    if wrong:
        parser.error(f"--set wants key=value, not {wrong[0]!r}")
    try:
        shard = shard_from(options.shard)
        recipe = load_recipe(options.recipe, dict(item.split("=", 1) for item in options.set))
    except KesitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return tell_share(options.data, recipe.input, shard, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
