"""De-identified copies, from the menu on."""

import shutil

import pytest
from pydicom import dcmread
from PySide6.QtWidgets import QMessageBox, QTreeWidget

from ml.imaging.values import Failure
from tests.window_fixtures import real_file
from viewer.widgets.deidentify_dialog import DeidentifyDialog, Extent
from viewer.widgets.failures_dialog import FailuresDialog


def dialog_of(kesit, kind):
    return next(one for one in kesit.window.findChildren(kind) if one.isVisible())


def make_copies(qtbot, kesit, target, extent):
    kesit.actions["tools.deidentify"].trigger()
    dialog = dialog_of(kesit, DeidentifyDialog)
    dialog.extents[extent].setChecked(True)
    dialog.folder.setText(str(target))
    with qtbot.waitSignal(kesit.copies.told, timeout=30_000) as told:
        dialog.accept()
    return told.args[0]


@pytest.mark.parametrize("extent", [Extent.SERIES, Extent.STUDY])
def test_the_open_study_is_copied_and_the_copies_open(qtbot, opened, phantom_folder, tmp_path, extent):
    kesit = opened(phantom_folder)
    told = make_copies(qtbot, kesit, tmp_path / "out", extent)
    assert told == "24 of 24 files were copied and checked"
    assert all(dcmread(path).PatientIdentityRemoved == "YES" for path in (tmp_path / "out").rglob("*.dcm"))
    again = opened(tmp_path / "out")
    assert len(again.session.studies) == 2 and len(again.panes.active.series.frames) == 24


def test_all_open_studies_are_copied_in_one_go(qtbot, opened, phantom_folder, ct_file, tmp_path):
    kesit = opened(phantom_folder, ct_file)
    assert make_copies(qtbot, kesit, tmp_path / "out", Extent.ALL).startswith("25 of 25")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["study001", "study002"]


def test_every_file_that_is_not_copied_is_listed_with_its_reason(qtbot, opened, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("CT_small.dcm", "reportsi.dcm"):
        shutil.copy(real_file(name), folder)
    dataset = dcmread(real_file("CT_small.dcm"))
    dataset.SOPInstanceUID, dataset.BurnedInAnnotation = "1.2.3", "YES"
    dataset.save_as(folder / "burned.dcm")
    (folder / "broken.dcm").write_text("no image")
    kesit = opened(folder)
    told = make_copies(qtbot, kesit, tmp_path / "out", Extent.STUDY)
    assert told == "1 of 3 files were copied and checked"
    table = dialog_of(kesit, FailuresDialog).findChild(QTreeWidget)
    lines = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    assert {line.text(0): line.text(1)[:28] for line in lines} == {
        "burned.dcm": "Not copied: text is burned i",
        "broken.dcm": "Not copied: not a DICOM file",
    }


def test_a_folder_with_the_originals_is_refused_in_words(qtbot, opened, phantom_folder):
    kesit = opened(phantom_folder)
    kesit.copies.copy(kesit.session.studies, phantom_folder, True, False)
    qtbot.waitUntil(lambda: bool(kesit.window.findChildren(QMessageBox)), timeout=5_000)
    box = kesit.window.findChildren(QMessageBox)[0]
    assert box.text().startswith("That folder holds the originals")
    box.close()


def test_nothing_is_copied_without_a_folder_and_the_choice_is_remembered(kesit, qtbot):
    dialog = DeidentifyDialog("", False)
    qtbot.addWidget(dialog)
    assert not dialog._copy.isEnabled() and not dialog.shift_dates.isChecked()
    dialog.folder.setText("somewhere")
    assert dialog._copy.isEnabled()


def test_files_beside_the_study_that_were_not_opened_are_not_forgotten(opened, ct_file):
    kesit = opened(ct_file)
    beside, elsewhere = (
        Failure(ct_file.parent / "x.dcm", "damaged"),
        Failure(ct_file / "y" / "z.dcm", "damaged"),
    )
    kesit.session.set_failures((beside, elsewhere))
    assert kesit.copies._failures_beside(kesit.session.studies) == (beside,)
