"""What others do with the same files: header scans, and a series read into one array.

Each function does the whole work from files to values, as somebody would write it with that library.
"""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import gdcm
import imagecodecs
import numpy as np
import pydicom
import SimpleITK as sitk  # noqa: N813
from pydicom.encaps import get_frame
from pydicom.pixels import pixel_array
from pydicom.uid import DeflatedExplicitVRLittleEndian

from tests.benchmarks.measure import Variants
from tests.benchmarks.synthetic import UNCOMPRESSED

THREADS = 2
_TAGS = ((0x20, 0xD), (0x20, 0xE), (0x20, 0x13), (0x20, 0x32), (0x20, 0x37), (0x28, 0x10), (0x28, 0x11))
# What pydicom can decode with; of the GPL, and so not here: pylibjpeg-libjpeg.
_PLUGINS = {
    "RLE": ("pylibjpeg",),
    "JPEG": ("pillow", "gdcm"),
    "JPEG lossless": ("gdcm",),
    "JPEG-LS": ("pyjpegls", "gdcm"),
    "JPEG-LS, near-lossless": ("pyjpegls", "gdcm"),
    "JPEG 2000": ("gdcm", "pylibjpeg"),
    "JPEG 2000, lossy": ("gdcm", "pylibjpeg"),
    "HTJ2K": ("pylibjpeg",),
}
_jpeg_2000 = partial(imagecodecs.jpeg2k_decode, numthreads=1)
_DECODERS: dict[str, Callable[[bytes], np.ndarray]] = {
    "RLE": lambda data: np.frombuffer(imagecodecs.dicomrle_decode(data, np.dtype("<i2")), "<i2"),
    "JPEG": imagecodecs.jpeg8_decode,
    "JPEG, 12 bits": imagecodecs.jpeg8_decode,
    "JPEG lossless": imagecodecs.jpeg8_decode,
    "JPEG-LS": imagecodecs.jpegls_decode,
    "JPEG-LS, near-lossless": imagecodecs.jpegls_decode,
    "JPEG 2000": _jpeg_2000,
    "JPEG 2000, lossy": _jpeg_2000,
    "HTJ2K": imagecodecs.htj2k_decode,
}


def header_scans(files: Sequence[Path]) -> Variants:
    """Return ways to read the headers of all files."""
    found: Variants = {
        "pydicom.dcmread(stop_before_pixels=True)": lambda: [_header(path) for path in files],
        "pydicom.dcmread": lambda: [pydicom.dcmread(path) for path in files],
        f"gdcm.Scanner, {len(_TAGS)} tags": partial(_gdcm_scan, files),
        "SimpleITK GetGDCMSeriesFileNames": partial(_simpleitk_names, files),
    }
    if shutil.which("dcmdump"):
        found["dcmdump, one process"] = partial(_dcmdump, files, [])
        patterns = [part for group, element in _TAGS for part in ("+P", f"{group:04x},{element:04x}")]
        found[f"dcmdump, one process, {len(_TAGS)} tags"] = partial(_dcmdump, files, patterns)
    return found


def volumes(files: Sequence[Path], encoding: str) -> Variants:
    """Return ways to read files, which are in the order of the slices, into one array of modality values."""
    found: Variants = {
        "SimpleITK ImageSeriesReader": partial(_simpleitk_series, files),
        f"SimpleITK ReadImage, {THREADS} threads": partial(_in_threads, files, _simpleitk_slice),
    }
    found["gdcm.ImageReader"] = partial(_one_by_one, files, _gdcm_slice)
    if encoding in UNCOMPRESSED:
        found["pydicom.pixel_array"] = partial(_one_by_one, files, _pydicom_slice)
        return found
    for plugin in _PLUGINS.get(encoding, ()):
        read = partial(_pydicom_slice, plugin=plugin)
        found[f"pydicom with {plugin}"] = partial(_one_by_one, files, read)
        found[f"pydicom with {plugin}, {THREADS} threads"] = partial(_in_threads, files, read)
    read = partial(_imagecodecs_slice, decode=_DECODERS[encoding])
    found["pydicom header, imagecodecs"] = partial(_one_by_one, files, read)
    found[f"pydicom header, imagecodecs, {THREADS} threads"] = partial(_in_threads, files, read)
    return found


def decoding_alone(files: Sequence[Path], encoding: str) -> Variants:
    """Return imagecodecs on frames that lie in memory: no file, no header, no array to put them in."""
    frames = [get_frame(pydicom.dcmread(path).PixelData, 0, number_of_frames=1) for path in files]
    decode = _DECODERS[encoding]

    def in_threads() -> None:
        with ThreadPoolExecutor(THREADS) as executor:
            for _ in executor.map(decode, frames):
                pass

    return {f"(imagecodecs alone, {THREADS} threads: no files, no rescale)": in_threads}


def first_frames(files: Sequence[Path]) -> Variants:
    """Return ways to find the order of a series that fills a folder, and to read its middle slice."""

    def simpleitk() -> None:
        names = sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(files[0].parent))
        sitk.ReadImage(names[len(names) // 2])

    def pydicom_sorted() -> None:
        places = {path: _header(path).ImagePositionPatient[2] for path in files}
        in_order = sorted(places, key=places.__getitem__)
        _pydicom_slice(in_order[len(in_order) // 2])

    return {
        "SimpleITK: GetGDCMSeriesFileNames, then the middle slice": simpleitk,
        "pydicom: headers, sorted, then the middle slice": pydicom_sorted,
    }


def _header(path: Path) -> pydicom.Dataset:
    return pydicom.dcmread(path, stop_before_pixels=True)


def _gdcm_scan(files: Sequence[Path]) -> None:
    scanner = gdcm.Scanner()
    for tag in _TAGS:
        scanner.AddTag(gdcm.Tag(*tag))
    assert scanner.Scan([str(path) for path in files])


def _simpleitk_names(files: Sequence[Path]) -> None:
    assert len(sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(files[0].parent))) == len(files)


def _dcmdump(files: Sequence[Path], options: list[str]) -> None:
    command = ["dcmdump", "-M", *options, *map(str, files)]  # -M: long values, and so pixels, are not read
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def _simpleitk_series(files: Sequence[Path]) -> sitk.Image:
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames([str(path) for path in files])
    return reader.Execute()


def _one_by_one(files: Sequence[Path], read: Callable[[Path], np.ndarray]) -> np.ndarray:
    return _stacked(map(read, files), len(files))


def _in_threads(files: Sequence[Path], read: Callable[[Path], np.ndarray]) -> np.ndarray:
    with ThreadPoolExecutor(THREADS) as executor:
        return _stacked(executor.map(read, files), len(files))


def _stacked(slices, count: int) -> np.ndarray:
    volume = None
    for index, pixels in enumerate(slices):
        if volume is None:
            volume = np.empty((count, *pixels.shape), np.int16)
        volume[index] = pixels
    assert volume is not None
    return volume


def _pydicom_slice(path: Path, plugin: str = "") -> np.ndarray:
    header = _header(path)
    if header.file_meta.TransferSyntaxUID == DeflatedExplicitVRLittleEndian:
        return _rescaled(pydicom.dcmread(path).pixel_array, header)
    return _rescaled(pixel_array(path, decoding_plugin=plugin), header)


def _imagecodecs_slice(path: Path, decode: Callable[[bytes], np.ndarray]) -> np.ndarray:
    dataset = pydicom.dcmread(path)
    stored = decode(get_frame(dataset.PixelData, 0, number_of_frames=1))
    if dataset.PixelRepresentation:
        stored = stored.view(np.int16)
    return _rescaled(stored.reshape(dataset.Rows, dataset.Columns), dataset)


def _rescaled(stored: np.ndarray, header: pydicom.Dataset) -> np.ndarray:
    slope, intercept = np.int16(header.RescaleSlope), np.int16(header.RescaleIntercept)
    return stored.astype(np.int16, copy=False) * slope + intercept


def _simpleitk_slice(path: Path) -> np.ndarray:
    return sitk.GetArrayFromImage(sitk.ReadImage(str(path)))[0]


def _gdcm_slice(path: Path) -> np.ndarray:
    reader = gdcm.ImageReader()
    reader.SetFileName(str(path))
    assert reader.Read()
    image = reader.GetImage()
    data = image.GetBuffer().encode("utf-8", errors="surrogateescape")
    shape = image.GetDimension(1), image.GetDimension(0)
    stored = np.frombuffer(data, np.uint8 if len(data) == shape[0] * shape[1] else np.int16)
    return stored.reshape(shape) + np.int16(image.GetIntercept())
