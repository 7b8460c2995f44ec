"""The reader's word on a model's answer: agreed or not, what it is instead, and why."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.language import tr


class Stance(StrEnum):
    """What the reader thinks of an answer."""

    AGREE = "agree"
    DISAGREE = "disagree"
    NONE = "none"  # there was no answer, or nothing is said of it


@dataclass(frozen=True, slots=True)
class Word:
    """What a reader said about one frame.

    Attributes
    ----------
    class_name
        The right class by the reader, as the model names it; "" where it is none of them, or not said.
    model, answer, probability
        Which model had answered what, so that the word keeps its sense when another model is in use.
    """

    stance: Stance
    class_name: str = ""
    comment: str = ""
    model: str = ""
    answer: str = ""
    probability: float = 0.0


def word_text(word: Word, title: str) -> str:
    """The word in a line; `title` is that of its class, for people."""
    if word.stance is Stance.AGREE:
        return tr("Agreed: {title}", title=title)
    if word.stance is Stance.DISAGREE and word.class_name:
        return tr("Not agreed; it is {title}", title=title)
    if word.stance is Stance.DISAGREE:
        return tr("Not agreed; it is none of these")
    return tr("It is {title}", title=title) if word.class_name else tr("Comment only")
