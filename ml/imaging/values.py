"""What a study, a series and a frame are: plain values that scanning and reading return.

Names follow DICOM (PS3.3). Arrays are [row, column]; millimetres carry ``_mm``.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np


class SpacingKind(StrEnum):
    """Where a pixel spacing comes from, and so what a length measured with it means."""

    PATIENT = "patient"  # Pixel Spacing of a cross-sectional image
    DETECTOR = "detector"  # Imager Pixel Spacing: millimetres on the detector, not in the patient
    CALIBRATED = "calibrated"  # Pixel Spacing of a projection image that was calibrated
    REGION = "region"  # of the ultrasound region that a point lies in; see FrameInfo.regions
    NONE = "none"  # unknown: lengths are in pixels


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distance between the centers of neighbouring rows and of neighbouring columns."""

    row_mm: float
    column_mm: float
    kind: SpacingKind


@dataclass(frozen=True, slots=True)
class Region:
    """A calibrated rectangle of an ultrasound frame; both corners belong to it (PS3.3 C.8.5.5)."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int
    spacing: Spacing  # of kind REGION


class SortRule(StrEnum):
    """How the frames of a series were put in order, best first."""

    POSITION = "position"  # along the slice normal
    TIME = "time"  # at one place: by cardiac phase or temporal position
    INSTANCE_NUMBER = "instance_number"
    FRAME_NUMBER = "frame_number"
    FILE_NAME = "file_name"  # natural order: 2 before 10


@dataclass(frozen=True, slots=True)
class FrameInfo:
    """One frame as the header tells it; no pixels."""

    path: Path
    frame: int  # 0-based within the file
    rows: int
    columns: int
    spacing: Spacing | None = None
    position_mm: tuple[float, float, float] | None = (
        None  # center of the first pixel, patient coordinates (LPS)
    )
    orientation: tuple[float, float, float, float, float, float] | None = (
        None  # row then column direction cosines
    )
    instance_number: int | None = None
    stack: tuple[tuple[str, str], ...] = ()  # what may part frames of one place: (("echo", "2"), ...)
    regions: tuple[Region, ...] = ()
    frame_time_ms: float | None = None  # for how long it is shown when its file is played; None: not said
    frame_of_reference: str = ""  # UID; positions of equal ones can be compared
    instance_uid: str = ""  # SOP Instance UID; "" where the file has none

    def __hash__(self) -> int:
        """Of what names the frame alone: frames are the keys of caches that are asked while scrolling."""
        return hash((self.path, self.frame))


class Projection(StrEnum):
    """What becomes of the values that lie behind each other in a slab."""

    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class PlaneInfo(FrameInfo):
    """A frame that no file holds: a plane or a slab that is cut from the volume of a series.

    ``path`` is that of the first file of the series, ``frame`` the number of the plane in its stack.
    """

    source_uid: str = ""  # of the series
    plane: str = ""  # "axial", "coronal" or "sagittal": what it was before it was turned
    step_mm: float = 1.0  # to the next plane of the stack, and between the planes that make a slab
    projection: Projection | None = None  # None: a plane without thickness
    thickness_mm: float = 0.0  # of the slab
    fitted: tuple[float, float] | None = None  # columns and rows that fill a pane at first; None: all

    def __hash__(self) -> int:
        return hash((self.source_uid, self.plane, self.position_mm, self.projection, self.thickness_mm))

    @property
    def planes_on_each_side(self) -> int:
        """How many planes a slab takes on each side: those that lie within half its thickness."""
        if self.projection is None:
            return 0
        return int(self.thickness_mm / 2 / self.step_mm + 1e-6)


@dataclass(frozen=True, slots=True)
class Phase:
    """Which of several series at the same places one is: another time, echo, b-value or their like."""

    of: str  # names those that belong together: equal for all of them and for no other series
    number: int  # from 1, in the order of their values
    count: int
    whole: str  # description of all of them
    meaning: str = ""  # "+12.4 s", "TE 30 ms"; "" where the header only numbers them


@dataclass(frozen=True, slots=True)
class Series:
    """Frames that belong together, in display order."""

    series_uid: str
    modality: str  # DICOM Modality, "" when unknown, "OT" for ordinary images
    description: str
    body_part: str
    transfer_syntax: str  # name, e.g. "Explicit VR Little Endian"; "PNG", "JPEG", ... for ordinary images
    sort: SortRule
    frames: tuple[FrameInfo, ...]
    number: int | None = None
    notes: tuple[str, ...] = ()  # what the user must know: gaps, uneven spacing, mixed sizes
    is_parametric: bool = False  # a map of what was computed from images, whatever its modality
    phase: Phase | None = None  # None: there is no other series at its places that it goes with


def whole_uid(series: Series) -> str:
    """Return the Series Instance UID that the parts of a series have in common."""
    return series.series_uid.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Patient:
    """Who was imaged. Shown on screen, never logged."""

    name: str = ""
    patient_id: str = ""
    birth_date: str = ""
    sex: str = ""


@dataclass(frozen=True, slots=True)
class OtherObject:
    """A DICOM object without frames: a report, RT structures, a presentation state."""

    path: Path
    series_uid: str
    modality: str
    name: str  # of its SOP class
    description: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """One examination of one patient."""

    study_uid: str
    patient: Patient
    description: str
    date: str  # YYYYMMDD or ""
    series: tuple[Series, ...]  # may be empty when there are objects
    objects: tuple[OtherObject, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be opened, and why, in words for the user."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What lies under the scanned paths."""

    studies: tuple[Study, ...] = ()
    failures: tuple[Failure, ...] = ()
    ignored: int = 0  # files that are plainly no images (.txt, .zip, DICOMDIR, ...), not failures


class VoiFunction(StrEnum):
    """How a window maps modality values to the display: PS3.3 C.11.2.1.2, and C.11.2.1.1 for TABLE."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"
    TABLE = "TABLE"  # a VOI LUT; it stretches with the window when the user changes center or width


@dataclass(frozen=True, slots=True)
class Window:
    """A window center and width in modality units.

    Attributes
    ----------
    table
        For TABLE alone: display values 0..255 in equal steps across the window, the first step at
        ``center - width / 2``. Bytes, so that windows stay comparable and hashable.
    """

    center: float
    width: float
    name: str = ""
    function: VoiFunction = VoiFunction.LINEAR
    table: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class OverlayPlane:
    """A drawing of one bit that a file lays over its frame (PS3.3 C.9.2)."""

    pixels: np.ndarray  # bool (rows, columns) of the frame; what lies outside of the frame is cut off
    label: str
    is_roi: bool  # a region of interest, not graphics


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The decoded pixels of one frame, as modality values or as colour.

    Attributes
    ----------
    pixels
        Grey: (rows, columns), uint8, int16, uint16, int32 or float32 modality values (rescale applied).
        Colour: (rows, columns, 3), uint8, RGB. Read-only.
    unit
        "HU", "SUV", ... or "" when the values have no unit.
    windows
        The windows the file brings, in its order, then its VOI LUTs; empty when it brings none.
    inverted
        True for MONOCHROME1: the display inverts after windowing.
    padding
        Modality value that marks "no pixel" and must not influence automatic windows, or None.
    padding_limit
        The other end, where a range of values does.
    notes
        What the user must know of these values: why there is no SUV, what is missing.
    """

    info: FrameInfo
    pixels: np.ndarray
    unit: str = ""
    windows: tuple[Window, ...] = ()
    inverted: bool = False
    padding: float | None = None
    padding_limit: float | None = None
    modality: str = ""
    body_part: str = ""
    photometric: str = "MONOCHROME2"  # as stored, before any conversion to RGB
    overlays: tuple[OverlayPlane, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_colour(self) -> bool:
        return self.pixels.ndim == 3


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One element of a header.

    Attributes
    ----------
    tag
        "(0010,0010)"; "Item 2" for an item of a sequence; "" where a format has no tags.
    name
        In words. Private elements carry the name that is known for their creator.
    keyword
        As the standard spells it in code, "" when there is none.
    value
        For reading: cut when long, described when binary.
    """

    tag: str
    name: str
    keyword: str = ""
    vr: str = ""
    value: str = ""
    children: tuple["HeaderLine", ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An object that an item is about."""

    instance_uid: str
    kind: str  # of its SOP class
    frames: tuple[int, ...] = ()  # numbers from 1; () for all, or where there is one


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A line of a report, and what belongs to it."""

    name: str  # "" where the item says only its value
    value: str = ""
    reference: Reference | None = None
    is_heading: bool = False
    children: tuple["ReportItem", ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A structured report, or a selection of key objects."""

    title: str
    state: str  # "complete, verified", as far as the file says
    items: tuple[ReportItem, ...]
