"""DICOM files with just the oddity that a test is about."""

from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    UID_dictionary,
    generate_uid,
)


def grey_dataset(pixels: np.ndarray, **attributes: Any) -> Dataset:
    """Return a CT image; ``pixels`` is (rows, columns) or (frames, rows, columns), integers."""
    frames = pixels[None] if pixels.ndim == 2 else pixels
    dataset = Dataset()
    dataset.SOPClassUID = CTImageStorage
    dataset.SOPInstanceUID = generate_uid()
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.3", "1.2.3.4"
    dataset.PatientName, dataset.PatientID = "Secret^Person", "ID-4711"
    dataset.Modality = "CT"
    dataset.Rows, dataset.Columns = frames.shape[1:3]
    if len(frames) > 1:
        dataset.NumberOfFrames = len(frames)
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    bits = 8 * pixels.dtype.itemsize
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = bits, bits, bits - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    dataset.PixelData = pixels.tobytes()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def colour_dataset(pixels: np.ndarray, photometric: str = "RGB", **attributes: Any) -> Dataset:
    """Return a colour image from (rows, columns, 3) unsigned integers."""
    dataset = grey_dataset(pixels[..., 0], PixelData=pixels.tobytes(), Modality="OT")
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 3, photometric
    dataset.PlanarConfiguration = 0
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def write(dataset: Dataset, path: Path, transfer_syntax: UID = ExplicitVRLittleEndian) -> Path:
    """Write a DICOM file with preamble and meta information."""
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    known = transfer_syntax in UID_dictionary
    dataset.file_meta.TransferSyntaxUID = transfer_syntax if known else HTJ2KLossless
    if "PixelData" in dataset:
        dataset["PixelData"].VR = "OB" if dataset["PixelData"].is_undefined_length else "OW"
    dataset.save_as(
        path,
        enforce_file_format=True,
        implicit_vr=transfer_syntax == ImplicitVRLittleEndian,
        little_endian=transfer_syntax != ExplicitVRBigEndian,
    )
    if not known:  # younger than this pydicom, which would not write it
        assert len(transfer_syntax) <= len(HTJ2KLossless)
        padded = transfer_syntax.encode().ljust(len(HTJ2KLossless), b"\0")
        path.write_bytes(path.read_bytes().replace(HTJ2KLossless.encode(), padded))
    return path


def write_encapsulated(
    dataset: Dataset, frames: list[bytes], path: Path, transfer_syntax: UID, with_table: bool = True
) -> Path:
    """Write compressed frames, one fragment each."""
    dataset.PixelData = encapsulate(frames, has_bot=with_table)
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    dataset.NumberOfFrames = len(frames)
    return write(dataset, path, transfer_syntax)
