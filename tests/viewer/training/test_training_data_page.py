from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QFileDialog, QPushButton

from viewer.services.training import TrainingService
from viewer.services.training_values import DataFinding, DataSummary
from viewer.widgets.training_data_page import DataPage
from viewer.widgets.training_drop_area import dropped_data
from viewer.widgets.training_findings import FindingsList


@pytest.fixture
def page(qtbot, tasks, models) -> DataPage:
    widget = DataPage(TrainingService(tasks))
    qtbot.addWidget(widget)
    widget.show()
    return widget


def survey(qtbot, page: DataPage, folder: Path) -> None:
    """Survey a folder to the end, whether it is a data set or not."""
    page.survey(folder)
    qtbot.waitUntil(lambda: not page.is_surveying)


def findings_of(page: DataPage) -> list[str]:
    return [page.findings.topLevelItem(row).text(0) for row in range(page.findings.topLevelItemCount())]


def test_two_classes_are_counted_and_shown(qtbot, page, tmp_path, write_images) -> None:
    write_images(tmp_path / "set" / "cat", 12)
    write_images(tmp_path / "set" / "dog", 7)
    with qtbot.waitSignal(page.surveyed, timeout=30_000):
        page.survey(tmp_path / "set")
        assert page.obstacle == ""
    assert [(summary.name, summary.images) for summary in page.summary.classes] == [("cat", 12), ("dog", 7)]
    assert [len(summary.thumbnails) for summary in page.summary.classes] == [6, 6]
    assert all(picture.dtype == np.uint8 for picture in page.summary.classes[0].thumbnails)
    assert page.obstacle is None
    assert page.summary.images == 19


def test_a_folder_without_images_says_so_and_blocks(qtbot, page, tmp_path) -> None:
    (tmp_path / "set" / "cat").mkdir(parents=True)
    (tmp_path / "set" / "cat" / "notes.txt").write_text("no image")
    survey(qtbot, page, tmp_path / "set")
    assert "two classes" in page.obstacle


def test_a_folder_without_sub_folders_says_what_is_wanted(qtbot, page, tmp_path, write_images) -> None:
    write_images(tmp_path / "set", 6)
    survey(qtbot, page, tmp_path / "set")
    assert "sub-folders" in page.obstacle
    assert page.summary is None


def test_one_class_blocks(qtbot, page, tmp_path, write_images) -> None:
    write_images(tmp_path / "set" / "cat", 12)
    survey(qtbot, page, tmp_path / "set")
    assert "two classes" in page.obstacle
    assert page.obstacle in findings_of(page)


def test_three_images_block(qtbot, page, tmp_path, write_images) -> None:
    write_images(tmp_path / "set" / "cat", 2)
    write_images(tmp_path / "set" / "dog", 1)
    survey(qtbot, page, tmp_path / "set")
    assert "at least 5" in page.obstacle
    assert len(page.summary.problems) == 2


def test_unreadable_files_are_listed_with_their_reason_and_do_not_block(
    qtbot, page, tmp_path, write_images
) -> None:
    for name in ("cat", "dog"):
        write_images(tmp_path / "set" / name, 8)
    (tmp_path / "set" / "cat" / "empty.png").touch()
    (tmp_path / "set" / "dog" / "text.dcm").write_text("not DICOM at all")
    before = {path: path.read_bytes() for path in (tmp_path / "set").rglob("*.*")}
    survey(qtbot, page, tmp_path / "set")
    assert page.obstacle is None
    assert page.summary.images == 16
    (row,) = [
        row for row, text in enumerate(findings_of(page)) if text.startswith("2 files could not be read")
    ]
    parent = page.findings.topLevelItem(row)
    listed = [parent.child(row).text(0) for row in range(parent.childCount())]
    assert any(text.startswith("cat/empty.png: ") and len(text) > 20 for text in listed)
    assert any(text.startswith("dog/text.dcm: ") and len(text) > 20 for text in listed)
    assert {path: path.read_bytes() for path in (tmp_path / "set").rglob("*.*")} == before


def test_copies_are_counted_and_conflicting_ones_warned_of(qtbot, page, tmp_path, write_images) -> None:
    for name in ("cat", "dog"):
        write_images(tmp_path / "set" / name, 8)
    copied = (tmp_path / "set" / "cat" / "image_000.png").read_bytes()
    (tmp_path / "set" / "cat" / "again.png").write_bytes(copied)
    (tmp_path / "set" / "dog" / "wrong.png").write_bytes(copied)
    survey(qtbot, page, tmp_path / "set")
    assert page.summary.duplicates == 2
    assert any("two different classes" in text for text in findings_of(page))


def test_the_files_of_a_finding_fold_out_below_it(qtbot, page, tmp_path, write_images) -> None:
    for name in ("cat", "dog"):
        write_images(tmp_path / "set" / name, 8)
    copied = (tmp_path / "set" / "cat" / "image_000.png").read_bytes()
    (tmp_path / "set" / "dog" / "wrong.png").write_bytes(copied)
    survey(qtbot, page, tmp_path / "set")
    worst = page.findings.topLevelItem(0)
    assert "two different classes" in worst.text(0)
    assert [worst.child(row).text(0) for row in range(worst.childCount())] == [
        "cat/image_000.png",
        "dog/wrong.png",
    ]


def test_what_gives_the_classes_away_is_said(qtbot, page, tmp_path, write_images) -> None:
    write_images(tmp_path / "set" / "cat", 20)
    write_images(tmp_path / "set" / "dog", 20)
    for path in (tmp_path / "set" / "dog").iterdir():
        cv2.imwrite(str(path), cv2.imread(str(path))[:, :20])
    survey(qtbot, page, tmp_path / "set")
    assert "Without looking at what the images show" in findings_of(page)[0]
    assert page.obstacle is None


def test_a_sub_folder_without_images_is_named_and_does_not_block(qtbot, page, tmp_path, write_images) -> None:
    for name in ("cat", "dog"):
        write_images(tmp_path / "set" / name, 8)
    (tmp_path / "set" / "notes").mkdir()
    survey(qtbot, page, tmp_path / "set")
    assert page.obstacle is None
    assert "Sub-folder 'notes' holds no readable image and is left out." in findings_of(page)


def test_a_set_that_comes_split_is_taken_with_its_split_and_leaks_are_named(
    qtbot, page, tmp_path, write_images
) -> None:
    for half in ("Training", "Testing"):
        for name in ("cat", "dog"):
            write_images(tmp_path / "set" / half / name, 8)
    survey(qtbot, page, tmp_path / "set")
    assert page.obstacle is None
    assert [(summary.name, summary.images) for summary in page.summary.classes] == [("cat", 16), ("dog", 16)]
    assert any("the published split leaks" in text for text in findings_of(page))


def test_a_folder_that_is_not_there_says_so(qtbot, page, tmp_path) -> None:
    survey(qtbot, page, tmp_path / "nowhere")
    assert "not a folder" in page.obstacle


def test_the_survey_can_be_cancelled_and_another_one_begun(qtbot, page, tmp_path, write_images) -> None:
    write_images(tmp_path / "first" / "cat", 9)
    for name in ("cat", "dog"):
        write_images(tmp_path / "second" / name, 9)
    page.survey(tmp_path / "first")
    page.cancel_button.click()
    assert not page.is_surveying
    assert page.obstacle == ""
    page.survey(tmp_path / "first")
    with qtbot.waitSignal(page.surveyed, timeout=30_000):
        page.survey(tmp_path / "second")  # changes one's mind: only the second is heard of
    assert page.summary.data == tmp_path / "second"


def test_the_built_in_digits_need_no_folder(qtbot, page) -> None:
    with qtbot.waitSignal(page.surveyed, timeout=60_000):
        page.digits_button.click()
    assert page.summary.data is None
    assert page.summary.images == 1797
    assert [summary.name for summary in page.summary.classes] == list("0123456789")
    assert page.obstacle is None


def test_one_folder_or_file_of_a_data_set_can_be_dropped_and_nothing_else(tmp_path) -> None:
    file = tmp_path / "a.png"
    file.touch()
    listing = tmp_path / "list.CSV"

    def dragged(*urls: QUrl) -> Path | None:
        data = QMimeData()
        data.setUrls(list(urls))
        return dropped_data(data)

    assert dragged(QUrl.fromLocalFile(str(tmp_path))) == tmp_path
    assert dragged(QUrl.fromLocalFile(str(listing))) == listing
    assert dragged(QUrl.fromLocalFile(str(file))) is None
    assert dragged(QUrl.fromLocalFile(str(tmp_path)), QUrl.fromLocalFile(str(file))) is None
    assert dragged(QUrl("https://example.org/")) is None
    assert dragged() is None


def test_a_dropped_data_is_surveyed(qtbot, page, tmp_path, write_images) -> None:
    for name in ("cat", "dog"):
        write_images(tmp_path / "set" / name, 6)
    with qtbot.waitSignal(page.surveyed, timeout=30_000):
        page.drop_area.data_dropped.emit(tmp_path / "set")
    assert page.summary.data == tmp_path / "set"


def write_manifest(folder: Path, write_images) -> Path:
    rows = ["path,label"]
    for name in ("cat", "dog"):
        write_images(folder / name, 6)
        rows += [f"{name}/image_{number:03d}.png,{name}" for number in range(6)]
    (folder / "list.csv").write_text("\n".join(rows))
    return folder / "list.csv"


def write_arrays(folder: Path, write_images) -> Path:
    pictures = np.random.default_rng(1).integers(0, 255, (12, 20, 20), np.uint8)
    np.savez(folder / "set.npz", train_images=pictures, train_labels=np.arange(12) % 2)
    return folder / "set.npz"


@pytest.fixture(params=["list.csv", "set.npz"])
def data_file(request, tmp_path, write_images) -> Path:
    write = write_manifest if request.param == "list.csv" else write_arrays
    return write(tmp_path, write_images)


def test_a_file_that_lists_or_holds_images_is_surveyed(qtbot, page, data_file, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(data_file), ""))
    with qtbot.waitSignal(page.surveyed, timeout=30_000):
        page.file_button.click()
    assert page.obstacle is None and page.summary.data == data_file
    assert [(summary.images, len(summary.thumbnails)) for summary in page.summary.classes] == [(6, 6), (6, 6)]


def test_every_button_says_what_it_does(page) -> None:
    assert all(button.text() for button in page.findChildren(QPushButton))


def test_names_of_folders_are_shown_as_they_are(qtbot, page, tmp_path, write_images) -> None:
    write_images(tmp_path / "set" / "<b>bold", 6)
    write_images(tmp_path / "set" / "plain", 6)
    survey(qtbot, page, tmp_path / "set")
    texts = [label.text() for label in page.class_list.findChildren(type(page.sentence))]
    assert "<b>bold" in texts


def test_a_long_finding_is_read_whole(qtbot) -> None:
    findings = FindingsList()
    qtbot.addWidget(findings)
    findings.resize(400, 150)
    findings.show()
    text = "Margin and mean grey alone tell the classes apart: " + "ask what else differs between them. " * 4
    findings.set_summary(DataSummary(data=None, classes=(), findings=(DataFinding(text),)))
    line = findings.fontMetrics().height()
    assert findings.visualItemRect(findings.topLevelItem(0)).height() >= 3 * line
    findings.resize(1600, 150)
    row = findings.topLevelItem(0)
    qtbot.waitUntil(lambda: findings.visualItemRect(row).height() < 2 * line)
