"""The recipes that fit what is to be trained on, and what can be changed in them."""

from ml.library import list_models
from ml.recipe import DEFAULT_RECIPE, Recipe, list_recipes, load_recipe
from viewer.services.training_values import DataSummary, RecipeChoice, RecipeKnobs, SplitChoice, StartModel

DEMO_RECIPE = "digits"  # what ml.train --demo takes
MAIN_RECIPES = ("quick", DEFAULT_RECIPE)  # the others are for those who know what they want


def recipes_for(summary: DataSummary) -> tuple[RecipeChoice, ...]:
    """What the user can choose from, the recommended one first; the built-in digits have their own."""
    demo = summary.data is None
    return tuple(_choice(recipe) for recipe in list_recipes() if (recipe.name == DEMO_RECIPE) == demo)


def can_search(summary: DataSummary) -> bool:
    """Whether better values of a recipe can be searched for on these data."""
    return summary.data is not None


def split_choice_for(summary: DataSummary) -> SplitChoice:
    """How the images are divided unless the user wants it otherwise."""
    recipe = load_recipe(DEMO_RECIPE if summary.data is None else DEFAULT_RECIPE)
    return SplitChoice(recipe.test_share, recipe.validation_share, recipe.grouping.value, recipe.seed)


def start_models() -> tuple[StartModel, ...]:
    """Models whose network can go on learning, the user's own first."""
    entries, _ = list_models()
    ordered = sorted(entries, key=lambda entry: entry.bundled)
    return tuple(
        StartModel(
            entry.name, entry.card.title, entry.card.architecture, entry.card.input.size_px, str(entry.folder)
        )
        for entry in ordered
    )


def _choice(recipe: Recipe) -> RecipeChoice:
    knobs = RecipeKnobs(
        epochs=recipe.epochs,
        size_px=recipe.input.size_px,
        batch_size=recipe.batch_size,
        learning_rate=recipe.learning_rate,
        balance=recipe.balance,
        flip=recipe.augmentation.flip_horizontal,
    )
    return RecipeChoice(
        recipe.name,
        recipe.title or recipe.name,
        recipe.description,
        recipe.epochs,
        recipe.final_epochs,
        is_main=recipe.name in (*MAIN_RECIPES, DEMO_RECIPE),
        knobs=knobs,
    )
