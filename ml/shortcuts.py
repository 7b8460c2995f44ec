"""Could a network tell the classes apart without looking at what the images show?

A small model sees only what has nothing to do with the subject: size of file and image, margin, mean grey,
format, source. How far it gets on images it has not seen is what a network could get for free.

References
----------
Zech et al., "Variable generalization performance of a deep learning model to detect pneumonia in chest
radiographs", PLOS Medicine 2018.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ml.dataset import ImageSet
from ml.progress import Progress, no_progress
from ml.sources.samples import part_called
from ml.split import fold_of

MOST_IMAGES = 6000  # of a larger set, so many are drawn
_FOLDS = 5
_MOST_SOURCES = 20  # folders; more than that are not sources but patients
_DRAWS = 500


@dataclass(frozen=True, slots=True)
class Shortcut:
    """How well things beside the subject predict the class; accuracies are balanced, 0 to 1."""

    images: int
    chance: float
    accuracy: float  # of all features together
    low: float  # 95 % interval over groups of near copies
    high: float
    features: dict[str, float]  # each alone, strongest first

    @property
    def strongest(self) -> str:
        return next(iter(self.features))

    @property
    def strength(self) -> float:
        """Where the lower end of the interval lies between chance, 0, and perfect, 1."""
        return (self.low - self.chance) / (1 - self.chance)


def find_shortcut(
    images: ImageSet, groups: np.ndarray, progress: Progress = no_progress, seed: int = 1
) -> Shortcut | None:
    """Cross-validate small models on each feature and on all; None where there is too little to learn from.

    Parameters
    ----------
    groups
        Numbers of images that must stay together, int (N,).
    """
    rng = np.random.default_rng(seed)
    chosen = np.sort(rng.permutation(len(images.samples))[:MOST_IMAGES])
    labels, groups = images.labels[chosen], groups[chosen]
    classes = np.unique(labels)
    fewest = min((len(np.unique(groups[labels == label])) for label in classes), default=0)
    table = {name: columns[chosen] for name, columns in _features(images).items()}
    table = {name: columns for name, columns in table.items() if (columns != columns[0]).any()}
    if len(classes) < 2 or fewest < _FOLDS or not table:
        return None
    fold = fold_of(labels, groups, _FOLDS, seed)
    alone = {}
    for done, (name, columns) in enumerate(table.items()):
        progress(done, len(table) + 1, f"what {name} alone tells")
        alone[name] = _balanced(labels, _answers(_tree, columns, labels, fold))
    progress(len(table), len(table) + 1, "what all of it tells together")
    answers = _answers(_forest, np.hstack(list(table.values())), labels, fold)
    low, high = _interval(labels, answers, groups, rng)
    ranked = dict(sorted(alone.items(), key=lambda item: -item[1]))
    return Shortcut(len(chosen), 1 / len(classes), _balanced(labels, answers), low, high, ranked)


def _features(images: ImageSet) -> dict[str, np.ndarray]:
    """Name -> columns, float (N, 1 or more)."""
    facts = images.facts
    rows, columns = facts["rows"].astype(float), facts["columns"].astype(float)
    paths = [sample.info.path for sample in images.samples]
    table = {
        "image size": np.column_stack([rows, columns]),
        "aspect": columns / rows,
        "mean grey": facts["mean"],
        "margin": np.column_stack([facts[f"margin_{name}"] for name in ("mean", "spread", "dark", "bright")]),
    }
    if len(set(paths)) == len(paths):  # else sizes are those of files with many images
        table["file size"] = np.array([_size(path) for path in paths], float)
        table["format"] = _codes([path.suffix.casefold() for path in paths])
    sources = [_source(path, images.class_names) for path in paths]
    if len(set(sources)) <= _MOST_SOURCES:
        table["folder"] = _codes(sources)
    return {name: values.reshape(len(paths), -1).astype(np.float64) for name, values in table.items()}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # gone since it was read
        return 0


def _source(path: Path, class_names: tuple[str, ...]) -> str:
    """The folders of a file, less those that are called like a class or a part of a split."""
    known = {name.casefold() for name in class_names}
    return "/".join(
        part for part in path.parent.parts if part.casefold() not in known and part_called(part) is None
    )


def _codes(texts: list[str]) -> np.ndarray:
    return np.unique(texts, return_inverse=True)[1]


def _tree() -> Any:
    from sklearn.tree import DecisionTreeClassifier  # noqa: PLC0415 (a second that the window need not pay)

    return DecisionTreeClassifier(max_depth=6, min_samples_leaf=5, class_weight="balanced", random_state=0)


def _forest() -> Any:
    from sklearn.ensemble import RandomForestClassifier  # noqa: PLC0415 (as above)

    return RandomForestClassifier(
        100, max_depth=12, min_samples_leaf=3, class_weight="balanced", random_state=0
    )


def _answers(
    model: Callable[[], Any],
    columns: np.ndarray,
    labels: np.ndarray,
    fold: np.ndarray,
) -> np.ndarray:
    """The class that each image is given by a model that saw nothing of its group."""
    answers = np.empty_like(labels)
    for number in range(_FOLDS):
        asked = fold == number
        answers[asked] = model().fit(columns[~asked], labels[~asked]).predict(columns[asked])
    return answers


def _balanced(labels: np.ndarray, answers: np.ndarray) -> float:
    return float(np.mean([(answers[labels == label] == label).mean() for label in np.unique(labels)]))


def _interval(
    labels: np.ndarray, answers: np.ndarray, groups: np.ndarray, rng: np.random.Generator
) -> tuple[float, float]:
    """95 % bootstrap interval of the balanced accuracy, drawing whole groups."""
    classes, label = np.unique(labels, return_inverse=True)
    count, group = np.unique(groups, return_inverse=True)
    total = np.zeros((len(count), len(classes)))
    right = np.zeros_like(total)
    np.add.at(total, (group, label), 1)
    np.add.at(right, (group, label), labels == answers)
    weights = rng.multinomial(len(count), np.full(len(count), 1 / len(count)), _DRAWS)
    recalls = (weights @ right) / np.maximum(weights @ total, 1)
    low, high = np.percentile(recalls.mean(axis=1), (2.5, 97.5))
    return float(low), float(high)
