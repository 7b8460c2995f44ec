"""What a search may change in a recipe, and between which values."""

from dataclasses import asdict, dataclass
from typing import Any

from ml.errors import DatasetError
from ml.recipe import Recipe, changed, value_of

STRENGTH = "augmentation.strength"  # no key of a recipe: multiplies the limits of its random transforms
_NO_LIMITS = frozenset({"flip_horizontal", "flip_vertical", "policy"})


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that is searched: a range of numbers, or some values to choose from."""

    key: str
    default: Any
    low: float = 0.0
    high: float = 0.0
    is_log: bool = False
    values: tuple[Any, ...] = ()


def space_of(recipe: Recipe, choices: dict[str, tuple[Any, ...]]) -> tuple[Dimension, ...]:
    """Rates, decay, dropout and augmentation around those of the recipe, and what the user adds.

    Parameters
    ----------
    choices
        Recipe key -> values to choose from; the recipe's own is always among them.

    Raises
    ------
    DatasetError
        When a key is unknown or a value does not fit it.
    """
    space = []
    if recipe.head_epochs:
        space.append(_around("head_learning_rate", recipe.head_learning_rate, 10))
    if recipe.epochs:
        space += [
            _around("learning_rate", recipe.learning_rate, 10),
            Dimension(
                "first_layers_rate", recipe.first_layers_rate, min(0.01, recipe.first_layers_rate), 1.0, True
            ),
            Dimension("dropout", recipe.dropout, 0.0, max(0.5, recipe.dropout)),
            Dimension(STRENGTH, 1.0, 0.0, 2.0),
        ]
    space.append(_around("weight_decay", recipe.weight_decay, 10))
    fixed = [dimension for dimension in space if dimension.key not in choices]
    return (*fixed, *(_choice(recipe, key, values) for key, values in choices.items()))


def _around(key: str, default: float, factor: float) -> Dimension:
    if default <= 0:
        return Dimension(key, default, default, 0.1)
    return Dimension(key, default, default / factor, default * factor, True)


def _choice(recipe: Recipe, key: str, values: tuple[Any, ...]) -> Dimension:
    default = value_of(recipe, key)
    if isinstance(default, (dict, list, tuple)):
        raise DatasetError(f"recipe key {key!r} holds several values and cannot be searched")
    default = str(default) if isinstance(default, str) else default
    for value in values:
        changed(recipe, {key: value})
    return Dimension(key, default, values=tuple(dict.fromkeys((default, *values))))


def applied(recipe: Recipe, values: dict[str, Any]) -> Recipe:
    """The recipe with the values of a trial."""
    changes = {key: value for key, value in values.items() if key != STRENGTH}
    if STRENGTH in values:
        for name, limit in asdict(recipe.augmentation).items():
            if name not in _NO_LIMITS:
                stronger = limit * values[STRENGTH]
                changes.setdefault(f"augmentation.{name}", min(1.0, stronger) if name == "blur" else stronger)
    return changed(recipe, changes)
