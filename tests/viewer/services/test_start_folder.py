from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths

from viewer.services.settings import EXPORT_FOLDER, LAST_FOLDER, Settings
from viewer.services.start_folder import documents_folder, start_folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def documents(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(folder))
    return folder


def folder_in(settings: Settings, tmp_path: Path, setting) -> Path:
    folder = tmp_path / setting.key.replace("/", "-")
    folder.mkdir()
    settings.set(setting, str(folder))
    return folder


def test_a_dialog_begins_where_the_user_last_was_for_this_purpose(settings, tmp_path):
    folder_in(settings, tmp_path, LAST_FOLDER)
    exports = folder_in(settings, tmp_path, EXPORT_FOLDER)
    assert start_folder(settings, EXPORT_FOLDER) == str(exports)


def test_without_that_where_something_was_opened_last(settings, tmp_path):
    opened = folder_in(settings, tmp_path, LAST_FOLDER)
    assert start_folder(settings, EXPORT_FOLDER) == start_folder(settings) == str(opened)


def test_at_first_in_the_documents(settings, documents):
    assert start_folder(settings) == start_folder(settings, EXPORT_FOLDER) == str(documents)


def test_a_folder_that_is_gone_is_passed_over(settings, tmp_path, documents):
    opened = folder_in(settings, tmp_path, LAST_FOLDER)
    settings.set(EXPORT_FOLDER, str(tmp_path / "gone"))
    assert start_folder(settings, EXPORT_FOLDER) == str(opened)
    opened.rmdir()
    assert start_folder(settings, EXPORT_FOLDER) == str(documents)


def test_without_documents_in_the_users_own_folder(tmp_path, monkeypatch):
    for missing in ("", str(tmp_path / "none")):
        monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _, missing=missing: missing)
        assert documents_folder() == str(Path.home())
