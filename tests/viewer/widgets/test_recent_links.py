"""What was opened last, on the start screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from viewer.app import Kesit
from viewer.services.settings import Settings
from viewer.widgets.recent_links import MOST, RecentLinks


@pytest.fixture
def started(qtbot, tmp_path, classifier):
    """Start the program with these places remembered, oldest first, and wait until it has looked at them."""
    made = []

    def start(*paths: Path) -> Kesit:
        store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        for path in paths:
            Settings(store).add_recent(path)
        kesit = Kesit(store, load=classifier.load, measurements=tmp_path / "measurements")
        made.append(kesit)
        if paths:
            with qtbot.waitSignal(kesit.recent.changed, timeout=10_000):
                kesit.window.show()
        else:
            kesit.window.show()
        return kesit

    yield start
    for kesit in made:
        kesit.window.close()
        kesit.window.deleteLater()


def links_of(kesit: Kesit) -> RecentLinks:
    return kesit.stage.empty.links


def offered(kesit: Kesit) -> list[Path]:
    return [link.path for link in links_of(kesit).links if link.isVisible()]


def folders(tmp_path: Path, count: int) -> list[Path]:
    made = [tmp_path / f"study {number}" for number in range(count)]
    for folder in made:
        folder.mkdir()
    return made


def test_at_first_there_is_nothing(started):
    kesit = started()
    QApplication.processEvents()
    assert offered(kesit) == [] and not links_of(kesit).isVisible()


def test_the_newest_five_are_offered(started, tmp_path):
    paths = folders(tmp_path, MOST + 2)
    assert offered(started(*paths)) == paths[:1:-1]


def test_what_is_gone_is_not_offered(qtbot, started, tmp_path):
    here, gone = folders(tmp_path, 2)
    kesit = started(here, gone)
    gone.rmdir()
    kesit.recent.refresh()
    qtbot.waitUntil(lambda: offered(kesit) == [here])
    here.rmdir()
    kesit.recent.refresh()
    qtbot.waitUntil(lambda: not links_of(kesit).isVisible())


def test_a_click_opens(qtbot, started, ct_file):
    kesit = started(ct_file)
    with qtbot.waitSignal(kesit.opening.ended, timeout=20_000):
        qtbot.mouseClick(links_of(kesit).links[0], Qt.MouseButton.LeftButton)
    assert kesit.active.state.frame.path == ct_file


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_opens(qtbot, started, ct_file, key):
    kesit = started(ct_file)
    (link,) = links_of(kesit).links
    assert link.focusPolicy() & Qt.FocusPolicy.TabFocus
    link.setFocus()
    with qtbot.waitSignal(kesit.opening.ended, timeout=20_000):
        qtbot.keyClick(link, key)
    assert kesit.active.state.frame.path == ct_file


def test_forgetting_them_takes_them_off(qtbot, started, tmp_path):
    kesit = started(*folders(tmp_path, 2))
    menu = kesit.window.recent_menu
    menu.aboutToShow.emit()
    with qtbot.waitSignal(kesit.recent.changed):
        menu.actions()[-1].trigger()
    assert offered(kesit) == []


def test_what_was_opened_is_offered_once_all_is_closed(qtbot, started, ct_file):
    kesit = started()
    with qtbot.waitSignals([kesit.opening.ended, kesit.recent.changed], timeout=20_000):
        kesit.open_paths([ct_file])
    kesit.actions["file.close_all"].trigger()
    assert offered(kesit) == [ct_file]


def test_a_small_window_shows_fewer_and_is_not_made_larger(qtbot, started, tmp_path):
    kesit = started(*folders(tmp_path, MOST))
    empty, links = kesit.stage.empty, links_of(kesit)
    with_links = empty.minimumSizeHint().height()
    kesit.window.resize(900, kesit.window.minimumSizeHint().height())
    QApplication.processEvents()
    assert len(offered(kesit)) < MOST
    for link in links.links:
        assert link.isHidden() or link.geometry().bottom() < links.height()
    links.hide()
    empty.layout().activate()
    assert with_links <= empty.minimumSizeHint().height() + empty.layout().spacing()
