"""A DICOM header -> what scanning and reading need of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydicom.dataset import Dataset
from pydicom.uid import UID, MediaStorageDirectoryStorage, ParametricMapStorage

from ml.errors import ImagingError
from ml.imaging.attributes import real_number, required_number, text, whole_number
from ml.imaging.cine import frame_time_ms
from ml.imaging.codestream import is_video
from ml.imaging.damage import damage_named
from ml.imaging.dicom_file import DicomFile, open_dicom
from ml.imaging.ending import Ending, ending_of
from ml.imaging.fast_header import once_for_alike, open_fast
from ml.imaging.fragments import frame_fragments
from ml.imaging.geometry import frame_orientation, frame_position
from ml.imaging.pixel_format import read_pixel_format, stated_frames
from ml.imaging.pixel_spacing import frame_spacing, magnification
from ml.imaging.record import FileRecord
from ml.imaging.regions import common_spacing, fit, region_items, spatial_regions
from ml.imaging.stack_values import stack_values
from ml.imaging.values import FrameInfo, OtherObject, Patient

# What people call an object that is no image, best first.
_TITLES = ("SeriesDescription", "DocumentTitle", "RTPlanLabel", "StructureSetLabel", "ContentDescription")

_ELSCINT_PIXELS = 0x07A1100A
_LAST_PIXELS = 0x7FE00010
_LEAST_PICTURE_BYTES = 8  # start code, header of the unit, header of a slice that skips all its blocks


def dicom_record(path: Path) -> FileRecord:
    """Read what scanning wants to know of a DICOM file.

    Raises
    ------
    ImagingError
        The file is damaged, or an image without pixels. The text names no file.
    """
    try:
        file = open_fast(path) or open_dicom(path)
    except ImagingError as error:
        ending = ending_of(path)
        if ending is None or not ending.is_cut:
            raise
        raise ImagingError(_where_cut(ending)) from error
    with damage_named("its DICOM header"):
        return _record(file)


def _where_cut(ending: Ending) -> str:
    if not ending.last_tag:
        return "truncated: it ends within its header"
    tag = f"({ending.last_tag >> 16:04X},{ending.last_tag & 0xFFFF:04X})"
    return f"truncated: it holds no whole element after {tag}"


def _record(file: DicomFile) -> FileRecord:
    dataset = file.dataset
    other = _other_object(file) if file.pixels is None else None
    stated, frames = (0, 0) if other else _frame_counts(file)
    infos = tuple(_frame_info(file, index) for index in range(frames))
    return FileRecord(
        frames=infos,
        transfer_syntax=file.transfer_syntax_name,
        notes=tuple(_notes(dataset, infos, stated)),
        other=other,
        **_of_series(dataset),
    )


@once_for_alike
def _of_series(dataset: Dataset) -> dict[str, Any]:
    """Return those fields of a record that all files of a series share."""
    return {
        "study_uid": text(dataset, "StudyInstanceUID"),
        "series_uid": text(dataset, "SeriesInstanceUID"),
        "modality": text(dataset, "Modality"),
        "patient": _patient(dataset),
        "study_description": text(dataset, "StudyDescription"),
        "study_date": text(dataset, "StudyDate"),
        "series_description": text(dataset, "SeriesDescription"),
        "series_number": whole_number(dataset, "SeriesNumber"),
        "body_part": text(dataset, "BodyPartExamined"),
        "gantry_tilt_deg": real_number(dataset, "GantryDetectorTilt"),
        "is_parametric": text(dataset, "SOPClassUID") == ParametricMapStorage,
    }


def _other_object(file: DicomFile) -> OtherObject:
    """Return what a file without pixel data is.

    Raises
    ------
    ImagingError
        It ought to be an image, lists files (a DICOMDIR), does not say what it is, or was cut off.
    """
    dataset, ending = file.dataset, ending_of(file.path)
    if ending is not None and ending.is_cut:
        raise ImagingError(_where_cut(ending))
    uid = text(dataset, "SOPClassUID") or text(dataset.file_meta, "MediaStorageSOPClassUID")
    if not uid:
        raise ImagingError("no pixel data: its header does not say what it is")
    name = UID(uid).name.removesuffix(" Storage")
    if "Image" in name or _announces_pixels(dataset):
        raise ImagingError(_why_no_pixels(file, UID(uid), ending))
    if uid == MediaStorageDirectoryStorage:
        raise ImagingError(f"no pixel data: {UID(uid).name}")
    return OtherObject(
        path=file.path,
        series_uid=text(dataset, "SeriesInstanceUID"),
        modality=text(dataset, "Modality"),
        name=f"unknown object ({uid})" if name == uid else name,
        description=next(filter(None, (text(dataset, title) for title in _TITLES)), ""),
        number=whole_number(dataset, "SeriesNumber"),
    )


def _announces_pixels(dataset: Dataset) -> bool:
    """Tell a header that says how pixels are laid out; spectra have rows and columns too."""
    return bool(whole_number(dataset, "Rows")) and "SpectroscopyData" not in dataset


def _why_no_pixels(file: DicomFile, sop_class: UID, ending: Ending | None) -> str:
    if "PixelDataProviderURL" in file.dataset:
        syntax = UID(text(file.dataset.file_meta, "TransferSyntaxUID"))
        return f"not supported: {syntax.name} ({syntax}): its pixels lie on a server"
    if _ELSCINT_PIXELS in file.dataset:
        return "not supported: pixel data in a private element of ELSCINT"
    if ending is None or ending.last_tag > _LAST_PIXELS:
        return f"no pixel data: {sop_class.name}"
    if _announces_pixels(file.dataset) and "BitsAllocated" not in file.dataset:
        return _where_cut(ending)
    return f"truncated, or saved without its pixel data: {sop_class.name}"


def _frame_counts(file: DicomFile) -> tuple[int, int]:
    """Return how many frames the header announces and how many are there."""
    pixels = file.pixels
    assert pixels is not None  # _record has asked
    stated, pixel_format = stated_frames(file), read_pixel_format(file)
    if is_video(file.transfer_syntax):  # one stream; how many frames it has is known at its end
        available = pixels.available_bytes
        if stated > available // _LEAST_PICTURE_BYTES:
            with file.open_pixels() as stream:
                frame_fragments(stream, pixels.offset, available, 1)  # says so where it was cut off
            raise ImagingError(f"damaged: {available} bytes of video cannot hold {stated} frames")
        return stated, stated
    if pixels.is_encapsulated:
        with file.open_pixels() as stream:
            complete = len(frame_fragments(stream, pixels.offset, pixels.available_bytes, stated))
        if complete == 0:
            raise ImagingError("truncated: not one whole frame is there")
        return stated, complete
    length = min(pixels.length_bytes or 0, pixels.available_bytes)
    complete = min(stated, 8 * length // pixel_format.frame_bits)
    if complete == 0:
        needed = -(-pixel_format.frame_bits // 8)
        raise ImagingError(f"truncated: {length} of {needed} bytes of pixel data are there")
    return stated, complete


def _frame_info(file: DicomFile, index: int) -> FrameInfo:
    dataset = file.dataset
    rows, columns = required_number(dataset, "Rows"), required_number(dataset, "Columns")
    items = region_items(dataset, index)
    regions = spatial_regions(items, rows, columns)
    return FrameInfo(
        path=file.path,
        frame=index,
        rows=rows,
        columns=columns,
        spacing=common_spacing(regions) if items else frame_spacing(dataset, index),
        position_mm=frame_position(dataset, index),
        orientation=frame_orientation(dataset, index),
        instance_number=whole_number(dataset, "InstanceNumber"),
        stack=stack_values(dataset, index),
        regions=regions,
        frame_time_ms=frame_time_ms(dataset, index) if stated_frames(file) > 1 else None,
        frame_of_reference=text(dataset, "FrameOfReferenceUID"),
        instance_uid=text(dataset, "SOPInstanceUID"),
    )


def _notes(dataset: Dataset, frames: tuple[FrameInfo, ...], stated: int) -> Iterator[str]:
    if not frames:
        return
    if len(frames) < stated:
        yield f"truncated: {len(frames)} of {stated} frames are there"
    if not fit(region_items(dataset, 0), frames[0].rows, frames[0].columns):
        yield "the ultrasound scale is that of a larger image, and is not used"
    factor = magnification(dataset, frames[0].spacing)
    if factor is not None:
        yield f"lengths are on the detector, where the patient is about {factor:.2f} times larger"


def _patient(dataset: Dataset) -> Patient:
    return Patient(
        name=text(dataset, "PatientName"),
        patient_id=text(dataset, "PatientID"),
        birth_date=text(dataset, "PatientBirthDate"),
        sex=text(dataset, "PatientSex"),
    )
