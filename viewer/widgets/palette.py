"""The colours of the program, dark or light: calm, one accent; amber for what needs attention.

``palette.TEXT`` and its like give the colour of the theme in use, so they are asked for when something is
drawn, never kept. Over an image the colours are always those of ``DARK``: the stage is dark in both themes.
Curves have an orange, a blue and a green that all kinds of colour vision tell apart: in the dark those of
Okabe and Ito, in the light darker ones.

References
----------
M. Okabe and K. Ito, "Color Universal Design", 2008.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. Names that begin with ``stage`` are for what lies around an image."""

    window: str
    panel: str
    raised: str
    line: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_bright: str
    accent_deep: str  # behind text that is selected or switched on
    selected: str  # the same, where there is muted text too
    track: str  # of a bar, where it is not filled
    attention: str
    good: str
    positive: str
    curve_training: str
    curve_validation: str
    curve_macro_f1: str
    on_accent: str = "#ffffff"
    stage: str = "#000000"
    stage_text: str = "#dfe4ea"
    stage_muted: str = "#98a2ad"
    stage_line: str = "#2d343c"
    stage_accent: str = "#63cddd"
    measure: str = "#f2d45c"
    measure_selected: str = "#ffffff"


PLANES = {"axial": "#ef7a6d", "coronal": "#73c991", "sagittal": "#74a9f5"}  # over images, in both themes
DARK = Colours(
    window="#14171b",
    panel="#1a1e23",
    raised="#242a31",
    line="#2d343c",
    text="#dfe4ea",
    muted="#98a2ad",
    disabled="#6c7680",
    accent="#369dae",
    accent_bright="#63cddd",
    accent_deep="#1f5d68",
    selected="#22383f",
    track="#2d343c",
    attention="#e3a94a",
    good="#6fbf8b",
    positive="#f0785a",
    curve_training="#e69f00",
    curve_validation="#56b4e9",
    curve_macro_f1="#009e73",
)
LIGHT = Colours(
    window="#eef0f2",
    panel="#f7f8f9",
    raised="#ffffff",
    line="#cdd3d9",
    text="#1c2127",
    muted="#56606b",
    disabled="#7f8994",
    accent="#1d8494",
    accent_bright="#0f6674",
    accent_deep="#c3e5ea",
    selected="#c3e5ea",
    track="#cdd3d9",
    attention="#8a5700",
    good="#1f7a45",
    positive="#b93a1c",
    curve_training="#c65a00",
    curve_validation="#2447a8",
    curve_macro_f1="#008a62",
)


class _InUse:
    colours = DARK


def use(colours: Colours) -> bool:
    """From now on, give the colours of this theme; tell whether they are others than before."""
    changed = colours is not _InUse.colours
    _InUse.colours = colours
    return changed


def __getattr__(name: str) -> str:
    """``palette.ACCENT_DEEP`` is the field ``accent_deep`` of the theme in use."""
    if not name.isupper():
        raise AttributeError(name)
    colour: str = getattr(_InUse.colours, name.lower())
    return colour


def qt_palette() -> QPalette:
    """For what the style sheet does not reach: native dialogs, item views, tool tips."""
    colours = _InUse.colours
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.panel,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.accent_deep,
        QPalette.ColorRole.HighlightedText: colours.text,
        QPalette.ColorRole.Link: colours.accent_bright,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return palette
