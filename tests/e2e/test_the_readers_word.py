"""A reader agrees and disagrees with the model, comes back to it later, and trains on what was said."""

import csv
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from ml.imaging import display_image, read_frame
from ml.results import Verdict
from ml.sources import find_samples
from tests.window_fixtures import wait_for_answers
from viewer.core.word import Stance
from viewer.widgets.training_wizard import TrainingWizard
from viewer.widgets.word_list import WordList


@pytest.fixture
def answered(qtbot, opened, phantom_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "user"))
    kesit = opened(phantom_folder)
    kesit.start(kesit.fake_model)
    wait_for_answers(qtbot, kesit)
    return kesit


def word_here(kesit):
    return kesit.words.word(kesit.panes.active.frame)


def comment(kesit, text: str) -> None:
    kesit.word_panel.comment.clear()
    QTest.keyClicks(kesit.word_panel.comment, text)
    kesit.word_panel.comment.editingFinished.emit()


def disagree(kesit, title: str) -> None:
    """By the menu of the button."""
    kesit.word_panel._fill_menu()
    (action,) = [one for one in kesit.word_panel.disagree_menu.actions() if one.text() == title]
    action.trigger()


def test_y_agrees_with_the_answer(answered):
    assert word_here(answered) is None
    QTest.keyClick(answered.active.pane, Qt.Key.Key_Y)
    word = word_here(answered)
    assert (word.stance, word.class_name, word.model) == (Stance.AGREE, "bright", "fake")
    assert word.probability == pytest.approx(0.9, abs=0.1)
    assert answered.word_panel.said.text() == "Agreed: Bright spot"


def test_words_are_undone_and_redone_in_one_row_with_marks_where_they_were(answered):
    undo, redo = answered.actions["measure.undo"], answered.actions["measure.redo"]
    answered.panes.set_index(3)
    disagree(answered, "Dark")
    comment(answered, "artefact")
    answered.panes.set_index(5)
    answered.actions["key.mark"].trigger()
    assert undo.text() == "&Undo: mark a key image"
    undo.trigger()
    assert undo.text() == "&Undo: comment on an image" and not answered.key_images.frames
    undo.trigger()
    assert answered.panes.active.index == 3 and answered.word_panel.comment.text() == ""
    assert answered.word_panel.said.text() == "Not agreed; it is Dark"
    undo.trigger()
    assert word_here(answered) is None and not undo.isEnabled()
    assert answered.window._message.text() == "Undone: say what an image shows"
    redo.trigger()
    redo.trigger()
    assert (word_here(answered).class_name, word_here(answered).comment) == ("dark", "artefact")
    assert answered.word_panel.comment.text() == "artefact"
    redo.trigger()
    assert answered.panes.active.index == 5 and answered.key_images.frames and not redo.isEnabled()


def test_what_is_undone_is_undone_on_the_disk_too(answered, opened, phantom_folder):
    answered.word_panel.agree()
    answered.actions["measure.undo"].trigger()
    answered.actions["file.close_all"].trigger()
    assert not answered.actions["measure.redo"].isEnabled()
    opened(phantom_folder)
    assert not answered.words.frames


def test_a_comment_stays_with_the_image_on_which_it_was_begun(answered):
    frame = answered.panes.active.frame
    QTest.keyClicks(answered.word_panel.comment, "blurred")
    answered.panes.set_index(answered.panes.active.index + 1)
    assert answered.words.word(frame).comment == "blurred" and word_here(answered) is None
    assert answered.word_panel.comment.text() == ""


def test_another_class_and_a_comment_are_said_and_follow_the_slice(qtbot, answered):
    disagree(answered, "Dark")
    comment(answered, "artefact")
    word = word_here(answered)
    assert (word.stance, word.class_name, word.answer) == (Stance.DISAGREE, "dark", "bright")
    assert word.comment == "artefact"
    answered.panes.set_index(answered.panes.active.index + 1)
    assert answered.word_panel.said.text() == "" and answered.word_panel.comment.text() == ""
    answered.panes.set_index(answered.panes.active.index - 1)
    assert answered.word_panel.said.text() == "Not agreed; it is Dark"
    assert answered.word_panel.comment.text() == "artefact"


def test_without_an_answer_there_is_nothing_to_agree_to(opened, phantom_folder):
    kesit = opened(phantom_folder)
    assert not kesit.word_panel.agree_button.isEnabled() and not kesit.word_panel.disagree_button.isEnabled()
    kesit.word_panel.agree()
    assert not kesit.words.frames


def test_where_the_answer_is_withheld_it_can_be_said_but_not_agreed_to(answered):
    frame = answered.panes.active.frame
    finding = answered.findings.finding(frame)
    withheld = replace(finding.prediction, verdict=Verdict.NOT_EVALUATED)
    answered.findings.add(frame, replace(finding, prediction=withheld))
    assert not answered.word_panel.agree_button.isEnabled()
    disagree(answered, "Bright spot")
    assert (word_here(answered).stance, word_here(answered).class_name) == (Stance.NONE, "bright")
    assert answered.word_panel.said.text() == "It is Bright spot"


def test_words_come_back_with_the_images_and_no_name_is_on_the_disk(
    qtbot, answered, opened, phantom_folder, tmp_path
):
    disagree(answered, "None of these")
    study = answered.session.studies[0]
    answered.actions["file.close_all"].trigger()
    assert not answered.words.frames
    kept = list((tmp_path / "words").glob("*.json"))
    text = kept[0].read_text()
    assert len(kept) == 1
    assert not any(secret in text for secret in (study.patient.name, study.patient.patient_id) if secret)
    assert study.study_uid not in text and phantom_folder.name not in text
    opened(phantom_folder)
    (info,) = answered.words.frames
    assert answered.words.word(info).stance is Stance.DISAGREE


def test_a_damaged_file_of_words_is_put_aside_and_said_nothing_of(answered, opened, phantom_folder, tmp_path):
    answered.word_panel.agree()
    answered.actions["file.close_all"].trigger()
    (kept,) = (tmp_path / "words").glob("*.json")
    kept.write_text("{half")
    opened(phantom_folder)
    assert not answered.words.frames
    assert kept.with_suffix(".unreadable").exists()


def test_the_list_leads_to_the_image_and_takes_words_back(answered):
    first = answered.panes.active.frame
    answered.word_panel.agree()
    answered.panes.set_index(3)
    disagree(answered, "Dark")
    answered.actions["word.list"].trigger()
    (dialog,) = answered.window.findChildren(WordList)
    rows = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    assert sorted(row.text(3) for row in rows) == ["Agreed: Bright spot", "Not agreed; it is Dark"]
    agreed = next(row for row in rows if row.text(3).startswith("Agreed"))
    dialog.list.itemActivated.emit(agreed, 0)
    assert answered.panes.active.frame == first
    dialog.list.setCurrentItem(agreed)
    dialog.remove_button.click()
    assert len(answered.words.frames) == 1 and dialog.list.topLevelItemCount() == 1
    dialog.accept()


def test_what_was_said_becomes_training_data_grouped_by_patient(qtbot, answered, tmp_path):
    frames = answered.panes.active.series.frames
    for index in range(0, 12):
        answered.panes.set_index(index)
        answered.word_panel.agree() if index % 2 else disagree(answered, "Dark")
    answered.panes.set_index(20)
    disagree(answered, "None of these")  # has no class: cannot be learnt from
    target = tmp_path / "labelled"
    with qtbot.waitSignal(answered.saying.told, timeout=20_000) as told:
        answered.saying.export(str(target))
    assert told.args == ["Exported 12 labelled images"]
    found = find_samples(target)
    assert found.class_names == ("bright", "dark") and len(found.samples) == 12
    assert {sample.group for sample in found.samples} == {"patient0001"}
    with (target / "manifest.csv").open(newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["stance"], row["model"], row["answer"]) == ("disagree", "fake", "bright")
    picture = cv2.imread(str(target / row["path"]), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(picture, display_image(read_frame(frames[0])))
    patient = answered.session.studies[0].patient
    texts = [path.read_bytes() for path in target.rglob("*") if path.is_file()]
    assert not any(patient.name.encode() in text for text in texts if patient.name)
    begin_training_from_the_box(qtbot, answered)


def begin_training_from_the_box(qtbot, kesit) -> None:
    box = next(one for one in kesit.window.findChildren(QMessageBox) if one.isVisible())
    (train,) = [button for button in box.buttons() if button.text().replace("&", "") == "Train on them…"]
    train.click()
    (wizard,) = kesit.window.findChildren(TrainingWizard)
    qtbot.waitUntil(lambda: wizard.data_page.summary is not None, timeout=30_000)
    assert wizard.data_page.summary.images == 12 and wizard.data_page.summary.material.patients == 1
    wizard._leave()


def test_an_export_never_touches_a_folder_that_holds_something(qtbot, answered, tmp_path):
    answered.word_panel.agree()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("precious")
    answered.saying.export(str(tmp_path / "mine"))
    qtbot.waitUntil(
        lambda: any("not empty" in box.text() for box in answered.window.findChildren(QMessageBox))
    )
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]
    for box in answered.window.findChildren(QMessageBox):
        box.close()


@pytest.fixture
def two_heads(tmp_path):
    """Two patients, whose files nobody else needs."""
    from pydicom import dcmread

    from ml.imaging.phantom import write_phantom

    folders = []
    for name in ("first", "second"):
        write_phantom(tmp_path / name)
        for path in (tmp_path / name).iterdir():
            dataset = dcmread(path)
            dataset.PatientID = name
            for tag in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
                setattr(dataset, tag, f"{getattr(dataset, tag)}.{len(name)}"[-60:])
            dataset.save_as(path)
        folders.append(tmp_path / name)
    return folders


@pytest.fixture
def said_of_both(qtbot, opened, two_heads, tmp_path, monkeypatch):
    """Words on both; only the second is open."""
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "user"))
    for number, folder in enumerate(two_heads):
        kesit = opened(folder)
        if not number:
            kesit.start(kesit.fake_model)
        wait_for_answers(qtbot, kesit)
        for index in (3, 5):
            kesit.panes.set_index(index)
            disagree(kesit, "Dark")
        if not number:
            kesit.actions["file.close_all"].trigger()
    return kesit


def answer_box(qtbot, kesit, button: str) -> str:
    boxes = lambda: [one for one in kesit.window.findChildren(QMessageBox) if one.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: bool(boxes()), timeout=20_000)
    box = boxes()[0]
    text = f"{box.text()} {box.informativeText()}"
    next(one for one in box.buttons() if one.text().replace("&", "") == button).click()
    return text


def export(qtbot, kesit, target, button: str) -> str:
    """What the box says after an export that was asked about."""
    kesit.saying.export(str(target))
    with qtbot.waitSignal(kesit.saying.told, timeout=20_000):
        assert "2 files of studies that are not open" in answer_box(qtbot, kesit, button)
    return answer_box(qtbot, kesit, "Close")


def test_words_on_closed_studies_are_exported_from_where_their_files_are(qtbot, said_of_both, tmp_path):
    text = export(qtbot, said_of_both, tmp_path / "labelled", "Export all")
    assert "Exported 4 labelled images" in text and "no longer" not in text
    found = find_samples(tmp_path / "labelled")
    assert sorted({sample.group for sample in found.samples}) == ["patient0001", "patient0002"]
    names = [path.read_bytes() for path in (tmp_path / "labelled").rglob("*") if path.is_file()]
    assert not any(b"first" in content for content in names)


def test_or_only_those_on_open_ones(qtbot, said_of_both, tmp_path):
    text = export(qtbot, said_of_both, tmp_path / "labelled", "Only the open studies")
    assert "Exported 2 labelled images" in text


def test_files_that_are_gone_are_named_and_the_others_exported(qtbot, said_of_both, two_heads, tmp_path):
    kept = said_of_both.word_keeping.closed_places()
    ((gone, changed),) = kept.values()
    gone.unlink()
    changed.write_bytes(sorted(two_heads[1].iterdir())[0].read_bytes())  # another image stands there now
    text = export(qtbot, said_of_both, tmp_path / "labelled", "Export all")
    assert "Exported 2 labelled images" in text and "2 files are no longer where they were" in text
    assert str(gone) in text and str(changed) in text


def test_nothing_open_and_nothing_there_is_said(qtbot, said_of_both, two_heads, tmp_path):
    import shutil

    said_of_both.actions["file.close_all"].trigger()
    for folder in two_heads:
        shutil.rmtree(folder)
    said_of_both.saying.export(str(tmp_path / "labelled"))
    assert "4 files of studies" in answer_box(qtbot, said_of_both, "Export all")
    assert "none of 4 files is where it was" in answer_box(qtbot, said_of_both, "Close")
    assert not (tmp_path / "labelled").exists()


def test_words_that_name_a_class_of_another_model_stay_out(qtbot, said_of_both, tmp_path):
    from viewer.services.closed_words import find_closed_words

    keeping = said_of_both.word_keeping
    found = find_closed_words(keeping.store, keeping.closed_places(), ("fracture",), lambda *_: None)
    assert not found.words and not found.missing


def test_paths_follow_files_that_were_moved_and_go_with_the_last_word(
    qtbot, said_of_both, opened, two_heads, tmp_path
):
    moved = two_heads[0].rename(tmp_path / "elsewhere")
    said_of_both.actions["file.close_all"].trigger()
    kesit = opened(moved)
    kesit.actions["file.close_all"].trigger()
    places = kesit.word_keeping.closed_places()
    assert {path.parent for paths in places.values() for path in paths} == {moved, two_heads[1]}
    kesit = opened(moved)
    for info in kesit.words.frames:
        kesit.words.say(info, None)
    kesit.actions["file.close_all"].trigger()
    places = kesit.word_keeping.closed_places()
    assert {path.parent for paths in places.values() for path in paths} == {two_heads[1]}


def test_a_word_on_a_file_in_an_archive_remembers_the_archive(
    qtbot, opened, two_heads, tmp_path, monkeypatch
):
    import shutil

    from viewer.services.closed_words import find_closed_words

    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "user"))
    archive = shutil.make_archive(str(tmp_path / "cd"), "zip", two_heads[0])
    kesit = opened(tmp_path / "cd.zip")
    kesit.start(kesit.fake_model)
    wait_for_answers(qtbot, kesit)
    disagree(kesit, "Dark")
    kesit.actions["file.close_all"].trigger()
    places = kesit.word_keeping.closed_places()
    assert [str(path) for paths in places.values() for path in paths] == [archive]
    found = find_closed_words(kesit.word_keeping.store, places, ("dark",), lambda *_: None)
    assert len(found.words) == 1 and not found.missing
