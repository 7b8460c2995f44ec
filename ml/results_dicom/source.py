"""The headers of the images that were classified, in a state that new objects can be derived from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.valuerep import DA, TM, PersonName

from ml.errors import ImagingError
from ml.imaging.attributes import attribute, text, whole_number
from ml.imaging.damage import damage_named
from ml.imaging.dicom_file import open_dicom
from ml.imaging.kind import FileKind, file_kind
from ml.imaging.values import FrameInfo

UTF_8 = "ISO_IR 192"
_IDENTIFIERS = ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID")
_MAY_BE_EMPTY = (
    "AccessionNumber", "PatientBirthDate", "PatientID", "PatientName", "PatientSex", "ReferringPhysicianName",
    "StudyDate", "StudyID", "StudyTime",
)  # fmt: skip
_GROUPS = {0x0008, 0x0010, 0x0018, 0x0020, 0x0028, 0x0032, 0x0040, 0x5200}


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A frame with the header of its file.

    Attributes
    ----------
    number
        Of the frame in its file, from 1; None for a file that holds one image.
    """

    info: FrameInfo
    header: Dataset
    number: int | None

    @property
    def reference(self) -> Dataset:
        """What a new object says to name this frame (PS3.3 10.3, Image SOP Instance Reference)."""
        item = Dataset()
        item.ReferencedSOPClassUID = self.header.SOPClassUID
        item.ReferencedSOPInstanceUID = self.header.SOPInstanceUID
        if self.number is not None:
            item.ReferencedFrameNumber = self.number
        return item


def read_sources(infos: Iterable[FrameInfo]) -> list[Source]:
    """Read the header of every frame, each file once.

    Raises
    ------
    ImagingError
        A file is not DICOM, damaged, or does not say what others need to refer to it. The text names no file.
    """
    read = lru_cache(maxsize=None)(_read_header)
    sources = []
    for info in infos:
        try:
            header = read(info.path)
        except OSError as error:
            raise ImagingError(f"cannot be opened ({error.strerror})") from error
        is_one_image = whole_number(header, "NumberOfFrames") is None
        sources.append(Source(info, header, None if is_one_image else info.frame + 1))
    return sources


def body_part_of(header: Dataset) -> Dataset:
    """Return what a new series says of the body part (PS3.3 C.7.3.1)."""
    found = Dataset()
    for keyword in ("BodyPartExamined", "Laterality"):
        if text(header, keyword):
            setattr(found, keyword, text(header, keyword))
    if not found:
        found.Laterality = ""
    return found


def _read_header(path: Path) -> Dataset:
    if file_kind(path) is not FileKind.DICOM:
        raise ImagingError("not a DICOM file: answers in DICOM belong to a DICOM study")
    file = open_dicom(path)
    with damage_named("its DICOM header"):
        header = _readable(file.dataset)
        header.walk(_decode_names)
        header.SpecificCharacterSet = UTF_8
        _make_usable(header)
    missing = [keyword for keyword in _IDENTIFIERS if not text(header, keyword)]
    if missing:
        raise ImagingError(f"its header has no {missing[0]}, so nothing can refer to it")
    return header


def _readable(dataset: Dataset) -> Dataset:
    """Return the public elements that can be read, without overlays, curves and the like."""
    kept = Dataset()
    for tag in list(dataset.keys()):
        if tag.group in _GROUPS:
            try:
                kept.add(dataset[tag])
            except Exception:  # noqa: BLE001 (a value that its own VR cannot hold; pydicom raises many kinds)
                continue
    return kept


def _decode_names(_: Dataset, element: DataElement) -> None:
    """Turn names into text: they keep the bytes of their old character set, which is left behind."""
    if element.VR == "PN" and element.value:
        is_several = isinstance(element.value, MultiValue)
        names = [PersonName(str(name)) for name in (element.value if is_several else [element.value])]
        element.value = names if is_several else names[0]


def _make_usable(header: Dataset) -> None:
    """Add what may be empty but not absent; empty what is not of its kind."""
    for keyword in _MAY_BE_EMPTY:
        if attribute(header, keyword) is None:
            setattr(header, keyword, "")
    if header.PatientSex not in ("M", "F", "O"):
        header.PatientSex = ""
    for keyword, kind in (("PatientBirthDate", DA), ("StudyDate", DA), ("StudyTime", TM)):
        try:
            kind(str(header[keyword].value or ""))
        except ValueError:
            setattr(header, keyword, "")
