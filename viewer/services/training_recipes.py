"""The recipes that fit what is to be trained on."""

from ml.recipe import Recipe, list_recipes
from viewer.services.training_values import DataSummary, RecipeChoice

DEMO_RECIPE = "digits"  # what ml.train --demo takes


def recipes_for(summary: DataSummary) -> tuple[RecipeChoice, ...]:
    """What the user can choose from, the recommended one first; the built-in digits have their own."""
    demo = summary.data is None
    return tuple(_choice(recipe) for recipe in list_recipes() if (recipe.name == DEMO_RECIPE) == demo)


def _choice(recipe: Recipe) -> RecipeChoice:
    return RecipeChoice(
        recipe.name, recipe.title or recipe.name, recipe.description, recipe.epochs, recipe.final_epochs
    )
