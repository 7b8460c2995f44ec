"""Series to measure with: 512 x 512, 16 bits, 100 header elements of which 40 are private.

File names are not in the order of the slices, as on a CD. Sixteen different slices are repeated along the
stack: making them takes time, and decoders remember nothing.
"""

import random
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, get_frame
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGLSLossless,
    RLELossless,
    generate_uid,
)

SIDE = 512
_DIFFERENT = 16


def _rle(pixels: np.ndarray) -> bytes:
    dataset = _header(0)
    dataset.PixelData = pixels.tobytes()
    dataset["PixelData"].VR = "OW"
    dataset.compress(RLELossless)
    return get_frame(dataset.PixelData, 0, number_of_frames=1)


_ENCODERS: dict[str, tuple[UID, Callable[[np.ndarray], bytes] | None]] = {
    "uncompressed": (ExplicitVRLittleEndian, None),
    "RLE": (RLELossless, _rle),
    "JPEG-LS": (JPEGLSLossless, lambda pixels: bytes(imagecodecs.jpegls_encode(pixels.view(np.uint16)))),
    "JPEG 2000": (
        JPEG2000Lossless,
        lambda pixels: bytes(imagecodecs.jpeg2k_encode(pixels, level=0, reversible=True, codecformat="j2k")),
    ),
    "HTJ2K": (HTJ2KLossless, lambda pixels: bytes(imagecodecs.htj2k_encode(pixels, reversible=True))),
}
ENCODINGS = tuple(_ENCODERS)


def make_series(folder: Path, files: int, encoding: str = "uncompressed") -> list[np.ndarray]:
    """Write one series; return the stored values of the slices that are repeated in it."""
    folder.mkdir(parents=True)
    syntax, encode = _ENCODERS[encoding]
    slices = [_slice(number) for number in range(min(files, _DIFFERENT))]
    values = [encapsulate([encode(pixels)]) if encode else pixels.tobytes() for pixels in slices]
    names = list(range(files))
    random.Random(1).shuffle(names)
    uids = [generate_uid() for _ in range(3)]
    for index, name in enumerate(names):
        dataset = _header(index, *uids)
        dataset.PixelData = values[index % _DIFFERENT]
        dataset["PixelData"].VR = "OB" if encode else "OW"
        dataset["PixelData"].is_undefined_length = encode is not None
        dataset.file_meta.TransferSyntaxUID = syntax
        dataset.save_as(folder / f"IM{name:05d}.dcm", enforce_file_format=True)
    return slices


def _slice(number: int) -> np.ndarray:
    """Return a body in air with noise: it compresses about threefold without loss, as CT does."""
    noise = np.random.default_rng(number).normal(0, 12, (SIDE, SIDE))
    y, x = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    body = 1000 * (x**2 / 0.7 + y**2 / 0.4 < 1) + 60 * np.cos(9 * x + number / 3) * np.cos(7 * y)
    return np.clip(body + noise, 0, 4095).astype(np.int16)


def _header(index: int, study: str = "1.2", series: str = "1.3", reference: str = "1.4") -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID = CTImageStorage
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID = generate_uid()
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study, series
    dataset.FrameOfReferenceUID = reference
    for keyword, value in _CONSTANT.items():
        setattr(dataset, keyword, value)
    height_mm = -300 + index * 1.25
    dataset.InstanceNumber, dataset.SliceLocation = index + 1, height_mm
    dataset.ImagePositionPatient = [-180.5, -170.25, height_mm]
    dataset.ContentTime = f"10{index // 60 % 60:02d}{index % 60:02d}"
    for group in (0x0009, 0x0043):
        block = dataset.private_block(group, "ACME", create=True)
        for element in range(19):
            block.add_new(element, "LO", f"private value {element}")
    return dataset


_CONSTANT = {
    "SpecificCharacterSet": "ISO_IR 100",
    "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"],
    **dict.fromkeys(("StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate"), "20260101"),
    **dict.fromkeys(("StudyTime", "SeriesTime", "AcquisitionTime"), "101010"),
    **{"AccessionNumber": "A1", "Modality": "CT", "Manufacturer": "ACME", "ManufacturerModelName": "X"},
    **{"InstitutionName": "Hospital", "StationName": "CT1", "ReferringPhysicianName": "Who^Ever"},
    **{"StudyDescription": "Chest", "SeriesDescription": "Lung", "ProtocolName": "p", "StudyID": "1"},
    **{"PatientName": "Doe^Jane", "PatientID": "P1", "PatientBirthDate": "19700101", "PatientSex": "F"},
    **{"PatientAge": "056Y", "BodyPartExamined": "CHEST", "SliceThickness": 1.25, "KVP": 120},
    **{"GantryDetectorTilt": 0, "ConvolutionKernel": "B", "PatientPosition": "HFS", "SeriesNumber": 2},
    **{"XRayTubeCurrent": 200, "ExposureTime": 500, "AcquisitionNumber": 1},
    **{"ImageOrientationPatient": [1, 0, 0, 0, 1, 0], "PixelSpacing": [0.7, 0.7]},
    **{"SamplesPerPixel": 1, "PhotometricInterpretation": "MONOCHROME2", "Rows": SIDE, "Columns": SIDE},
    **{"BitsAllocated": 16, "BitsStored": 16, "HighBit": 15, "PixelRepresentation": 1},
    **{"WindowCenter": 40, "WindowWidth": 400, "RescaleIntercept": -1024, "RescaleSlope": 1},
    "RescaleType": "HU",
}


def make_radiograph(path: Path, rows: int = 3000, columns: int = 2500) -> None:
    """Write a radiograph of 16 bits, of which 14 are used."""
    dataset = _header(0)
    values = np.random.default_rng(0).normal(8000, 2500, (rows // 4, columns // 4))
    pixels = np.kron(np.clip(values, 0, 16383), np.ones((4, 4))).astype(np.uint16)
    dataset.Modality, dataset.Rows, dataset.Columns = "DX", *pixels.shape
    dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 14, 13, 0
    dataset.RescaleIntercept, dataset.WindowCenter, dataset.WindowWidth = 0, 8000, 12000
    dataset.PixelData = pixels.tobytes()
    dataset["PixelData"].VR = "OW"
    dataset.save_as(path, enforce_file_format=True)
