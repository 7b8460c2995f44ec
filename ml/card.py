"""What a model says about itself: its classes, its input, what it is for, and how well it was measured.

The card is JSON beside the weights. It is data, never code: an architecture is named, not imported.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ml.errors import ModelError
from ml.preprocess import Fit, InputSpec
from ml.strict import check_fields, read_json

CARD_FORMAT = 1
CARD_FILE = "card.json"
_LARGEST_CARD_BYTES = 2_000_000
_LONGEST_CLASS = 200
# What distances are taken of, see ml.familiarity; the first two in cards of old.
POOLED_FEATURES, MIDDLE_FEATURES, DEPTHS_FEATURES = "pooled", "middle", "depths"
Titles = dict[str, str | dict[str, str]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which images the model answers for; outside of it the verdict is "not evaluated".

    Empty tuples and ``None`` mean: no limit. DICOM terms are compared without regard to case.
    """

    modalities: tuple[str, ...] = ()
    body_parts: tuple[str, ...] = ()
    colour: bool = True  # False: an image with real colour is refused
    smallest_side_px: int = 16
    largest_aspect: float = 4.0
    largest_distance: float | None = None  # of the features to those of training images, see ml.familiarity
    features: str = POOLED_FEATURES  # that distances are taken of


@dataclass(frozen=True, slots=True)
class Conformal:
    """How sets of classes are made that miss the truth in ``alpha`` of all images; see ml.conformal."""

    alpha: float
    quantile: float


@dataclass(frozen=True, slots=True)
class Card:
    """Everything but the weights."""

    name: str
    title: str
    architecture: str
    classes: tuple[str, ...]
    input: InputSpec
    version: str = ""
    titles: Titles = field(default_factory=dict)  # class -> words for people, or such by language
    negative_class: str | None = None  # the class that means "nothing found"
    temperature: float = 1.0
    threshold: float = 0.5  # probability from which an answer is given
    thresholds: dict[str, float] = field(default_factory=dict)  # the same of single classes, where known
    conformal: Conformal | None = None
    covers: Coverage = field(default_factory=Coverage)
    intended_use: str = "Research and teaching. Not a medical device; not for diagnosis."
    not_for: str = ""
    data: str = ""
    licence: str = ""
    start: str = ""  # where the weights began: "ImageNet (file name)", "random", ...
    measured: str = ""  # how the figures were obtained, in words
    metrics: dict[str, Any] = field(default_factory=dict)
    training: dict[str, Any] = field(default_factory=dict)  # recipe, seed, split, data hash, versions
    format: int = CARD_FORMAT

    def title_of(self, class_name: str, language: str = "en") -> str:
        """The class in words for people; in English where the language is not there."""
        titles = self.titles.get(class_name, class_name)
        if isinstance(titles, str):
            return titles
        return titles.get(language) or titles.get("en") or class_name

    def threshold_of(self, class_name: str) -> float:
        """The probability from which this class is given as an answer."""
        return self.thresholds.get(class_name, self.threshold)


def save_card(card: Card, folder: Path) -> None:
    """Write ``card.json`` into a model folder."""
    text = json.dumps(asdict(card), indent=2, ensure_ascii=False, allow_nan=False)
    (folder / CARD_FILE).write_text(text + "\n", encoding="utf-8")


def load_card(folder: Path) -> Card:
    """Read and check the card of a model folder.

    Raises
    ------
    ModelError
        When the folder or its card is missing, or the card holds anything unexpected.
    """
    path = folder / CARD_FILE
    if not folder.is_dir():
        raise ModelError(f"{folder} is not a model folder: there is no such folder")
    if not path.is_file():
        raise ModelError(f"{folder} is not a model folder: it has no {CARD_FILE}")
    if path.stat().st_size > _LARGEST_CARD_BYTES:
        raise ModelError(f"{path} is too large to be a card")
    try:
        return _card_from(read_json(path.read_text(encoding="utf-8")))
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(f"{path} is not a readable card: {error}") from error


def _card_from(content: dict[str, Any]) -> Card:
    if not isinstance(content, dict):
        raise ModelError("the card is not a JSON object")
    if content.get("format") != CARD_FORMAT:
        raise ModelError(
            f"card format {content.get('format')!r} is not known to this version ({CARD_FORMAT})"
        )
    check_fields(content, Card)
    values = dict(content)
    values["classes"] = _names(values["classes"])
    values["input"] = _input_from(values["input"])
    values["covers"] = _coverage_from(values.get("covers", {}))
    values["conformal"] = _conformal_from(values.get("conformal"))
    card = Card(**values)
    _check(card)
    return card


def _input_from(content: dict[str, Any]) -> InputSpec:
    check_fields(content, InputSpec)
    mean, std = (tuple(map(float, content[key])) for key in ("mean", "std"))
    if len(mean) != 3 or len(std) != 3 or min(std) <= 0:
        raise ModelError("input mean and std must be three numbers each, std above 0")
    return InputSpec(content["size_px"], Fit(content["fit"]), content["colour"], mean, std)


def _coverage_from(content: dict[str, Any]) -> Coverage:
    check_fields(content, Coverage)
    lists = {key: _names(content.get(key, ())) for key in ("modalities", "body_parts")}
    known = (POOLED_FEATURES, MIDDLE_FEATURES, DEPTHS_FEATURES)
    if content.get("features", POOLED_FEATURES) not in known:
        raise ModelError(f"features {content['features']!r} for distances are not known to this version")
    return Coverage(**{**content, **lists})


def _conformal_from(content: dict[str, Any] | None) -> Conformal | None:
    if content is None:
        return None
    check_fields(content, Conformal)
    found = Conformal(float(content["alpha"]), float(content["quantile"]))
    if not (0 < found.alpha < 1 and 0 <= found.quantile <= 1):
        raise ModelError("conformal alpha lies between 0 and 1, and so does its quantile")
    return found


def _check(card: Card) -> None:
    if not card.name or set(card.name) & set("/\\:") or card.name.startswith("."):
        raise ModelError(f"name {card.name!r} is not the name of a model")
    if not all(card.classes) or max(map(len, card.classes)) > _LONGEST_CLASS:
        raise ModelError(f"classes have names of 1 to {_LONGEST_CLASS} letters")
    if not 2 <= len(card.classes) <= 1000 or len(set(card.classes)) != len(card.classes):
        raise ModelError("a model has 2 to 1000 classes with different names")
    if card.negative_class is not None and card.negative_class not in card.classes:
        raise ModelError(f"negative_class {card.negative_class!r} is not one of the classes")
    if not 8 <= card.input.size_px <= 2048:
        raise ModelError(f"input size {card.input.size_px} is not between 8 and 2048")
    if not (card.temperature > 0 and 0 <= card.threshold <= 1):
        raise ModelError("temperature must be above 0 and threshold between 0 and 1")
    if not all(0 <= value <= 1 for value in card.thresholds.values()):
        raise ModelError("thresholds must be between 0 and 1")
    if card.covers.smallest_side_px < 1 or card.covers.largest_aspect < 1:
        raise ModelError("covers: the smallest side and the largest aspect are 1 or more")
    _check_names("thresholds", card.thresholds, card)
    _check_names("titles", card.titles, card)
    check_titles(card.titles)


def _check_names(field_name: str, values: dict[str, Any], card: Card) -> None:
    strangers = values.keys() - set(card.classes)
    if strangers:
        raise ModelError(f"{field_name} name {min(strangers)!r}, which is not one of the classes")


def check_titles(titles: Any) -> None:
    """Raise ModelError unless every class has text, or text by language."""
    for title in titles.values():
        by_language = title if isinstance(title, dict) else {"en": title}
        if not all(isinstance(word, str) for pair in by_language.items() for word in pair):
            raise ModelError(f"a title is text, or text by language such as {{en, tr}}, not {title!r}")


def _names(values: Any) -> tuple[str, ...]:
    if not isinstance(values, (list, tuple)) or not all(isinstance(value, str) for value in values):
        raise ModelError(f"expected a list of names, found {values!r}")
    return tuple(values)
