import pytest
from PySide6.QtCore import QSettings

from viewer.services.recent_places import RecentPlaces
from viewer.services.settings import Settings
from viewer.workers.task import TaskRunner


@pytest.fixture
def recent(qapp, tmp_path):
    tasks = TaskRunner()
    yield RecentPlaces(Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)), tasks)
    tasks.close()


def test_files_and_folders_are_told_apart(qtbot, recent, tmp_path):
    (tmp_path / "study").mkdir()
    (tmp_path / "one.dcm").touch()
    with qtbot.waitSignal(recent.changed):
        recent.add(tmp_path / "study")
        recent.add(tmp_path / "one.dcm")
    assert [(one.path.name, one.is_folder) for one in recent.places] == [("one.dcm", False), ("study", True)]


def test_a_path_that_no_system_takes_is_left_out(qtbot, recent, tmp_path):
    with qtbot.waitSignal(recent.changed):
        recent.add(tmp_path / ("long" * 100))
        recent.add(tmp_path)
    assert [one.path for one in recent.places] == [tmp_path]


def test_nothing_is_told_where_nothing_has_changed(qtbot, recent, tmp_path):
    with qtbot.waitSignal(recent.changed):
        recent.add(tmp_path)
    with qtbot.assertNotEmitted(recent.changed):
        recent.refresh()
        qtbot.waitUntil(lambda: recent._task is None)
