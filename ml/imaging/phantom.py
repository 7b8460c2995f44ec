"""A head that nobody has: ellipsoids, a lesion and Rician noise, as a DICOM MR series.

For demonstrations and tests on machines without medical images. Everything in it is computed, and it says
so in every header.

References
----------
Shepp and Logan, IEEE Trans. Nucl. Sci. 21 (1974): a head made of ellipses. Gudbjartsson and Patz, Magn.
Reson. Med. 34 (1995): why noise in magnitude images is Rician.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, MRImageStorage, generate_uid

SERIES_DESCRIPTION = "Synthetic head phantom (computed)"

_FIELD_OF_VIEW_MM = 240.0
_SLICE_DISTANCE_MM = 6.0
_BITS_STORED = 12


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    """A tissue: everything inside takes its signal. Lengths are shares of half the field of view.

    ``x`` grows to the patient's left, ``y`` to the back, ``z`` to the head, as in DICOM.
    """

    signal: float
    center: tuple[float, float, float]
    radii: tuple[float, float, float]
    turn_deg: float = 0.0  # about z


# Later ones cover earlier ones. Signals are those of a T1-weighted image, roughly, in stored values.
HEAD = (
    Ellipsoid(900, (0, 0, 0), (0.74, 0.92, 0.86)),  # scalp fat
    Ellipsoid(60, (0, 0, 0), (0.70, 0.88, 0.82)),  # skull
    Ellipsoid(180, (0, 0, 0), (0.655, 0.835, 0.775)),  # fluid around the brain
    Ellipsoid(520, (0, 0.01, 0), (0.63, 0.80, 0.745)),  # grey matter
    Ellipsoid(700, (-0.29, 0.0, 0.02), (0.25, 0.62, 0.58)),  # white matter, right
    Ellipsoid(700, (0.29, 0.0, 0.02), (0.25, 0.62, 0.58)),  # white matter, left
    Ellipsoid(160, (-0.13, -0.05, 0.05), (0.06, 0.33, 0.22), turn_deg=-14),  # ventricle, right
    Ellipsoid(160, (0.13, -0.05, 0.05), (0.06, 0.33, 0.22), turn_deg=14),  # ventricle, left
    Ellipsoid(430, (-0.24, -0.05, -0.05), (0.09, 0.16, 0.14), turn_deg=-20),  # deep grey matter, right
    Ellipsoid(430, (0.24, -0.05, -0.05), (0.09, 0.16, 0.14), turn_deg=20),  # deep grey matter, left
)
LESION = (
    Ellipsoid(380, (0.33, 0.33, 0.18), (0.17, 0.19, 0.18)),  # swelling
    Ellipsoid(1100, (0.33, 0.33, 0.18), (0.11, 0.12, 0.12)),  # enhancing rim
    Ellipsoid(300, (0.33, 0.33, 0.18), (0.06, 0.07, 0.07)),  # center
)


def head_phantom(slices: int = 24, size: int = 256, seed: int = 0, noise: float = 18.0) -> np.ndarray:
    """Compute the head.

    Parameters
    ----------
    noise
        Standard deviation of the noise in each of the two receiver channels, in stored values.

    Returns
    -------
    np.ndarray
        (slices, size, size) uint16, axial, feet first.
    """
    half_depth_mm = slices * _SLICE_DISTANCE_MM / 2
    z = (np.arange(slices) + 0.5) * _SLICE_DISTANCE_MM - half_depth_mm
    in_plane = (np.arange(size, dtype=np.float32) + 0.5) * (2 / size) - 1
    signal = np.zeros((slices, size, size), np.float32)
    for ellipsoid in HEAD + LESION:
        for index, height_mm in enumerate(z):
            _paint(signal[index], ellipsoid, in_plane, height_mm / (_FIELD_OF_VIEW_MM / 2))
    rng = np.random.default_rng(seed)
    real, imaginary = rng.normal(0, noise, (2, *signal.shape)).astype(np.float32)
    magnitude = np.hypot(signal + real, imaginary)
    return np.clip(np.rint(magnitude), 0, (1 << _BITS_STORED) - 1).astype(np.uint16)


def write_phantom(folder: Path, slices: int = 24, size: int = 256, seed: int = 0) -> tuple[Path, ...]:
    """Write the head as a DICOM MR series; the same arguments give the same files.

    Returns
    -------
    tuple[Path, ...]
        One file per slice, feet first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    volume = head_phantom(slices, size, seed)
    paths = []
    for index, pixels in enumerate(volume):
        path = folder / f"slice-{index + 1:03d}.dcm"
        dataset = _header(index, slices, size, seed)
        dataset.PixelData = pixels.astype("<u2").tobytes()
        dataset.save_as(path, enforce_file_format=True)
        paths.append(path)
    return tuple(paths)


def _paint(signal: np.ndarray, ellipsoid: Ellipsoid, in_plane: np.ndarray, z: float) -> None:
    """Set the signal of one slice, (size, size), wherever the ellipsoid cuts it."""
    turn = np.deg2rad(ellipsoid.turn_deg)
    x = in_plane[None, :] - ellipsoid.center[0]
    y = in_plane[:, None] - ellipsoid.center[1]
    across = (x * np.cos(turn) + y * np.sin(turn)) / ellipsoid.radii[0]
    along = (y * np.cos(turn) - x * np.sin(turn)) / ellipsoid.radii[1]
    up = (z - ellipsoid.center[2]) / ellipsoid.radii[2]
    signal[across**2 + along**2 + up**2 <= 1] = ellipsoid.signal


def _header(index: int, slices: int, size: int, seed: int) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID = MRImageStorage
    instance = _uid(f"instance {index}", slices, size, seed)
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID = instance
    _identify(dataset, slices, size, seed)
    dataset.InstanceNumber = index + 1
    _place(dataset, index, slices, size)
    _describe_pixels(dataset, size)
    return dataset


def _identify(dataset: Dataset, slices: int, size: int, seed: int) -> None:
    dataset.ImageType = ["DERIVED", "SECONDARY"]
    dataset.StudyInstanceUID = _uid("study", slices, size, seed)
    dataset.SeriesInstanceUID = _uid("series", slices, size, seed)
    dataset.FrameOfReferenceUID = _uid("frame of reference", slices, size, seed)
    dataset.PatientName, dataset.PatientID = "Synthetic^Phantom", "SYNTHETIC"
    dataset.PatientBirthDate = dataset.PatientSex = ""
    dataset.StudyDescription = "Synthetic study: no patient"
    dataset.SeriesDescription = SERIES_DESCRIPTION
    dataset.StudyDate, dataset.StudyTime = "20260101", "120000"
    dataset.StudyID, dataset.AccessionNumber, dataset.ReferringPhysicianName = "1", "", ""
    dataset.SeriesNumber = 1
    dataset.Modality, dataset.BodyPartExamined = "MR", "HEAD"
    dataset.Manufacturer = "Kesit"
    dataset.PatientPosition, dataset.PositionReferenceIndicator = "HFS", ""


def _place(dataset: Dataset, index: int, slices: int, size: int) -> None:
    pixel_mm = _FIELD_OF_VIEW_MM / size
    first_mm = (pixel_mm - _FIELD_OF_VIEW_MM) / 2
    height_mm = (index + 0.5) * _SLICE_DISTANCE_MM - slices * _SLICE_DISTANCE_MM / 2
    dataset.ImagePositionPatient = [first_mm, first_mm, height_mm]
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    dataset.PixelSpacing = [pixel_mm, pixel_mm]
    dataset.SliceThickness = dataset.SpacingBetweenSlices = _SLICE_DISTANCE_MM


def _describe_pixels(dataset: Dataset, size: int) -> None:
    dataset.Rows = dataset.Columns = size
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, _BITS_STORED, _BITS_STORED - 1
    dataset.PixelRepresentation = 0
    dataset.WindowCenter, dataset.WindowWidth = 500, 1000


def _uid(what: str, slices: int, size: int, seed: int) -> UID:
    return generate_uid(entropy_srcs=["kesit head phantom", what, str(slices), str(size), str(seed)])
