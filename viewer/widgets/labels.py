"""Text labels whose look the style sheet knows by a role."""

from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QWidget


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


class Form(QFormLayout):
    """A form whose labels stand at the height of what they name; Qt lays them a little above it."""

    def addRow(self, *row: QWidget | str) -> None:  # type: ignore[override]
        super().addRow(*row)  # type: ignore[arg-type]
        field = row[-1]
        named = self.labelForField(field) if len(row) == 2 and isinstance(field, QWidget) else None
        if named is not None and isinstance(field, QWidget):
            field.ensurePolished()  # its style gives it its height
            named.setMinimumHeight(field.sizeHint().height())
