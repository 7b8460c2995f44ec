"""Thousands of random events: no exception, no thread left behind, no growth in memory.

python -m pytest tests/e2e/test_monkey.py --monkey-seconds 60
"""

import gc
import logging
import random
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from tests.e2e.test_panes import drop_series
from tests.patient_maker import series_of_one_patient
from tests.window_fixtures import real_file

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
NOTHING, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
KEYS = [
    *map(Qt.Key, range(Qt.Key.Key_A.value, Qt.Key.Key_Z.value + 1)),
    *map(Qt.Key, range(Qt.Key.Key_0.value, Qt.Key.Key_9.value + 1)),
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space,
    Qt.Key.Key_Delete, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Comma, Qt.Key.Key_Period,
    Qt.Key.Key_Tab, Qt.Key.Key_F1, Qt.Key.Key_F11,
]  # fmt: skip
NEVER = {"file.quit"}  # it would end the test
MOST_GROWTH_BYTES = 96 << 20


@pytest.fixture(scope="session")
def patient_folder(tmp_path_factory, phantom_folder):
    folder = tmp_path_factory.mktemp("patient")
    return series_of_one_patient(folder, next(phantom_folder.iterdir()))


@pytest.fixture
def errors(monkeypatch, caplog):
    """What went wrong anywhere: in a slot, in a thread, in the log."""
    found = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: found.append(error))
    monkeypatch.setattr(threading, "excepthook", lambda args: found.append(args.exc_value))
    caplog.set_level(logging.ERROR)
    yield found
    found += [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


class Monkey:
    """Does one thing after the other; the same seed does the same things."""

    def __init__(self, kesit, seed: int, paths: list[Path]) -> None:
        self._kesit, self._random, self._paths = kesit, random.Random(seed), paths
        self._ways = [
            (self.wheel, 12), (self.key, 10), (self.drag, 8), (self.click, 6), (self.move, 6),
            (self.action, 6), (self.menu, 1), (self.drop_series, 2), (self.drop_files, 0.15),
            (self.resize, 0.3), (self.wait, 2),
        ]  # fmt: skip
        self.done = []

    def act(self) -> None:
        ways, weights = zip(*self._ways, strict=True)
        (way,) = self._random.choices(ways, weights)
        self.done.append(way.__name__)
        way()
        QApplication.processEvents()
        self.close_what_popped_up()

    def wheel(self) -> None:
        widget, place = self._somewhere()
        event = QWheelEvent(
            place, widget.mapToGlobal(place), QPoint(), QPoint(0, self._random.choice([-480, -120, 30, 120])),
            Qt.MouseButton.NoButton, self._modifier(), Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)

    def key(self) -> None:
        target = self._random.choice([self._kesit.active.pane, self._kesit.series_list, self._kesit.window])
        QTest.keyClick(target, self._random.choice(KEYS), self._modifier())

    def drag(self) -> None:
        widget, place = self._somewhere()
        button = self._random.choice([LEFT, LEFT, MIDDLE, RIGHT])
        modifier = self._modifier()
        self._mouse(widget, QEvent.Type.MouseButtonPress, place, button, modifier)
        for _ in range(self._random.randrange(5)):
            place += QPointF(self._random.uniform(-90, 90), self._random.uniform(-90, 90))
            self._mouse(widget, QEvent.Type.MouseMove, place, button, modifier)
            if self._random.random() < 0.1:
                QTest.keyClick(self._kesit.active.pane, self._random.choice(KEYS))
        if self._random.random() < 0.95:  # now and then a release is lost
            self._mouse(widget, QEvent.Type.MouseButtonRelease, place, button, modifier)

    def click(self) -> None:
        widget, place = self._somewhere()
        double = self._random.random() < 0.2
        (QTest.mouseDClick if double else QTest.mouseClick)(widget, LEFT, self._modifier(), place.toPoint())

    def move(self) -> None:
        widget, place = self._somewhere()
        self._mouse(widget, QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, self._modifier())

    def action(self) -> None:
        rows = [row.id for row in self._kesit.actions.rows if not row.held and row.id not in NEVER]
        name = self._random.choice(rows)
        self.done[-1] = name
        self._kesit.actions[name].trigger()

    def menu(self) -> None:
        menus = self._kesit.window.menuBar().findChildren(QMenu)
        self._random.choice(menus).aboutToShow.emit()

    def drop_series(self) -> None:
        series = self._kesit.session.series
        if series:
            drop_series(self._random.choice(self._kesit.grid.shown).pane, self._random.choice(series))

    def drop_files(self) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._random.choice(self._paths)))])
        for event in (
            QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, LEFT, NOTHING),
            QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, NOTHING),
        ):
            QApplication.sendEvent(self._kesit.window, event)

    def resize(self) -> None:
        self._kesit.window.resize(self._random.randrange(500, 1500), self._random.randrange(400, 1000))

    def wait(self) -> None:
        """Let answers arrive while nothing else happens."""
        for _ in range(self._random.randrange(20)):
            QApplication.processEvents()

    def close_what_popped_up(self) -> None:
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            popup = QApplication.activePopupWidget()
        for widget in QApplication.topLevelWidgets():
            if widget is not self._kesit.window and widget.isVisible() and isinstance(widget, QDialog):
                widget.close()

    def _somewhere(self) -> tuple[QWidget, QPointF]:
        """A place in a pane, more often than in any other widget that can be seen."""
        panes = [unit.pane for unit in self._kesit.grid.shown]
        others = [
            widget
            for widget in (
                self._kesit.stage.slider,
                self._kesit.series_list.viewport(),
                self._kesit.panels.histogram.view,
                self._kesit.panels.key_images.list.viewport(), self._kesit.study_panel.filter,
            )
            if widget.isVisible()
        ]  # fmt: skip
        widget = self._random.choice(others if others and self._random.random() < 0.25 else panes)
        x, y = self._random.uniform(0, widget.width()), self._random.uniform(0, widget.height())
        return widget, QPointF(x, y)

    def _mouse(self, widget: QWidget, kind: QEvent.Type, place: QPointF, button, modifier) -> None:
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
        own = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else button
        QApplication.sendEvent(
            widget, QMouseEvent(kind, place, widget.mapToGlobal(place), own, held, modifier)
        )

    def _modifier(self) -> Qt.KeyboardModifier:
        return self._random.choice([NOTHING] * 6 + [CONTROL, SHIFT])


def test_random_events_do_no_harm(qtbot, opened, patient_folder, errors, request):
    seconds = request.config.getoption("--monkey-seconds")
    seed = request.config.getoption("--monkey-seed")
    kesit = opened(patient_folder)
    kesit.frames.set_limit(32 << 20)  # decoded images are no growth
    kesit.start(kesit.fake_model)
    files = [patient_folder, real_file("CT_small.dcm"), real_file("examples_rgb_color.dcm"), Path(__file__)]
    monkey = Monkey(kesit, seed, files)
    before_threads, process = set(threading.enumerate()), psutil.Process()
    sizes = []
    end = time.monotonic() + seconds
    warm = time.monotonic() + seconds / 3  # until caches and fonts are there
    while time.monotonic() < end:
        monkey.act()
        if not kesit.session.studies and not kesit.opening.busy:
            kesit.open_paths([patient_folder])
        assert not errors, (seed, len(monkey.done), monkey.done[-5:], errors)
        if not sizes and time.monotonic() > warm:
            gc.collect()
            sizes.append(process.memory_info().rss)
    kesit.opening.cancel()
    QApplication.processEvents()
    gc.collect()
    sizes.append(process.memory_info().rss)
    kesit.window.close()
    left = {thread.name for thread in set(threading.enumerate()) - before_threads if thread.is_alive()}
    assert not errors, errors
    assert not {name for name in left if not name.startswith("Dummy")}, left
    assert sizes[-1] - sizes[0] < MOST_GROWTH_BYTES, [size >> 20 for size in sizes]
    growth_mib = (sizes[-1] - sizes[0]) / (1 << 20)
    print(f"{len(monkey.done)} events in {seconds} s, seed {seed}, memory {growth_mib:+.0f} MiB")
