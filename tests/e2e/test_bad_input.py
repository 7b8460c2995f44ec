"""A clear message each, nothing crashes, the rest goes on, nothing of the user's is touched."""

import hashlib
import shutil
from pathlib import Path

import cv2
import numpy as np
import pydicom
import pytest
from pydicom.uid import RLELossless

from tests.window_fixtures import real_file, wait_for_image


@pytest.fixture
def messy_folder(tmp_path) -> Path:
    """One good file among bad ones."""
    folder = tmp_path / "cd"
    folder.mkdir()
    good = real_file("CT_small.dcm").read_bytes()
    (folder / "good.dcm").write_bytes(good)
    (folder / "truncated.dcm").write_bytes(good[: len(good) // 2])
    (folder / "text.dcm").write_text("this is no DICOM file")
    (folder / "empty.png").touch()
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing more")
    return folder


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_bad_files_are_listed_with_reasons_and_the_good_one_is_shown(opened, messy_folder):
    before = digests(messy_folder)
    kesit = opened(messy_folder)
    assert kesit.active.state.frame.path.name == "good.dcm"
    failed = {failure.path.name: failure.reason for failure in kesit.session.failures}
    assert set(failed) == {"truncated.dcm", "text.dcm", "empty.png", "broken.jpg"}
    assert all(failed.values())
    assert kesit.window._failures.isVisible() and "4 files" in kesit.window._failures.text()
    assert digests(messy_folder) == before


def test_the_list_of_failures_opens_and_can_be_copied(qapp, opened, messy_folder):
    from viewer.widgets.failures_dialog import FailuresDialog

    kesit = opened(messy_folder)
    kesit.window._failures.click()
    dialog = kesit.window.findChild(FailuresDialog)
    dialog._copy()
    assert "text.dcm" in qapp.clipboard().text()
    dialog.close()


def test_a_folder_without_images_says_so(opened, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "readme.txt").write_text("nothing to see")
    kesit = opened(tmp_path / "notes")
    assert kesit.active.state.series is None and "no image" in kesit.window._message.text()


def test_a_file_that_goes_bad_after_opening_says_so_in_its_place(qtbot, opened, tmp_path, phantom_folder):
    target = tmp_path / "scan.dcm"
    target.write_bytes(real_file("MR_small.dcm").read_bytes())
    kesit = opened(phantom_folder)
    with qtbot.waitSignals([kesit.opening.ended, kesit.cache.frame_failed], timeout=20_000):
        kesit.session.studies_changed.connect(lambda: target.unlink(missing_ok=True))
        kesit.open_paths([target])
    assert "cannot be shown" in kesit.active.pane.scene.message
    kesit.active.state.set_series(kesit.session.studies[0].series[0])
    assert kesit.active.state.series is not None


def test_a_model_folder_without_a_card_is_refused_in_words(kesit, tmp_path):
    from PySide6.QtWidgets import QMessageBox

    kesit.picker.model_requested.emit(str(tmp_path))
    box = kesit.window.findChild(QMessageBox)
    assert "card" in box.text()
    box.close()


def test_cancelling_while_opening_leaves_a_usable_window(qtbot, kesit, phantom_folder):
    with qtbot.waitSignal(kesit.opening.ended):
        kesit.open_paths([phantom_folder])
        kesit.window.progress.cancel_requested.emit()
    assert kesit.session.studies == () and not kesit.window.progress.isVisible()


def picture(path: Path, damaged: bool = False) -> Path:
    """A picture as OpenCV writes it; of a damaged one the header is whole and most pixels are missing."""
    noise = np.random.default_rng(7).integers(0, 256, (64, 64), np.uint8)
    written = cv2.imencode(path.suffix, noise)[1].tobytes()
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(written[: len(written) // 3] if damaged else written)
    return path


def reasons(kesit) -> dict[str, str]:
    return {failure.path.name: failure.reason for failure in kesit.session.failures}


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_of_pictures_dropped_together_the_first_that_decodes_is_shown(opened, tmp_path, suffix):
    bad, good = picture(tmp_path / f"a{suffix}", damaged=True), picture(tmp_path / f"b{suffix}")
    kesit = opened(bad, good)
    assert kesit.active.state.frame.path == good and not kesit.active.pane.scene.message
    assert [info.path for info in kesit.active.state.series.frames] == [bad, good]
    assert list(reasons(kesit)) == [bad.name] and "damaged" in reasons(kesit)[bad.name]
    assert kesit.window._failures.isVisible() and "1 file" in kesit.window._failures.text()


def test_a_damaged_picture_of_a_folder_of_its_own_does_not_come_first(opened, tmp_path):
    bad, good = picture(tmp_path / "one" / "a.png", damaged=True), picture(tmp_path / "two" / "b.png")
    kesit = opened(bad, good)
    assert kesit.active.state.frame.path == good
    assert list(reasons(kesit)) == ["a.png"]


def test_the_damaged_picture_says_so_in_its_place_and_is_listed_once(qtbot, opened, tmp_path):
    for name in ("a.png", "b.png"):
        picture(tmp_path / "set" / name, damaged=name == "a.png")
    kesit = opened(tmp_path / "set")
    kesit.panes.set_index(0)
    wait_for_image(qtbot, kesit)
    assert "a.png" in kesit.active.pane.scene.message
    qtbot.waitUntil(lambda: list(reasons(kesit)) == ["a.png"])


def test_a_damaged_picture_behind_others_is_listed_once_it_was_decoded(qtbot, opened, tmp_path):
    for name in ("a.png", "b.png", "c.png"):
        picture(tmp_path / "set" / name, damaged=name == "c.png")
    kesit = opened(tmp_path / "set")
    assert kesit.active.state.frame.path.name == "a.png"
    qtbot.waitUntil(lambda: list(reasons(kesit)) == ["c.png"], timeout=20_000)


@pytest.mark.parametrize("names", [("a.png",), ("a.png", "b.jpg")])
def test_where_no_picture_decodes_the_first_says_why(qtbot, opened, tmp_path, names):
    paths = [picture(tmp_path / name, damaged=True) for name in names]
    kesit = opened(*paths)
    assert "a.png" in kesit.active.pane.scene.message
    qtbot.waitUntil(lambda: set(reasons(kesit)) == set(names), timeout=20_000)


def test_a_broken_slice_of_a_series_stays_in_its_place_and_is_listed(qtbot, opened, tmp_path, phantom_folder):
    folder = tmp_path / "head"
    shutil.copytree(phantom_folder, folder)
    files = sorted(folder.iterdir())
    for path in files:
        dataset = pydicom.dcmread(path)
        dataset.compress(RLELossless)
        dataset.save_as(path)
    broken = files[len(files) // 2]
    whole = broken.read_bytes()
    broken.write_bytes(whole[: -len(whole) // 4] + b"\xff" * (len(whole) // 4))
    kesit = opened(folder)
    frames = kesit.active.state.series.frames
    assert {info.path for info in frames} == set(files)
    kesit.panes.set_index([info.path for info in frames].index(broken))
    wait_for_image(qtbot, kesit)
    assert broken.name in kesit.active.pane.scene.message
    qtbot.waitUntil(lambda: list(reasons(kesit)) == [broken.name], timeout=20_000)
