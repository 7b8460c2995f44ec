"""The preferences among the settings; the usual choice where what is written there makes no sense."""

import json
from typing import Any

from ml.imaging.values import VoiFunction, Window
from viewer.core.image_colours import ColourMap, KeptColours
from viewer.core.mouse_bindings import MouseBindings
from viewer.core.preferences import Keys, Preferences, Theme
from viewer.core.windowing import PRESETS, Preset
from viewer.services.settings import Setting, Settings

_USUAL = Preferences()
_LANGUAGE = Setting("preferences/language", _USUAL.language)
_THEME = Setting("preferences/theme", _USUAL.theme.value)
_MOUSE = Setting("preferences/mouse", str(_USUAL.mouse))
_PRESETS = Setting("preferences/window_presets", "")  # "" for those of the program, whatever version it is
_KEYS = Setting("preferences/keys", "")
_COLOURS = Setting("preferences/colours", "")
_RESTORES_WINDOW = Setting("preferences/restores_window", _USUAL.restores_window)


def load_preferences(settings: Settings) -> Preferences:
    """What was chosen; what another version has written and this one does not know is as if not chosen."""
    theme = settings.get(_THEME)
    return Preferences(
        language=settings.get(_LANGUAGE),
        theme=Theme(theme) if theme in list(Theme) else _USUAL.theme,
        mouse=MouseBindings.parse(settings.get(_MOUSE)),
        presets=_presets_from(settings.get(_PRESETS)),
        keys=_keys_from(settings.get(_KEYS)),
        restores_window=settings.get(_RESTORES_WINDOW),
        colours=_colours_from(settings.get(_COLOURS)),
    )


def save_preferences(settings: Settings, preferences: Preferences) -> None:
    """Write them to disk now: a crash later takes nothing of it away."""
    settings.set(_LANGUAGE, preferences.language)
    settings.set(_THEME, preferences.theme.value)
    settings.set(_MOUSE, str(preferences.mouse))
    settings.set(_PRESETS, "" if preferences.presets == PRESETS else _text_of(preferences.presets))
    settings.set(_KEYS, json.dumps({name: list(keys) for name, keys in preferences.keys.items()}))
    settings.set(_COLOURS, json.dumps(preferences.colours))
    settings.set(_RESTORES_WINDOW, preferences.restores_window)
    settings.save()


def _text_of(presets: tuple[Preset, ...]) -> str:
    rows = [
        {
            "id": preset.id,
            "name": preset.name,
            "modality": preset.modality,
            "center": preset.window.center,
            "width": preset.window.width,
            "function": preset.window.function.value,
            "key": preset.key,
        }
        for preset in presets
    ]
    return json.dumps(rows)


def _presets_from(text: str) -> tuple[Preset, ...]:
    try:
        return tuple(_preset_from(row) for row in json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError):
        return PRESETS


def _preset_from(row: dict[str, Any]) -> Preset:
    window = Window(float(row["center"]), float(row["width"]), str(row["name"]), VoiFunction(row["function"]))
    if not window.width > 0:
        raise ValueError("a window has a width")
    return Preset(str(row["id"]), window.name, str(row["modality"]), window, str(row["key"]))


def _keys_from(text: str) -> Keys:
    try:
        return {str(name): tuple(map(str, keys)) for name, keys in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _colours_from(text: str) -> KeptColours:
    try:
        return {str(kind): ColourMap(name) for kind, name in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError):
        return {}
