"""One epoch of the same images beside a textbook loop, fastai, PyTorch Lightning and timm, in one run.

    python -m tests.benchmarks.training [--images N] [--size PX] [--network NAME] [--rounds N] [--data DIR]

Computed JPEG pictures of two classes, or those of DIR (one folder per class). Every variant trains the same
torchvision network from random weights with AdamW on batches of 32, with flips, turns, shifts and changes of
tone, and validates nothing. Ours keeps its moving average of the weights, which the others do not. Of each
the best epoch counts; the first of ours, which decodes the images, stands in a row of its own. Peers that are
not installed are left out (fastai, pytorch-lightning).
"""

import argparse
import importlib.util
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader
from torchvision import models
from torchvision.datasets import ImageFolder
from torchvision.transforms import v2

from ml.dataset import load_images
from ml.fit import FullTraining, Part
from ml.model import build_network
from ml.preprocess import IMAGENET_MEAN, IMAGENET_STD, InputSpec
from ml.progress import no_progress
from ml.recipe import Recipe
from ml.sources import find_samples
from tests.benchmarks.measure import Took, interleaved

BATCH = 32
WORKERS = 2
NETWORKS = {
    "mobilenet-v2": "mobilenet_v2", "mobilenet-v3-small": "mobilenet_v3_small", "resnet18": "resnet18",
}  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    """Make the pictures, measure, print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.training")
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--network", choices=NETWORKS, default="mobilenet-v2")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KESIT_DATA_DIR"] = folder  # a cache of its own
        data = Path(folder) / "data"
        _some_of(options.data, data, options) if options.data else make_pictures(data, options)
        print(f"{os.cpu_count()} cores, {platform.machine()}, torch {torch.__version__}")
        print(f"{options.images} images, {options.network}, {options.size} pixels, batches of {BATCH}")
        first = interleaved({"ours, first epoch: decodes, too": partial(_ours_cold, data, options)}, 1)
        print(table(interleaved(variants(data, options), options.rounds) | first), flush=True)


def make_pictures(folder: Path, options: argparse.Namespace) -> None:
    """Smooth noise, with a bright square in half of the pictures; JPEG, larger than the network wants."""
    rng = np.random.default_rng(0)
    for index in range(options.images):
        picture = cv2.resize(
            rng.integers(0, 255, (24, 24), np.uint8), (320, 320), interpolation=cv2.INTER_CUBIC
        )
        if index % 2:
            x, y = rng.integers(0, 270, 2)
            picture[y : y + 50, x : x + 50] = 250
        place = folder / ("square" if index % 2 else "plain")
        place.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(place / f"{index:05d}.jpg"), picture)


def _some_of(source: Path, folder: Path, options: argparse.Namespace) -> None:
    """Links to as many images of each class."""
    classes = sorted(path for path in source.iterdir() if path.is_dir())
    for place in classes:
        (folder / place.name).mkdir(parents=True)
        for path in sorted(place.iterdir())[: options.images // len(classes)]:
            (folder / place.name / path.name).symlink_to(path)


def variants(data: Path, options: argparse.Namespace) -> dict[str, Callable[[], object]]:
    """Every way to train one epoch."""
    found: dict[str, Callable[[], object]] = {
        "ours": _ours(data, options).advance_once,
        "textbook: ImageFolder, DataLoader, loop": partial(_textbook, data, options),
        "timm: create_loader, loop of its train.py": partial(_timm, data, options),
    }
    if importlib.util.find_spec("pytorch_lightning"):
        found["PyTorch Lightning, loader of the textbook"] = partial(_lightning, data, options)
    if importlib.util.find_spec("fastai"):
        found["fastai: ImageDataLoaders, Learner"] = partial(_fastai, data, options)
    return {name: partial(_told, name, work) for name, work in found.items()}


def _told(name: str, work: Callable[[], object]) -> None:
    """Say which one is at it: an epoch can take minutes."""
    print(f"  {name} ...", file=sys.stderr, flush=True)
    work()


class _Ours(FullTraining):
    def advance_once(self) -> None:
        self.advance(no_progress)


def _ours(data: Path, options: argparse.Namespace) -> _Ours:
    recipe = Recipe(architecture=options.network, input=InputSpec(size_px=options.size), epochs=100)
    images = load_images(find_samples(data), recipe.input)
    torch.set_flush_denormal(
        True
    )  # as ml.train does; it is of the whole process, so the peers gain by it, too
    network = build_network(options.network, len(images.class_names))
    return _Ours(network, Part(images.images, images.labels), None, recipe, None)


def _ours_cold(data: Path, options: argparse.Namespace) -> None:
    _ours(data, options).advance_once()


def _network(data: Path, options: argparse.Namespace) -> nn.Module:
    return models.get_model(NETWORKS[options.network], num_classes=len(list(data.iterdir())))


def _loader(data: Path, options: argparse.Namespace) -> DataLoader:
    transform = v2.Compose(
        [
            v2.Resize((options.size, options.size)),
            v2.RandomHorizontalFlip(),
            v2.RandomAffine(15, (0.08, 0.08), (0.87, 1.15), 3),
            v2.ColorJitter(0.15, 0.25),
            v2.ToImage(),
            v2.ToDtype(torch.float32, scale=True),
            v2.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
    folder = ImageFolder(str(data), transform)
    return DataLoader(folder, BATCH, shuffle=True, num_workers=WORKERS, drop_last=True)


def _textbook(data: Path, options: argparse.Namespace) -> None:
    network = _network(data, options).train()
    optimizer = torch.optim.AdamW(network.parameters(), 1e-3)
    for images, labels in _loader(data, options):
        loss = cross_entropy(network(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()


def _timm(data: Path, options: argparse.Namespace) -> None:
    from timm.data import create_dataset, create_loader
    from timm.loss import LabelSmoothingCrossEntropy
    from timm.optim import create_optimizer_v2
    from timm.utils import AverageMeter

    loader = create_loader(
        create_dataset("", root=str(data)), (3, options.size, options.size), BATCH, is_training=True,
        num_workers=WORKERS, use_prefetcher=False, auto_augment="rand-m9-mstd0.5", color_jitter=0.25,
    )  # fmt: skip
    network = _network(data, options).train()
    optimizer = create_optimizer_v2(network, "adamw", 1e-3, 0.05)
    losses, wrong = AverageMeter(), LabelSmoothingCrossEntropy(0.0)
    for images, labels in loader:
        loss = wrong(network(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.update(loss.item(), len(labels))


def _lightning(data: Path, options: argparse.Namespace) -> None:
    import pytorch_lightning as lightning

    class Module(lightning.LightningModule):
        def __init__(self) -> None:
            super().__init__()
            self.network = _network(data, options)

        def training_step(self, batch: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
            return cross_entropy(self.network(batch[0]), batch[1])

        def configure_optimizers(self) -> torch.optim.Optimizer:
            return torch.optim.AdamW(self.parameters(), 1e-3)

    trainer = lightning.Trainer(
        max_epochs=1, accelerator="cpu", logger=False, enable_checkpointing=False,
        enable_progress_bar=False, enable_model_summary=False,
    )  # fmt: skip
    trainer.fit(Module(), _loader(data, options))


def _fastai(data: Path, options: argparse.Namespace) -> None:
    from fastai.vision.all import CrossEntropyLossFlat, ImageDataLoaders, Learner, Resize, aug_transforms

    loaders = ImageDataLoaders.from_folder(
        data, valid_pct=0.002, bs=BATCH, num_workers=WORKERS, device="cpu",
        item_tfms=Resize(options.size, method="squish"), batch_tfms=aug_transforms(),
    )  # fmt: skip
    learner = Learner(loaders, _network(data, options), loss_func=CrossEntropyLossFlat())
    with learner.no_bar(), learner.no_logging():
        learner.fit_one_cycle(1, 1e-3)


def table(took: dict[str, Took]) -> str:
    """Seconds, and ratios to the first row."""
    ours = took["ours"]
    lines = [f"{'wall s':>9} {'CPU s':>9} {'wall ratio':>11} {'CPU ratio':>10}"]
    for name, each in took.items():
        ratios = f"{each.wall / ours.wall:11.2f} {each.cpu / ours.cpu:10.2f}"
        lines.append(f"{each.wall:9.2f} {each.cpu:9.2f} {ratios}  {name}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
