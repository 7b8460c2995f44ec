"""A structured report beside the images that it names: read, searched, and followed to them."""

import shutil

import pydicom
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from tests.ml.imaging.test_report import content, reference, write_report
from viewer.widgets.series_delegate import DETAIL

_ANY = Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchWildcard


@pytest.fixture
def with_report(opened, tmp_path, ct_file):
    """A CT slice and a report on it, both open; another image is named that is not."""
    folder = tmp_path / "study"
    folder.mkdir()
    shutil.copy(ct_file, folder / "ct.dcm")
    image = pydicom.dcmread(ct_file)
    nodule = content("TEXT", "Comment", TextValue="a <small> nodule")
    items = [
        content("CONTAINER", "Lungs", ContentSequence=[nodule]),
        reference(image.SOPInstanceUID),
        reference("1.2.3.4"),
    ]
    same = {name: getattr(image, name) for name in ("StudyInstanceUID", "PatientID", "PatientName")}
    write_report(folder / "sr.dcm", items, **same)
    return opened(folder)


def click_report(qtbot, kesit):
    lines = kesit.series_list
    model = lines.model()
    every = model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, "*", -1, _ANY)
    (line,) = [one for one in every if "click to read" in str(one.data(DETAIL))]
    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=lines.visualRect(line).center())
    window = kesit.reading.reports.window
    qtbot.waitUntil(lambda: "Findings" in window.page.toPlainText())
    return window


def test_a_click_on_a_report_shows_what_it_says(qtbot, with_report):
    window = click_report(qtbot, with_report)
    text = window.page.toPlainText()
    assert window.isVisible() and "complete, not verified" in text
    assert "Comment: a <small> nodule" in text and "CT Image (not open)" in text
    window.search.setFocus()
    QTest.keyClicks(window.search, "nodule")
    assert window.page.textCursor().selectedText() == "nodule"
    window.close()
    assert window.page.toPlainText() == ""


def test_its_reference_leads_to_the_image(qtbot, with_report):
    window = click_report(qtbot, with_report)
    frame = with_report.session.series[0].frames[0]
    assert f"image:{frame.instance_uid}#1" in window.page.toHtml()
    with_report.panes.active.set_series(None)
    window.page.anchorClicked.emit(QUrl(f"image:{frame.instance_uid}#1"))
    assert with_report.panes.active.frame == frame


def test_a_report_that_has_gone_says_why(qtbot, with_report):
    window = click_report(qtbot, with_report)
    (report,) = with_report.session.studies[0].objects
    report.path.unlink()
    with_report.series_list.report_requested.emit(report.path)
    qtbot.waitUntil(lambda: "cannot be opened" in window.page.toPlainText())
