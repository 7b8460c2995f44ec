"""What a user wants to take out of the program, and the names of the files."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Subject(StrEnum):
    """What is exported."""

    VIEW = "view"  # the pane as it is
    IMAGE = "image"  # the frame, one pixel for each of its own
    SERIES = "series"  # all frames, a file each
    VIDEO = "video"  # all frames, one after the other
    VOLUME = "volume"  # modality values with their place in the patient


class PictureFormat(StrEnum):
    """How a picture is written; the value is the end of its name."""

    PNG = "png"
    JPEG = "jpg"
    TIFF = "tif"


class VolumeFormat(StrEnum):
    """How a volume is written; the value is the end of its name."""

    NIFTI = "nii.gz"
    NRRD = "nrrd"


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """All that the dialog asks for.

    Attributes
    ----------
    annotations
        Of a view: text, letters, scale bar and the drawings of the file.
    patient_text
        The corners that name patient, study and date; they come with the annotations alone.
    """

    subject: Subject = Subject.VIEW
    picture_format: PictureFormat = PictureFormat.PNG
    volume_format: VolumeFormat = VolumeFormat.NIFTI
    annotations: bool = True
    heat_map: bool = True
    patient_text: bool = False
    frames_per_second: int = 10

    @property
    def ending(self) -> str:
        """The end of the names of files, without a dot."""
        if self.subject is Subject.VIDEO:
            return "mp4"
        return self.volume_format.value if self.subject is Subject.VOLUME else self.picture_format.value

    @property
    def file_name(self) -> str:
        """A name that says nothing about the patient."""
        return f"kesit-{self.subject.value}.{self.ending}"

    def named(self, path: Path) -> Path:
        """The path with the ending that belongs to what is written."""
        right = path.name.lower().endswith(f".{self.ending}")
        return path if right else path.with_name(f"{path.name}.{self.ending}")

    def series_file_names(self, count: int) -> tuple[str, ...]:
        """Names in the order of the frames; sorted by name they stay in it."""
        return tuple(f"kesit-{number:05d}.{self.picture_format.value}" for number in range(1, count + 1))
