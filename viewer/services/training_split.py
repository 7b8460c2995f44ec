"""What becomes of a split before anything is trained: sizes, groups, and what would leak otherwise."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ml.checks import Checked
from ml.errors import DatasetError
from ml.neighbours import joined
from ml.progress import Progress
from ml.sources import PARTS, TEST, TRAIN, VALIDATION
from ml.split import Split, complete_split, unseen
from viewer.services.training_values import SplitChoice, SplitPlan

NEAR, EXACT = "near", "exact"  # as recipes call them


@dataclass(frozen=True, slots=True, eq=False)
class SplitMaterial:
    """What a survey knows of N images that matters for dividing them."""

    class_names: tuple[str, ...]
    paths: tuple[Path, ...]
    labels: np.ndarray  # int (N,)
    parts: np.ndarray  # of the published split, text (N,)
    groups: dict[str, np.ndarray]  # way of grouping -> number of the group of each image, int (N,)
    patients: int  # that the files name

    @property
    def is_published(self) -> bool:
        """Do the images come with a split of their own?"""
        return bool((self.parts != "").any())


def material_of(checked: Checked) -> SplitMaterial:
    """What is kept of a survey for planning a split."""
    names = [sample.group for sample in checked.samples]
    return SplitMaterial(
        checked.class_names,
        tuple(sample.info.path for sample in checked.samples),
        np.array([sample.label for sample in checked.samples], np.int64),
        np.array([sample.part for sample in checked.samples], f"U{max(map(len, PARTS))}"),
        {NEAR: joined(checked.near, names), EXACT: joined(checked.exact, names)},
        len({name for name in names if name}),
    )


def plan_split(
    material: SplitMaterial, choice: SplitChoice, left_out: frozenset[Path], progress: Progress
) -> SplitPlan:
    """Divide the images as training will; the plan says why where that is not possible."""
    kept = np.array([path not in left_out for path in material.paths], bool)
    labels, groups = material.labels[kept], material.groups[choice.grouping][kept]
    published = material.parts[kept]
    parts = published if material.is_published else np.full(len(labels), TRAIN)
    progress(0, 1, "")
    try:
        split = complete_split(
            parts, labels, groups, (choice.validation_share, choice.test_share), choice.seed
        )
    except DatasetError as error:
        return SplitPlan({}, 0, 0, 0, is_published=material.is_published, problem=str(error))
    counts = {
        part: {name: int((labels[rows] == k).sum()) for k, name in enumerate(material.class_names)}
        for part, rows in ((TRAIN, split.train), (VALIDATION, split.validation), (TEST, split.test))
    }
    compared = split if material.is_published else _one_by_one(split, labels, choice.seed)
    leaks = int((~unseen(compared, groups)).sum())
    return SplitPlan(
        counts, len(np.unique(groups)), material.patients, leaks, is_published=material.is_published
    )


def _one_by_one(split: Split, labels: np.ndarray, seed: int) -> Split:
    """Parts of the same size that were drawn image by image, each class apart, as is often done."""
    rng = np.random.default_rng(seed)
    everything = np.concatenate([split.train, split.validation, split.test])
    chosen = [
        rng.choice(everything[labels[everything] == k], int((labels[split.test] == k).sum()), replace=False)
        for k in np.unique(labels)
    ]
    test = np.sort(np.concatenate(chosen))
    return Split(np.setdiff1d(everything, test), np.zeros(0, np.int64), test)
