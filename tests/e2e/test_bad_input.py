"""A clear message each, nothing crashes, the rest goes on, nothing of the user's is touched."""

import hashlib
from pathlib import Path

import pytest

from tests.window_fixtures import real_file


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
