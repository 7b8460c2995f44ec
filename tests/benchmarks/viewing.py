"""How fast the window is, beside pyqtgraph in the same run: scrolling, windowing, first image, start, memory.

    python -m tests.benchmarks.viewing [--files N] [--many N] [--events N] [--rounds N] [--json]
        [--napari PYTHON]

Draws offscreen, in a window of 1400 x 900. A time is that from the event to the end of the paint event it
leads to. CPU is that of the whole process: on a busy machine it says more than the clock. napari runs in the
environment of the interpreter that is named; it needs OpenGL, and so a screen or ``xvfb-run``.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.synthetic import SIDE, make_radiograph, make_series

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0
_NONE, _LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton


class Took(NamedTuple):
    """Milliseconds of many events."""

    median_ms: float
    p95_ms: float
    worst_ms: float
    cpu_ms: float  # mean


def main(arguments: list[str] | None = None) -> None:
    """Measure everything and print a table or one JSON object."""
    options = _parser().parse_args(arguments)
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as name:
        results = measure(application, Path(name), options)
    if options.json:
        print(json.dumps(results, indent=2))
    else:
        print("\n".join(_lines(results)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.viewing")
    parser.add_argument("--files", type=int, default=300, help="slices of the series (300)")
    parser.add_argument("--many", type=int, default=2000, help="slices of the longest series (2000)")
    parser.add_argument("--events", type=int, default=300, help="wheel steps and mouse moves (300)")
    parser.add_argument("--rounds", type=int, default=3, help="how often windows are started (3)")
    parser.add_argument("--napari", metavar="PYTHON", help="an interpreter that has napari: one more peer")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser


def measure(application: QApplication, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """All figures; the files are made in ``folder``."""
    series, many, radiograph = folder / "series", folder / "many", folder / "radiograph.dcm"
    make_series(series, options.files)
    make_series(many, options.many)
    make_radiograph(radiograph)
    results: dict[str, Any] = {}
    with window(application, folder / "a") as kesit:
        open_and_wait(application, kesit, series)
        results["wheel, first time through"] = scrolling(application, kesit, options.events)
        results["wheel, again"] = scrolling(application, kesit, options.events)
        open_and_wait(application, kesit, radiograph)
        results["window drag, 3,000 x 2,500"] = windowing(application, kesit, options.events)
    results |= peers(application, options)
    if options.napari:
        results["napari, slices in memory"] = napari(options.napari, options)
    for count, place in ((options.files, series), (options.many, many)):
        results[f"first image of {count}"] = first_image(
            application, folder / f"first {count}", place, options.rounds
        )
    results["start to window"] = start(folder / "start", options.rounds)
    if Path("/proc/self/status").exists():
        results["memory / pixels"] = memory(folder / "memory", series)
    return results


@contextmanager
def window(application: QApplication, folder: Path) -> Iterator[Any]:
    """The application with a window, nothing open, no model."""
    from viewer.app import Kesit
    from viewer.widgets.style import apply_style

    folder.mkdir(parents=True, exist_ok=True)
    apply_style(application)
    kesit = Kesit(
        QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat), measurements=folder / "measurements"
    )
    kesit.window.resize(1400, 900)
    kesit.window.show()
    application.processEvents()
    try:
        yield kesit
    finally:
        kesit.window.close()


def open_and_wait(application: QApplication, kesit: Any, path: Path) -> None:
    """Open a path and wait until its image is painted and nothing is decoded any more."""
    kesit.open_paths([path])
    _until(application, lambda: not kesit.opening.busy and kesit.active.presenter.is_settled)
    _until(application, lambda: kesit.thumbnails.complete)
    application.processEvents()


def scrolling(application: QApplication, kesit: Any, events: int) -> Took:
    """From a wheel step to the slice painted, up and down through the stack."""
    pane, state = kesit.active.pane, kesit.active.state
    state.set_index(0)
    _until(application, lambda: kesit.active.presenter.is_settled)
    last, step = len(state.series.frames) - 1, 1

    def turn() -> Callable[[], bool]:
        nonlocal step
        if not 0 <= state.index + step <= last:
            step = -step
        position = QPointF(pane.rect().center())
        QApplication.sendEvent(pane, QWheelEvent(
            position, pane.mapToGlobal(position), QPoint(), QPoint(0, -120 * step), _NONE,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        ))  # fmt: skip
        wanted = state.frame
        return lambda: pane.scene.request is not None and pane.scene.request.frame.info == wanted

    return _timed(application, pane, turn, events)


def windowing(application: QApplication, kesit: Any, events: int) -> Took:
    """From a mouse move of a window drag to the image painted."""
    pane, state = kesit.active.pane, kesit.active.state
    start = QPointF(pane.rect().center())
    moves = 0

    def send(kind: QEvent.Type, place: QPointF, button: Qt.MouseButton) -> None:
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(pane, QMouseEvent(kind, place, pane.mapToGlobal(place), button, _LEFT, none))

    def move() -> Callable[[], bool]:
        nonlocal moves
        moves += 1
        away = QPointF(6 + moves % 180, 6 + moves % 90)
        send(QEvent.Type.MouseMove, start + away, _NONE)
        wanted = state.window
        return lambda: pane.scene.request is not None and pane.scene.request.window == wanted

    send(QEvent.Type.MouseButtonPress, start, _LEFT)
    took = _timed(application, pane, move, events)
    send(QEvent.Type.MouseButtonRelease, start, _LEFT)
    return took


def first_image(application: QApplication, folder: Path, path: Path, rounds: int) -> Took:
    """From the drop of a folder to its first image painted."""
    times, cpu = [], []
    for number in range(rounds + 1):
        with window(application, folder / str(number)) as kesit:
            pane = kesit.active.pane
            began, used = time.perf_counter(), time.process_time()
            kesit.open_paths([path])
            _until(application, lambda pane=pane: pane.scene.request is not None)
            pane.repaint()
            times.append(time.perf_counter() - began)
            cpu.append(time.process_time() - used)
    return _took(times[1:], cpu[1:])  # the first one imports what reads DICOM


def start(folder: Path, rounds: int) -> Took:
    """From the start of the process to the window painted, in a process of its own."""
    folder.mkdir(parents=True)
    program = f"""
import os, sys, time
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pathlib import Path
from viewer.app import Kesit
from viewer.widgets.style import apply_style
application = QApplication([]); apply_style(application)
store = QSettings({str(folder / "s.ini")!r}, QSettings.Format.IniFormat)
kesit = Kesit(store, measurements=Path({str(folder / "m")!r}))
kesit.window.show(); application.processEvents(); kesit.window.grab()
print(time.process_time(), flush=True)
kesit.window.close()
"""
    times, cpu = [], []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as child:
            cpu.append(float(child.stdout.readline()))
            times.append(time.perf_counter() - began)
    return _took(times[1:], cpu[1:])


def memory(folder: Path, series: Path) -> float:
    """How much more memory the process takes with a series seen slice by slice, as a share of its pixels."""
    command = [sys.executable, "-m", "tests.benchmarks.viewing_memory", str(series), str(folder)]
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return float(result.stdout)


def peers(application: QApplication, options: argparse.Namespace) -> dict[str, Took]:
    """The same with pyqtgraph: its ImageItem and its ImageView on values that lie in memory already."""
    import pyqtgraph as pg

    values = np.random.default_rng(0).integers(-1000, 1000, (min(options.files, 300), SIDE, SIDE), np.int16)
    large = np.random.default_rng(0).integers(0, 4096, (3000, 2500), np.uint16)
    results = {}
    area = pg.GraphicsLayoutWidget()
    item = pg.ImageItem(axisOrder="row-major")
    area.addViewBox(lockAspect=True).addItem(item)
    viewer = pg.ImageView()
    viewer.setImage(values, axes={"t": 0, "y": 1, "x": 2}, autoLevels=True)
    for widget in (area, viewer):
        widget.resize(1000, 850)
        widget.show()
    application.processEvents()
    count = 0

    def show_slice() -> Callable[[], bool]:
        nonlocal count
        count += 1
        item.setImage(values[count % len(values)], levels=(-500, 500))
        return lambda: True

    def show_level() -> Callable[[], bool]:
        nonlocal count
        count += 1
        item.setLevels((count % 100, 3000 + count % 500))
        return lambda: True

    def step() -> Callable[[], bool]:
        nonlocal count
        count += 1
        viewer.setCurrentIndex(count % len(values))
        return lambda: True

    results["pyqtgraph ImageItem, slices in memory"] = _timed(
        application, area.viewport(), show_slice, options.events
    )
    results["pyqtgraph ImageView, slices in memory"] = _timed(
        application, viewer.ui.graphicsView.viewport(), step, options.events
    )
    item.setImage(large, levels=(0, 4096))
    results["pyqtgraph ImageItem, levels of 3,000 x 2,500"] = _timed(
        application, area.viewport(), show_level, max(options.events // 4, 1)
    )
    for widget in (area, viewer):
        widget.close()
    return results


def napari(python: str, options: argparse.Namespace) -> Took:
    """The same with the slider of napari, in a process of its own.

    Raises
    ------
    subprocess.CalledProcessError
        It has no napari, or napari could not draw; what it said went to stderr.
    """
    peer = str(Path(__file__).with_name("napari_peer.py"))
    command = [python, peer, str(min(options.files, 300)), str(options.events)]
    screen = shutil.which("xvfb-run")
    if screen is not None and "DISPLAY" not in os.environ:
        command = [screen, "-a", "-s", "-screen 0 1600x1000x24", *command]
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "PYTHON"))}
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=outside)
    took = json.loads(result.stdout.splitlines()[-1])
    return _took(took["walls"], took["cpus"])


class _Painted(QObject):
    """Counts the paint events of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def _timed(
    application: QApplication, widget: QWidget, act: Callable[[], Callable[[], bool]], events: int
) -> Took:
    """Act, then wait until what it has changed is there and painted."""
    painted = _Painted(widget)
    times, cpu = [], []
    for _ in range(events):
        application.processEvents()
        painted.count = 0
        began, used = time.perf_counter(), time.process_time()
        is_there = act()
        _until(application, lambda is_there=is_there: painted.count > 0 and is_there())
        times.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
    widget.removeEventFilter(painted)
    painted.deleteLater()
    return _took(times, cpu)


def _until(application: QApplication, done: Callable[[], bool]) -> None:
    end = time.perf_counter() + PATIENCE_S
    while not done():
        application.processEvents()
        if time.perf_counter() > end:
            raise TimeoutError("the window did not get ready")


def _took(times: list[float], cpu: list[float]) -> Took:
    milliseconds = np.array(times) * 1e3
    return Took(
        float(np.median(milliseconds)),
        float(np.percentile(milliseconds, 95)),
        float(milliseconds.max()),
        float(np.mean(cpu) * 1e3),
    )


def _lines(results: dict[str, Any]) -> Iterator[str]:
    yield f"{'median':>9} {'95 %':>9} {'worst':>9} {'CPU':>9}  ms"
    for name, took in results.items():
        if isinstance(took, float):
            yield f"{took:9.2f} {'':29}  {name}"
        else:
            yield " ".join(f"{value:9.1f}" for value in took) + f"  {name}"


if __name__ == "__main__":
    main()
