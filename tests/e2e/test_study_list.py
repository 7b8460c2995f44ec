"""The list at the left: found by words, compared from, and never taken over by what arrives."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.e2e.test_panes import series_named, wait_for_pictures
from tests.e2e.test_reading import wheel
from tests.patient_maker import series_of_one_patient
from viewer.core.pane_layout import PaneLayout
from viewer.core.plane_stack import PlaneKind
from viewer.widgets.series_delegate import SERIES_UID


@pytest.fixture(scope="session")
def patient_folder(tmp_path_factory, phantom_folder):
    folder = tmp_path_factory.mktemp("patient")
    return series_of_one_patient(folder, next(phantom_folder.iterdir()))


@pytest.fixture
def patient(opened, patient_folder):
    return opened(patient_folder)


def hidden(lines, index) -> bool:
    own = lines.isRowHidden(index.row(), index.parent())
    return own or (index.parent().isValid() and hidden(lines, index.parent()))


def seen(kesit) -> set[str]:
    """The descriptions of the series whose lines can be seen."""
    lines = kesit.series_list
    return {
        one.description
        for one in kesit.session.series
        if not hidden(lines, lines._items[one.series_uid].index())
    }


def type_filter(qtbot, kesit, text: str) -> None:
    QTest.keyClick(kesit.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert kesit.study_panel.filter.hasFocus()
    QTest.keyClicks(kesit.study_panel.filter, text)
    qtbot.waitUntil(lambda: not kesit.study_panel._later.isActive())


def act(menu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_words_hide_what_is_not_meant_and_esc_brings_it_back(qtbot, patient):
    everything = seen(patient)
    shown = patient.active.state.series
    type_filter(qtbot, patient, "axial now")
    assert seen(patient) == {"axial thin", "axial thick"}
    assert patient.study_panel._count.text() == "2 of 4 series"
    assert patient.active.state.series == shown
    QTest.keyClick(patient.study_panel.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not patient.study_panel._later.isActive())
    assert seen(patient) == everything and len(everything) == 4
    assert patient.study_panel._count.text() == "4 series in 2 studies"
    assert patient.active.state.series == shown  # Esc meant the filter


def test_the_filter_holds_for_what_is_opened_later(qtbot, opened, patient, ct_file):
    type_filter(qtbot, patient, "sagittal")
    opened(ct_file)
    assert seen(patient) == {"sagittal"} and patient.study_panel._count.text() == "1 of 5 series"


def test_a_study_says_when_with_what_and_how_much(patient):
    item = patient.series_list._items[series_named(patient, "prior").series_uid].parent()
    index = item.index()
    assert "MR" in index.data(Qt.ItemDataRole.UserRole + 1) and "1 series" in index.data(
        Qt.ItemDataRole.UserRole + 1
    )


def test_what_arrives_leaves_selection_and_scroll_bar_alone(qtbot, opened, patient, ct_file):
    patient.panes.set_layout(PaneLayout(1, 2))
    lines = patient.series_list
    lines.setMaximumHeight(120)
    QApplication.processEvents()
    lines.setCurrentIndex(lines._items[series_named(patient, "sagittal").series_uid].index())
    lines.verticalScrollBar().setValue(40)
    before = [pane.series for pane in patient.panes.shown]
    patient.panes.set_active(patient.panes.shown[1])
    lines.setCurrentIndex(lines._items[series_named(patient, "sagittal").series_uid].index())
    lines.verticalScrollBar().setValue(40)
    patient.session.set_studies((*patient.session.studies[::-1],))
    assert lines.currentIndex().data(SERIES_UID) == series_named(patient, "sagittal").series_uid
    assert lines.verticalScrollBar().value() == 40
    assert [pane.series for pane in patient.panes.shown] == before


def test_a_reader_who_scrolls_while_something_is_opened_is_not_taken_away(qtbot, patient, ct_file):
    series = patient.active.state.series
    patient.open_paths([ct_file])
    wheel(patient, -1)
    qtbot.waitSignal(patient.opening.ended, timeout=20_000).wait() if patient.opening.busy else None
    assert patient.active.state.series == series and len(patient.session.series) == 5


def test_the_menu_of_a_series_shows_it_here_or_beside(qtbot, patient):
    patient.panes.put(series_named(patient, "axial thin"))
    patient.panes.set_index(26)
    thick, sagittal = series_named(patient, "axial thick"), series_named(patient, "sagittal")
    act(patient.reading.comparison.menu_of(thick), "Show beside the active pane")
    left, right = patient.panes.shown
    assert (left.series.description, right.series) == ("axial thin", thick)
    assert right.frame.position_mm[2] == left.frame.position_mm[2]  # the same place
    act(patient.reading.comparison.menu_of(sagittal), "Show in the active pane")
    assert left.series == sagittal and patient.panes.active is left


def test_compare_with_prior_lays_the_earlier_examination_beside(qtbot, patient):
    patient.panes.put(series_named(patient, "axial thin"))
    patient.panes.set_index(10)
    assert patient.actions["go.prior"].isEnabled()
    QTest.keyClick(patient.active.pane, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    wait_for_pictures(qtbot, patient)
    now, prior = patient.panes.shown
    assert (now.series.description, prior.series.description) == ("axial thin", "prior")
    assert (now.index, prior.index) == (10, 10) and patient.panes.active is now
    assert "link them by hand (Ctrl+L)" in patient.window._message.text()


def test_a_prior_is_shown_at_this_height_whatever_the_pane_beside_showed(qtbot, patient):
    patient.panes.set_layout(PaneLayout(1, 2))
    left, right = patient.panes.shown
    patient.panes.set_active(left)
    left.set_series(series_named(patient, "axial thin"), 33)
    right.set_series(series_named(patient, "prior"), 4)
    patient.actions["go.prior"].trigger()
    assert (right.series.description, right.index) == ("prior", 33)
    left.set_index(30)
    assert not patient.reading.comparison.compare_with(series_named(patient, "axial thick"))  # no guess
    assert right.frame.position_mm[2] == left.frame.position_mm[2] == 40


def test_a_prior_is_shown_at_the_height_of_a_plane(qtbot, patient):
    patient.panes.put(series_named(patient, "axial thin"))
    patient.actions["mpr.show"].trigger()
    qtbot.waitUntil(lambda: not patient.reformatting.is_reading, timeout=20_000)
    axial = patient.mpr.panes[PlaneKind.AXIAL]
    patient.panes.set_active(axial)
    axial.set_index(axial.index + 9)
    height = axial.frame.position_mm[2]
    patient.actions["go.prior"].trigger()
    prior = next(pane for pane in patient.panes.shown if pane.series == series_named(patient, "prior"))
    assert prior.frame.position_mm[2] == height  # the prior lies alike, in another frame of reference


def test_without_another_study_there_is_no_prior(opened, ct_file):
    kesit = opened(ct_file)
    assert not kesit.actions["go.prior"].isEnabled()
    kesit.handlers["go.prior"](False)
    assert "No other study" in kesit.window._message.text()


def test_one_study_can_be_closed_and_the_others_stay(patient):
    prior = series_named(patient, "prior")
    act(patient.reading.comparison.menu_of(prior), "Close this study")
    assert len(patient.session.studies) == 1 and seen(patient) == {"axial thin", "axial thick", "sagittal"}


def test_right_click_on_a_series_opens_its_menu(qtbot, patient):
    lines, prior = patient.series_list, series_named(patient, "prior")
    asked = []
    lines.menu_requested.connect(lambda series, _: asked.append(series))
    lines.customContextMenuRequested.emit(lines.visualRect(lines._items[prior.series_uid].index()).center())
    lines.customContextMenuRequested.emit(QPoint(3, 3))  # the patient: no menu
    assert asked == [prior]
    for widget in QApplication.topLevelWidgets():
        if widget.inherits("QMenu"):
            widget.hide()
