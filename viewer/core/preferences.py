"""What the user has chosen in the settings dialog."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from viewer.core.image_colours import KeptColours
from viewer.core.mouse_bindings import MouseBindings
from viewer.core.windowing import PRESETS, Preset

SYSTEM_LANGUAGE = ""  # whatever the system speaks

Keys = Mapping[str, tuple[str, ...]]  # action id -> key sequences


class Theme(StrEnum):
    """The colours of the program; the value stands in the settings."""

    DARK = "dark"
    LIGHT = "light"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Preferences:
    """All choices, and what is right before any was made.

    Attributes
    ----------
    language
        "en", "tr" or SYSTEM_LANGUAGE.
    keys
        Of the actions whose keys differ from those of the action table.
    restores_window
        The program begins with the size, the docks and the layout of panes that it ended with.
    colours
        Of the kinds of image whose colours differ from the usual ones.
    """

    language: str = SYSTEM_LANGUAGE
    theme: Theme = Theme.DARK
    mouse: MouseBindings = field(default_factory=MouseBindings)
    presets: tuple[Preset, ...] = PRESETS
    keys: Keys = field(default_factory=dict)
    restores_window: bool = True
    colours: KeptColours = field(default_factory=dict)

    @property
    def in_window(self) -> tuple[object, ...]:
        """Those that a window is made with."""
        return self.language, self.theme, self.presets, dict(self.keys)
