"""What is open comes back after a restart or a crash, as it was."""

import json
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox

from ml.errors import ImagingError
from ml.imaging.values import Projection, VoiFunction, Window
from tests.e2e.test_panes import series_named, show, wait_for_pictures
from tests.e2e.test_planes import settle, show_planes, turn_by_handle, units
from tests.patient_maker import series_of_one_patient
from viewer.core.pane_layout import SINGLE, PaneLayout
from viewer.core.plane_stack import PlaneKind, Slab
from viewer.core.session_record import PaneRecord, PlanesRecord, SessionRecord, as_json, from_json
from viewer.core.viewport import View
from viewer.services.session_store import SessionStore
from viewer.services.volumes import load_volume

ROOT = Path(__file__).parents[2]
FOUR = PaneLayout(2, 2)


@pytest.fixture(scope="session")
def patient_folder(tmp_path_factory, phantom_folder):
    folder = tmp_path_factory.mktemp("patient")
    return series_of_one_patient(folder, next(phantom_folder.iterdir()))


@pytest.fixture
def patient(opened, patient_folder):
    return opened(patient_folder)


@pytest.fixture
def next_start(qtbot, kesit, tmp_path):
    """The application started once more, on the same settings and the same kept session."""
    started = []

    def start():
        from viewer.app import Kesit

        store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        again = Kesit(store, measurements=tmp_path / "measurements")
        qtbot.addWidget(again.window)
        again.window.show()
        started.append(again)
        return again

    yield start
    for application in started:
        application.window.close()


@pytest.fixture
def gone(ct_file, tmp_path):
    """A file that a test removes."""
    copy = tmp_path / "gone.dcm"
    copy.write_bytes(ct_file.read_bytes())
    return copy


def crash(kesit) -> None:
    """What the kernel does to the lock of a program that is killed; what was saved by then stays."""
    kesit.session_keeping.save()
    kesit.session_keeping._store._lock.unlock()
    kesit.session_keeping._store = None


def reopen(qtbot, kesit) -> None:
    with qtbot.waitSignal(kesit.opening.ended, timeout=20_000):
        kesit.stage.session_offer._accept.click()
    QApplication.processEvents()
    wait_for_pictures(qtbot, kesit)


def test_panes_come_back_with_series_slice_window_and_view(qtbot, patient, next_start):
    names = ("axial thin", "sagittal", "prior", "axial thick")
    axial, sagittal, prior, _ = show(qtbot, patient, FOUR, *names)
    axial.state.set_index(7)
    axial.state.set_window(Window(300, 90, "mine", VoiFunction.SIGMOID))
    sagittal.state.set_view(View(zoom=3.5, center=(20, 30), quarter_turns=1, mirrored=True, angle_deg=12))
    prior.state.set_inverted(True)
    patient.panes.set_active(prior.state)
    patient.window.close()
    again = next_start()
    assert not again.session.studies and again.stage.session_offer.isHidden()
    again.sessions.begin()
    assert "2 studies" in again.stage.session_offer._text.text()
    reopen(qtbot, again)
    axial, sagittal, prior, fourth = again.grid.shown
    shown = [unit.state.series.description for unit in again.grid.shown]
    assert shown == list(names) and again.panes.layout == FOUR
    assert axial.state.index == 7
    assert axial.state.window == Window(300, 90, "mine", VoiFunction.SIGMOID)
    view = View(zoom=3.5, center=(20, 30), quarter_turns=1, mirrored=True, angle_deg=12)
    assert sagittal.state.view == view and fourth.state.view == View()
    assert prior.state.inverted and again.active is prior
    assert again.stage.session_offer.isHidden()


def test_an_enlarged_pane_of_the_second_page_comes_back(qtbot, patient, next_start):
    patient.panes.set_layout(PaneLayout(3, 3))
    patient.panes.set_active(patient.panes.panes[3])
    patient.panes.set_layout(PaneLayout(1, 2))
    patient.panes.set_enlarged(True)
    shown = patient.active.state.series.description
    patient.window.close()
    again = next_start()
    again.sessions.begin()
    reopen(qtbot, again)
    assert again.panes.is_enlarged and again.panes.chosen_layout == PaneLayout(1, 2)
    assert again.panes.panes.index(again.active.state) == 3
    assert again.active.state.series.description == shown


def test_linked_panes_do_not_drag_each_other_while_they_come_back(qtbot, patient, next_start):
    patient.links.set_zoom(True)
    left, right = show(qtbot, patient, PaneLayout(1, 2), "axial thin", "axial thick")
    patient.links.set_zoom(False)
    left.state.set_view(View(zoom=5))
    right.state.set_view(View(zoom=2))
    patient.window.close()
    again = next_start()
    for linked in (again.links.set_zoom, again.links.set_pan, again.links.set_window):
        linked(True)
    again.sessions.begin()
    reopen(qtbot, again)
    assert [unit.state.view.zoom for unit in again.grid.shown] == [5, 2]


@pytest.mark.parametrize("ending", ["closed", "crashed"])
def test_planes_come_back_turned_as_thick_and_where_they_were(qtbot, patient, next_start, ending):
    patient.panes.set_layout(PaneLayout(1, 2))
    first, second = patient.grid.shown
    first.state.set_series(series_named(patient, "axial thin"), 11)
    second.state.set_series(series_named(patient, "prior"))
    patient.panes.set_active(first.state)
    show_planes(qtbot, patient)
    axial, coronal, sagittal = units(patient)
    turn_by_handle(axial, 20)
    patient.mpr.set_slab(Slab(Projection.MEAN, 14))
    coronal.state.set_window(Window(250, 70))
    sagittal.state.set_view(View(zoom=4, center=(30, 20)))
    sagittal.state.set_index(sagittal.state.index + 4)
    coronal.state.set_inverted(True)
    patient.panes.set_active(coronal.state)
    patient.panes.set_enlarged(True)
    settle(qtbot, patient)
    before = {
        kind: (pane.frame, pane.window, pane.inverted, pane.view) for kind, pane in patient.mpr.panes.items()
    }
    patient.window.close() if ending == "closed" else crash(patient)
    again = next_start()
    assert again.panes.layout == PaneLayout(1, 2)  # that of planes is not one to begin with
    again.sessions.begin()
    reopen(qtbot, again)
    qtbot.waitUntil(
        lambda: again.mpr.source is not None and not again.reformatting.is_reading, timeout=20_000
    )
    settle(qtbot, again)
    after = {
        kind: (pane.frame, pane.window, pane.inverted, pane.view) for kind, pane in again.mpr.panes.items()
    }
    assert after == before and again.mpr.slab == Slab(Projection.MEAN, 14)
    assert again.panes.is_enlarged and again.panes.chosen_layout == FOUR
    assert again.active.state is again.mpr.panes[PlaneKind.CORONAL]
    assert again.actions["mpr.show"].isChecked() and again.mpr_bar.isVisible()
    assert again.mpr.is_turned(again.active.state.series)
    again.panes.set_enlarged(False)
    assert again.grid.shown[1].state.series.description == "axial thin"  # the slices beside the planes
    again.actions["mpr.show"].trigger()  # and back to what there was before them
    settle(qtbot, again)
    assert [unit.state.series.description for unit in again.grid.shown] == ["axial thin", "prior"]
    assert again.panes.layout == PaneLayout(1, 2) and again.grid.shown[0].state.index == 11


def planes_of(record: SessionRecord) -> str:
    """As they are written."""
    return json.dumps(as_json(record)["planes"])


def test_planes_are_not_lost_where_the_program_dies_before_their_volume_is_read(
    qtbot, patient, next_start, monkeypatch
):
    patient.panes.put(series_named(patient, "axial thin"))
    show_planes(qtbot, patient)
    turn_by_handle(units(patient)[0], 20)
    patient.mpr.set_slab(Slab(Projection.MEAN, 14.0))
    kept = planes_of(patient.session_keeping.record())
    patient.window.close()
    again, gate = next_start(), Event()

    def load_slowly(series, progress):
        gate.wait(20)
        return load_volume(series, progress)

    monkeypatch.setattr("viewer.widgets.mpr_commands.load_volume", load_slowly)
    again.sessions.begin()
    reopen(qtbot, again)
    assert again.reformatting.is_reading and planes_of(again.session_keeping.record()) == kept
    crash(again)
    gate.set()
    last = next_start()
    assert planes_of(last.session_keeping.kept.record) == kept
    last.sessions.begin()
    reopen(qtbot, last)
    qtbot.waitUntil(lambda: last.mpr.source is not None and not last.reformatting.is_reading, timeout=20_000)
    settle(qtbot, last)
    assert last.mpr.slab == Slab(Projection.MEAN, 14.0) and planes_of(last.session_keeping.record()) == kept


def test_a_volume_that_cannot_be_read_any_more_leaves_what_was_there_before_planes(
    qtbot, patient, next_start, monkeypatch
):
    patient.panes.put(series_named(patient, "axial thin"))
    show_planes(qtbot, patient)
    patient.window.close()
    again = next_start()

    def refuse(series, progress):
        raise ImagingError("no volume: slices are missing")

    monkeypatch.setattr("viewer.widgets.mpr_commands.load_volume", refuse)
    again.sessions.begin()
    reopen(qtbot, again)
    qtbot.waitUntil(lambda: again.window.findChild(QMessageBox) is not None, timeout=20_000)
    assert "slices are missing" in again.window.findChild(QMessageBox).text()
    assert again.mpr.source is None and again.panes.layout == SINGLE
    assert again.session_keeping.record().planes is None  # it was said why
    assert again.active.state.series.description == "axial thin"
    again.window.findChild(QMessageBox).close()


def test_after_a_crash_it_is_offered_even_where_it_would_come_by_itself(qtbot, patient, next_start):
    patient.actions["file.reopen_at_start"].trigger()
    crash(patient)
    again = next_start()
    again.sessions.begin()
    assert not again.opening.busy
    assert "did not end as it should" in again.stage.session_offer._text.text()
    assert again.stage.session_offer._always.isHidden()
    reopen(qtbot, again)
    assert len(again.session.series) == 4


def test_chosen_once_it_comes_back_at_every_start_without_a_question(qtbot, patient, next_start):
    patient.window.close()
    second = next_start()
    second.sessions.begin()
    with qtbot.waitSignal(second.opening.ended, timeout=20_000):
        second.stage.session_offer._always.click()
    second.window.close()
    third = next_start()
    with qtbot.waitSignal(third.opening.ended, timeout=20_000):
        third.sessions.begin()
    assert len(third.session.series) == 4 and third.actions["file.reopen_at_start"].isChecked()


def test_an_offer_declined_after_a_crash_is_an_ordinary_one_next_time(patient, next_start):
    crash(patient)
    second = next_start()
    second.sessions.begin()
    second.stage.session_offer.declined.emit()
    assert second.stage.session_offer.isHidden() and second.actions["file.reopen"].isEnabled()
    second.window.close()
    third = next_start()
    third.sessions.begin()
    assert third.stage.session_offer._text.text().startswith("Last time")


def test_files_that_are_gone_are_told_and_the_others_open(qtbot, opened, patient_folder, gone, next_start):
    kesit = opened(gone)
    opened(patient_folder)
    kesit.panes.set_layout(PaneLayout(1, 2))
    kesit.window.close()
    gone.unlink()
    again = next_start()
    again.sessions.begin()
    reopen(qtbot, again)
    assert len(again.session.series) == 4
    assert [failure.path for failure in again.session.failures] == [gone]
    assert "1 of 2" in again.window._message.text()
    assert again.session_keeping.record().paths == (str(patient_folder),)


def test_when_everything_is_gone_the_window_says_so(qtbot, opened, gone, next_start):
    opened(gone).window.close()
    gone.unlink()
    again = next_start()
    again.sessions.begin()
    reopen(qtbot, again)
    assert again.window._message.text() == "What was open last time is not there any more"


def test_closed_studies_stay_closed(patient, next_start, tmp_path):
    patient.actions["file.close_all"].trigger()
    patient.window.close()
    again = next_start()
    again.sessions.begin()
    assert again.stage.session_offer.isHidden() and not again.actions["file.reopen"].isEnabled()


def test_a_second_window_leaves_the_session_of_the_first_alone(patient, next_start, tmp_path):
    patient.session_keeping.save()
    kept = (tmp_path / "session" / "session.json").read_bytes()
    second = next_start()
    second.sessions.begin()
    assert second.stage.session_offer.isHidden()
    second.window.close()
    assert (tmp_path / "session" / "session.json").read_bytes() == kept


def test_nothing_that_is_kept_says_who_was_imaged(patient, tmp_path):
    patient.session_keeping.save()
    text = (tmp_path / "session" / "session.json").read_text()
    study = patient.session.studies[0]
    for secret in (study.patient.name, study.patient.patient_id, study.study_uid, study.series[0].series_uid):
        assert secret and secret not in text


def test_scrolling_is_saved_a_moment_later_and_not_at_every_slice(qtbot, patient, tmp_path):
    patient.session_keeping.save()
    path = tmp_path / "session" / "session.json"
    with qtbot.waitSignal(patient.session_keeping.saved, timeout=10_000):
        for _ in range(20):
            patient.active.state.set_index((patient.active.state.index + 1) % 40)
    assert json.loads(path.read_text())["session"]["panes"][0]["index"] == patient.active.state.index
    assert json.loads(path.read_text())["ended_well"] is False


def test_a_damaged_file_is_put_aside(tmp_path):
    (tmp_path / "session.json").write_text('{"ended_well": true, "session": {"version": 1}}')
    store = SessionStore(tmp_path)
    assert store.load() is None and (tmp_path / "session.unreadable").exists()
    store.close()


def test_a_record_is_read_as_it_was_written():
    window = Window(40.5, 400, "soft", VoiFunction.TABLE, bytes(range(256)))
    pane = PaneRecord(2, "s", "f", 5, window, True, View(2.5, (1.5, 2), 3, True, -4.5))
    plane = PaneRecord(3, "s", "", 5, plane={"plane": "axial", "position_mm": [1.5, 2.0, 0.1]})
    planes = PlanesRecord("s", "2x2", 3, False, "mean", 12.5, (pane, plane))
    record = SessionRecord(("a", "b"), ("c",), "2x2", 2, True, (pane,), 1)
    for one in (record, replace(record, planes=planes)):
        assert from_json(json.loads(json.dumps(as_json(one)))) == one
    content = as_json(record)
    del content["planes"]  # written before there were any
    assert from_json(content) == record


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_what_was_open_survives_kill_9(qtbot, patient_folder, next_start, tmp_path):
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from PySide6.QtCore import QSettings
        from PySide6.QtWidgets import QApplication
        from viewer.app import Kesit
        application = QApplication([])
        store = QSettings({str(tmp_path / "child.ini")!r}, QSettings.Format.IniFormat)
        kesit = Kesit(store, measurements=Path({str(tmp_path / "child" / "measurements")!r}))
        kesit.window.show()
        kesit.opening.ended.connect(lambda: kesit.active.state.set_index(13))
        kesit.session_keeping.saved.connect(lambda: print("saved", flush=True))
        kesit.open_paths([Path({str(patient_folder)!r})])
        application.exec()
        """
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"saved\n"
        child.kill()
        child.wait()
    store = SessionStore(tmp_path / "child" / "session")
    kept = store.load()
    store.close()
    assert not kept.ended_well and kept.record.paths == (str(patient_folder),)
    assert kept.record.panes[0].index == 13
