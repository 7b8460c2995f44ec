"""What is in sight of the panel at the right without scrolling."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QSlider, QToolButton

from tests.window_fixtures import wait_for_answers
from viewer.app import Kesit
from viewer.core.preferences import Preferences
from viewer.services.preferences import save_preferences
from viewer.services.settings import NOTICE_ACCEPTED, Settings
from viewer.widgets.model_panel import ModelPanel

SMALL_WINDOW_PX = (1280, 720)


@pytest.fixture(params=["en", "tr"])
def answered(qtbot, request, tmp_path, phantom_folder):
    """The program in a small window, with the answer of a bundled model that is withheld, and its reason."""
    font = QApplication.font()
    QApplication.setFont(QFont("DejaVu Sans", 9))  # another one where it is missing
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    Settings(store).set(NOTICE_ACCEPTED, True)
    save_preferences(Settings(store), Preferences(request.param))
    kesit = Kesit(store, measurements=tmp_path / "measurements")
    kesit.window.resize(*SMALL_WINDOW_PX)
    kesit.window.show()
    with qtbot.waitSignal(kesit.opening.ended, timeout=20_000):
        kesit.open_paths([phantom_folder])
    kesit.start("brain-mri")
    wait_for_answers(qtbot, kesit)
    kesit.actions["model.overlay"].trigger()
    wait_for_answers(qtbot, kesit)
    yield kesit
    kesit.window.close()
    kesit.window.deleteLater()
    QApplication.setFont(font)


def test_the_heat_map_is_switched_and_faded_without_scrolling(answered):
    QApplication.processEvents()
    seen = answered.window.findChild(ModelPanel).viewport()
    assert answered.findings_panel.bars and answered.findings_panel.verdict_text
    for control in (QToolButton, QSlider):
        widget = answered.overlay_controls.findChild(control)
        assert seen.rect().contains(QRect(widget.mapTo(seen, QPoint(0, 0)), widget.size())), control
