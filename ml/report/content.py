"""What goes into a report, gathered from a model folder."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ml.answered import ANSWERS_FILE, Answered, read_answers
from ml.card import Card, load_card
from ml.errors import ModelError
from ml.report.mistakes import Mistake

METRICS_FILE, HISTORY_FILE, RECIPE_FILE, REPORT_FILE = (
    "metrics.json",
    "history.csv",
    "config.toml",
    "report.html",
)


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """Everything that the page shows."""

    card: Card
    metrics: dict[str, Any]
    answered: Answered | None  # None in the folder of a model that was trained before answers were kept
    measured: str  # on what, in words
    history: tuple[dict[str, float | None], ...] = ()
    recipe: str = ""  # TOML
    mistakes: tuple[Mistake, ...] = ()


def content_of(folder: Path, mistakes: tuple[Mistake, ...] = ()) -> Content:
    """What the files of a model folder say.

    Raises
    ------
    ModelError
        When a file is missing or damaged.
    """
    card = load_card(folder)
    try:
        metrics = json.loads((folder / METRICS_FILE).read_text(encoding="utf-8"))
        recipe = (folder / RECIPE_FILE).read_text(encoding="utf-8")
        with (folder / HISTORY_FILE).open(newline="", encoding="utf-8") as file:
            history = tuple(
                {name: _number(text) for name, text in row.items()} for row in csv.DictReader(file)
            )
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder} has not all that a report is made of: {error}") from error
    answers = folder / ANSWERS_FILE
    answered = read_answers(answers, card.classes) if answers.exists() else None
    return Content(card, metrics, answered, card.measured, history, recipe, mistakes)


def _number(text: str) -> float | None:
    """A cell of the history: a number, True or False, or empty."""
    return {"": None, "True": 1.0, "False": 0.0}[text] if text in ("", "True", "False") else float(text)
