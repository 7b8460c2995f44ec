"""A recipe: every choice of a training run, as a TOML file with a name."""

import dataclasses
import tomllib
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from ml.augment import Augmentation, Policy
from ml.card import Coverage, Titles, check_titles
from ml.errors import DatasetError, ModelError
from ml.preprocess import Fit, InputSpec

RECIPES_FOLDER = Path(__file__).parent / "recipes"
DEFAULT_RECIPE = "standard"


class Grouping(StrEnum):
    """Which images must stay on one side of a split."""

    NEAR = "near"  # near copies, and images of one patient where the files say so
    EXACT = "exact"  # only exact copies: for pictures that are alike by nature, such as digits


class BestBy(StrEnum):
    """The figure on the validation part by which the epoch to keep is chosen."""

    MACRO_F1 = "macro_f1"
    AUROC = "auroc"


class Numbers(StrEnum):
    """What convolutions are computed in while training, see ml.precision."""

    AUTO = "auto"  # what is faster on this machine
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


@dataclass(frozen=True, slots=True)
class Recipe:
    """One way to train; docs/training.md says when to change what.

    Learning rates are peaks of a one-cycle schedule.
    """

    name: str = "standard"
    title: str = ""
    description: str = ""
    architecture: str = "mobilenet-v2"  # of the list in ml.model, or timm:NAME, or torchvision:NAME
    weights: str = "random"  # "random", "imagenet", "model:NAME", or the path of a local file
    input: InputSpec = field(default_factory=InputSpec)
    augmentation: Augmentation = field(default_factory=Augmentation)
    grouping: Grouping = Grouping.NEAR
    most_per_class: int = 0  # images that are used, drawn at random; 0: all
    validation_share: float = 0.15
    test_share: float = 0.15
    folds: int = 0  # of cross-validation: so many networks are trained; 0: one, measured on the test part
    head_epochs: int = 60  # of the last layer on frozen features; 0 leaves the phase out
    epochs: int = 8  # of the whole network; 0 stops after the last layer
    final_epochs: int = 0  # after measuring, on all images, the held-out ones too, at a lower rate
    batch_size: int = 32
    head_learning_rate: float = 1e-2
    learning_rate: float = 1e-3
    final_learning_rate: float = 2e-4
    first_layers_rate: float = 1.0  # of the first layers, in shares of the last's; equal factors between
    weight_decay: float = 0.05
    dropout: float = 0.2
    average_decay: float = 0.99  # of the moving average of the weights, per step; 0 leaves it out
    label_smoothing: float = 0.0  # makes the network doubt itself, and abstaining worse
    mixup: float = 0.0  # strength (alpha) of mixing two images; 0 leaves it out
    cutmix: float = 0.0  # likewise of pasting a piece of one into another
    balance: bool = False  # draw images so that classes are shown equally often, in epochs of the same length
    oversample: bool = False  # show all images, those of rare classes again until all classes are as large
    class_weights: bool = False  # let images of rare classes count more in the loss
    first_size_px: int = 0  # of the first epoch, grows to input.size_px by half-time; 0: always full
    frozen_blocks: int = 0  # of the trunk, counted from the input, stay as they began: twice as quick
    boxes: str = ""  # table beside the images with boxes around what gives the label, see ml.boxes
    boxes_weight: float = 0.1  # of the loss that asks for a class's evidence inside its boxes
    best_by: BestBy = BestBy.MACRO_F1
    patience: int = 0  # epochs without a better one, after which training ends; 0: never before the last
    precision: Numbers = Numbers.AUTO
    seed: int = 1
    # What the card will say:
    version: str = "1"
    titles: Titles = field(default_factory=dict)
    negative_class: str = ""
    covers: Coverage = field(default_factory=Coverage)
    intended_use: str = "Research and teaching. Not a medical device; not for diagnosis."
    not_for: str = ""
    data: str = ""
    licence: str = ""
    searched: str = ""  # how ml.search found these values; it fills this in


def list_recipes() -> tuple[Recipe, ...]:
    """All recipes that come with Kesit, the default first."""
    names = sorted(path.stem for path in RECIPES_FOLDER.glob("*.toml"))
    return tuple(load_recipe(name) for name in sorted(names, key=lambda name: name != DEFAULT_RECIPE))


def load_recipe(name_or_path: str | Path, overrides: dict[str, str] | None = None) -> Recipe:
    """Read a recipe by name or from a TOML file and change single values (``{"input.size_px": "96"}``).

    Raises
    ------
    DatasetError
        When there is no such recipe, or a key or value is wrong; names the key.
    """
    path = Path(name_or_path)
    if path.suffix != ".toml":
        path = RECIPES_FOLDER / f"{name_or_path}.toml"
    if not path.is_file():
        known = ", ".join(sorted(item.stem for item in RECIPES_FOLDER.glob("*.toml")))
        raise DatasetError(f"there is no recipe {str(name_or_path)!r}; recipes here: {known}")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DatasetError(f"{path} is not valid TOML: {error}") from error
    for key, text in (overrides or {}).items():
        _set(table, key, toml_value(text))
    table.setdefault("name", path.stem)
    return recipe_from(table)


def recipe_from(table: dict[str, Any]) -> Recipe:
    """Build a recipe from a table of plain values; raises DatasetError for an unknown key or a wrong type."""
    recipe: Recipe = _build(Recipe, table, "")
    _check(recipe)
    return recipe


def _check(recipe: Recipe) -> None:
    try:
        check_titles(recipe.titles)
    except ModelError as error:
        raise DatasetError(f"recipe key 'titles': {error}") from error
    shares = (recipe.validation_share, recipe.test_share)
    if (
        not all(0 < share < 0.5 for share in shares)
        or min(recipe.epochs, recipe.head_epochs, recipe.final_epochs) < 0
    ):
        raise DatasetError("validation_share and test_share lie between 0 and 0.5; epochs are not negative")
    if recipe.epochs == 0 and recipe.head_epochs == 0:
        raise DatasetError("a recipe with neither epochs nor head_epochs trains nothing")
    if recipe.folds < 0 or recipe.folds == 1:
        raise DatasetError(f"folds must be 2 or more, or 0 for one split, not {recipe.folds}")
    if recipe.batch_size < 2:
        raise DatasetError(f"batch_size must be 2 or more, not {recipe.batch_size}")
    for name, low, high in _RANGES:
        if not low <= getattr(recipe, name) <= high:
            raise DatasetError(f"{name} lies between {low:g} and {high:g}, not {getattr(recipe, name):g}")
    if not (recipe.first_size_px == 0 or 8 <= recipe.first_size_px <= recipe.input.size_px):
        raise DatasetError("first_size_px lies between 8 and input.size_px, or is 0")
    if recipe.boxes and (recipe.mixup or recipe.cutmix or recipe.augmentation.policy is not Policy.NONE):
        raise DatasetError("boxes do not go with mixup, cutmix or a policy: what is inside them would move")
    if sum((recipe.balance, recipe.oversample, recipe.class_weights)) > 1:
        raise DatasetError("balance, oversample and class_weights do the same: choose one of them")


_RANGES = (
    ("first_layers_rate", 1e-4, 1),
    ("label_smoothing", 0, 0.5),
    ("mixup", 0, 10),
    ("cutmix", 0, 10),
    ("patience", 0, 10_000),
    ("dropout", 0, 0.95),
    ("frozen_blocks", 0, 1000),
    ("boxes_weight", 0, 100),
    ("most_per_class", 0, 1e9),
    ("average_decay", 0, 0.99999),
    ("weight_decay", 0, 10),
)


def changed(recipe: Recipe, changes: dict[str, Any]) -> Recipe:
    """The recipe with other values of some keys, as ``{"input.size_px": 96}``.

    Raises
    ------
    DatasetError
        When a key or value is wrong; names the key.
    """
    table = recipe_table(recipe)
    for key, value in changes.items():
        _set(table, key, value)
    return recipe_from(table)


def value_of(recipe: Recipe, key: str) -> Any:
    """The value of a key as ``input.size_px``; raises DatasetError when there is none."""
    table: Any = recipe_table(recipe)
    for part in key.split("."):
        if not isinstance(table, dict) or part not in table:
            raise DatasetError(f"unknown recipe key {key!r}")
        table = table[part]
    return table


def recipe_table(recipe: Recipe) -> dict[str, Any]:
    """The recipe as plain values, for the record."""
    return asdict(recipe)


_NESTED: dict[str, type] = {"input": InputSpec, "augmentation": Augmentation, "covers": Coverage}


_CHOICES = (Fit, Grouping, Policy, BestBy, Numbers)


def _build(kind: Any, table: dict[str, Any], prefix: str) -> Any:
    known = {item.name: item for item in fields(kind)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise DatasetError(f"unknown recipe key {prefix + key!r}; known are {', '.join(sorted(known))}")
        values[key] = (
            _build(_NESTED[key], value, f"{key}.")
            if key in _NESTED
            else _coerced(value, known[key], prefix + key)
        )
    return kind(**values)


def _coerced(value: Any, item: dataclasses.Field, key: str) -> Any:
    """Check a value against the type of its field; whole numbers may stand for floats, text for enums."""
    try:
        if item.type in _CHOICES:
            return item.type(value)
    except ValueError as error:
        raise DatasetError(f"recipe key {key!r}: {error}") from error
    if isinstance(value, list):
        return tuple(value)
    wanted = item.type
    if wanted is float and type(value) is int:
        return float(value)
    if wanted in (int, float, str, bool) and type(value) is not wanted:
        raise DatasetError(f"recipe key {key!r} wants a {wanted.__name__}, not {value!r}")
    return value


def _set(table: dict[str, Any], key: str, value: Any) -> None:
    *parents, last = key.split(".")
    for parent in parents:
        table = table.setdefault(parent, {})
        if not isinstance(table, dict):
            raise DatasetError(f"recipe key {key!r}: {parent!r} holds a single value")
    table[last] = value


def toml_value(text: str) -> Any:
    """``8``, ``1e-3``, ``true`` and ``[1, 2]`` as TOML reads them; anything else is text."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
