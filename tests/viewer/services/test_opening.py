from threading import Event

import pytest

from ml.imaging.values import ScanResult
from tests.window_fixtures import real_file
from viewer.services import opening as opening_module
from viewer.services.opening import OpeningService
from viewer.state.pane_group import PaneGroup
from viewer.state.session import Session
from viewer.workers.task import TaskRunner


@pytest.fixture
def session(qtbot) -> Session:
    return Session()


@pytest.fixture
def panes(session) -> PaneGroup:
    return PaneGroup(session)


@pytest.fixture
def pane(panes):
    return panes.active


@pytest.fixture
def service(session, panes, tmp_path):
    tasks = TaskRunner()
    yield OpeningService(session, panes, tasks, tmp_path / "sample")
    tasks.close()


def open_and_wait(qtbot, service, *paths):
    with qtbot.waitSignal(service.ended, timeout=20_000):
        service.open(paths)


def test_what_was_opened_is_added_to_what_is_open(qtbot, service, session, ct_file, pane):
    open_and_wait(qtbot, service, ct_file)
    open_and_wait(qtbot, service, real_file("MR_small.dcm"))
    assert len(session.studies) == 2
    assert pane.series.modality == "MR"


def test_the_named_file_is_shown_even_if_its_series_is_not_the_first(qtbot, service, session, ct_file, pane):
    open_and_wait(qtbot, service, ct_file, real_file("MR_small.dcm"))
    assert pane.frame.path == ct_file


def test_opening_in_the_background_never_steals_the_users_choice(qtbot, service, session, pane, monkeypatch):
    open_and_wait(qtbot, service, real_file("CT_small.dcm"))
    open_and_wait(qtbot, service, real_file("MR_small.dcm"))
    ct, mr = (study.series[0] for study in session.studies)
    gate, begun = Event(), Event()
    scan = opening_module.scan

    def slow_scan(paths, progress):
        begun.set()
        gate.wait(10)
        return scan(paths, progress)

    monkeypatch.setattr(opening_module, "scan", slow_scan)
    service.open((real_file("examples_palette.dcm"),))
    assert begun.wait(10) and pane.series == mr
    pane.set_series(ct)
    with qtbot.waitSignal(service.ended):
        gate.set()
    assert pane.series == ct and len(session.studies) == 3


def test_a_second_wish_waits_for_the_first(qtbot, service, session, ct_file):
    with qtbot.waitSignal(service.ended, timeout=20_000):
        service.open((ct_file,))
        service.open((real_file("MR_small.dcm"),))
    assert len(session.studies) == 2 and not service.busy


def test_cancelling_leaves_everything_as_it_was(qtbot, service, session, monkeypatch):
    begun = Event()

    def endless(paths, progress):
        while True:
            begun.set()
            progress(0, 1)

    monkeypatch.setattr(opening_module, "scan", endless)
    service.open(("x",))
    service.open(("y",))
    assert begun.wait(10)
    with qtbot.waitSignals([service.cancelled, service.ended]):
        service.cancel()
    assert session.studies == () and not service.busy


def test_a_scan_that_fails_altogether_says_so(qtbot, service, monkeypatch):
    def broken(paths, progress):
        raise OSError("disk gone")

    monkeypatch.setattr(opening_module, "scan", broken)
    with qtbot.waitSignals([service.failed, service.ended]):
        service.open(("x",))


def test_the_sample_begins_with_the_synthetic_head(qtbot, service, session, pane):
    with qtbot.waitSignal(service.ended, timeout=30_000):
        service.open_sample()
    assert "ynthetic" in pane.series.description and len(pane.series.frames) > 10
    assert session.failures == ()


def test_nothing_named_is_nothing_opened(qtbot, service, monkeypatch):
    monkeypatch.setattr(opening_module, "scan", lambda paths, progress: ScanResult())
    service.open(())
    assert not service.busy


def test_one_file_of_a_series_that_is_open_leads_to_its_slice(qtbot, service, session, phantom_folder, pane):
    open_and_wait(qtbot, service, phantom_folder)
    whole = pane.series
    seventh = whole.frames[7].path
    open_and_wait(qtbot, service, seventh)
    assert pane.series == whole
    assert pane.frame.path == seventh


def test_files_of_one_series_that_come_in_two_drops_are_one_series_in_order(
    qtbot, service, session, phantom_folder
):
    files = sorted(phantom_folder.iterdir())
    open_and_wait(qtbot, service, *files[::2])
    open_and_wait(qtbot, service, *files[1::2])
    (study,) = session.studies
    (series,) = study.series
    assert [frame.path for frame in series.frames] == files
