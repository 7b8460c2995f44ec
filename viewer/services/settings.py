"""What the program remembers between two starts: one row per setting."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QByteArray, QSettings

Value = TypeVar("Value")

RECENT_COUNT = 8


@dataclass(frozen=True, slots=True)
class Setting(Generic[Value]):
    """A key and what it is worth before the user has chosen."""

    key: str
    default: Value


WINDOW_GEOMETRY = Setting("window/geometry", QByteArray())
WINDOW_STATE = Setting("window/state", QByteArray())
NOTICE_ACCEPTED = Setting("notice/accepted", False)
LAST_FOLDER = Setting("opening/last_folder", "")
MODEL = Setting("model/name", "")
OVERLAY_OPACITY = Setting("overlay/opacity", 0.6)
PANE_LAYOUT = Setting("panes/layout", "1x1")
CINE_FPS = Setting("cine/images_per_second", 15)
CINE_BOUNCE = Setting("cine/bounce", False)
EXPORT_SUBJECT = Setting("export/subject", "view")
EXPORT_FORMAT = Setting("export/format", "png")
EXPORT_VOLUME_FORMAT = Setting("export/volume_format", "nii.gz")
EXPORT_ANNOTATIONS = Setting("export/annotations", True)
EXPORT_HEAT_MAP = Setting("export/heat_map", True)
EXPORT_SPEED = Setting("export/frames_per_second", 10)
EXPORT_FOLDER = Setting("export/folder", "")
COPIES_FOLDER = Setting("deidentify/folder", "")
COPIES_SHIFT_DATES = Setting("deidentify/shift_dates", True)
MEMORY_LIMIT_MIB = Setting("memory/limit_mib", 0)  # of decoded images; 0: by the memory of the machine
REOPEN_AT_START = Setting("session/reopen_at_start", False)
_RECENT = Setting("opening/recent", "")


class Settings:
    """The settings of this user."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    def get(self, setting: Setting[Value]) -> Value:
        value: Any = self._store.value(setting.key, setting.default, type(setting.default))
        return value

    def set(self, setting: Setting[Value], value: Value) -> None:
        self._store.setValue(setting.key, value)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files and folders opened last, newest first, as far as they still exist."""
        return tuple(path for path in self.remembered if _is_there(path))

    @property
    def remembered(self) -> tuple[Path, ...]:
        """The same, whether they still exist or not: to find out may take as long as a network takes."""
        return tuple(Path(line) for line in self.get(_RECENT).splitlines() if line)

    def add_recent(self, path: Path) -> None:
        others = [str(one) for one in self.recent if one != path]
        self.set(_RECENT, "\n".join([str(path), *others][:RECENT_COUNT]))

    def clear_recent(self) -> None:
        self.set(_RECENT, "")

    def save(self) -> None:
        """Write to disk now."""
        self._store.sync()


def _is_there(path: Path) -> bool:
    """False too where that may not be looked at; `Path.exists` raises there."""
    try:
        return path.exists()
    except OSError:
        return False
