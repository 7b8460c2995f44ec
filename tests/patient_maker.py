"""A patient of spheres: series of DICOM files that cut the same body in any direction."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from pydicom import dcmread
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
SAGITTAL = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)
CORONAL = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)

_BALLS = ((0, 0, 0, 80, 300), (30, -20, 15, 18, 500), (-35, 25, -30, 12, 700))  # x, y, z, radius, value


@dataclass(frozen=True)
class Stack:
    """A series to be written, around the point (0, 0, 0)."""

    name: str
    orientation: tuple[float, ...] = AXIAL
    slices: int = 21
    distance_mm: float = 8.0
    side: int = 64
    spacing_mm: float = 3.0
    study: str = "now"
    frame_of_reference: str = "body"
    modality: str = "MR"


def write_stack(folder: Path, template: Path, stack: Stack) -> Path:
    """Write one file per slice into ``folder / name``; what is not of interest comes from ``template``."""
    target = folder / stack.name
    target.mkdir(parents=True)
    along, down = np.array(stack.orientation[:3]), np.array(stack.orientation[3:])
    normal = np.cross(along, down)
    middle = (stack.side - 1) / 2 * stack.spacing_mm
    dataset = dcmread(template)
    dataset.StudyInstanceUID = generate_uid(entropy_srcs=[stack.study])
    dataset.SeriesInstanceUID = generate_uid(entropy_srcs=[stack.study, stack.name])
    dataset.FrameOfReferenceUID = generate_uid(entropy_srcs=[stack.frame_of_reference])
    dataset.StudyDescription, dataset.SeriesDescription = stack.study, stack.name
    dataset.Modality = stack.modality
    dataset.Rows = dataset.Columns = stack.side
    dataset.PixelSpacing = [stack.spacing_mm] * 2
    dataset.ImageOrientationPatient = list(stack.orientation)
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    for number in range(stack.slices):
        height = (number - stack.slices // 2) * stack.distance_mm
        corner = normal * height - (along + down) * middle
        dataset.SOPInstanceUID = generate_uid(entropy_srcs=[stack.study, stack.name, str(number)])
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        dataset.ImagePositionPatient = [float(value) for value in corner]
        dataset.InstanceNumber = number + 1
        dataset.PixelData = _cut(stack, corner, along, down).tobytes()
        dataset.save_as(target / f"{number:03}.dcm")
    return target


def series_of_one_patient(folder: Path, template: Path) -> Path:
    """Two axial series of different spacing, a sagittal one, and an axial one of an earlier examination."""
    thin = Stack("axial thin", distance_mm=4.0, slices=41)
    for stack in (
        thin,
        Stack("axial thick", side=48, spacing_mm=4.0),
        Stack("sagittal", SAGITTAL),
        replace(thin, name="prior", study="before", frame_of_reference="body then"),
    ):
        write_stack(folder, template, stack)
    return folder


def _cut(stack: Stack, corner: np.ndarray, along: np.ndarray, down: np.ndarray) -> np.ndarray:
    steps = np.arange(stack.side) * stack.spacing_mm
    places = corner + steps[:, None, None] * down + steps[None, :, None] * along
    pixels = np.zeros((stack.side, stack.side), np.int16)
    for x, y, z, radius, value in _BALLS:
        pixels[np.linalg.norm(places - (x, y, z), axis=-1) < radius] = value
    return pixels
