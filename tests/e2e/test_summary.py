"""A page about a series for people without this program."""

import re
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog


def write(qtbot, kesit, path: Path, with_patient: bool = False) -> None:
    with qtbot.waitSignal(kesit.summaries.told, timeout=30_000) as told:
        kesit.summaries.write(path, with_patient)
    assert told.args == [f"Wrote {path.name}"]


def test_the_page_counts_the_answers_shows_the_surest_and_names_nobody(qtbot, answered, tmp_path):
    answered.word_panel.agree()
    write(qtbot, answered, tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    series = answered.panes.active.series
    assert f"Of {len(series.frames)} images: {len(series.frames)} positive" in text
    assert text.count("data:image/jpeg") == 12  # six images, each with its heat map
    assert "NOT FOR DIAGNOSTIC USE" in text and "Agreed: Bright spot" in text
    assert "nothing here is a probability for the whole examination" in text
    study = answered.session.studies[0]
    secrets = (study.patient.name.partition("^")[0], study.patient.patient_id, study.description)
    assert not any(secret in text for secret in secrets if secret)
    assert not re.search(r'(src|href)="(?!data:)', text)


def test_the_patient_is_named_when_that_is_asked_for(qtbot, answered, tmp_path):
    write(qtbot, answered, tmp_path / "page.html", with_patient=True)
    patient = answered.session.studies[0].patient
    assert patient.patient_id and patient.patient_id in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_pdf_is_one_page(qtbot, answered, tmp_path):
    write(qtbot, answered, tmp_path / "page.pdf")
    content = (tmp_path / "page.pdf").read_bytes()
    assert content.startswith(b"%PDF") and len(re.findall(rb"/Type /Page\b", content)) == 1
    assert content.count(b"/Subtype /Image") >= 2 and not list(tmp_path.glob("*.writing"))


def test_the_dialog_asks_whether_to_name_the_patient_and_no_is_the_answer(qtbot, answered, tmp_path):
    answered.actions["file.summary"].trigger()
    (dialog,) = answered.window.findChildren(QFileDialog)
    named = dialog.findChild(QCheckBox, "summary_names_patient")
    assert named is not None and not named.isChecked()
    with qtbot.waitSignal(answered.summaries.told, timeout=30_000):
        dialog.fileSelected.emit(str(tmp_path / "asked.html"))
    assert (tmp_path / "asked.html").exists()
    dialog.reject()


def test_before_the_model_has_answered_nothing_is_written(qtbot, opened, phantom_folder, tmp_path):
    kesit = opened(phantom_folder)
    with qtbot.waitSignal(kesit.summaries.told) as told:
        kesit.summaries.write(tmp_path / "page.html", False)
    assert "nothing was written" in told.args[0] and not (tmp_path / "page.html").exists()


def test_a_folder_that_is_not_there_is_said(qtbot, answered, tmp_path):
    with qtbot.waitSignal(answered.summaries.told, timeout=30_000) as told:
        answered.summaries.write(tmp_path / "no" / "page.html", False)
    assert "cannot be written" in told.args[0]
