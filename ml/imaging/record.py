"""What scanning learns from one file, before files are grouped into series."""

from dataclasses import dataclass, field

from ml.imaging.values import FrameInfo, Patient


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
