"""What the training wizard says: figures turned into words, in one place."""

import math

from viewer.core.language import tr, tr_count
from viewer.core.sentences import translated
from viewer.services.training_values import (
    ClassScore,
    EpochResult,
    RecipeChoice,
    SearchTrial,
    SplitPlan,
    TimeEstimate,
    TrainingProgress,
    TrainingReport,
    TrainingStart,
)

FEW_IMAGES = 100  # held out; below, the interval of even a perfect result is several points wide
FEW_IMAGES_OF_CLASS = 20


def percent(share: float, decimals: int = 1) -> str:
    """A share of 0..1 as "93.1 %"; "–" when it is undefined."""
    return "–" if math.isnan(share) else f"{100 * share:.{decimals}f} %"


def images_text(count: int) -> str:
    """ "1 image", "2,048 images"."""
    return tr_count(count, "{count:,} image", "{count:,} images")


def time_left(seconds: float | None) -> str:
    """A rough rest of time, rounded so that it does not flicker; "" when it is not known."""
    if seconds is None:
        return ""
    if seconds < 10:
        return tr("a few seconds left")
    if seconds < 90:
        return tr("about {seconds} s left", seconds=round(seconds / 10) * 10)
    minutes = round(seconds / 60)
    if minutes < 90:
        return tr("about {minutes} min left", minutes=minutes)
    return tr("about {hours} h {minutes:02d} min left", hours=minutes // 60, minutes=minutes % 60)


def headline(report: TrainingReport) -> str:
    return tr_count(
        report.images,
        "{accuracy} right on {count:,} held-out image",
        "{accuracy} right on {count:,} held-out images",
        accuracy=percent(report.accuracy),
    )


def interval(report: TrainingReport) -> str:
    low, high = report.accuracy_interval
    return tr("95 % interval: {low:.1f} to {high}", low=100 * low, high=percent(high))


def belief(report: TrainingReport) -> str:
    """How much to believe the figures: leaks, test size, easy guess, weakest class, limits."""
    sentences = [*_on_copies(report), _on_size(report)]
    sentences += [*_on_guessing(report), *_on_classes(report), *_on_probabilities(report)]
    sentences.append(
        tr("Images of another kind, scanner or hospital may do worse: nothing here measures that.")
    )
    return " ".join(sentences)


def _on_copies(report: TrainingReport) -> list[str]:
    clean = report.without_copies
    if clean is None:
        return []
    return [
        tr_count(
            report.images - clean.images,
            "{count:,} test image has a copy, a near copy or an image of the same patient among the images "
            "it learnt from. Without it, {accuracy} of {images} are right ({interval}): believe this figure.",
            "{count:,} test images have a copy, a near copy or an image of the same patient among the images "
            "it learnt from. Without those, {accuracy} of {images} are right ({interval}): believe this "
            "figure.",
            accuracy=percent(clean.accuracy),
            images=images_text(clean.images),
            interval=interval(clean),
        )
    ]


def _on_size(report: TrainingReport) -> str:
    low, high = report.accuracy_interval
    if report.images < FEW_IMAGES:
        return tr(
            "Only {images} could be held out, so the figure is rough: anything between {low:.0f} and "
            "{high:.0f} of 100 images right fits it. More images make it sharper.",
            images=images_text(report.images),
            low=100 * low,
            high=100 * high,
        )
    return tr(
        "On new images like these, expect between {low:.0f} and {high:.0f} of 100 to be right.",
        low=100 * low,
        high=100 * high,
    )


def _on_guessing(report: TrainingReport) -> list[str]:
    """An accuracy is worth nothing when the most frequent class alone reaches it."""
    most = max(report.scores, key=lambda score: score.support)
    share = most.support / max(1, report.images)
    if report.accuracy_interval[0] > share:
        return []
    return [
        tr(
            "Always answering “{name}” would be right in {share}: it may have learned little.",
            name=most.name,
            share=percent(share, 0),
        )
    ]


def _on_classes(report: TrainingReport) -> list[str]:
    sentences = []
    weakest = min(report.scores, key=lambda score: math.inf if math.isnan(score.recall) else score.recall)
    if weakest.recall < report.accuracy - 0.05:
        sentences.append(
            tr(
                "Weakest class: “{name}”, of which {share} were found.",
                name=weakest.name,
                share=percent(weakest.recall, 0),
            )
        )
    rare = [score for score in report.scores if score.support < FEW_IMAGES_OF_CLASS]
    if rare and len(rare) < len(report.scores):
        sentences.append(
            tr(
                "The figures of {names} rest on fewer than {few} images each.",
                names=_listed(rare),
                few=FEW_IMAGES_OF_CLASS,
            )
        )
    return sentences


def _on_probabilities(report: TrainingReport) -> list[str]:
    if report.ece is None:
        return []
    return [
        tr("The probabilities it shows are off by {points:.1f} points on average.", points=100 * report.ece)
    ]


def _listed(scores: list[ClassScore], most: int = 3) -> str:
    names = ", ".join(f"“{score.name}”" for score in scores[:most])
    more = len(scores) - most
    return tr("{names} and {more} more", names=names, more=more) if more > 0 else names


def small_print(report: TrainingReport) -> str:
    """The remaining figures in a line."""
    parts = [tr("macro F1 {share}", share=percent(report.macro_f1))]
    if report.ece is not None:
        parts.append(tr("expected calibration error {share}", share=percent(report.ece)))
    if report.not_evaluated:
        parts.append(
            tr_count(
                report.not_evaluated,
                "{count:,} image would be shown as “not evaluated”; it is counted by its most probable class",
                "{count:,} images would be shown as “not evaluated”; they are counted by their most probable "
                "class",
            )
        )
    return tr("Held-out images: {figures}", figures=" · ".join(parts))


def recipe_remark(recipe: RecipeChoice, images: int) -> str:
    """What a recipe does, as far as it is known before anything was measured."""
    if recipe.epochs == 0:
        return tr(
            "No epochs: looks at each of the {images:,} images once, then trains the last layer.",
            images=images,
        )
    if recipe.final_epochs:
        return tr_count(
            recipe.epochs,
            "{count:,} epoch over part of the {images:,} images, then {more} more over all of them.",
            "{count:,} epochs over part of the {images:,} images, then {more} more over all of them.",
            images=images,
            more=recipe.final_epochs,
        )
    return tr_count(
        recipe.epochs,
        "{count:,} epoch over part of the {images:,} images.",
        "{count:,} epochs over part of the {images:,} images.",
        images=images,
    )


def split_text(beginning: TrainingStart) -> str:
    """What the images are used for."""
    train, validation, test = (
        sum(beginning.counts.get(split, {}).values()) for split in ("train", "validation", "test")
    )
    return tr(
        "{images} to learn from, {validation:,} to choose the best epoch, {test:,} held out for the report. "
        "Device: {device}.",
        images=images_text(train),
        validation=validation,
        test=test,
        device=beginning.device.upper(),
    )


def phase_text(progress: TrainingProgress, epochs: int) -> str:
    """What the child does at the moment."""
    phases = {
        "reading": tr("Reading the images"),
        "grouping": tr("Looking for near copies, which must not lie on both sides of the split"),
        "features": tr("Training the last layer on what the network sees already"),
        "evaluating": tr("Measuring on the held-out images"),
    }
    if progress.phase == "trial":
        return tr("Searching: trial {number}", number=progress.epoch + 1)
    if progress.phase == "epoch":
        return tr("Epoch {epoch} of {epochs}", epoch=progress.epoch, epochs=epochs)
    if progress.phase == "final":
        return tr("Measured. Learning on, from all images: epoch {epoch}", epoch=progress.epoch)
    return phases.get(progress.phase, translated(progress.text) or progress.phase)


def best_so_far(best: EpochResult) -> str:
    return tr(
        "Best so far: epoch {epoch}, {share} right on validation images. "
        "Its weights are the ones that are kept.",
        epoch=best.epoch,
        share=percent(best.validation_accuracy),
    )


def best_trial_so_far(best: SearchTrial) -> str:
    if best.number == 0:
        return tr("Best so far: the recipe as it is, {score}.", score=percent(best.score))
    return tr("Best so far: trial {number}, {score}.", number=best.number + 1, score=percent(best.score))


def kept_text(finished_epochs: int) -> str:
    """What is left of a run that stops."""
    if finished_epochs == 0:
        return tr("No epoch is finished yet, so it would begin anew.")
    return tr_count(
        finished_epochs,
        "{count:,} finished epoch will be kept, and the run can be resumed later.",
        "{count:,} finished epochs will be kept, and the run can be resumed later.",
    )


def groups_text(plan: SplitPlan) -> str:
    """How much independent evidence the images are."""
    if plan.problem:
        return ""
    text = tr_count(
        plan.groups,
        "{images} in {count:,} group that stays whole on one side.",
        "{images} in {count:,} groups that stay whole on one side.",
        images=images_text(sum(plan.of_part(part) for part in ("train", "validation", "test"))),
    )
    if plan.patients:
        named = tr_count(
            plan.patients, "The files name {count:,} patient.", "The files name {count:,} patients."
        )
        text += f" {named}"
    return text


def leaks_text(plan: SplitPlan) -> str:
    """What grouping prevents, or what a published split does wrong."""
    if plan.problem:
        return ""
    test = plan.of_part("test")
    if plan.is_published:
        kept = tr("The images come with a split of their own, and it is kept.")
        if not plan.leaks:
            return kept
        return f"{kept} " + tr(
            "{leaks} of its {test} test images have a copy, or an image of the same patient, among those "
            "learnt from: figures will be given twice, with and without them.",
            leaks=f"{plan.leaks:,}",
            test=f"{test:,}",
        )
    if not plan.leaks and plan.groups < sum(plan.of_part(part) for part in ("train", "validation", "test")):
        return tr("Copies, and images of one patient, are kept together. This draw would have parted none.")
    if not plan.leaks:
        return tr("No copies were found that would have to be kept together.")
    return tr(
        "If they were drawn one by one, {leaks} of the {test} test images would have a copy, or an image of "
        "the same patient, among those learnt from, and the figures would look better than they are.",
        leaks=f"{plan.leaks:,}",
        test=f"{test:,}",
    )


def estimate_text(estimate: TimeEstimate, search_minutes: int = 0) -> str:
    """How long it will take, from a measured batch."""
    if search_minutes:
        return tr(
            "{minutes} min of searching, and about {time} for the training with what was found.",
            minutes=search_minutes,
            time=duration(estimate.seconds),
        )
    total = tr("About {time} on this computer, as it is now", time=duration(estimate.seconds))
    if estimate.epoch_seconds:
        return tr("{total}; {epoch} for each epoch.", total=total, epoch=duration(estimate.epoch_seconds))
    return f"{total}."


def duration(seconds: float) -> str:
    """ "20 s", "7 min", "2 h 10 min"."""
    if seconds < 90:
        return tr("{seconds} s", seconds=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 90:
        return tr("{minutes} min", minutes=minutes)
    return tr("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
