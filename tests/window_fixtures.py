"""Fixtures for tests that drive the window: real files, a classifier that answers at once, a window."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fake_classifier import FakeClassifier, write_fake_model


@pytest.fixture(scope="session")
def phantom_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The synthetic head: one MR series of DICOM files."""
    from ml.imaging.phantom import write_phantom

    folder = tmp_path_factory.mktemp("phantom") / "head"
    write_phantom(folder)
    return folder


def real_file(name: str) -> Path:
    """A file that pydicom's wheel ships."""
    from pydicom.data import get_testdata_file

    path = get_testdata_file(name, download=False)
    assert isinstance(path, str), f"{name} is not in pydicom's wheel"
    return Path(path)


@pytest.fixture
def ct_file() -> Path:
    return real_file("CT_small.dcm")


@pytest.fixture
def classifier() -> FakeClassifier:
    return FakeClassifier()


@pytest.fixture
def kesit(qtbot, tmp_path, classifier) -> Iterator:
    """The application with a window, nothing open, and the fake classifier chosen but not started."""
    from PySide6.QtCore import QSettings

    from viewer.app import Kesit

    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    application = Kesit(store, load=classifier.load, measurements=tmp_path / "measurements")
    application.fake_model = str(write_fake_model(tmp_path / "fake-model"))
    application.window.show()
    yield application
    application.window.close()  # the one there is now: a change of settings makes a new one
    application.window.deleteLater()


@pytest.fixture
def opened(qtbot, kesit):
    """Open paths and wait for the first image."""

    def open_paths(*paths: Path):
        with qtbot.waitSignal(kesit.opening.ended, timeout=20_000):
            kesit.open_paths(list(paths))
        wait_for_image(qtbot, kesit)
        return kesit

    return open_paths


@pytest.fixture
def answered(qtbot, opened, phantom_folder):
    """The phantom with the answers of the fake classifier."""
    kesit = opened(phantom_folder)
    kesit.start(kesit.fake_model)
    wait_for_answers(qtbot, kesit)
    return kesit


def wait_for_image(qtbot, kesit) -> None:
    """Until the slice of the session is on screen, or said to be unreadable."""
    qtbot.waitUntil(lambda: kesit.active.presenter.is_settled, timeout=20_000)


def wait_for_answers(qtbot, kesit) -> None:
    qtbot.waitUntil(lambda: kesit.findings.card is not None and kesit.inference.is_settled, timeout=20_000)


@pytest.fixture(autouse=True)
def clean_qt(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that leaves a Qt thread running fails; garbage is collected between tests, in this thread."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    gc.disable()
    if not gc.get_freeze_count():
        gc.freeze()  # modules stay; to walk them after every test took a quarter of the time
    yield
    gc.collect()
    gc.enable()
    assert not _running_threads(), "a thread is still running"


def _running_threads() -> list[object]:
    import shiboken6
    from PySide6.QtCore import QThread

    threads = [thing for thing in gc.get_objects() if issubclass(type(thing), QThread)]
    return [thread for thread in threads if shiboken6.isValid(thread) and thread.isRunning()]
