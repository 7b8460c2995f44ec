"""Reading and searching the header of the file on screen."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from tests.ml.imaging.maker import grey_dataset, write
from tests.window_fixtures import real_file, wait_for_image
from viewer.core.pane_layout import PaneLayout
from viewer.core.plane_stack import PlaneKind
from viewer.widgets.header_model import VALUE_COLUMN


@pytest.fixture
def header(qtbot, kesit):
    """Open the header window and wait for what it says."""

    def open_header():
        kesit.actions["tools.header"].trigger()
        window = kesit.header.open_window()
        qtbot.waitUntil(lambda: bool(window.view.lines), timeout=10_000)
        return window

    return open_header


def value_of(window, tag):
    return next(line.value for line in window.view.lines if line.tag == tag)


def choose(window, tag):
    model = window.view.model()
    row = next(row for row, line in enumerate(window.view.lines) if line.tag == tag)
    window.view.setCurrentIndex(model.index(row, VALUE_COLUMN))


def type_search(qtbot, window, text):
    lines = window.view.lines
    window.search.setText(text)
    qtbot.waitUntil(lambda: window.view.lines != lines, timeout=5_000)


def test_the_header_of_the_file_on_screen_is_shown_and_searched(qtbot, opened, header, ct_file):
    opened(ct_file)
    window = header()
    assert window.windowTitle() == "Header: CT_small.dcm"
    assert value_of(window, "(0010,0010)") == "CompressedSamples^CT1"
    type_search(qtbot, window, "kvp")
    assert [line.tag for line in window.view.lines] == ["(0018,0060)"]
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.isVisible()


def test_it_follows_the_slice_and_keeps_what_was_chosen(qtbot, opened, header, phantom_folder):
    kesit = opened(phantom_folder)
    window = header()
    choose(window, "(0020,0013)")
    before = value_of(window, "(0020,0013)")
    kesit.panes.set_index(kesit.panes.active.index + 1)
    wait_for_image(qtbot, kesit)
    qtbot.waitUntil(lambda: value_of(window, "(0020,0013)") != before, timeout=5_000)
    assert window.view.chosen.tag == "(0020,0013)"
    assert int(window.view.chosen.value) == int(before) + 1


def test_it_follows_the_active_pane(qtbot, opened, header, phantom_folder, ct_file):
    kesit = opened(phantom_folder, ct_file)
    kesit.panes.set_layout(PaneLayout(1, 2))
    window = header()
    first = value_of(window, "(0008,0060)")
    kesit.panes.step_active(1)
    qtbot.waitUntil(lambda: {first, value_of(window, "(0008,0060)")} == {"CT", "MR"}, timeout=5_000)


def test_nested_lines_are_found_with_what_leads_to_them_and_unfolded(qtbot, opened, header):
    opened(real_file("liver_1frame.dcm"))
    window = header()
    type_search(qtbot, window, "liver codemeaning")
    model, index = window.view.model(), window.view.model().index(0, 0)
    assert window.view.isExpanded(index) and model.rowCount(index) == 1
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_value_row_and_everything_can_be_copied(qtbot, opened, header, ct_file):
    opened(ct_file)
    window = header()
    clipboard = QGuiApplication.clipboard()
    choose(window, "(0008,0060)")
    window.copy_value()
    assert clipboard.text() == "CT"
    window.copy_row()
    assert clipboard.text() == "(0008,0060)\tModality\tCS\tCT"
    window.copy_all()
    assert len(clipboard.text().splitlines()) > 150


def test_nothing_in_it_can_be_changed(opened, header, ct_file):
    opened(ct_file)
    model = header().view.model()
    assert not model.flags(model.index(3, VALUE_COLUMN)) & Qt.ItemFlag.ItemIsEditable


def test_a_damaged_file_says_why_and_the_window_goes_on(qtbot, opened, header, tmp_path, ct_file):
    path = write(grey_dataset(np.zeros((8, 8), np.uint16)), tmp_path / "a.dcm")
    kesit = opened(path, ct_file)
    kesit.panes.put(kesit.session.studies[0].series[0])
    window = header()
    path.write_bytes(b"")
    kesit.header._path = None
    kesit.header.follow()
    qtbot.waitUntil(lambda: not window.view.lines, timeout=5_000)
    assert window._message.text() == "the file is empty"
    kesit.panes.put(kesit.session.studies[1].series[0])
    qtbot.waitUntil(lambda: bool(window.view.lines), timeout=5_000)


def test_closing_the_window_lets_go_of_the_values(opened, header, ct_file):
    opened(ct_file)
    window = header()
    window.close()
    assert not window.view.lines


def test_closing_all_studies_empties_it(qtbot, opened, header, ct_file):
    kesit = opened(ct_file)
    window = header()
    kesit.actions["file.close_all"].trigger()
    qtbot.waitUntil(lambda: not window.view.lines, timeout=5_000)
    assert window._message.text() == "No image is open."


def test_for_a_plane_it_is_that_of_the_nearest_slice_and_says_so(qtbot, opened, header, phantom_folder):
    kesit = opened(phantom_folder)
    source = kesit.active.state.series
    window = header()
    assert not window.note.isVisible()
    kesit.actions["mpr.show"].trigger()
    qtbot.waitUntil(lambda: not kesit.reformatting.is_reading, timeout=20_000)
    for index in (4, 7):
        kesit.mpr.panes[PlaneKind.AXIAL].set_index(index)
        frame = kesit.panes.active.frame
        (nearest,) = (
            one for one in source.frames if one.position_mm[2] == pytest.approx(frame.position_mm[2])
        )
        qtbot.waitUntil(
            lambda name=nearest.path.name: window.windowTitle() == f"Header: {name}", timeout=10_000
        )
        assert f"Image {source.frames.index(nearest) + 1} / {len(source.frames)}" in window.note.text()
        assert "no header of its own" in window.note.text() and window.note.isVisible()
    kesit.panes.set_active(kesit.mpr.panes[PlaneKind.SAGITTAL])
    middle = source.frames[len(source.frames) // 2].path.name
    qtbot.waitUntil(lambda: window.windowTitle() == f"Header: {middle}", timeout=10_000)
    kesit.actions["mpr.show"].trigger()
    qtbot.waitUntil(lambda: not window.note.isVisible(), timeout=10_000)
