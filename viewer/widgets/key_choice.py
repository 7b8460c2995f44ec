"""Keys as the user may set them: how they are written, and who has them already."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtGui import QKeySequence

from viewer.core.language import tr
from viewer.core.windowing import Preset
from viewer.widgets.action_set import plain_text, shown_key
from viewer.widgets.action_table import ActionRow


def belongs_text(key: str, owner: ActionRow) -> str:
    """Why a key cannot be given to another action."""
    return tr("{key} belongs to “{action}” already.", key=shown_key(key), action=plain_text(owner))


def without_taken_keys(presets: Iterable[Preset], rows: Iterable[ActionRow]) -> tuple[Preset, ...]:
    """The presets, less the keys that other actions have."""
    rows = tuple(rows)
    return tuple(replace(one, key="") if one.key and taken_by(one.key, rows) else one for one in presets)


def taken_by(key: str, rows: Iterable[ActionRow]) -> ActionRow | None:
    """The action that a key belongs to, however it is written."""
    wanted = QKeySequence(key)
    return next((row for row in rows if any(QKeySequence(own) == wanted for own in row.shortcuts)), None)
