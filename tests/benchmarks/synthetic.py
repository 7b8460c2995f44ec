"""Series to measure with: 512 x 512, mostly of 16 bits, 100 header elements of which 40 are private.

File names are not in the order of the slices, as on a CD. Sixteen different slices are repeated along the
stack: making them takes time, and decoders remember nothing.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import imagecodecs
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, get_frame
from pydicom.uid import (
    JPEG2000,
    UID,
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    JPEGLSNearLossless,
    RLELossless,
    generate_uid,
)

SIDE = 512
_DIFFERENT = 16


class Encoding(NamedTuple):
    """How the slices of a series are stored; ``encode`` is None where they are not compressed."""

    syntax: UID
    encode: Callable[[np.ndarray], bytes] | None = None
    bits: int = 16
    is_lossy: bool = False


def _rle(pixels: np.ndarray) -> bytes:
    dataset = _header(0, Encoding(ExplicitVRLittleEndian))
    dataset.PixelData = pixels.tobytes()
    dataset["PixelData"].VR = "OW"
    dataset.compress(RLELossless)
    return get_frame(dataset.PixelData, 0, number_of_frames=1)


def _jpeg_ls(pixels: np.ndarray, level: int = 0) -> bytes:
    return bytes(imagecodecs.jpegls_encode(pixels.view(np.uint16), level=level))


def _jpeg_2000(pixels: np.ndarray, level: float = 0) -> bytes:
    return bytes(imagecodecs.jpeg2k_encode(pixels, level=level, reversible=not level, codecformat="j2k"))


_ENCODINGS = {
    "uncompressed": Encoding(ExplicitVRLittleEndian),
    "implicit VR": Encoding(ImplicitVRLittleEndian),
    "big endian": Encoding(ExplicitVRBigEndian),
    "deflated": Encoding(DeflatedExplicitVRLittleEndian),
    "RLE": Encoding(RLELossless, _rle),
    "JPEG": Encoding(JPEGBaseline8Bit, lambda pixels: bytes(imagecodecs.jpeg8_encode(pixels, 90)), 8, True),
    "JPEG, 12 bits": Encoding(
        JPEGExtended12Bit,
        lambda pixels: bytes(imagecodecs.jpeg8_encode(pixels, 90, bitspersample=12)),
        12,
        True,
    ),
    "JPEG lossless": Encoding(
        JPEGLosslessSV1,
        lambda pixels: bytes(imagecodecs.jpeg8_encode(pixels.view(np.uint16), lossless=True, predictor=1)),
    ),
    "JPEG-LS": Encoding(JPEGLSLossless, _jpeg_ls),
    "JPEG-LS, near-lossless": Encoding(JPEGLSNearLossless, lambda pixels: _jpeg_ls(pixels, 2), 16, True),
    "JPEG 2000": Encoding(JPEG2000Lossless, _jpeg_2000),
    "JPEG 2000, lossy": Encoding(JPEG2000, lambda pixels: _jpeg_2000(pixels, 90), 16, True),
    "HTJ2K": Encoding(HTJ2KLossless, lambda pixels: bytes(imagecodecs.htj2k_encode(pixels, reversible=True))),
}
ENCODINGS = tuple(_ENCODINGS)
UNCOMPRESSED = tuple(name for name, encoding in _ENCODINGS.items() if encoding.encode is None)
LOSSY = tuple(name for name, encoding in _ENCODINGS.items() if encoding.is_lossy)


def make_series(folder: Path, files: int, name: str = "uncompressed") -> list[np.ndarray]:
    """Write one series; return the stored values of the slices that are repeated in it, before any loss."""
    folder.mkdir(parents=True)
    encoding = _ENCODINGS[name]
    slices = [_slice(number, encoding.bits) for number in range(min(files, _DIFFERENT))]
    values = [_pixel_data(pixels, encoding) for pixels in slices]
    names = list(range(files))
    random.Random(1).shuffle(names)
    uids = [generate_uid() for _ in range(3)]
    for index, number in enumerate(names):
        dataset = _header(index, encoding, *uids)
        dataset.PixelData = values[index % _DIFFERENT]
        dataset["PixelData"].VR = "OB" if encoding.encode else "OW"
        dataset["PixelData"].is_undefined_length = encoding.encode is not None
        dataset.file_meta.TransferSyntaxUID = encoding.syntax
        dataset.save_as(folder / f"IM{number:05d}.dcm", enforce_file_format=True)
    return slices


def _pixel_data(pixels: np.ndarray, encoding: Encoding) -> bytes:
    if encoding.encode is not None:
        return encapsulate([encoding.encode(pixels)])
    return pixels.astype(">i2" if encoding.syntax == ExplicitVRBigEndian else "<i2").tobytes()


def _slice(number: int, bits: int) -> np.ndarray:
    """Return a body in air with noise: it compresses about threefold without loss, as CT does."""
    noise = np.random.default_rng(number).normal(0, 12, (SIDE, SIDE))
    y, x = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    body = 1000 * (x**2 / 0.7 + y**2 / 0.4 < 1) + 60 * np.cos(9 * x + number / 3) * np.cos(7 * y)
    pixels = np.clip(body + noise, 0, 4095)
    return (pixels / 16).astype(np.uint8) if bits == 8 else pixels.astype("u2" if bits == 12 else "i2")


def _header(
    index: int, encoding: Encoding, study: str = "1.2", series: str = "1.3", reference: str = "1.4"
) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID = CTImageStorage
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID = generate_uid()
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study, series
    dataset.FrameOfReferenceUID = reference
    for keyword, value in _CONSTANT.items():
        setattr(dataset, keyword, value)
    bits = encoding.bits
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 8 if bits == 8 else 16, bits, bits - 1
    dataset.PixelRepresentation = int(bits == 16)
    dataset.RescaleIntercept = 0 if bits == 8 else -1024
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
    **{"WindowCenter": 40, "WindowWidth": 400, "RescaleSlope": 1, "RescaleType": "HU"},
}


def make_radiograph(path: Path, rows: int = 3000, columns: int = 2500) -> None:
    """Write a radiograph of 16 bits, of which 14 are used."""
    dataset = _header(0, Encoding(ExplicitVRLittleEndian))
    values = np.random.default_rng(0).normal(8000, 2500, (rows // 4, columns // 4))
    pixels = np.kron(np.clip(values, 0, 16383), np.ones((4, 4))).astype(np.uint16)
    dataset.Modality, dataset.Rows, dataset.Columns = "DX", *pixels.shape
    dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 14, 13, 0
    dataset.RescaleIntercept, dataset.WindowCenter, dataset.WindowWidth = 0, 8000, 12000
    dataset.PixelData = pixels.tobytes()
    dataset["PixelData"].VR = "OW"
    dataset.save_as(path, enforce_file_format=True)
