"""The split page: what it promises is what training does."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ml.dataset import load_images
from ml.recipe import load_recipe
from ml.sources import find_samples
from ml.split import complete_split, unseen
from ml.training import _counts, group_images, splits_of
from tests.ml.pictures import write_patch_dataset
from viewer.services.training_leaving_out import write_list
from viewer.services.training_split import plan_split
from viewer.services.training_survey import summarise
from viewer.services.training_values import SplitChoice
from viewer.widgets.training_split_page import SplitPage
from viewer.widgets.training_words import groups_text, leaks_text


def no_progress(*_: object) -> None:
    """Nobody watches."""


@pytest.fixture
def copied(tmp_path: Path, models: Path) -> Path:
    """Two classes of 20 pictures, a quarter of which lie there twice."""
    data = write_patch_dataset(tmp_path / "pictures", 20)
    for folder in data.iterdir():
        for number in range(5):
            (folder / f"copy_{number}.png").write_bytes((folder / f"{number:03d}.png").read_bytes())
    return data


@pytest.mark.parametrize("choice", [SplitChoice(), SplitChoice(0.3, 0.2, "exact", 7)])
def test_the_plan_has_the_sizes_that_training_will_have(copied, choice):
    plan = plan_split(summarise(copied, no_progress).material, choice, frozenset(), no_progress)
    recipe = load_recipe("quick", dict(choice.changes))
    images = load_images(find_samples(copied))
    groups = group_images(images, recipe, no_progress)
    (split,) = splits_of(images, groups, recipe)
    assert plan.counts == _counts(images, split)
    assert plan.groups == len(np.unique(groups)) and not plan.is_published


def test_it_is_said_what_would_leak_otherwise_and_the_split_itself_does_not(copied):
    material = summarise(copied, no_progress).material
    plan = plan_split(material, SplitChoice(0.3), frozenset(), no_progress)
    assert 0 < plan.leaks <= plan.of_part("test")
    assert f"{plan.leaks} of the {plan.of_part('test')} test images" in leaks_text(plan)
    groups = material.groups["near"]
    split = complete_split(np.full(len(groups), "train"), material.labels, groups, (0.15, 0.3), 1)
    assert unseen(split, groups).all()
    without_leak = replace(plan, leaks=0)  # as a draw may be; copies there are all the same
    assert "No copies" not in leaks_text(without_leak) and "kept together" in leaks_text(without_leak)


def test_images_without_copies_need_no_warning(tmp_path, models):
    data = write_patch_dataset(tmp_path / "pictures", 20)
    plan = plan_split(summarise(data, no_progress).material, SplitChoice(), frozenset(), no_progress)
    assert plan.leaks == 0 and "No copies" in leaks_text(plan)
    assert groups_text(plan) == "40 images in 40 groups that stay whole on one side."


def test_images_that_are_left_out_are_not_planned_with_and_not_trained_on(copied):
    summary = summarise(copied, no_progress)
    (finding,) = [finding for finding in summary.findings if finding.kind == "copies"]
    left_out = frozenset(path for group in finding.groups for path in group[1:])
    assert len(left_out) == 10
    plan = plan_split(summary.material, SplitChoice(), left_out, no_progress)
    found = find_samples(write_list(summary, left_out, "without"))
    assert len(found.samples) == sum(map(plan.of_part, plan.counts)) == 40
    assert not left_out & {sample.info.path for sample in found.samples}
    recipe = load_recipe("quick", dict(SplitChoice().changes))
    images = load_images(found)
    (split,) = splits_of(images, group_images(images, recipe, no_progress), recipe)
    assert plan.counts == _counts(images, split)


def test_a_list_of_patients_names_none(tmp_path, models, copied):
    table = tmp_path / "table.csv"
    files = sorted(copied.rglob("*.png"))
    rows = [f"{path},{path.parent.name},Jane Doe {index // 3}" for index, path in enumerate(files)]
    table.write_text("path,label,group\n" + "\n".join(rows))
    summary = summarise(table, no_progress)
    assert summary.material.patients == 17
    written = write_list(summary, frozenset(files[:1]), "nameless")
    assert "Jane" not in written.read_text() and len(find_samples(written).samples) == 49
    assert len({sample.group for sample in find_samples(written).samples}) == 17


def test_the_page_plans_anew_when_a_share_changes_and_says_what_cannot_be(qtbot, make_service, copied):
    page = SplitPage(make_service("complete"))
    qtbot.addWidget(page)
    summary = summarise(copied, no_progress)
    page.set_data(summary, frozenset(), SplitChoice())
    assert page.obstacle == ""
    qtbot.waitUntil(lambda: page.plan is not None, timeout=30_000)
    before = page.plan.of_part("test")
    page.test_box.setValue(40)
    qtbot.waitUntil(lambda: page.plan is not None, timeout=30_000)
    assert page.plan.of_part("test") > before and page.obstacle is None
    assert dict(page.choice.changes)["test_share"] == "0.4"
    assert "to measure with" in page.bars.accessibleDescription()
    few = frozenset(summary.material.paths[:24])  # one picture of a class is left
    page.set_data(summary, few, SplitChoice())
    qtbot.waitUntil(lambda: page.plan is not None, timeout=30_000)
    assert "groups" in page.obstacle
