"""Does every window open that is made when somebody first asks for it?

Most of their modules, icons and texts are used nowhere else, and a frozen program may lack any of them.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEventLoop, QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from ml.errors import KesitError
from viewer.app import Kesit
from viewer.services.translation import LANGUAGES
from viewer.widgets.guide import BESIDE, guide_page

OPENERS = (
    "tools.train", "tools.header", "tools.deidentify", "tools.memory", "tools.settings", "file.export",
    "model.card", "model.input", "word.list", "help.keys", "help.about",
)  # fmt: skip
_PATIENCE_S = 120
_FEWEST_COLOURS = 8  # of a window with words in it: letters have soft edges


def open_all() -> str:
    """Trigger the actions on the sample study; what opens is drawn and closed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat)
        kesit = Kesit(store, measurements=Path(folder, "measurements"))
        try:
            kesit.opening.open_sample()
            kesit.window.show()
            _wait(lambda: not kesit.opening.busy and kesit.active.presenter.is_settled)
            kesit.start(None)
            _wait(lambda: kesit.findings.card is not None and kesit.inference.is_settled)
            for name in OPENERS:
                _open(kesit, name)
        finally:
            kesit.window.close()
            kesit.window.deleteLater()
    return f"{len(OPENERS)} windows open"


def _open(kesit: Kesit, name: str) -> None:
    before = set(_shown())
    kesit.actions[name].trigger()
    _wait(lambda: set(_shown()) - before, what=f"{name} opens no window")
    for window in set(_shown()) - before:
        QCoreApplication.processEvents()
        if _count_colours(window) < _FEWEST_COLOURS:
            raise KesitError(f"{name} opens an empty window")
        window.close()
    QCoreApplication.processEvents()


def _shown() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def _count_colours(window: QWidget) -> int:
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return len(np.unique(np.frombuffer(picture.constBits(), np.uint32)))


def _wait(until: Callable[[], object], what: str = "the sample study does not come up") -> None:
    end = time.monotonic() + _PATIENCE_S
    while not until():
        if time.monotonic() > end:
            raise KesitError(what)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def find_guide() -> str:
    """A browser shows the guide: the pages and all that lies beside them have to be there."""
    pages = [guide_page(code) for code in LANGUAGES]
    beside = {page.parent / found[2] for page in pages for found in BESIDE.finditer(page.read_text("utf-8"))}
    missing = [path.name for path in beside if not path.is_file()]
    if missing:
        raise KesitError(f"the guide lacks {', '.join(missing)}")
    return f"{len(pages)} languages, {len(beside)} files beside the pages"
