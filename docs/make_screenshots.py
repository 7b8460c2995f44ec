"""Make the picture in the README anew: the real window, drawn offscreen, on the sample that is computed.

    python docs/make_screenshots.py [MODEL_NAME_OR_FOLDER]

No user settings are read or written. Run it after a change of how the window looks, and look at the result.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication

from ml.imaging.phantom import SERIES_DESCRIPTION
from ml.imaging.values import Series
from ml.library import DEFAULT_MODEL
from viewer.app import Kesit
from viewer.services.settings import NOTICE_ACCEPTED, Settings
from viewer.widgets.style import apply_style

PICTURE = Path(__file__).with_name("screenshot.png")
WINDOW_SIZE_PX = (1440, 900)
SLICE_WITH_LESION = 15
PATIENCE_MS = 120_000


def main() -> int:
    """Draw and save; 1 if the picture could not be written."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    model = sys.argv[1] if len(sys.argv) > 1 else DEFAULT_MODEL
    application = QApplication([])
    apply_style(application)
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat)
        Settings(store).set(NOTICE_ACCEPTED, True)
        kesit = Kesit(store)
        saved = _draw(kesit, model)
        kesit.window.close()
    print(PICTURE if saved else f"could not write {PICTURE}")
    return 0 if saved else 1


def _draw(kesit: Kesit, model: str) -> bool:
    kesit.window.resize(*WINDOW_SIZE_PX)
    kesit.window.show()
    kesit.opening.open_sample()
    _wait(kesit.opening.ended, lambda: not kesit.opening.busy)
    kesit.panes.put(_phantom(kesit))
    kesit.panes.set_index(SLICE_WITH_LESION)
    kesit.start(model)
    kesit.active.state.set_overlay_on(True)
    _wait(kesit.inference.settled, lambda: kesit.findings.card is not None and kesit.inference.is_settled)
    _wait(kesit.thumbnails.thumbnail_ready, lambda: kesit.thumbnails.complete)
    QApplication.processEvents()
    return kesit.window.grab().save(str(PICTURE))


def _phantom(kesit: Kesit) -> Series:
    return next(
        series
        for study in kesit.session.studies
        for series in study.series
        if series.description == SERIES_DESCRIPTION
    )


def _wait(signal: SignalInstance, done: Callable[[], bool]) -> None:
    """Let Qt work until something is so; looked at whenever the signal comes."""
    loop = QEventLoop()
    signal.connect(lambda *_: done() and loop.quit())
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    if not done():
        loop.exec()
    if not done():
        raise TimeoutError("the window did not get ready")


if __name__ == "__main__":
    sys.exit(main())
