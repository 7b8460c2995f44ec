import pytest
from PySide6.QtCore import QSettings

from viewer.services.settings import NOTICE_ACCEPTED, OVERLAY_OPACITY, RECENT_COUNT, Settings


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "settings.ini")


def settings_at(path: str) -> Settings:
    return Settings(QSettings(path, QSettings.Format.IniFormat))


def test_values_come_back_with_their_type_after_a_restart(path):
    settings = settings_at(path)
    assert settings.get(NOTICE_ACCEPTED) is False and settings.get(OVERLAY_OPACITY) == 0.6
    settings.set(NOTICE_ACCEPTED, True)
    settings.set(OVERLAY_OPACITY, 0.25)
    settings.save()
    again = settings_at(path)
    assert again.get(NOTICE_ACCEPTED) is True and again.get(OVERLAY_OPACITY) == 0.25


def test_recent_lists_the_newest_first_without_repeating(path, tmp_path):
    settings = settings_at(path)
    folders = [tmp_path / f"study {number}" for number in range(RECENT_COUNT + 3)]
    for folder in folders:
        folder.mkdir()
        settings.add_recent(folder)
    settings.add_recent(folders[-2])
    assert settings.recent[:2] == (folders[-2], folders[-1])
    assert len(settings.recent) == RECENT_COUNT


def test_recent_leaves_out_what_is_gone_and_can_be_forgotten(path, tmp_path):
    settings = settings_at(path)
    settings.add_recent(tmp_path)
    settings.add_recent(tmp_path / "gone")
    assert settings.recent == (tmp_path,)
    settings.clear_recent()
    assert settings.recent == ()


def test_recent_survives_a_path_that_no_system_takes(path, tmp_path):
    settings = settings_at(path)
    settings.add_recent(tmp_path / ("long" * 100))
    settings.add_recent(tmp_path)
    assert settings.recent == (tmp_path,)
