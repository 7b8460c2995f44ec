"""The wizard in its place: Tools > Train a classifier."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from viewer.widgets.training_wizard import TrainingWizard


def test_the_menu_opens_one_wizard_and_a_new_one_after_it_was_closed(qtbot, kesit, models) -> None:
    kesit.actions["tools.train"].trigger()
    kesit.actions["tools.train"].trigger()
    (wizard,) = kesit.window.findChildren(TrainingWizard)
    assert wizard.isVisible()
    with qtbot.waitSignal(wizard.destroyed):
        qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    kesit.actions["tools.train"].trigger()
    (again,) = kesit.window.findChildren(TrainingWizard)
    assert again.isVisible()


def test_a_model_to_use_now_becomes_the_current_one(qtbot, kesit, models) -> None:
    kesit.actions["tools.train"].trigger()
    (wizard,) = kesit.window.findChildren(TrainingWizard)
    with qtbot.waitSignal(kesit.models.current_changed):
        wizard.model_ready.emit(kesit.fake_model)
    assert kesit.models.current.folder.resolve() == Path(kesit.fake_model).resolve()
    assert kesit.models.current in kesit.models.entries


def test_opening_the_wizard_imports_no_torch() -> None:
    program = (
        "import sys; import viewer.widgets.training_wizard; import viewer.services.training;"
        "sys.exit(any(name.partition('.')[0] in ('torch', 'torchvision', 'timm') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
