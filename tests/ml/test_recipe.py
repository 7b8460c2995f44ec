import dataclasses
import tomllib

import pytest

from ml.errors import DatasetError
from ml.preprocess import Fit
from ml.recipe import DEFAULT_RECIPE, RECIPES_FOLDER, list_recipes, load_recipe, recipe_from, recipe_table
from ml.write_model import toml_lines


def test_every_recipe_loads_and_describes_itself():
    recipes = list_recipes()
    assert recipes[0].name == DEFAULT_RECIPE
    assert {recipe.name for recipe in recipes} == {path.stem for path in RECIPES_FOLDER.glob("*.toml")}
    assert all(recipe.title and recipe.description for recipe in recipes)


def test_single_values_can_be_changed():
    recipe = load_recipe(
        "digits", {"epochs": "3", "learning_rate": "1e-2", "input.fit": "stretch", "balance": "true"}
    )
    assert (recipe.epochs, recipe.learning_rate, recipe.input.fit, recipe.balance) == (
        3,
        0.01,
        Fit.STRETCH,
        True,
    )
    assert recipe.input.size_px == load_recipe("digits").input.size_px


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"epoch": "3"}, "epoch"),
        ({"epochs": "many"}, "epochs"),
        ({"epochs": "0", "head_epochs": "0"}, "trains nothing"),
        ({"input.fit": "squeeze"}, "squeeze"),
        ({"input.colour.deep": "1"}, "colour"),
        ({"test_share": "0.9"}, "test_share"),
        ({"batch_size": "1"}, "batch_size"),
        ({"grouping": "luck"}, "luck"),
    ],
)
def test_a_wrong_change_is_refused_by_name(change, message):
    with pytest.raises(DatasetError, match=message):
        load_recipe("digits", change)


def test_an_unknown_recipe_names_the_known_ones():
    with pytest.raises(DatasetError, match="digits"):
        load_recipe("alchemy")


@pytest.mark.parametrize("recipe", list_recipes(), ids=lambda recipe: recipe.name)
def test_the_written_configuration_is_the_recipe_again(recipe):
    table = tomllib.loads("\n".join(toml_lines(recipe_table(recipe))))
    assert dataclasses.asdict(recipe_from(table)) == dataclasses.asdict(recipe)
