"""The main states of the window, and how the program is brought there."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
from PySide6.QtCore import QSettings
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ml.imaging.phantom import write_phantom
from ml.results import HeatMap, Method
from tests.fake_classifier import FakeClassifier, write_fake_model
from tests.snapshots.pictures import Picture, reduced
from viewer.app import Kesit
from viewer.core.measurement import Kind, Measurement
from viewer.core.measuring import measured
from viewer.core.pane_layout import PaneLayout
from viewer.core.plane_stack import PlaneKind
from viewer.core.preferences import Preferences, Theme
from viewer.services.preferences import save_preferences
from viewer.services.settings import NOTICE_ACCEPTED, Settings
from viewer.widgets.pane_unit import PaneUnit
from viewer.widgets.style import apply_style

WINDOW_SIZE_PX = (1100, 700)
PANE_SIZE_PX = (240, 200)
SLICE_WITH_LESION = 15
FONT, POINTS = "DejaVu Sans", 9  # another one where it is missing
PATIENCE_S = 120.0

State = Callable[["Program"], QWidget]  # brings the program there; what to look at


class SpotClassifier(FakeClassifier):
    """Its heat map is a spot over the lesion, or beside it."""

    def __init__(self, aside_px: int = 0) -> None:
        super().__init__()
        self._aside_px = aside_px

    def explain(self, frame, class_name: str, method: Method = Method.GRAD_CAM) -> HeatMap:
        rows, columns = np.indices(frame.pixels.shape[:2])
        away = np.hypot(rows - 168, columns - 170 - self._aside_px)
        return HeatMap(np.exp(-((away / 30) ** 2)).astype(np.float32), class_name, 2.5, method)


class Program:
    """The program in a window of fixed size, and the files that it is shown with."""

    def __init__(self, kesit: Kesit, data: Path) -> None:
        self.kesit, self._data = kesit, data

    def open(self, *names: str) -> None:
        self.kesit.open_paths([self._data / name for name in names])
        wait(lambda: not self.kesit.opening.busy)
        self.kesit.panes.set_index(SLICE_WITH_LESION)
        self.settle()

    def settle(self) -> None:
        QApplication.processEvents()
        wait(lambda: all(unit.presenter.is_settled for unit in self.kesit.grid.shown))
        wait(lambda: self.kesit.thumbnails.complete)
        QApplication.processEvents()


def single(program: Program) -> QWidget:
    program.open("head")
    return program.kesit.window


def two_by_two(program: Program) -> QWidget:
    program.open("head", "prior")
    panes = program.kesit.panes
    panes.set_layout(PaneLayout(2, 2))
    for number, pane in enumerate(panes.shown):
        pane.set_series(program.kesit.session.series[number % 2], SLICE_WITH_LESION - 4 * number)
    panes.shown[2].set_inverted(True)
    return program.kesit.window


def planes(program: Program) -> QWidget:
    program.open("head")
    kesit = program.kesit
    kesit.actions["mpr.show"].trigger()
    wait(lambda: not kesit.reformatting.is_reading)
    for kind, index in ((PlaneKind.CORONAL, 170), (PlaneKind.SAGITTAL, 85)):
        kesit.mpr.panes[kind].set_index(index)
    return kesit.window


def comparison(program: Program) -> QWidget:
    program.open("head", "prior")
    program.kesit.actions["go.prior"].trigger()
    for pane in program.kesit.panes.shown:
        pane.set_index(SLICE_WITH_LESION)
    return program.kesit.window


def measurements(program: Program) -> QWidget:
    program.open("head")
    kesit, info = program.kesit, program.kesit.panes.active.frame
    for one in (
        Measurement(Kind.LENGTH, ((34.0, 140.0), (222.0, 140.0))),
        Measurement(Kind.ELLIPSE, ((147.0, 144.0), (193.0, 194.0))),
        Measurement(Kind.ANGLE, ((96.0, 76.0), (128.0, 124.0), (160.0, 76.0))),
    ):
        kesit.measurements.add(info, measured(kesit.frames.read_once(info), one))
    kesit.measurements.select_nothing()
    return kesit.window


def heat_map(program: Program) -> QWidget:
    program.open("head")
    kesit = program.kesit
    kesit.start(kesit.fake_model)
    kesit.active.state.set_overlay_on(True)
    wait(lambda: kesit.findings.card is not None and kesit.inference.is_settled)
    return kesit.window


def wizard(program: Program) -> QWidget:
    dialog = program.kesit.tools.open_wizard()
    dialog.resize(900, 640)
    return dialog


def without_findings(program: Program) -> QWidget:
    window = heat_map(program)
    program.kesit.findings_panel.hide()
    return window


def upside_down_planes(program: Program) -> QWidget:
    window = planes(program)
    for kind in (PlaneKind.CORONAL, PlaneKind.SAGITTAL):
        pane = program.kesit.mpr.panes[kind]
        pane.set_view(pane.view.flipped(vertically=True))
    return window


STATES: dict[str, State] = {
    "single": single,
    "two-by-two": two_by_two,
    "planes": planes,
    "comparison": comparison,
    "measurements": measurements,
    "heat-map": heat_map,
    "light": heat_map,
    "wizard": wizard,
}
SPOILT: dict[str, State] = {
    "heat-map": heat_map,  # five pixels aside
    "planes": upside_down_planes,
    "light": without_findings,
}


def draw(folder: Path, names: list[str], spoilt: bool, font: str) -> Iterator[Picture]:
    """Each state as it is to be kept, or those with these names; of a state with panes two pictures."""
    application = QApplication.instance() or QApplication([])
    application.setFont(QFont(font or FONT, POINTS))
    apply_style(application)
    data = _write_data(folder / "data")
    for name, state in (SPOILT if spoilt else STATES).items():
        if names and name not in names:
            continue
        theme = Theme.LIGHT if name == "light" else Theme.DARK
        classifier = SpotClassifier(aside_px=5 if spoilt else 0)
        with _running(folder / name, data, theme, classifier) as program:
            widget = state(program)
            program.settle()
            yield reduced(f"{name}-window", pixels_of(widget.grab()))
            units = program.kesit.grid.shown
            if widget is program.kesit.window:
                yield reduced(f"{name}-panes", _panes(program, units))
            else:
                widget.reject()


def font_in_use() -> str:
    """The family that is written in; "" where the machine has no font."""
    return QFontInfo(QApplication.font()).family() if QFontDatabase.families() else ""


@contextmanager
def _running(folder: Path, data: Path, theme: Theme, classifier: FakeClassifier) -> Iterator[Program]:
    folder.mkdir()
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    Settings(store).set(NOTICE_ACCEPTED, True)
    save_preferences(Settings(store), Preferences("en", theme))
    kesit = Kesit(store, load=classifier.load, measurements=folder / "measurements")
    kesit.fake_model = str(write_fake_model(folder / "fake-model"))
    kesit.window.resize(*WINDOW_SIZE_PX)
    kesit.window.show()
    yield Program(kesit, data)
    kesit.window.close()


def _write_data(folder: Path) -> Path:
    """The head that is computed, and an earlier examination of it with other noise."""
    for name, seed, date in (("head", 0, "20260101"), ("prior", 1, "20250108")):
        for path in write_phantom(folder / name, seed=seed):
            dataset = pydicom.dcmread(path)
            dataset.StudyDate = date
            dataset.save_as(path)
    return folder


def _panes(program: Program, units: tuple[PaneUnit, ...]) -> np.ndarray:
    """All panes in a fixed size, two in a row, without text."""
    for unit in units:
        unit.pane.setFixedSize(*PANE_SIZE_PX)
    program.settle()
    tiles = [_without_text(unit) for unit in units]
    if len(tiles) > 1:
        return np.vstack([np.hstack(tiles[row : row + 2]) for row in range(0, len(tiles), 2)])
    return tiles[0]


def _without_text(unit: PaneUnit) -> np.ndarray:
    scene = unit.pane.scene
    drawings = tuple(replace(drawing, label=()) for drawing in scene.drawings)
    unit.pane.show_scene(replace(scene, text_shown=False, drawings=drawings))
    return pixels_of(unit.pane.grab())


def pixels_of(picture: QPixmap) -> np.ndarray:
    """uint8 (height, width, 3), RGB."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(bytes(image.constBits()), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not done():
        QApplication.processEvents()
        time.sleep(0.005)
        if time.monotonic() > end:
            raise TimeoutError("the window did not get ready")
