from viewer.services.memory import default_limit_bytes
from viewer.services.settings import MEMORY_LIMIT_MIB


def test_the_limit_can_be_set_and_given_back_to_the_machine(kesit):
    assert kesit.frames.limit_bytes == default_limit_bytes()
    dialog = kesit.reading.memory.ask()
    assert dialog.automatic.isChecked() and not dialog.limit.isEnabled()
    dialog.automatic.setChecked(False)
    dialog.limit.setValue(512)
    dialog.accept()
    assert kesit.frames.limit_bytes == 512 << 20 and kesit.settings.get(MEMORY_LIMIT_MIB) == 512
    dialog = kesit.reading.memory.ask()
    assert not dialog.automatic.isChecked() and dialog.limit.value() == 512
    dialog.automatic.setChecked(True)
    dialog.accept()
    assert kesit.frames.limit_bytes == default_limit_bytes()
    dialog = kesit.reading.memory.ask()
    dialog.automatic.setChecked(False)
    dialog.reject()
    assert kesit.settings.get(MEMORY_LIMIT_MIB) == 0
