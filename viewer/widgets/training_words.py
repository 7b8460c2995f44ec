"""What the training wizard says: figures turned into words, in one place."""

import math

from viewer.services.training_values import (
    ClassScore,
    EpochResult,
    RecipeChoice,
    TrainingProgress,
    TrainingReport,
    TrainingStart,
)

FEW_IMAGES = 100  # held out; below, the interval of even a perfect result is several points wide
FEW_IMAGES_OF_CLASS = 20


def percent(share: float, decimals: int = 1) -> str:
    """A share of 0..1 as "93.1 %"; "–" when it is undefined."""
    return "–" if math.isnan(share) else f"{100 * share:.{decimals}f} %"


def count_of(number: int, noun: str) -> str:
    """ "1 image", "2,048 images"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def time_left(seconds: float | None) -> str:
    """A rough rest of time, rounded so that it does not flicker; "" when it is not known."""
    if seconds is None:
        return ""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 90:
        return f"about {round(seconds / 10) * 10} s left"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"about {minutes} min left"
    return f"about {minutes // 60} h {minutes % 60:02d} min left"


def headline(report: TrainingReport) -> str:
    return f"{percent(report.accuracy)} right on {count_of(report.images, 'held-out image')}"


def interval(report: TrainingReport) -> str:
    low, high = report.accuracy_interval
    return f"95 % interval: {100 * low:.1f} to {percent(high)}"


def belief(report: TrainingReport) -> str:
    """How much to believe the figures: leaks, test size, easy guess, weakest class, limits."""
    sentences = [*_on_copies(report), _on_size(report)]
    sentences += [*_on_guessing(report), *_on_classes(report), *_on_probabilities(report)]
    sentences.append("Images of another kind, scanner or hospital may do worse: nothing here measures that.")
    return " ".join(sentences)


def _on_copies(report: TrainingReport) -> list[str]:
    clean = report.without_copies
    if clean is None:
        return []
    return [
        f"{count_of(report.images - clean.images, 'test image')} have a copy, a near copy or an image of the "
        f"same patient among the images it learnt from. Without those, {percent(clean.accuracy)} of "
        f"{count_of(clean.images, 'image')} are right ({interval(clean)}): believe this figure."
    ]


def _on_size(report: TrainingReport) -> str:
    low, high = report.accuracy_interval
    span = f"{100 * low:.0f} and {100 * high:.0f} of 100"
    if report.images < FEW_IMAGES:
        return (
            f"Only {count_of(report.images, 'image')} could be held out, so the figure is rough: "
            f"anything between {span} images right fits it. More images make it sharper."
        )
    return f"On new images like these, expect between {span} to be right."


def _on_guessing(report: TrainingReport) -> list[str]:
    """An accuracy is worth nothing when the most frequent class alone reaches it."""
    most = max(report.scores, key=lambda score: score.support)
    share = most.support / max(1, report.images)
    if report.accuracy_interval[0] > share:
        return []
    return [
        f"Always answering “{most.name}” would be right in {percent(share, 0)}: it may have learned little."
    ]


def _on_classes(report: TrainingReport) -> list[str]:
    sentences = []
    weakest = min(report.scores, key=lambda score: math.inf if math.isnan(score.recall) else score.recall)
    if weakest.recall < report.accuracy - 0.05:
        sentences.append(
            f"Weakest class: “{weakest.name}”, of which {percent(weakest.recall, 0)} were found."
        )
    rare = [score for score in report.scores if score.support < FEW_IMAGES_OF_CLASS]
    if rare and len(rare) < len(report.scores):
        sentences.append(
            f"The figures of {_listed(rare)} rest on fewer than {FEW_IMAGES_OF_CLASS} images each."
        )
    return sentences


def _on_probabilities(report: TrainingReport) -> list[str]:
    if report.ece is None:
        return []
    return [f"The probabilities it shows are off by {100 * report.ece:.1f} points on average."]


def _listed(scores: list[ClassScore], most: int = 3) -> str:
    names = [f"“{score.name}”" for score in scores[:most]]
    more = len(scores) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def small_print(report: TrainingReport) -> str:
    """The remaining figures in a line."""
    parts = [f"macro F1 {percent(report.macro_f1)}"]
    if report.ece is not None:
        parts.append(f"expected calibration error {percent(report.ece)}")
    if report.not_evaluated:
        parts.append(
            f"{count_of(report.not_evaluated, 'image')} would be shown as “not evaluated”; "
            "they are counted by their most probable class"
        )
    return "Held-out images: " + " · ".join(parts)


def recipe_remark(recipe: RecipeChoice, images: int) -> str:
    """What a recipe costs, as far as it is known before the first epoch was measured."""
    if recipe.epochs == 0:
        return f"No epochs: looks at each of the {images:,} images once, then trains the last layer."
    more = f", then {recipe.final_epochs} more over all of them" if recipe.final_epochs else ""
    return f"{count_of(recipe.epochs, 'epoch')} over part of the {images:,} images{more}."


def split_text(beginning: TrainingStart) -> str:
    """What the images are used for."""
    train, validation, test = (
        sum(beginning.counts.get(split, {}).values()) for split in ("train", "validation", "test")
    )
    return (
        f"{count_of(train, 'image')} to learn from, {validation:,} to choose the best epoch, "
        f"{test:,} held out for the report. Device: {beginning.device.upper()}."
    )


def phase_text(progress: TrainingProgress, epochs: int) -> str:
    """What the child does at the moment."""
    phases = {
        "reading": "Reading the images",
        "grouping": "Looking for near copies, which must not lie on both sides of the split",
        "features": "Training the last layer on what the network sees already",
        "evaluating": "Measuring on the held-out images",
    }
    if progress.phase == "epoch":
        return f"Epoch {progress.epoch} of {epochs}"
    if progress.phase == "final":
        return f"Measured. Learning on, from all images: epoch {progress.epoch}"
    return phases.get(progress.phase, progress.text or progress.phase)


def best_so_far(best: EpochResult) -> str:
    return (
        f"Best so far: epoch {best.epoch}, {percent(best.validation_accuracy)} right on validation images."
        " Its weights are the ones that are kept."
    )


def kept_text(finished_epochs: int) -> str:
    """What is left of a run that stops."""
    if finished_epochs == 0:
        return "No epoch is finished yet, so it would begin anew."
    return f"{count_of(finished_epochs, 'finished epoch')} will be kept, and the run can be resumed later."
