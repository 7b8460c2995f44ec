"""The colours of the program: dark, calm, one accent; amber for what needs attention."""

from PySide6.QtGui import QColor, QPalette

STAGE = "#000000"
WINDOW = "#14171b"
PANEL = "#1a1e23"
RAISED = "#242a31"
LINE = "#2d343c"
TEXT = "#dfe4ea"
MUTED = "#98a2ad"
DISABLED = "#59626c"
ACCENT = "#3aa7b8"
ACCENT_BRIGHT = "#63cddd"
ACCENT_DEEP = "#1f5d68"
ATTENTION = "#e3a94a"
GOOD = "#6fbf8b"
POSITIVE = "#f0785a"
PLANES = {"axial": "#ef7a6d", "coronal": "#73c991", "sagittal": "#74a9f5"}
MEASURE = "#f2d45c"
MEASURE_SELECTED = "#ffffff"


def dark_palette() -> QPalette:
    """For what the style sheet does not reach: native dialogs, item views, tool tips."""
    roles = {
        QPalette.ColorRole.Window: WINDOW,
        QPalette.ColorRole.WindowText: TEXT,
        QPalette.ColorRole.Base: PANEL,
        QPalette.ColorRole.AlternateBase: RAISED,
        QPalette.ColorRole.Text: TEXT,
        QPalette.ColorRole.PlaceholderText: MUTED,
        QPalette.ColorRole.Button: RAISED,
        QPalette.ColorRole.ButtonText: TEXT,
        QPalette.ColorRole.ToolTipBase: RAISED,
        QPalette.ColorRole.ToolTipText: TEXT,
        QPalette.ColorRole.Highlight: ACCENT_DEEP,
        QPalette.ColorRole.HighlightedText: TEXT,
        QPalette.ColorRole.Link: ACCENT_BRIGHT,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(DISABLED))
    return palette
