"""Text labels whose look the style sheet knows by a role."""

from PySide6.QtWidgets import QFrame, QLabel


def label(text: str = "", role: str = "", wrapped: bool = False) -> QLabel:
    """A label; roles are "muted", "heading", "section", "notice" and "empty_title"."""
    made = QLabel(text)
    made.setObjectName(role)
    made.setWordWrap(wrapped)
    return made


def rule() -> QFrame:
    """A thin horizontal line."""
    made = QFrame()
    made.setObjectName("rule")
    return made
