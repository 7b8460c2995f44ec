"""The style sheet wherever the program is installed."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox

from viewer.widgets import style


@pytest.mark.parametrize("place", ["deneme klasörü/ÇŞĞ", "user@host (1)"])
def test_the_style_sheet_is_understood_in_a_folder_of_any_name(qtbot, qtlog, tmp_path, monkeypatch, place):
    folder = Path(shutil.copytree(style._FOLDER, tmp_path / place / "style"))
    monkeypatch.setattr(style, "_FOLDER", folder)
    box = QComboBox()
    qtbot.addWidget(box)
    box.setStyleSheet(style.style_sheet())
    box.show()
    box.grab()
    assert not [record for record in qtlog.records if "parse" in record.message or "open" in record.message]
    assert folder.as_posix() in style.style_sheet()
