"""What the answers of all slices of a series come to, without a probability for the whole series."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ml.card import Card
from ml.results import Prediction, Verdict
from viewer.core.finding import class_title, percent, verdict_text
from viewer.core.language import tr, tr_count

_MOST_CLASSES = 3
_MOST_RUNS = 4
Answers = Sequence[Prediction | None]  # one for each slice in order; None where none has come yet


@dataclass(frozen=True, slots=True)
class Driver:
    """A class that is found in a series: on which slices, counted from 0, and where its probability peaks."""

    class_name: str
    indices: tuple[int, ...]
    peak_index: int
    peak: float


def is_evaluated(prediction: Prediction) -> bool:
    return prediction.verdict is not Verdict.NOT_EVALUATED


def drivers(answers: Answers) -> tuple[Driver, ...]:
    """The classes that slices are positive for, the most slices first."""
    found: dict[str, list[int]] = {}
    for index, answer in enumerate(answers):
        if answer is not None and answer.verdict is Verdict.POSITIVE and answer.top_class:
            found.setdefault(answer.top_class, []).append(index)
    made = []
    for name, indices in sorted(found.items(), key=lambda item: -len(item[1])):
        shares = {index: _share(answers[index], name) for index in indices}
        peak = max(shares, key=lambda index: shares[index])
        made.append(Driver(name, tuple(indices), peak, shares[peak]))
    return tuple(made)


def strip_class(card: Card, answers: Answers, chosen: str | None) -> str:
    """The class whose probabilities are drawn: the chosen one, else that of the most slices with a finding.

    Where no slice is positive, the finding that comes nearest to it on any slice.
    """
    if chosen in card.classes:
        return chosen
    if found := drivers(answers):
        return found[0].class_name
    findings = [name for name in card.classes if name != card.negative_class]
    known = [answer for answer in answers if answer is not None and is_evaluated(answer)]
    return max(findings, key=lambda name: max((_share(answer, name) for answer in known), default=0.0))


def runs_text(indices: Sequence[int]) -> str:
    """Slices as people count them: "3–7, 9"; the rest is left out where there are many runs."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    words = [f"{run[0] + 1}–{run[-1] + 1}" if len(run) > 1 else f"{run[0] + 1}" for run in runs]
    return ", ".join(words[:_MOST_RUNS]) + (", …" if len(words) > _MOST_RUNS else "")


def driver_texts(card: Card, answers: Answers) -> tuple[tuple[str, int], ...]:
    """For each class that is found, where, in words, and the slice to go to."""
    found = drivers(answers)
    texts = [
        (
            tr_count(
                len(driver.indices),
                "{title}: image {runs}, {peak}",
                "{title}: images {runs}, most on {at} with {peak}",
                title=class_title(card, driver.class_name),
                runs=runs_text(driver.indices),
                at=driver.peak_index + 1,
                peak=percent(driver.peak),
            ),
            driver.peak_index,
        )
        for driver in found[:_MOST_CLASSES]
    ]
    return tuple(texts)


def slice_note(card: Card, answer: Prediction | None, class_name: str, index: int, count: int) -> str:
    """What the strip says of one slice."""
    where = tr("Image {number} / {count}", number=index + 1, count=count)
    if answer is None:
        return tr("{where}: not looked at yet", where=where)
    if not is_evaluated(answer):
        return tr("{where}: not evaluated, {reason}", where=where, reason=answer.reason)
    return tr(
        "{where}: {title} {share}. The answer: {verdict}",
        where=where,
        title=class_title(card, class_name),
        share=percent(_share(answer, class_name)),
        verdict=_answer_words(card, answer),
    )


def _answer_words(card: Card, answer: Prediction) -> str:
    word = verdict_text(answer)
    return f"{word} ({class_title(card, answer.top_class)})" if answer.top_class else word


def verdict_counts(answers: Answers) -> Counter[Verdict]:
    return Counter(answer.verdict for answer in answers if answer is not None)


def _share(answer: Prediction | None, class_name: str) -> float:
    return answer.probabilities.get(class_name, 0.0) if answer is not None else 0.0
