"""What is wrong with a data set is found and said; what is not wrong is not."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from ml.checks import Checked, Severity, check, examine
from ml.dataset import load_images
from ml.errors import Cancelled
from ml.sources import find_samples
from tests.ml.pictures import noise, write_patch_dataset

_ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "user"))


def found(checked: Checked, kind: str):
    (finding,) = [finding for finding in checked.findings if finding.kind == kind]
    return finding


def names(finding) -> list[str]:
    return sorted(f"{path.parent.name}/{path.name}" for path in finding.files)


def kinds(checked: Checked) -> set[str]:
    return {finding.kind for finding in checked.findings}


def write_noise(folder: Path, per_class: int) -> Path:
    """Two classes that nothing tells apart, of any brightness."""
    rng = np.random.default_rng(0)
    for name in ("ill", "well"):
        (folder / name).mkdir(parents=True)
        for number in range(per_class):
            cv2.imwrite(str(folder / name / f"{number:03d}.png"), noise(rng) * rng.uniform(0.2, 2))
    return folder


def test_a_clean_set_has_nothing_serious(tmp_path):
    checked = check(write_noise(tmp_path / "data", 60))
    assert not checked.findings
    assert checked.shortcut.chance == 0.5 and checked.shortcut.low < 0.55


def test_copies_near_copies_and_two_labels_are_found_with_their_files(tmp_path):
    data = write_patch_dataset(tmp_path / "data", 8, size=(96, 96))
    shutil.copy(data / "plain" / "000.png", data / "plain" / "again.png")
    shutil.copy(data / "plain" / "001.png", data / "patch" / "wrong.png")
    picture = cv2.imread(str(data / "plain" / "002.png"))
    cv2.imwrite(str(data / "plain" / "brighter.png"), cv2.convertScaleAbs(picture, alpha=1.1, beta=3))
    picture = cv2.imread(str(data / "plain" / "003.png"))
    cv2.imwrite(str(data / "patch" / "alike.png"), cv2.convertScaleAbs(picture, alpha=1.1, beta=3))
    checked = check(data)
    assert checked.duplicates == 2 and checked.is_serious
    assert names(found(checked, "copies")) == [
        "patch/wrong.png", "plain/000.png", "plain/001.png", "plain/again.png",
    ]  # fmt: skip
    assert names(found(checked, "near_copies")) == [
        "patch/alike.png", "plain/002.png", "plain/003.png", "plain/brighter.png",
    ]  # fmt: skip
    assert names(found(checked, "conflict")) == ["patch/wrong.png", "plain/001.png"]
    assert found(checked, "conflict").severity is Severity.SERIOUS
    assert names(found(checked, "near_conflict")) == ["patch/alike.png", "plain/003.png"]
    assert checked.findings[0].kind == "conflict"  # the worst first


def test_a_published_split_that_leaks_is_named_with_the_images_that_leak(tmp_path):
    for part, seed in (("train", 1), ("val", 2), ("test", 3)):
        write_patch_dataset(tmp_path / "data" / part, 8, seed=seed)
    assert "leak" not in kinds(check(tmp_path / "data"))
    shutil.copy(tmp_path / "data/train/patch/001.png", tmp_path / "data/test/patch/leaked.png")
    leak = found(check(tmp_path / "data"), "leak")
    assert names(leak) == ["patch/leaked.png"] and leak.severity is Severity.SERIOUS
    assert "1 of 17 test images" in leak.text


def test_one_patient_on_two_sides_of_a_published_split_is_a_leak(tmp_path):
    data = write_patch_dataset(tmp_path / "data", 6)
    rows = [
        f"{path},{path.parent.name},{'P1' if path.stem in ('000', '005') else path.stem},"
        f"{'test' if path.stem == '005' else 'train'}"
        for path in sorted(data.rglob("*.png"))
    ]
    (tmp_path / "list.csv").write_text("\n".join(["path,label,group,split", *rows]))
    assert names(found(check(tmp_path / "list.csv"), "leak")) == ["patch/005.png", "plain/005.png"]


@pytest.mark.parametrize(
    ("change", "strongest"),
    [
        (lambda picture: cv2.copyMakeBorder(picture[2:-2, 2:-2], 2, 2, 2, 2, 0, value=255), "margin"),
        (lambda picture: cv2.resize(picture, (picture.shape[1] + 8, picture.shape[0] + 8)), "image size"),
    ],
)
def test_a_shortcut_is_found_and_the_strongest_feature_named(change, strongest, tmp_path):
    for path in (write_noise(tmp_path / "data", 40) / "ill").iterdir():
        cv2.imwrite(str(path), change(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)))
    checked = check(tmp_path / "data")
    assert checked.shortcut.strongest == strongest
    assert checked.shortcut.low <= checked.shortcut.accuracy <= checked.shortcut.high
    assert checked.shortcut.accuracy > 0.95
    finding = found(checked, "shortcut")
    assert finding.severity is Severity.SERIOUS and f"strongest single one is {strongest}" in finding.text


def test_the_folder_of_a_source_is_a_feature_and_that_of_a_class_is_none(tmp_path):
    rng = np.random.default_rng(0)
    for label, hospital in (("ill", "north"), ("well", "south")):
        folder = tmp_path / "data" / label / hospital
        folder.mkdir(parents=True)
        for number in range(30):
            cv2.imwrite(str(folder / f"{number}.png"), noise(rng))
    assert check(tmp_path / "data").shortcut.strongest == "folder"
    assert "folder" not in check(write_patch_dataset(tmp_path / "plain", 30)).shortcut.features


def test_near_copies_do_not_help_the_shortcut(tmp_path):
    """Ten copies of each picture: by chance alone, a split within copies would be answered perfectly."""
    rng = np.random.default_rng(4)
    for label in ("ill", "well"):
        (tmp_path / "data" / label).mkdir(parents=True)
        for number in range(12):
            picture = noise(rng)
            for copy in range(8):
                cv2.imwrite(str(tmp_path / "data" / label / f"{number}-{copy}.png"), picture)
    assert check(tmp_path / "data").shortcut.low < 0.6


def test_a_check_is_cancelled_where_it_tells_how_far_it_is(tmp_path):
    data = write_patch_dataset(tmp_path / "data", 30)
    told: set[str] = set()

    def watch(done: int, total: int, text: str = "") -> None:
        told.add(text)
        if text.startswith("what margin"):
            raise Cancelled

    with pytest.raises(Cancelled):
        check(data, watch)
    assert "comparing images" in told


def run(*arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "ml.checks", *map(str, arguments)]
    return subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)


def test_the_command_says_it_in_words_and_as_json(tmp_path):
    data = write_patch_dataset(tmp_path / "data", 8)
    (data / "plain" / "torn.png").write_bytes(b"")
    shutil.copy(data / "plain" / "000.png", data / "patch" / "wrong.png")
    done = run(data, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["counts"] == {"all": {"patch": 9, "plain": 8}} and answer["images"] == 17
    assert answer["findings"][0]["severity"] == "serious"
    assert [Path(item["path"]).name for item in answer["failures"]] == ["torn.png"]
    text = run(data)
    assert text.returncode == 1 and "serious: " in text.stdout and "torn.png: " in text.stdout


def test_exit_codes(tmp_path):
    assert run(write_noise(tmp_path / "clean", 20)).returncode == 0
    assert run(tmp_path / "nowhere").returncode == 1
    assert run(write_patch_dataset(tmp_path / "few", 2)).returncode == 1
    assert run().returncode == 2


def test_near_copies_are_left_alone_where_pictures_are_alike_by_nature(tmp_path, monkeypatch):
    write_patch_dataset(tmp_path, 6)
    images = load_images(find_samples(tmp_path))
    monkeypatch.setattr("ml.checks.near_groups", lambda *_: pytest.fail("they were searched for"))
    kinds = {finding.kind for finding in examine(images, with_near=False).findings}
    assert not kinds & {"near_copies", "near_conflict"}
