"""What the pictures of the documents show, and how the program is brought there."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import cv2
import numpy as np
import pydicom
from pydicom.data import get_testdata_file
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from docs.screenshot_files import README_PICTURE, SCREENSHOTS, save_for_documents, save_for_guide
from ml.imaging.phantom import SERIES_DESCRIPTION, write_phantom
from ml.library import DEFAULT_MODEL
from tests.ml.pictures import noise
from viewer.app import Kesit
from viewer.core.measurement import Kind, Measurement
from viewer.core.measuring import measured
from viewer.core.plane_stack import PlaneKind
from viewer.core.preferences import Preferences, Theme
from viewer.services.preferences import save_preferences
from viewer.services.settings import NOTICE_ACCEPTED, Settings
from viewer.widgets.style import apply_style

WINDOW_SIZE_PX = (1400, 875)
SMALL_WINDOW_SIZE_PX = (1120, 700)  # what a small screen at 200 % has room for
SLICE_WITH_LESION = 15
PLANES_WITH_LESION = {PlaneKind.CORONAL: 170, PlaneKind.SAGITTAL: 85}
PATIENCE_MS = 240_000
LOOK_EVERY_MS = 40
IMAGES_PER_CLASS = 80
SPOT_IMAGE_PX = 64

SMALL_NETWORK = "small-cnn"  # has learnt in a minute what there is to learn

Pictures = dict[str, QPixmap]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a scene is played."""

    folder: Path  # of everything that is made for the pictures
    preferences: Preferences

    @contextmanager
    def program(self, size: tuple[int, int] = WINDOW_SIZE_PX) -> Iterator[Kesit]:
        """The program as it starts for the first time, its notice read."""
        own = self.folder / "run"
        number = len(list(own.glob("*"))) if own.is_dir() else 0
        beside = own / str(number)
        beside.mkdir(parents=True)
        store = QSettings(str(beside / "settings.ini"), QSettings.Format.IniFormat)
        settings = Settings(store)
        settings.set(NOTICE_ACCEPTED, True)
        save_preferences(settings, self.preferences)
        kesit = Kesit(store, measurements=beside / "measurements")
        kesit.window.resize(*size)
        kesit.window.show()
        yield kesit
        kesit.window.close()


def overview(stage: Stage, size: tuple[int, int] = WINDOW_SIZE_PX) -> QPixmap:
    """One pane with the heat map."""
    with stage.program(size) as kesit:
        _open_sample(kesit)
        kesit.start(DEFAULT_MODEL)
        kesit.active.state.set_overlay_on(True)
        _wait_for_answers(kesit)
        return _picture(kesit)


def planes(stage: Stage) -> QPixmap:
    """Axial, coronal, sagittal and the series itself, through the lesion."""
    with stage.program() as kesit:
        _open(kesit, _head(stage.folder))
        kesit.actions["mpr.show"].trigger()
        _wait(lambda: not kesit.reformatting.is_reading)
        for kind, index in PLANES_WITH_LESION.items():
            kesit.mpr.panes[kind].set_index(index)
        return _picture(kesit)


def comparison(stage: Stage) -> QPixmap:
    """The head beside an earlier examination of it."""
    with stage.program() as kesit:
        _open(kesit, _head_with_prior(stage.folder / "two examinations"))
        kesit.actions["go.prior"].trigger()
        for pane in kesit.panes.shown:
            pane.set_index(SLICE_WITH_LESION)
        kesit.actions["link.by_hand"].trigger()
        return _picture(kesit)


def measurements(stage: Stage) -> QPixmap:
    """A length, an ellipse, an angle, an arrow; two key images."""
    drawn = (
        Measurement(Kind.LENGTH, ((34.0, 140.0), (222.0, 140.0))),
        Measurement(Kind.ELLIPSE, ((147.0, 144.0), (193.0, 194.0))),
        Measurement(Kind.ANGLE, ((96.0, 76.0), (128.0, 124.0), (160.0, 76.0))),
        Measurement(Kind.ARROW, ((206.0, 214.0), (182.0, 186.0)), text="?"),
    )
    with stage.program() as kesit:
        _open(kesit, _head(stage.folder))
        _settle(kesit)
        info = kesit.panes.active.frame
        frame = kesit.frames.read_once(info)
        for one in drawn:
            kesit.measurements.add(info, measured(frame, one))
        kesit.measurements.select_nothing()
        for index in (SLICE_WITH_LESION, SLICE_WITH_LESION - 3):
            kesit.key_images.set_marked(kesit.panes.active.series.frames[index], True)
        return _picture(kesit)


def header(stage: Stage) -> QPixmap:
    """The window with the header of the file on screen."""
    with stage.program() as kesit:
        _open(kesit, Path(get_testdata_file("CT_small.dcm", download=False)))
        window = kesit.header.open_window()
        window.search.setText("time")
        _wait(lambda: bool(window._lines) and not window._delay.isActive())
        _let_qt_work()
        return window.grab()


def wizard(stage: Stage) -> Pictures:
    """Each step of a training on computed pictures, up to its report."""
    data = _write_spots(stage.folder / stage.preferences.language / "spots")
    pictures: Pictures = {}
    with stage.program() as kesit:
        shown = kesit.tools.open_wizard()
        shown.data_page.survey(data)
        _wait(lambda: shown.data_page.summary is not None and not shown.data_page.is_surveying)
        pictures["wizard-data"] = _grab(shown)
        shown.go_next()
        _wait(lambda: shown.split_page.obstacle is None and shown.split_page.plan is not None)
        pictures["wizard-split"] = _grab(shown)
        shown.go_next()
        pictures["wizard-recipe"] = _grab(shown)
        _choose_small_network(shown.recipe_page)
        shown.go_next()
        _wait(lambda: len(kesit.training.get().record.epochs) >= 8 or shown.step == len(shown.pages) - 1)
        pictures["wizard-run"] = _grab(shown)
        _wait(lambda: shown.step == len(shown.pages) - 1)
        pictures["wizard-report"] = _grab(shown)
        shown.reject()
    return pictures


SCENES: dict[str, Callable[[Stage], QPixmap]] = {
    "overview": overview,
    "planes": planes,
    "comparison": comparison,
    "measurements": measurements,
    "header": header,
}
WIZARD, LIGHT, TURKISH, SCALED = "wizard", "light", "turkish", "scale-200"
IN_GUIDE = ("overview", "planes", "comparison", "measurements", "wizard-data", "wizard-run", "wizard-report")


def draw(names: tuple[str, ...], folder: Path) -> int:
    """Make the pictures with these names, all but the scaled one where none is named; 1 if that is none."""
    application = QApplication(sys.argv[:1])
    apply_style(application)
    made: list[str] = []
    for language in ("en", "tr"):
        stage = Stage(folder, Preferences(language=language))
        for name, scene in SCENES.items():
            if _is_wanted(name, names):
                made += _keep(name, scene(stage), language)
        if _is_wanted(WIZARD, names):
            for name, picture in wizard(stage).items():
                made += _keep(name, picture, language)
    if _is_wanted(LIGHT, names):
        made += _keep(LIGHT, overview(Stage(folder, Preferences("en", Theme.LIGHT))), "en")
    if SCALED in names:
        made += _keep(SCALED, overview(Stage(folder, Preferences("en")), SMALL_WINDOW_SIZE_PX), "en")
    print("\n".join(made))
    return 0 if made else 1


def _is_wanted(name: str, names: tuple[str, ...]) -> bool:
    return not names or name in names


def _keep(name: str, picture: QPixmap, language: str) -> list[str]:
    """Write a picture wherever it is shown."""
    if language == "en":
        target = README_PICTURE if name == "overview" else SCREENSHOTS / f"{name}.png"
        save_for_documents(picture, target)
    elif name == "overview":
        save_for_documents(picture, SCREENSHOTS / f"{TURKISH}.png")
    if name in IN_GUIDE:
        save_for_guide(picture, name, language)
    return [f"{name} ({language})"]


def _open_sample(kesit: Kesit) -> None:
    kesit.opening.open_sample()
    _wait(lambda: not kesit.opening.busy)
    _show_phantom(kesit)


def _open(kesit: Kesit, path: Path) -> None:
    kesit.open_paths([path])
    _wait(lambda: not kesit.opening.busy)
    _show_phantom(kesit)


def _show_phantom(kesit: Kesit) -> None:
    """The slice with the lesion on screen, of the last examination, where the phantom is open."""
    phantoms = [
        (study.date or "", series)
        for study in kesit.session.studies
        for series in study.series
        if series.description == SERIES_DESCRIPTION
    ]
    if phantoms:
        kesit.panes.put(max(phantoms, key=itemgetter(0))[1])
        kesit.panes.set_index(SLICE_WITH_LESION)


def _head(folder: Path) -> Path:
    write_phantom(folder / "head")
    return folder / "head"


def _write_spots(folder: Path) -> Path:
    """Noise with a spot and without; some spots are too faint to be found."""
    rng = np.random.default_rng(4)
    y, x = np.mgrid[:SPOT_IMAGE_PX, :SPOT_IMAGE_PX]
    for name in ("no-spot", "spot"):
        (folder / name).mkdir(parents=True)
        for number in range(IMAGES_PER_CLASS):
            picture = noise(rng, SPOT_IMAGE_PX, SPOT_IMAGE_PX).astype(np.float32)
            if name == "spot":
                at_x, at_y = rng.integers(12, SPOT_IMAGE_PX - 12, 2)
                picture += rng.uniform(8, 120) * np.exp(-((x - at_x) ** 2 + (y - at_y) ** 2) / 50)
            cv2.imwrite(str(folder / name / f"{number:03d}.png"), np.clip(picture, 0, 255).astype(np.uint8))
    return folder


def _head_with_prior(folder: Path) -> Path:
    """Two examinations of the phantom, with other noise, a year apart."""
    for seed, date in ((0, "20260101"), (1, "20250108")):
        for path in write_phantom(folder / date, seed=seed):
            dataset = pydicom.dcmread(path)
            dataset.StudyDate = date
            dataset.save_as(path)
    return folder


def _choose_small_network(page) -> None:
    page._choices[""].setChecked(True)
    page.others_box.setCurrentIndex(page.others_box.findData(SMALL_NETWORK))


def _wait_for_answers(kesit: Kesit) -> None:
    _wait(lambda: kesit.findings.card is not None and kesit.inference.is_settled)


def _settle(kesit: Kesit) -> None:
    _let_qt_work()
    _wait(lambda: all(unit.presenter.is_settled for unit in kesit.grid.shown))
    _wait(lambda: kesit.thumbnails.complete)
    _let_qt_work()


def _picture(kesit: Kesit) -> QPixmap:
    if kesit.findings.card is None:
        kesit.start(DEFAULT_MODEL)
        _wait_for_answers(kesit)
    _settle(kesit)
    return kesit.window.grab()


def _grab(dialog) -> QPixmap:
    _let_qt_work()
    return dialog.grab()


def _let_qt_work() -> None:
    for _ in range(3):
        QApplication.processEvents()


def _wait(done: Callable[[], bool]) -> None:
    """Let Qt work until something is so."""
    loop, clock = QEventLoop(), QTimer(interval=LOOK_EVERY_MS)
    clock.timeout.connect(lambda: loop.quit() if done() else None)
    clock.start()
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    if not done():
        loop.exec()
    clock.stop()
    if not done():
        raise TimeoutError("the window did not get ready")
