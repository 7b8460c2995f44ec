"""What a model said about one frame, with where the answer comes from, and how it is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass

from ml.card import Card
from ml.results import Prediction, Verdict
from viewer.core.language import language, tr, tr_later
from viewer.core.sentences import capitalised, translated

_VERDICT_WORDS = {
    Verdict.POSITIVE: tr_later("Positive"),
    Verdict.INDETERMINATE: tr_later("Indeterminate"),
    Verdict.NEGATIVE: tr_later("Negative"),
    Verdict.NOT_EVALUATED: tr_later("Not evaluated"),
}
_VERDICT_COUNTS = {
    Verdict.POSITIVE: tr_later("{count} positive"),
    Verdict.INDETERMINATE: tr_later("{count} indeterminate"),
    Verdict.NEGATIVE: tr_later("{count} negative"),
    Verdict.NOT_EVALUATED: tr_later("{count} not evaluated"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A prediction and its provenance."""

    prediction: Prediction
    model_title: str
    source: str  # which weights, in what program, on what
    duration_ms: float

    @property
    def provenance(self) -> str:
        return f"{translated(self.model_title)} · {self.source} · {self.duration_ms:.0f}\u00a0ms"


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One line of the findings panel."""

    class_name: str
    title: str
    probability: float
    is_top: bool
    threshold: float  # probability from which the class is given as an answer


def class_rows(card: Card, prediction: Prediction | None) -> tuple[ClassRow, ...]:
    """One row per class of the card, in its order; probabilities are 0 where there is no answer.

    An answer that is withheld has no top class: nothing in it may catch the eye.
    """
    probabilities = prediction.probabilities if prediction else {}
    shown = prediction if prediction and prediction.verdict is not Verdict.NOT_EVALUATED else None
    top = shown.top_class if shown else None
    return tuple(
        ClassRow(
            name,
            class_title(card, name),
            probabilities.get(name, 0.0),
            name == top,
            card.threshold_of(name),
        )
        for name in card.classes
    )


def class_title(card: Card, class_name: str) -> str:
    """What people call a class of a model, in the chosen language."""
    return translated(card.title_of(class_name, language()))


def verdict_text(prediction: Prediction) -> str:
    """The answer in one word or two."""
    return tr(_VERDICT_WORDS[prediction.verdict])


def headline(card: Card, prediction: Prediction) -> str:
    """The answer with its class, where a class is answered."""
    word = verdict_text(prediction)
    if prediction.verdict in (Verdict.POSITIVE, Verdict.NEGATIVE) and prediction.top_class:
        return f"{word}: {class_title(card, prediction.top_class)}"
    return word


def explanation(prediction: Prediction) -> str:
    """Why the answer is what it is; says that figures beside "not evaluated" are none."""
    reason = _as_sentence(translated(prediction.reason))
    if prediction.verdict is Verdict.NOT_EVALUATED and prediction.probabilities:
        return tr(
            "{reason}.\nThe figures below are what the network computed. They are withheld: no answer.",
            reason=reason,
        )
    return reason


def _as_sentence(reason: str) -> str:
    """With a capital, unless it begins with the name of a file: that is spelt as it is."""
    first = reason.split(maxsplit=1)[0].rstrip(":") if reason else ""
    return reason if "." in first.rstrip(".") else capitalised(reason)


def plausible_words(card: Card, prediction: Prediction) -> str:
    """The classes that the answer lies among, "glioma or meningioma"; "" where the card promises nothing."""
    if prediction.plausible is None or card.conformal is None:
        return ""
    titles = [class_title(card, name) for name in prediction.plausible]
    joined = tr(" or ").join([", ".join(titles[:-1]), titles[-1]] if len(titles) > 1 else titles)
    share = f"{1 - card.conformal.alpha:.0%}"
    if not joined:
        return tr("None of the classes is plausible.")
    return tr("{classes}: holds the truth in {share} of such images", classes=joined, share=share)


def series_words(counts: Mapping[Verdict, int], total: int) -> str:
    """How many images of a series got which verdict, the most telling verdict first."""
    answered = sum(counts.values())
    words = ((counts.get(verdict, 0), text) for verdict, text in _VERDICT_COUNTS.items())
    parts = ", ".join(tr(text, count=count) for count, text in words if count)
    if not parts:
        return tr("None of {total} images looked at yet", total=total)
    if answered == total:
        return tr("Of {total} images: {parts}", total=total, parts=parts)
    return tr(
        "Of {answered} images so far ({total} in all): {parts}", answered=answered, total=total, parts=parts
    )


def percent(probability: float) -> str:
    """A probability for people; what is not quite certain is never shown as certain."""
    if 0.999 <= probability < 1:
        return "> 99.9 %"
    if 0 < probability < 0.001:
        return "< 0.1 %"
    return f"{probability * 100:.1f} %"
