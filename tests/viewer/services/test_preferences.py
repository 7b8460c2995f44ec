"""Preferences survive a restart, and nonsense in the settings does no harm."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings

from ml.imaging.values import Window
from viewer.core.image_colours import ColourMap
from viewer.core.mouse_bindings import Gesture, MouseBindings
from viewer.core.preferences import Preferences, Theme
from viewer.core.windowing import PRESETS, Preset
from viewer.services.preferences import load_preferences, save_preferences
from viewer.services.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def reopened(tmp_path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def test_before_any_choice_they_are_the_usual_ones(settings):
    assert load_preferences(settings) == Preferences()


def test_what_is_chosen_is_there_after_a_restart(settings, tmp_path):
    own = Preset("user_1", "Stroke", "CT", Window(32, 8, "Stroke"), "Shift+8")
    chosen = Preferences(
        language="tr",
        theme=Theme.LIGHT,
        mouse=MouseBindings(Gesture.SCROLL, Gesture.WINDOW, Gesture.PAN, Gesture.ZOOM),
        presets=(own, *PRESETS[1:]),
        keys={"view.fit": ("Ctrl+F", "Shift+F"), "go.cine": ()},
        restores_window=False,
        colours={"NM": ColourMap.INVERTED, "parametric": ColourMap.VIRIDIS},
    )
    save_preferences(settings, chosen)
    assert load_preferences(reopened(tmp_path)) == chosen


@pytest.mark.parametrize(
    ("key", "nonsense"),
    [
        ("preferences/theme", "pink"),
        ("preferences/mouse", "window pan"),
        ("preferences/mouse", "window pan zoom pan"),
        ("preferences/keys", "[1, 2"),
        ("preferences/window_presets", '[{"id": "x"}]'),
        (
            "preferences/window_presets",
            '[{"id": "x", "name": "x", "modality": "CT", "center": 0, "width": 0, "function": "LINEAR", '
            '"key": ""}]',
        ),
    ],
)
def test_nonsense_in_the_settings_counts_as_not_chosen(settings, key, nonsense):
    settings._store.setValue(key, nonsense)
    assert load_preferences(settings) == Preferences()


def test_presets_that_were_not_changed_are_those_of_the_version_that_runs(settings):
    save_preferences(settings, replace(Preferences(), language="tr"))
    assert settings._store.value("preferences/window_presets") == ""
