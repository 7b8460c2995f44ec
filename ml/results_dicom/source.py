"""The headers of the images that were classified, in a state that new objects can be derived from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.uid import UID
from pydicom.valuerep import PersonName

from ml.errors import ImagingError
from ml.imaging.attributes import attribute, text, whole_number
from ml.imaging.damage import damage_named
from ml.imaging.dicom_file import open_dicom
from ml.imaging.kind import FileKind, file_kind
from ml.imaging.values import FrameInfo
from ml.results_dicom.maker import NOTICE

UTF_8 = "ISO_IR 192"
_IDENTIFIERS = ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID")
_MAY_BE_EMPTY = (
    "AccessionNumber", "PatientBirthDate", "PatientID", "PatientName", "PatientSex", "ReferringPhysicianName",
    "StudyDate", "StudyID", "StudyTime",
)  # fmt: skip
_FORMS = {  # with dots or colons between, they are of before DICOM
    "PatientBirthDate": re.compile(r"\d{8}"),
    "StudyDate": re.compile(r"\d{8}"),
    "StudyTime": re.compile(r"\d{2,6}(\.\d{1,6})?"),
}
_UNPAIRED = {
    "HEAD",
    "BRAIN",
    "SKULL",
    "NECK",
    "CHEST",
    "ABDOMEN",
    "PELVIS",
    "HEART",
    "CSPINE",
    "TSPINE",
    "LSPINE",
}
_GROUPS = {0x0008, 0x0010, 0x0018, 0x0020, 0x0028, 0x0032, 0x0040, 0x5200}


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A frame with the header of its file.

    Attributes
    ----------
    number
        Of the frame in its file, from 1; None for the only one.
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
        is_only_one = (whole_number(header, "NumberOfFrames") or 1) == 1
        sources.append(Source(info, header, None if is_only_one else info.frame + 1))
    return sources


def body_part_of(header: Dataset) -> Dataset:
    """Return what a new series says of the body part (PS3.3 C.7.3.1)."""
    found, part = Dataset(), text(header, "BodyPartExamined")
    if part:
        found.BodyPartExamined = part
    if part not in _UNPAIRED:
        found.Laterality = text(header, "Laterality")  # may be empty for what is paired, not absent
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
    kind = UID(header.SOPClassUID).name
    is_made = text(header, "Modality") in ("SEG", "RTDOSE") or "Parametric Map" in kind
    if is_made or NOTICE in text(header, "SeriesDescription"):
        raise ImagingError(f"not an image of a patient but made from such: {kind}")
    return header


def _readable(dataset: Dataset) -> Dataset:
    """Return the public elements that can be read, without empty sequences, overlays and the like."""
    kept = Dataset()
    for tag in list(dataset.keys()):
        if tag.group in _GROUPS:
            try:
                element = dataset[tag]
                if element.VR != "SQ" or len(element.value):
                    kept.add(element)
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
    for keyword, form in _FORMS.items():
        value = text(header, keyword).replace(".", "", 2 * keyword.endswith("Date")).replace(":", "")
        setattr(header, keyword, value if form.fullmatch(value) else "")
