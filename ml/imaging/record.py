"""What scanning learns from one file, before files are grouped into series."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from ml.imaging.values import FrameInfo, OtherObject, Patient

_OF_PATH = "image:"  # no DICOM UID starts so


@dataclass(frozen=True, slots=True)
class FileRecord:
    """The header of one file."""

    study_uid: str
    series_uid: str
    frames: tuple[FrameInfo, ...]
    modality: str
    transfer_syntax: str  # name
    patient: Patient = field(default_factory=Patient)
    study_description: str = ""
    study_date: str = ""
    series_description: str = ""
    series_number: int | None = None
    body_part: str = ""
    is_picture: bool = False  # an ordinary image: those of a folder are one series, whatever their sizes
    notes: tuple[str, ...] = ()
    gantry_tilt_deg: float | None = None  # as a CT header states it
    is_parametric: bool = False
    other: OtherObject | None = None  # what it is instead, where there are no frames

    @property
    def path(self) -> Path:
        return self.other.path if self.other else self.frames[0].path


def uid_of_path(what: str, path: Path) -> str:
    """Return a stable identifier that does not spell out the path, which may hold a name."""
    return f"{_OF_PATH}{what}:{hashlib.sha256(str(path).encode()).hexdigest()[:32]}"


def is_of_path(uid: str) -> bool:
    """Tell an identifier that :func:`uid_of_path` has made: of what is no DICOM."""
    return uid.startswith(_OF_PATH)
